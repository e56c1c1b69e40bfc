"""What the public may read: the one visibility gate of the content app.

The ancestors of a page are the prefixes of its tree path, so restrictions and the roots of the site are looked up by
these keys. The cost depends on the number of pages asked for and not on that of all pages; a single statement
that compares paths with each other is quadratic on SQLite.
"""

from collections.abc import Collection as Sized
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, Site
from wagtail.query import PageQuerySet

from cms.models import Image, TakenDownPage

# Ids in one statement; with their ancestors they stay below the number of parameters that SQLite accepts.
_BATCH = 1000
_MAX_ID = BigIntegerField.MAX_BIGINT

# By hand, since each submission of a comment asks: building these statements took ten times as long as running them.
_SHOWN = """
    SELECT id, path FROM wagtailcore_page
    WHERE id IN ({keys}) AND live AND (expire_at IS NULL OR expire_at > %s)
        AND NOT EXISTS (SELECT 1 FROM cms_takendownpage WHERE page_id = wagtailcore_page.id)
"""
_PLACES = """
    SELECT path,
        EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction WHERE page_id = wagtailcore_page.id),
        translation_key IN (
            SELECT root.translation_key FROM wagtailcore_site
            JOIN wagtailcore_page AS root ON root.id = wagtailcore_site.root_page_id
            WHERE is_default_site
        )
    FROM wagtailcore_page WHERE path IN ({keys})
"""


def public_ids(page_ids: Iterable[int], *, now: datetime) -> set[int]:
    """Return the ids of the public pages among these.

    A page is public if it is live, has not expired at `now`, was not taken down, is in the tree of the default site,
    and neither it nor an ancestor has a view restriction. Two statements for up to 1,000 pages.
    """
    # A link in a text can name any number.
    ids = sorted(page_id for page_id in set(page_ids) if page_id <= _MAX_ID)
    found: set[int] = set()
    for start in range(0, len(ids), _BATCH):
        found |= _public_ids(ids[start : start + _BATCH], now)
    return found


def _public_ids(page_ids: Sized[int], now: datetime) -> set[int]:
    when = connection.ops.adapt_datetimefield_value(now)
    lineages = {page_id: lineage(path) for page_id, path in _rows(_SHOWN, page_ids, when)}
    restricted, roots = _places({path for paths_of_page in lineages.values() for path in paths_of_page})
    return {
        page_id
        for page_id, paths_of_page in lineages.items()
        if restricted.isdisjoint(paths_of_page) and not roots.isdisjoint(paths_of_page)
    }


def _places(paths: Sized[str]) -> tuple[set[str], set[str]]:
    """Return the tree paths among these that have a view restriction, and those of `site_roots`."""
    places = _rows(_PLACES, paths) if paths else []
    restricted = {path for path, is_restricted, _is_root in places if is_restricted}
    return restricted, {path for path, _is_restricted, is_root in places if is_root}


def _rows(statement: str, keys: Sized[Any], *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(keys=", ".join(["%s"] * len(keys))), [*keys, *values])
        return cursor.fetchall()


def site_roots() -> PageQuerySet:
    """Return the first page of the default site, and its translations: what is in none of their trees is not public.

    From the table and not from Wagtail's cached list of roots, so that a change takes effect at once.
    """
    default = Site.objects.filter(is_default_site=True)
    return Page.objects.filter(translation_key__in=default.values("root_page__translation_key")).order_by()


def lineage(path: str) -> list[str]:
    """Return the tree paths of a page and all its ancestors."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def is_in_the_site(page: Page) -> bool:
    """Return whether a page lies in the tree of the default site."""
    _restricted, roots = _places(lineage(page.path))
    return bool(roots)


def is_taken_down(page_id: int) -> bool:
    """Return whether an article, or the article of an alias, is taken down."""
    return TakenDownPage.objects.filter(pk=page_id).exists()


def public_sentence(page_id: int, *, language: str) -> str | None:
    """Return what readers are told of a page that was taken down, or None if it was not."""
    kept_back = TakenDownPage.objects.select_related("takedown").filter(pk=page_id).first()
    return kept_back.takedown.sentence(language) if kept_back else None


def subtree(path: str) -> PageQuerySet:
    """Return the page with this tree path and its descendants."""
    return Page.objects.filter(path__range=subtree_range(path))


def subtree_range(path: str) -> tuple[str, str]:
    """Return the first and the last tree path that a page and its descendants can have.

    A range uses the index on paths; for a prefix SQLite compares every page.
    """
    return path, path.ljust(Page._meta.get_field("path").max_length, Page.alphabet[-1])


def private_collection_ids() -> set[int]:
    """Return the ids of the collections that have a view restriction, or an ancestor with one."""
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    below = Q(*[("path__startswith", path) for path in closed], _connector=Q.OR)
    return set(Collection.objects.filter(below).values_list("pk", flat=True)) if below else set()


def public_images() -> QuerySet[Image]:
    """Return the images that are in no private collection."""
    return Image.objects.exclude(collection_id__in=private_collection_ids())
