"""Requests cost the same whatever the size of the newsroom, on both databases."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection

from tests import copies
from tests.costs.newsroom import Call, build
from tests.costs.queries import BARE_ADMIN_PAGE
from tests.costs.work import work_of
from tests.rows import restore_rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_IS_SQLITE = connection.vendor == "sqlite"
# With 50 rows PostgreSQL reads the whole table, because that takes fewer buffers than an index. So the comparison
# starts at a size at which it uses indexes.
FEW = 50 if _IS_SQLITE else 500
MANY = 2_000
# The cost may grow by a quarter and a constant: on PostgreSQL an index that is a level deeper takes one more buffer
# for each of 25 rows and each of their joins.
_FACTOR = 1.25
_CONSTANT = 20 if _IS_SQLITE else 100


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, tuple[int, int]]]:
    """Return the work of each call with few and with many articles, all of it committed."""
    # Fewer hits and comments are looked at than there are in the small newsroom.
    few_hits, few_comments, few_searched = (
        patch("delivery.read.search.MOST", 20),
        patch("delivery.read.threads.LOOKED_AT", 100),
        patch("comments.selectors.moderation.SEARCHED_AT_MOST", 500),
    )
    with django_db_blocker.unblock(), few_hits, few_comments, few_searched:
        try:
            newsroom = build()
            newsroom.grow(FEW)
            calls = newsroom.calls()
            few = _measure(calls)
            newsroom.grow(MANY)
            many = _measure(calls)
            yield {name: (few[name], many[name]) for name in calls}
        finally:
            restore_rows()


def _measure(calls: dict[str, Call]) -> dict[str, int]:
    cache.clear()
    copies.analyze()
    return {name: work_of(call) for name, call in calls.items()}


def test_no_request_costs_more_in_a_large_newsroom(costs: dict[str, tuple[int, int]]) -> None:
    # What Wagtail itself reads for the menu of every admin page grows with the number of pages.
    menu_few, menu_many = costs[BARE_ADMIN_PAGE]
    grown = {
        name: f"{few} with {FEW} articles, {many} with {MANY}"
        for name, (few, many) in costs.items()
        if many - (menu_many - menu_few if name.startswith("admin/") else 0) > _FACTOR * few + _CONSTANT
    }

    assert grown == {}


def test_every_call_does_some_work(costs: dict[str, tuple[int, int]]) -> None:
    assert [name for name, (few, many) in costs.items() if not few or not many] == []
