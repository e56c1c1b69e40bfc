"""Marking: one statement in the writer's transaction that says which pages must be looked at again.

What is to be done is read from the database afterwards. A mark that hides something also takes effect
at once: `hidden` for a page itself, `valid_until` for what shows it. Marks are written before that and
in the order of their pages, as everybody who locks rows here does.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat, Left
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import CommentPolicy
from cms.selectors import subtree, subtree_range
from delivery.models import Edition, Recompilation

# So many editions are compiled within the request that changed them; more are left to the background.
IN_REQUEST = 50
# Earlier than any reader's clock.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# SQLite takes no more than 500 parts in a compound select.
_BATCH = 200
# The key of the advisory lock between marking by tag and storing new tags; any constant of our own.
_TAGS_LOCK = 7_305_002

_INSERT = """
    INSERT INTO delivery_mark (page_id, token, marked_at, not_before, attempts, error)
    SELECT DISTINCT source.id, {token}, {now}, {null_time}, 0, '' FROM ({source}) AS source WHERE true
    ORDER BY 1 ON CONFLICT (page_id) {conflict}
"""
# The failures stay known: readers may have missed the page meanwhile.
_RENEW = "DO UPDATE SET token = excluded.token, marked_at = excluded.marked_at, not_before = NULL"
_PAGE = "SELECT CAST(%s AS bigint) AS id"


def mark_pages(page_ids: Iterable[int], *, now: datetime) -> uuid.UUID:
    """This will mark single pages, published or not, and return the token of these marks."""
    token = uuid.uuid4()
    ids = sorted(page_ids)
    if not ids:
        return token
    # Together or not at all: who is stopped in between has marked nothing.
    with transaction.atomic():
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            _insert(" UNION ALL ".join([_PAGE] * len(batch)), batch, token=token, now=now)
        _note_size(token, len(ids), now=now)
    return token


def ensure_marked(page_id: int, *, now: datetime) -> None:
    """This will mark a page unless it is marked: who only reads gives nobody's work a new token."""
    _insert(_PAGE, [page_id], token=uuid.uuid4(), now=now, conflict="DO NOTHING")


def mark_page_and_tagged(page: Page, tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """This will mark a page and every edition that shows one of the things that `tags` name."""
    return _insert(f"{_PAGE} UNION {_tagged(tags)}", [page.pk, *tags], token=uuid.uuid4(), now=now)


def mark_tagged(tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """This will mark every edition that shows one of the things that `tags` name."""
    return _insert(_tagged(tags), tags, token=uuid.uuid4(), now=now) if tags else uuid.uuid4()


def mark_subtree(page: Page, tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """This will mark a page and all below it, published or about to be, whatever shows one of them, and every
    edition that shows one of the things that `tags` name."""
    source = f"""
        {_PAGE} UNION {_tagged(tags or [""])} UNION
        SELECT page.id FROM wagtailcore_page AS page LEFT JOIN delivery_edition ON page_id = page.id
        WHERE page.path BETWEEN %s AND %s AND (page.live OR page_id IS NOT NULL)
        UNION SELECT shown.edition_id FROM delivery_editiontag AS shown
        JOIN wagtailcore_page AS page ON shown.tag = 'page:' || page.id
        WHERE page.path BETWEEN %s AND %s
    """
    first, last = subtree_range(page.path)
    values = [page.pk, *(tags or [""]), first, last, first, last]
    return _insert(source, values, token=uuid.uuid4(), now=now)


def mark_all(*, now: datetime) -> uuid.UUID:
    """This will mark everything that is published or may become public."""
    source = "SELECT page_id AS id FROM delivery_edition UNION SELECT id FROM wagtailcore_page WHERE live"
    return _insert(source, [], token=uuid.uuid4(), now=now)


def hide_page(page_id: int) -> None:
    """This will take one edition out of every answer until it is compiled again."""
    Edition.objects.filter(pk=page_id).update(hidden=True)


def hide_subtree(tree_path: str) -> None:
    """This will do the same for a page and all below it, and have what shows one of them compiled first."""
    below = subtree(tree_path)
    Edition.objects.filter(pk__in=below.values("pk")).update(hidden=True)
    _distrust_mentions(below)


def is_misplaced(tree_path: str, url_path: str) -> bool:
    """This will tell whether an edition of a page or of one below it was made for another place in the tree."""
    return _misplaced(tree_path, url_path).exists()


def distrust_misplaced(tree_path: str, url_path: str) -> None:
    """This will have those editions, and what shows one of these pages, compiled before they are read again."""
    if _misplaced(tree_path, url_path).update(valid_until=_LONG_AGO):
        _distrust_mentions(subtree(tree_path))


def _misplaced(tree_path: str, url_path: str) -> QuerySet[Edition]:
    below = subtree(tree_path).values("pk")
    # Compared exactly: to `startswith` capitals and small letters are the same on SQLite.
    begins = Left("url_path", len(url_path))
    return Edition.objects.filter(pk__in=below).annotate(begins=begins).exclude(begins=url_path)


def distrust_tagged(tags: Iterable[str]) -> None:
    """This will have the editions that show one of these things compiled before they are read again."""
    Edition.objects.filter(tags__tag__in=list(tags)).update(valid_until=_LONG_AGO)


def distrust_comments(page_id: int) -> None:
    """Have an edition that shows comments compiled before it is read again, because it may not show them any more."""
    shown = Edition.objects.filter(pk=page_id).exclude(comment_policy=CommentPolicy.OFF)
    shown.update(valid_until=_LONG_AGO)


def distrust_all() -> None:
    """This will have every edition compiled before it is read again."""
    Edition.objects.update(valid_until=_LONG_AGO)


def lock_tags(*, exclusive: bool) -> None:
    """This will let marking by tag and the storing of new tags wait for each other, until the commit.

    Otherwise a change could look for the editions that show it while they are just being stored, and
    find none. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_TAGS_LOCK])


def _distrust_mentions(pages: PageQuerySet) -> None:
    tags = pages.values_list(Concat(Value("page:"), Cast("pk", CharField())))
    Edition.objects.filter(tags__tag__in=tags).update(valid_until=_LONG_AGO)


def _tagged(tags: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(tags))
    return f"SELECT edition_id AS id FROM delivery_editiontag WHERE tag IN ({places})"


def _insert(
    source: str, values: Sequence[Any], *, token: uuid.UUID, now: datetime, conflict: str = _RENEW
) -> uuid.UUID:
    lock_tags(exclusive=False)
    is_postgresql = connection.vendor == "postgresql"
    statement = _INSERT.format(
        source=source,
        token="CAST(%s AS uuid)" if is_postgresql else "%s",
        now="CAST(%s AS timestamptz)" if is_postgresql else "%s",
        null_time="CAST(NULL AS timestamptz)" if is_postgresql else "NULL",
        conflict=conflict,
    )
    parameters = [
        token if is_postgresql else token.hex,
        connection.ops.adapt_datetimefield_value(now),
        *values,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        marked = cursor.rowcount
    _note_size(token, marked, now=now)
    return token


def _note_size(token: uuid.UUID, marked: int, *, now: datetime) -> None:
    # What takes longer than a request is shown in the admin, with its progress.
    if marked > IN_REQUEST:
        Recompilation.objects.update_or_create(token=token, defaults={"total": marked, "started_at": now})
