"""Rows of comments for tests."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission, User

from cms.models import ArticlePage
from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment
from comments.moderation import Status
from comments.privacy import email_lookup, encrypt_email
from comments.services import recount_thread
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
    """Store a comment as its submission would; each is a second younger than the one before."""
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
        "encrypted_email": encrypt_email(email),
        "email_lookup": email_lookup(email),
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
    if made.state:
        # As a decision does.
        recount_thread(article_id=article_id)
    return made


def moderator(*permissions: str, **fields: Any) -> User:
    """Store a user with permissions of the comments, `moderate_comment` by default."""
    person = factories.user(**fields)
    wanted = permissions or ("moderate_comment",)
    person.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="comments", codename__in=wanted)
    )
    return person
