"""How many statements a submission takes, without those that begin and end transactions."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from comments.models import HoldReason
from comments.moderation import Status
from tests import comment_factories, factories
from tests.api.v1.comment_client import proven, solved, submit

_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def statements_of(article_id: int, challenge: dict[str, str], **fields: Any) -> list[str]:
    """Return the statements of a submission under a key."""
    key = {"Idempotency-Key": str(uuid4())}
    with CaptureQueriesContext(connection) as captured:
        response = submit(article_id, challenge=challenge, headers=key, **fields)
    assert response.status_code == 202
    return [query["sql"] for query in captured if not query["sql"].startswith(_CONTROL)]


@pytest.mark.django_db
@pytest.mark.parametrize("solve", [solved, proven])
def test_a_reply_that_is_held_takes_at_most_fifteen(
    settings: Settings, solve: Callable[[int], dict[str, str]]
) -> None:
    settings.REDIS_URL = ""
    cache.clear()
    article = factories.article()
    parent = comment_factories.comment(article=article, status=Status.PUBLISHED)
    # The first one of the day stores the key of its network tags.
    statements_of(article.pk, solve(article.pk))
    found = statements_of(article.pk, solve(article.pk), parent=str(parent.pk))
    assert HoldReason.objects.filter(comment__parent=parent).exists()
    assert len(found) <= 15, "\n".join(found)
