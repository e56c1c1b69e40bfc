"""How the newsroom answers its readers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment
from comments.moderation import Actor, Status
from comments.rendering import render
from comments.selectors.articles import article_with_comments
from comments.selectors.newsroom import paper_name
from comments.selectors.submissions import parent_of_reply
from comments.services.moderating import require
from comments.services.moves import find_comment, move
from comments.services.threads import lock_thread
from comments.text import NAME_MAX_LENGTH, fingerprint, normalise


@transaction.atomic
def reply_as_newsroom(*, comment_id: UUID, text: str, moderator: Any, now: datetime) -> Comment:
    """Publish a reply of the newsroom to a published comment and return it. The same reply sent twice is one.

    `text` is in the normal form of `comments.text`. The reply is signed with the full name of the user, or else with
    the name of the paper, as they are now.

    :raises PermissionMissing: without `comments.reply_as_newsroom`
    :raises CommentNotFound: if there is no such published comment
    :raises ArticleNotFound: if the public may not see its article, or no comments of it
    """
    require(moderator, "comments.reply_as_newsroom")
    article_id = find_comment(comment_id).article_id
    article = article_with_comments(article_id=article_id, now=now)
    lock_thread(article_id)
    parent = parent_of_reply(article_id=article_id, answered_id=comment_id)
    same = Comment.objects.filter(parent=parent, by_newsroom=True, status=Status.PUBLISHED, text=text).first()
    if same:
        return same
    reply = Comment.objects.create(
        id=uuid7(now),
        article_id=article_id,
        parent=parent,
        depth=parent.depth + 1,
        by_newsroom=True,
        author_name=(normalise(moderator.get_full_name()) or paper_name())[:NAME_MAX_LENGTH],
        avatar_seed=avatar_seed(),
        text=text,
        html=render(text),
        fingerprint=fingerprint(text),
        locale=article.locale__language_code,
        created_at=now,
    )
    move(reply, to=Status.PUBLISHED, actor=Actor.MODERATOR, moderator=moderator, now=now)
    return reply
