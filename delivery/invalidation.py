"""Invalidations: which editions must be compiled again, written in the transaction of the change.

An invalidation says only that. What to do about it is read from the database after the commit. Invalidations are
written in the order of the keys: all writers lock rows in this order, so they do not deadlock. A change that takes
something away also acts at once: see `delivery.removals`.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from cms.models import Author
from cms.selectors import subtree_range
from delivery import new_tags
from delivery.models import Invalidation, QueuedInvalidation, Recompilation, list_tag
from delivery.models.bulk import insert_rows
from delivery.removals import hide_editions
from delivery.subjects import BEFORE_FOLLOWED, edition_id, key_offset

# A request compiles at most this many editions; more are left to the background work.
IN_REQUEST = 50
# So many queued tags are worked off at once.
_QUEUED = 1000
_OF_AUTHOR = list_tag("author=")
# Begins a tag that no edition has: the key of one that could not be read until now follows.
_UNTOLD = "untold:"
# The sites of all home pages, of which there are few, whether they have an edition or not.
_SITES = f"SELECT page_ptr_id + ({key_offset('site')}) AS id FROM cms_homepage"


def invalidate_editions(edition_ids: Iterable[int], *, now: datetime) -> uuid.UUID:
    """Invalidate single editions, stored or not yet, all or none, and return the token of these invalidations."""
    token = uuid.uuid4()
    rows = [Invalidation(edition_id=pk, token=token, invalidated_at=now) for pk in sorted(edition_ids)]
    if not rows:
        return token
    with transaction.atomic():
        # Keep attempts: after a failure clients may lack the page, so `store` logs it even if the bytes are equal.
        Invalidation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["edition_id"],
            update_fields=["token", "invalidated_at", "not_before"],
        )
        _note_size(token, len(rows), now=now)
    return token


def ensure_invalidated(edition_ids: Iterable[int], *, now: datetime) -> None:
    """Invalidate editions, and leave those as they are that are invalidated already: their token is in use."""
    token = uuid.uuid4()
    rows = [Invalidation(edition_id=pk, token=token, invalidated_at=now) for pk in sorted(edition_ids)]
    Invalidation.objects.bulk_create(rows, ignore_conflicts=True)


def invalidate_tagged(
    tags: Sequence[str],
    *,
    edition_ids: Collection[int] = (),
    taken_away: Sequence[str] = (),
    now: datetime,
) -> uuid.UUID:
    """Invalidate every edition with one of the tags, and these editions, stored or not yet.

    Of the tags in `taken_away` also those that may show the card of such an edition: they have the tag of its page only.
    """
    sources = [
        *([_tagged(tags)] if tags else []),
        *["SELECT CAST(%s AS bigint) AS id" for _id in edition_ids],
    ]
    values = [*tags, *edition_ids]
    if taken_away:
        sources.append(_holding_tagged(taken_away))
        values += taken_away
    return _invalidate(" UNION ".join(sources), values, now=now) if sources else uuid.uuid4()


def queue_invalidation(tags: Iterable[str]) -> None:
    """Have the editions with one of the tags invalidated after the commit, because another edition is stored."""
    insert_rows(QueuedInvalidation, ("tag",), [(tag,) for tag in sorted(tags)])


def queue_untold(edition_ids: Iterable[int]) -> None:
    """Have editions told again after the commit that could not be read until now, whatever their bytes are.

    A client that took a snapshot meanwhile lacks them.
    """
    queue_invalidation(f"{_UNTOLD}{key}" for key in edition_ids)


@transaction.atomic
def invalidate_queued(*, now: datetime) -> uuid.UUID | None:
    """Invalidate what the queued tags name, and return the token of these invalidations; None if none is queued.

    An author may have no edition yet: a first article makes them public, so authors are named by their lists too.
    """
    queued = list(QueuedInvalidation.objects.select_for_update(skip_locked=True).order_by("pk")[:_QUEUED])
    if not queued:
        return None
    tags = sorted({row.tag for row in queued})
    untold = [int(tag.removeprefix(_UNTOLD)) for tag in tags if tag.startswith(_UNTOLD)]
    token = invalidate_tagged(tags, edition_ids=[*_authors_of(tags), *untold], now=now)
    # What is hidden is logged when it is stored.
    hide_editions(untold)
    QueuedInvalidation.objects.filter(pk__in=[row.pk for row in queued]).delete()
    return token


def invalidate_subtree(page: Page, tags: Sequence[str], *, now: datetime) -> uuid.UUID:
    """Invalidate a page and all below it, every edition that shows one of them, and every edition with one of the tags.

    Of the pages below, those that are live or have an edition; and the sites, because a home page may be below.
    """
    source = f"""
        SELECT CAST(%s AS bigint) AS id UNION {_tagged(tags or [""])} UNION
        SELECT page.id FROM wagtailcore_page AS page LEFT JOIN delivery_edition AS e ON e.id = page.id
        WHERE page.path BETWEEN %s AND %s AND (page.live OR e.id IS NOT NULL)
        UNION SELECT shown.edition_id FROM delivery_editiontag AS shown
        JOIN wagtailcore_page AS page ON shown.tag = 'page:' || page.id
        WHERE page.path BETWEEN %s AND %s
        UNION {_SITES}
    """
    bounds = subtree_range(page.path)
    return _invalidate(source, [page.pk, *(tags or [""]), *bounds, *bounds], now=now)


def invalidate_all(*, now: datetime) -> uuid.UUID:
    """Invalidate every live page and every edition, except those of images and downloads, which know no site."""
    editions = f"SELECT id FROM delivery_edition WHERE id > {BEFORE_FOLLOWED}"
    source = f"{editions} UNION SELECT id FROM wagtailcore_page WHERE live UNION {_SITES}"
    return _invalidate(source, [], now=now)


def _authors_of(tags: Iterable[str]) -> list[int]:
    slugs = [tag.removeprefix(_OF_AUTHOR) for tag in tags if tag.startswith(_OF_AUTHOR)]
    authors = Author.objects.filter(slug__in=slugs).values_list("pk", flat=True) if slugs else []
    return [edition_id("author", author_id) for author_id in authors]


def _tagged(tags: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(tags))
    # The tag of a page says something to the others only.
    return f"SELECT edition_id AS id FROM delivery_editiontag WHERE tag IN ({places}) AND tag <> 'page:' || edition_id"


def _holding_tagged(tags: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(tags))
    return f"""
        SELECT holding.edition_id AS id FROM delivery_editiontag AS shown
        JOIN delivery_editiontag AS holding ON holding.tag = 'page:' || shown.edition_id
        WHERE shown.tag IN ({places})
    """


def _invalidate(source: str, values: Sequence[Any], *, now: datetime) -> uuid.UUID:
    """Invalidate the editions whose keys `source` selects, and return the token of these invalidations."""
    new_tags.begin_search()
    token = uuid.uuid4()
    stored_token = token if connection.features.has_native_uuid_field else token.hex
    stored_now = connection.ops.adapt_datetimefield_value(now)
    # Keep attempts: after a failure clients may lack the page, so `store` logs it even if the bytes are equal.
    statement = f"""
        INSERT INTO delivery_invalidation (edition_id, token, invalidated_at, attempts, error)
        SELECT DISTINCT source.id, %s, %s, 0, '' FROM ({source}) AS source WHERE true
        ORDER BY 1 ON CONFLICT (edition_id) DO UPDATE
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
