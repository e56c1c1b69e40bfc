"""The mails that readers got, and what the links in them lead to."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cms.models import ArticlePage
from comments.errors import ArticleNotFound, CommentGone, MailLinkNotValid, MailsStopped
from comments.models import Comment, Mail
from comments.moderation import Status
from comments.notices import Purpose, linked_comment
from comments.selectors.articles import article_with_comments


def sent_mails(*, comment_id: UUID) -> QuerySet[Mail]:
    """Return the mails that the author of a comment got, oldest first."""
    return Mail.objects.filter(comment_id=comment_id, sent_at__isnull=False).order_by("sent_at", "pk")


def comment_of_link(*, purpose: str, token: str) -> Comment:
    """Return the comment of a link in a mail, with its article.

    :raises MailLinkNotValid: if the link is not ours for this purpose
    :raises CommentGone: if the comment has been erased or deleted
    :raises MailsStopped: if it would be confirmed what its author does not want any more
    """
    comment_id = linked_comment(purpose, token)
    if comment_id is None:
        raise MailLinkNotValid
    comments = Comment.objects.select_related("article").defer("encrypted_email", "article__body")
    comment = comments.filter(pk=comment_id).exclude(status=Status.ERASED).first()
    if comment is None:
        raise CommentGone
    if purpose == Purpose.CONFIRM and not comment.notify_replies:
        raise MailsStopped
    return comment


def language_of_link(*, purpose: str, token: str) -> str | None:
    """Return the code of the language of the comment of a link, also of an erased one, or None if there is none."""
    comment_id = linked_comment(purpose, token)
    return (
        Comment.objects.filter(pk=comment_id).values_list("locale", flat=True).first() if comment_id else None
    )


def article_for_author(comment: Comment, *, now: datetime) -> ArticlePage | None:
    """Return the article of a comment, or None if the public does not see it with its comments."""
    try:
        article_with_comments(article_id=comment.article_id, now=now)
    except ArticleNotFound:
        return None
    return comment.article
