"""The visibility gate as one statement, to compare `cms.selectors.public_sites` with.

It compares the paths of all pages with each other, which is too slow for more than the pages of a test.
"""

from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page, PageViewRestriction, Site


def public_sites_by_one_statement(*, now: datetime) -> dict[int, int]:
    """Return all public pages, each with its site."""
    pages = (
        Page.objects.live()
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
        .annotate(site=Subquery(_sites_of_page().values("pk")[:1]))
        .exclude(site=None)
        .exclude(Exists(_restrictions_on_page()))
    )
    return dict(pages.values_list("pk", "site"))


def _sites_of_page() -> QuerySet[Site]:
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
