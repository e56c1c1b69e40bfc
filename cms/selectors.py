"""What the public may read: the one visibility gate of the content app."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from cms.models import ArticlePage, Download, Image


def public_pages(*, now: datetime) -> PageQuerySet:
    """This will select the pages that anybody may read at `now`.

    A page is public when it is live, has not expired, lies in the tree of a site,
    and no view restriction stands on it or above it.
    """
    return (
        Page.objects.live()
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
        .filter(Exists(sites_of_page()))
        .exclude(Exists(_restrictions_on_page()))
    )


def public_articles(*, now: datetime) -> PageQuerySet:
    """This will select the articles among `public_pages`, as `ArticlePage` objects."""
    return ArticlePage.objects.filter(pk__in=public_pages(now=now).values("pk"))


def private_collection_ids() -> set[int]:
    """This will return the ids of the collections that a restriction on them or above them closes."""
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return _ids_below(Collection.objects.all(), closed)


def sites_of_page() -> QuerySet[Site]:
    """This will select, for a subquery on pages, the sites in whose tree the outer page lies, nearest first.

    Asked of the tables and not of Wagtail's cached list of roots, so that a change of a site holds at once.
    """
    above = Page.objects.alias(outer=_path_of_outer(OuterRef(OuterRef("path")))).filter(
        outer__startswith=F("path")
    )
    roots = Site.objects.filter(root_page__translation_key__in=above.values("translation_key"))
    return roots.order_by("-root_page__url_path", "-is_default_site", "hostname")


def _restrictions_on_page() -> QuerySet[PageViewRestriction]:
    return PageViewRestriction.objects.alias(outer=_path_of_outer(OuterRef("path"))).filter(
        outer__startswith=F("page__path")
    )


def _path_of_outer(reference: OuterRef) -> ExpressionWrapper[OuterRef]:
    return ExpressionWrapper(reference, output_field=CharField())


def _ids_below(nodes: Any, paths: Iterable[str]) -> set[int]:
    below = Q(*[("path__startswith", path) for path in paths], _connector=Q.OR)
    return set(nodes.filter(below).values_list("pk", flat=True)) if below else set()


def public_images() -> QuerySet[Image]:
    """This will select the pictures that no collection closes."""
    return Image.objects.exclude(collection_id__in=private_collection_ids())


def public_downloads() -> QuerySet[Download]:
    """This will select the files that no collection closes."""
    return Download.objects.exclude(collection_id__in=private_collection_ids())
