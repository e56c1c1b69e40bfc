"""How PostgreSQL reads 100,000 editions: by an index, in order, and no further than asked."""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from api.delivery import log
from api.delivery.lists import ORDERS, Listing, listed_editions
from api.delivery.models import Change, Edition
from api.delivery.selectors import editions_after
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.postgresql]

_EDITIONS = 100_000
_FIRST = 1_000_000
# The thousandth page of 20 begins here.
_FAR = 20_000
_LIMIT = 20

Run = Callable[[], object]


class _RolledBack(Exception):
    pass


@pytest.fixture(scope="module", autouse=True)
def editions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """This will have 100,000 editions and as many lines in the log, until the end of this module."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                _fill()
                yield
                raise _RolledBack
        except _RolledBack:
            pass


def _fill() -> None:
    article = factories.article()
    edition = {
        "page_id": f"{_FIRST} + n",
        "locale": "CASE WHEN n % 4 = 0 THEN 'en' ELSE 'de' END",
        "path": "path || n",
        "slug": "slug || n",
        # As mixed as titles are: 7919 is a prime.
        "sort_title": "'artikel ' || (n * 7919) % 1000003",
        "published_at": "published_at + n * interval '1 minute'",
        # Some cannot be seen, as everywhere.
        "hidden": "n % 101 = 0",
    }
    _repeat(Edition, edition, f"page_id = {article.pk}")
    _repeat(Change, {"object_id": f"{_FIRST} + n"}, f"object_id = {article.pk}")
    _execute("ANALYZE delivery_edition, delivery_change")


def _repeat(model: Any, other: dict[str, str], where: str) -> None:
    table = model._meta.db_table
    kept = [field.column for field in model._meta.concrete_fields if field.column not in {"id", *other}]
    columns = [f'"{column}"' for column in (*other, *kept)]
    values = [*other.values(), *columns[len(other) :]]
    _execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM {table}, generate_series(1, {_EDITIONS}) AS n WHERE {where}"
    )


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def plans(run: Run) -> list[dict[str, Any]]:
    """This will return the nodes of the plans by which the editions and lines that `run` asks for were found."""
    sent: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        sent.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        run()
    nodes: list[dict[str, Any]] = []
    with connection.cursor() as cursor:
        for sql, values in sent:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
            (answer,) = cursor.fetchone()
            nodes += _nodes((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
    assert nodes
    return nodes


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def detours(nodes: list[dict[str, Any]]) -> list[str]:
    """This will name the nodes that read a whole table, or put in order what should be in order."""
    tables = {"delivery_edition", "delivery_change"}
    return [
        node["Node Type"]
        for node in nodes
        if "Sort" in node["Node Type"]
        or (node["Node Type"] in ("Seq Scan", "Bitmap Heap Scan") and node["Relation Name"] in tables)
    ]


def rows_read(nodes: list[dict[str, Any]]) -> float:
    """This will count the rows that were taken from tables, those included that were thrown away."""
    scans = [node for node in nodes if "Relation Name" in node]
    return sum((node["Actual Rows"] + _removed(node)) * node["Actual Loops"] for node in scans)


def _removed(node: dict[str, Any]) -> float:
    return sum(value for name, value in node.items() if name.startswith("Rows Removed by"))


def listing(order: str, locale: str | None, *, far: bool | None, now: datetime) -> Run:
    """This will ask for a page of the list: the first, the second, or the thousandth."""
    after = None
    if far is not None:
        column, direction = ORDERS[order]
        where = "is_listed AND NOT hidden" + (f" AND locale = '{locale}'" if locale else "")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column}, e.page_id FROM delivery_edition AS e WHERE {where} "
                f"ORDER BY {column} {direction}, e.page_id {direction} OFFSET {_FAR if far else _LIMIT} LIMIT 1"
            )
            key, page_id = cursor.fetchone()
        after = [key.isoformat() if isinstance(key, datetime) else key, page_id]
    asked = Listing(order=order, locale=locale, limit=_LIMIT, after=after, with_count=False)
    return lambda: _full_page(asked, now)


def _full_page(asked: Listing, now: datetime) -> None:
    assert len(listed_editions(asked, now=now).rows) == asked.limit


EVERY_LIST = list(itertools.product(ORDERS, (None, "de", "en")))


class TestTheList:
    @pytest.mark.parametrize("far", [None, False, True], ids=["first", "second", "thousandth"])
    @pytest.mark.parametrize(("order", "locale"), EVERY_LIST)
    def test_is_read_by_an_index_in_its_order(
        self, order: str, locale: str | None, far: bool | None, now: datetime
    ) -> None:
        assert detours(plans(listing(order, locale, far=far, now=now))) == []

    @pytest.mark.parametrize(("order", "locale"), EVERY_LIST)
    def test_reads_only_the_rows_around_a_page_however_far_behind_it_is(
        self, order: str, locale: str | None, now: datetime
    ) -> None:
        first, far = (rows_read(plans(listing(order, locale, far=far, now=now))) for far in (None, True))
        # Passed over are the few that are hidden, and those of the other language where every fourth is English.
        assert max(first, far) <= 5 * _LIMIT


class TestTheLog:
    @pytest.mark.parametrize("lines_before_the_end", [_EDITIONS, 1000], ids=["beginning", "end"])
    def test_is_read_on_by_its_key(self, lines_before_the_end: int) -> None:
        position = log.head() - lines_before_the_end
        nodes = plans(lambda: log.following(position, limit=100))
        assert detours([node for node in nodes if node.get("Relation Name") != "delivery_position"]) == []
        assert rows_read(nodes) <= 102


class TestTheSnapshot:
    @pytest.mark.parametrize("page_id", [_FIRST, _FIRST + 90_000], ids=["beginning", "end"])
    def test_takes_each_batch_by_the_key_of_the_pages(self, page_id: int) -> None:
        nodes = plans(lambda: editions_after(page_id, limit=100, now=timezone.now()))
        assert detours(nodes) == []
        assert rows_read(nodes) <= 110
