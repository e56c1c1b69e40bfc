"""How many statements a submission takes, without those that begin and end transactions."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests import factories
from tests.api.v1.comment_client import proven, solved, submit

_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def statements_of(article_id: int, challenge: dict[str, str]) -> list[str]:
    """Return the statements of a submission under a key, with the rate limits counted in the database."""
    key = {"Idempotency-Key": str(uuid4())}
    with CaptureQueriesContext(connection) as captured:
        response = submit(article_id, challenge=challenge, headers=key)
    assert response.status_code == 202
    return [query["sql"] for query in captured if not query["sql"].startswith(_CONTROL)]


@pytest.mark.django_db
@pytest.mark.parametrize("solve", [solved, proven])
def test_a_submission_takes_at_most_fifteen(
    settings: Settings, solve: Callable[[int], dict[str, str]]
) -> None:
    settings.REDIS_URL = ""
    cache.clear()
    article = factories.article()
    statements_of(article.pk, solve(article.pk))
    found = statements_of(article.pk, solve(article.pk))
    assert len(found) <= 15, "\n".join(found)
