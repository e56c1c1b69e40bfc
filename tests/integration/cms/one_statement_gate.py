"""The visibility gate as one statement, to compare `cms.selectors.public_ids` with.

It compares the paths of all pages with each other, which is too slow for more than the pages of a test.
"""

from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction, Site


def public_ids_by_one_statement(*, now: datetime) -> set[int]:
    """Return the ids of all public pages."""
    pages = (
        Page.objects.live()
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
        .filter(Exists(_default_site_of_page()))
        .exclude(Exists(_restrictions_on_page()))
    )
    return set(pages.values_list("pk", flat=True))


def _default_site_of_page() -> QuerySet[Site]:
    above = Page.objects.alias(outer=_path_of_outer(OuterRef(OuterRef("path")))).filter(
        outer__startswith=F("path")
    )
    return Site.objects.filter(
        is_default_site=True, root_page__translation_key__in=above.values("translation_key")
    )


def _restrictions_on_page() -> QuerySet[PageViewRestriction]:
    return PageViewRestriction.objects.alias(outer=_path_of_outer(OuterRef("path"))).filter(
        outer__startswith=F("page__path")
    )


def _path_of_outer(reference: OuterRef) -> ExpressionWrapper[OuterRef]:
    return ExpressionWrapper(reference, output_field=CharField())
