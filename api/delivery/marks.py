"""Marking: one statement in the writer's transaction that says which pages must be looked at again.

What is to be done is read from the database afterwards. A mark that hides something also takes effect
at once: `hidden` for a page itself, `valid_until` for what shows it.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page
from wagtail.query import PageQuerySet

from api.delivery.models import Edition

_INSERT = """
    INSERT INTO delivery_mark (page_id, token, marked_at, not_before, attempts, error)
    SELECT DISTINCT source.id, {token}, {now}, {null_time}, 0, '' FROM ({source}) AS source WHERE true
    ON CONFLICT (page_id) DO UPDATE
    SET token = excluded.token, marked_at = excluded.marked_at, not_before = NULL, attempts = 0, error = ''
"""


def mark_pages(page_ids: Iterable[int], *, now: datetime) -> uuid.UUID:
    """This will mark single pages, published or not, and return the token of these marks."""
    rows = " UNION ALL ".join(["SELECT CAST(%s AS bigint) AS id"] * len(ids := list(page_ids)))
    return _insert(rows, ids, now=now) if ids else uuid.uuid4()


def mark_tagged(tags: Iterable[str], *, now: datetime) -> uuid.UUID:
    """This will mark every edition that shows one of the things that `tags` name."""
    wanted = list(tags)
    if not wanted:
        return uuid.uuid4()
    places = ", ".join(["%s"] * len(wanted))
    source = f"SELECT edition_id AS id FROM delivery_editiontag WHERE tag IN ({places})"
    return _insert(source, wanted, now=now)


def mark_subtree(tree_path: str, *, now: datetime) -> uuid.UUID:
    """This will mark a page and all below it, published or about to be, and whatever shows one of them."""
    source = """
        SELECT page.id FROM wagtailcore_page AS page LEFT JOIN delivery_edition ON page_id = page.id
        WHERE page.path LIKE %s AND (page.live OR page_id IS NOT NULL)
        UNION SELECT shown.edition_id FROM delivery_editiontag AS shown
        JOIN wagtailcore_page AS page ON shown.tag = 'page:' || page.id WHERE page.path LIKE %s
    """
    return _insert(source, [f"{tree_path}%", f"{tree_path}%"], now=now)


def mark_all(*, now: datetime) -> uuid.UUID:
    """This will mark everything that is published or may become public."""
    source = "SELECT page_id AS id FROM delivery_edition UNION SELECT id FROM wagtailcore_page WHERE live"
    return _insert(source, [], now=now)


def hide_page(page_id: int) -> None:
    """This will take one edition out of every answer until it is compiled again."""
    Edition.objects.filter(pk=page_id).update(hidden=True)


def hide_subtree(tree_path: str, *, now: datetime) -> None:
    """This will do the same for a page and all below it, and have what shows one of them compiled first."""
    below = Page.objects.filter(path__startswith=tree_path)
    Edition.objects.filter(pk__in=below.values("pk")).update(hidden=True)
    _distrust_mentions(below, now=now)


def distrust_misplaced(tree_path: str, url_path: str, *, now: datetime) -> int:
    """This will have the editions of a page and all below it, and what shows one of them, compiled before
    they are read again, if they were made for another place in the tree; and return how many there are."""
    below = Page.objects.filter(path__startswith=tree_path)
    misplaced = Edition.objects.filter(pk__in=below.values("pk")).exclude(url_path__startswith=url_path)
    found = misplaced.update(valid_until=now)
    if found:
        _distrust_mentions(below, now=now)
    return found


def _distrust_mentions(pages: PageQuerySet, *, now: datetime) -> None:
    tags = pages.values_list(Concat(Value("page:"), Cast("pk", CharField())))
    Edition.objects.filter(tags__tag__in=tags).update(valid_until=now)


def distrust_tagged(tags: Iterable[str], *, now: datetime) -> None:
    """This will have the editions that show one of these things compiled before they are read again."""
    Edition.objects.filter(tags__tag__in=list(tags)).update(valid_until=now)


def distrust_all(*, now: datetime) -> None:
    """This will have every edition compiled before it is read again."""
    Edition.objects.update(valid_until=now)


def _insert(source: str, values: Sequence[Any], *, now: datetime) -> uuid.UUID:
    token = uuid.uuid4()
    is_postgresql = connection.vendor == "postgresql"
    statement = _INSERT.format(
        source=source,
        token="CAST(%s AS uuid)" if is_postgresql else "%s",
        now="CAST(%s AS timestamptz)" if is_postgresql else "%s",
        null_time="CAST(NULL AS timestamptz)" if is_postgresql else "NULL",
    )
    parameters = [
        token if is_postgresql else token.hex,
        connection.ops.adapt_datetimefield_value(now),
        *values,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return token
