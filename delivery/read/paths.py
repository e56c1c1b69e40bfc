"""What a path of the reader's site leads to: a page, another URL, a page that is gone, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.addresses import plain_paths, quoted_path, safe_url
from cms.models import Takedown
from cms.redirects import redirect_keys
from delivery.models import GonePath
from delivery.read.editions import EditionRow, edition_by_path, edition_of_page
from delivery.read.takedowns import Notice


@dataclass(frozen=True)
class MovedTo:
    """A redirect to an absolute URL."""

    to: str
    permanent: bool


@dataclass(frozen=True)
class Gone:
    """A page had this path, and none has it now. `notice` says what became of one that was taken down."""

    notice: Notice | None = None


def resolve_path(address: str, *, now: datetime) -> EditionRow | MovedTo | Gone | None:
    """Return what an address on the reader's site leads to: a path, percent-encoded or not, with or without a query.

    A redirect that names parameters of the query comes before the page with this path, any other after it.
    """
    paths = plain_paths(address)
    *with_query, without = keys = redirect_keys(address)
    found = _redirects(keys) if with_query else None
    moved = _redirect(with_query, found, now) if found else None
    row = moved or edition_by_path(paths, now=now)
    if row is not None:
        return row
    if "/" in paths:
        return MovedTo(f"{settings.PUBLIC_URL}/{_first_language()}/", permanent=False)
    found = _redirects(keys) if found is None else found
    return _redirect([without], found, now) or _gone(paths)


def _first_language() -> str:
    """Return the language of the page that the main site begins with."""
    roots = Site.objects.filter(is_default_site=True).values_list(
        "root_page__locale__language_code", flat=True
    )
    return roots.first() or settings.LANGUAGE_CODE


def _redirects(keys: Sequence[str]) -> list[Redirect]:
    """Return the redirects with one of the keys; those of this site before those of all sites."""
    of_site = Q(site__is_default_site=True) | Q(site=None)
    redirects = Redirect.objects.filter(of_site, old_path__in=keys)
    return sorted(redirects, key=lambda redirect: (redirect.site_id is None, redirect.pk))


def _redirect(keys: Sequence[str], redirects: Sequence[Redirect], now: datetime) -> MovedTo | None:
    """Return the redirect with the first of the keys that there is."""
    found = [redirect for redirect in redirects if redirect.old_path in keys]
    first = min(found, key=lambda redirect: keys.index(redirect.old_path), default=None)
    return _target(first, now) if first else None


def _target(redirect: Redirect, now: datetime) -> MovedTo | None:
    if redirect.redirect_page_id is None:
        url = safe_url(redirect.redirect_link, f"{settings.PUBLIC_URL}/") if redirect.redirect_link else None
        return MovedTo(url, redirect.is_permanent) if url and url.startswith("http") else None
    # The path of a page that is not public is not disclosed.
    target = edition_of_page(redirect.redirect_page_id, now=now)
    if target is None:
        return None
    return MovedTo(f"{settings.PUBLIC_URL}{quoted_path(target.path)}", redirect.is_permanent)


def _gone(paths: Sequence[str]) -> Gone | None:
    # A page that exists but is not public gets the answer of one that never existed, unless it was taken down.
    still = Page.objects.filter(pk=OuterRef("page_id"), url_path=OuterRef("url_path"))
    takedowns = Takedown.objects.filter(pages=OuterRef("page_id"))
    gone = GonePath.objects.filter(path__in=paths).annotate(
        told_in=Subquery(takedowns.values("locale")), told=Subquery(takedowns.values("sentences"))
    )
    found = gone.filter(~Exists(still) | Q(told__isnull=False)).order_by("told_in")
    told = next(iter(found.values_list("told_in", "told")[:1]), None)
    return Gone(Notice(*told) if told[0] else None) if told else None
