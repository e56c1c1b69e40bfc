"""How many statements a submission and a comment's own life take, without those that begin and end transactions."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from comments.models import HoldReason
from comments.moderation import Status
from tests import factories
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import proven, solved, submit
from tests.api.v1.own_comment_client import edit, erase, export, mine, receipt_of, withdraw

_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def statements_of(article_id: int, challenge: dict[str, str], **fields: Any) -> list[str]:
    """Return the statements of a submission under a key, with the rate limits counted in the database."""
    key = {"Idempotency-Key": str(uuid4())}
    return statements_in(lambda: submit(article_id, challenge=challenge, headers=key, **fields), 202)


def statements_in(call: Callable[[], Any], status: int) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = call()
    assert response.status_code == status
    return [query["sql"] for query in captured if not query["sql"].startswith(_CONTROL)]


@pytest.fixture(autouse=True)
def _limits_in_the_database(settings: Settings) -> None:
    settings.REDIS_URL = ""
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("solve", [solved, proven])
def test_a_reply_that_is_held_takes_at_most_fifteen(solve: Callable[[int], dict[str, str]]) -> None:
    article = factories.article()
    parent = comment_client.comment(article=article, status=Status.PUBLISHED)
    # The first one of the day stores the key of its network tags.
    statements_of(article.pk, solve(article.pk))
    found = statements_of(article.pk, solve(article.pk), parent=str(parent.pk))
    assert HoldReason.objects.filter(comment__parent=parent).exists()
    assert len(found) <= 15, "\n".join(found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("call", "status", "most"),
    [(mine, 200, 2), (export, 200, 6), (edit, 200, 14), (withdraw, 200, 12), (erase, 204, 13)],
)
def test_the_life_of_a_published_reply_takes_few(call: Callable[[str], Any], status: int, most: int) -> None:
    first = comment_client.comment(status=Status.PUBLISHED)
    reply = comment_client.comment(parent=first, status=Status.PUBLISHED, created_at=timezone.now())
    found = statements_in(lambda: call(receipt_of(reply)), status)
    assert len(found) <= most, "\n".join(found)
