"""What the public may read: the one visibility gate of the content app.

The ancestors of a page are the prefixes of its tree path, so restrictions and the roots of the site are looked up by
these keys. The cost depends on the number of pages asked for and not on that of all pages; a single statement
that compares paths with each other is quadratic on SQLite.
"""

from collections.abc import Collection as Sized
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from cms.models import Image, TakenDownPage

# Ids in one statement; with their ancestors they stay below the number of parameters that SQLite accepts.
_BATCH = 1000


def public_ids(page_ids: Iterable[int], *, now: datetime) -> set[int]:
    """Return the ids of the public pages among these.

    A page is public if it is live, has not expired at `now`, was not taken down, is in the tree of the default site,
    and neither it nor an ancestor has a view restriction. Three statements for up to 1,000 pages.
    """
    ids = sorted(set(page_ids))
    found: set[int] = set()
    for start in range(0, len(ids), _BATCH):
        found |= _public_ids(ids[start : start + _BATCH], now)
    return found


def _public_ids(page_ids: Sized[int], now: datetime) -> set[int]:
    pages = Page.objects.live().filter(pk__in=page_ids).filter(Q(expire_at=None) | Q(expire_at__gt=now))
    pages = pages.exclude(Exists(TakenDownPage.objects.filter(pk=OuterRef("pk"))))
    lineages = {pk: lineage(path) for pk, path in pages.order_by().values_list("pk", "path")}
    if not lineages:
        return set()
    paths = {path for paths_of_page in lineages.values() for path in paths_of_page}
    restricted = _restricted(paths)
    roots = set(site_roots().filter(path__in=paths).values_list("path", flat=True))
    return {
        page_id
        for page_id, paths_of_page in lineages.items()
        if restricted.isdisjoint(paths_of_page) and not roots.isdisjoint(paths_of_page)
    }


def site_roots() -> PageQuerySet:
    """Return the first page of the default site, and its translations: what is in none of their trees is not public.

    From the table and not from Wagtail's cached list of roots, so that a change takes effect at once.
    """
    default = Site.objects.filter(is_default_site=True)
    return Page.objects.filter(translation_key__in=default.values("root_page__translation_key")).order_by()


def lineage(path: str) -> list[str]:
    """Return the tree paths of a page and all its ancestors."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def _restricted(paths: Sized[str]) -> set[str]:
    restrictions = PageViewRestriction.objects.filter(page__path__in=paths).order_by()
    return set(restrictions.values_list("page__path", flat=True))


def is_in_the_site(page: Page) -> bool:
    """Return whether a page lies in the tree of the default site."""
    return site_roots().filter(path__in=lineage(page.path)).exists()


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
