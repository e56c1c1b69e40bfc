"""Invalidations: which pages must be compiled again, written in the transaction of the change.

An invalidation says only that. What to do about it is read from the database after the commit. A change that takes
something away also acts at once: it hides the edition of the page (`hide_*`), and has the editions that show the
page compiled before they are read (`require_recompilation_*`). Both come after the invalidations, which are
written in the order of page ids: all writers lock rows in this order, so they do not deadlock.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat, Left
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import CommentPolicy
from cms.selectors import subtree, subtree_range
from delivery.models import Edition, Invalidation, Recompilation

# A request compiles at most this many editions; more are left to the background work.
IN_REQUEST = 50
# The key of the advisory lock between invalidating by tag and storing new tags; an arbitrary constant.
_TAGS_LOCK = 7_305_002


def invalidate_pages(page_ids: Iterable[int], *, now: datetime) -> uuid.UUID:
    """Invalidate single pages, published or not, all or none, and return the token of these invalidations."""
    token = uuid.uuid4()
    rows = [Invalidation(page_id=pk, token=token, invalidated_at=now) for pk in sorted(page_ids)]
    if not rows:
        return token
    with transaction.atomic():
        lock_tags(exclusive=False)
        # Keep attempts: after a failure clients may lack the page, so `store` logs it even if the bytes are equal.
        Invalidation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["page_id"],
            update_fields=["token", "invalidated_at", "not_before"],
        )
        _note_size(token, len(rows), now=now)
    return token


@transaction.atomic
def ensure_invalidated(page_ids: Iterable[int], *, now: datetime) -> None:
    """Invalidate pages, and leave those as they are that are invalidated already: their token is in use."""
    token = uuid.uuid4()
    rows = [Invalidation(page_id=pk, token=token, invalidated_at=now) for pk in sorted(page_ids)]
    lock_tags(exclusive=False)
    Invalidation.objects.bulk_create(rows, ignore_conflicts=True)


def invalidate_page(page: Page, tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """Invalidate a page and every edition with one of the tags."""
    return _invalidate(f"SELECT CAST(%s AS bigint) AS id UNION {_tagged(tags)}", [page.pk, *tags], now=now)


def invalidate_tagged(tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """Invalidate every edition with one of the tags."""
    return _invalidate(_tagged(tags), tags, now=now) if tags else uuid.uuid4()


def invalidate_subtree(page: Page, tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """Invalidate a page and all below it, every edition that shows one of them, and every edition with one of the tags.

    Of the pages below, those that are live or have an edition.
    """
    source = f"""
        SELECT CAST(%s AS bigint) AS id UNION {_tagged(tags or [""])} UNION
        SELECT page.id FROM wagtailcore_page AS page LEFT JOIN delivery_edition ON page_id = page.id
        WHERE page.path BETWEEN %s AND %s AND (page.live OR page_id IS NOT NULL)
        UNION SELECT shown.edition_id FROM delivery_editiontag AS shown
        JOIN wagtailcore_page AS page ON shown.tag = 'page:' || page.id
        WHERE page.path BETWEEN %s AND %s
    """
    bounds = subtree_range(page.path)
    return _invalidate(source, [page.pk, *(tags or [""]), *bounds, *bounds], now=now)


def invalidate_all(*, now: datetime) -> uuid.UUID:
    """Invalidate every page that is live or has an edition."""
    source = "SELECT page_id AS id FROM delivery_edition UNION SELECT id FROM wagtailcore_page WHERE live"
    return _invalidate(source, [], now=now)


def hide_page(page_id: int) -> None:
    """Hide the edition of a page until it is compiled again."""
    Edition.objects.filter(pk=page_id).update(hidden=True)


def hide_subtree(tree_path: str) -> None:
    """Hide the editions of a page and all below it, and require recompilation of what shows one of these pages."""
    below = subtree(tree_path)
    Edition.objects.filter(pk__in=below.values("pk")).update(hidden=True)
    _require_recompilation_of_mentions(below)


def is_misplaced(tree_path: str, url_path: str) -> bool:
    """Return whether an edition of this page, or of one below it, was compiled for another place in the tree."""
    return _misplaced(tree_path, url_path).exists()


def require_recompilation_of_misplaced(tree_path: str, url_path: str) -> None:
    """Require recompilation of editions compiled for another place in the tree, and of what shows these pages."""
    if _misplaced(tree_path, url_path).update(needs_recompilation=True):
        _require_recompilation_of_mentions(subtree(tree_path))


def require_recompilation_of_tagged(tags: Sequence[str] | QuerySet[Any, Any]) -> None:
    """Require recompilation of the editions with one of the tags."""
    Edition.objects.filter(tags__tag__in=tags).update(needs_recompilation=True)


def require_recompilation_of_comments(page_id: int) -> None:
    """Require recompilation of an edition that shows comments, because it may not show them any more."""
    editions = Edition.objects.filter(pk=page_id).exclude(comment_policy=CommentPolicy.OFF)
    editions.update(needs_recompilation=True)


def require_recompilation_of_all() -> None:
    """Require recompilation of every edition."""
    Edition.objects.update(needs_recompilation=True)


def lock_tags(*, exclusive: bool) -> None:
    """Make invalidating pages and storing an edition exclude each other until the commit.

    Otherwise a change could look for the editions that show it while one of them is being stored, and miss it. And
    a page that is stored invalidates others, in no order with its own invalidation, which it has locked: this could
    deadlock with whoever locks several of them. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_TAGS_LOCK])


def _misplaced(tree_path: str, url_path: str) -> QuerySet[Edition]:
    below = subtree(tree_path).values("pk")
    # Not `startswith`: on SQLite it ignores case.
    begins = Left("url_path", len(url_path))
    return Edition.objects.filter(pk__in=below).annotate(begins=begins).exclude(begins=url_path)


def _require_recompilation_of_mentions(pages: PageQuerySet) -> None:
    require_recompilation_of_tagged(pages.values_list(Concat(Value("page:"), Cast("pk", CharField()))))


def _tagged(tags: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(tags))
    return f"SELECT edition_id AS id FROM delivery_editiontag WHERE tag IN ({places})"


def _invalidate(source: str, values: Sequence[Any], *, now: datetime) -> uuid.UUID:
    """Invalidate the pages whose ids `source` selects, and return the token of these invalidations."""
    lock_tags(exclusive=False)
    token = uuid.uuid4()
    stored_token = token if connection.features.has_native_uuid_field else token.hex
    stored_now = connection.ops.adapt_datetimefield_value(now)
    # Keep attempts: after a failure clients may lack the page, so `store` logs it even if the bytes are equal.
    statement = f"""
        INSERT INTO delivery_invalidation (page_id, token, invalidated_at, attempts, error)
        SELECT DISTINCT source.id, %s, %s, 0, '' FROM ({source}) AS source WHERE true
        ORDER BY 1 ON CONFLICT (page_id) DO UPDATE
        SET token = excluded.token, invalidated_at = excluded.invalidated_at, not_before = NULL
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored_token, stored_now, *values])
        _note_size(token, cursor.rowcount, now=now)
    return token


def _note_size(token: uuid.UUID, pages: int, *, now: datetime) -> None:
    # The admin shows the progress of what takes longer than a request.
    if pages > IN_REQUEST:
        Recompilation.objects.update_or_create(token=token, defaults={"total": pages, "started_at": now})
