"""Comments for tests: real rows, one function each."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission, User

from cms.models import ArticlePage
from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment
from comments.moderation import Status
from comments.privacy import address_lookup, encrypt_address
from comments.selectors import published_count
from delivery.models import Edition
from tests import factories

_numbers = itertools.count(1)
NOON = factories.MORNING + timedelta(hours=4)


def comment(
    *,
    article: ArticlePage | None = None,
    parent: Comment | None = None,
    status: str = Status.PENDING,
    created_at: datetime | None = None,
    email: str = "leserin@example.org",
    **fields: Any,
) -> Comment:
    """This will store a comment as a submission would have left it; each is a second younger than the last."""
    number = next(_numbers)
    created_at = created_at or NOON + timedelta(seconds=number)
    article_id = parent.article_id if parent else (article or factories.article()).pk
    values = {
        "id": uuid7(created_at),
        "article_id": article_id,
        "parent": parent,
        "depth": parent.depth + 1 if parent else 0,
        "status": status,
        "author_name": f"Leserin {number}",
        "address": encrypt_address(email),
        "address_lookup": address_lookup(email),
        "avatar_seed": avatar_seed(),
        "text": f"Ein Gedanke, Nummer {number}.",
        "html": f"<p>Ein Gedanke, Nummer {number}.</p>",
        "locale": "de",
        "consent_version": "1",
        "consent_at": created_at,
        "created_at": created_at,
        "published_at": created_at if status == Status.PUBLISHED else None,
        **fields,
    }
    made = Comment.objects.create(**values)
    if status == Status.PUBLISHED:
        # As after a moderator's decision: answers read the number from the edition.
        Edition.objects.filter(pk=article_id).update(comment_count=published_count(article_id))
    return made


def moderator(*permissions: str, **fields: Any) -> User:
    """This will make somebody with permissions of the comments, `moderate_comment` unless named."""
    person = factories.user(**fields)
    wanted = permissions or ("moderate_comment",)
    person.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="comments", codename__in=wanted)
    )
    return person
