"""What a path of the reader's site leads to: a page, another URL, a page that is gone, or nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from delivery.models import GonePath
from delivery.read.editions import EditionRow, edition_by_path, edition_of_page


@dataclass(frozen=True)
class MovedTo:
    """A redirect to an absolute URL."""

    to: str
    permanent: bool


@dataclass(frozen=True)
class Gone:
    """A page had this path, and none has it now."""


def resolve_path(path: str, *, now: datetime) -> EditionRow | MovedTo | Gone | None:
    """Return what `path`, with a slash at its end, leads to."""
    row = edition_by_path(path, now=now)
    if row is not None:
        return row
    if path == "/":
        return MovedTo(f"{settings.PUBLIC_URL}/{settings.LANGUAGE_CODE}/", permanent=False)
    return _redirect(path, now) or (Gone() if _is_gone(path) else None)


def _redirect(path: str, now: datetime) -> MovedTo | None:
    redirects = Redirect.get_for_site(Site.objects.filter(is_default_site=True).first())
    found = redirects.filter(old_path=Redirect.normalise_path(path)).first()
    if found is None:
        return None
    if found.redirect_page_id is None:
        is_path = found.redirect_link.startswith("/")
        return MovedTo(f"{settings.PUBLIC_URL if is_path else ''}{found.redirect_link}", found.is_permanent)
    # The path of a page that is not public is not disclosed.
    target = edition_of_page(found.redirect_page_id, now=now)
    return MovedTo(f"{settings.PUBLIC_URL}{target.path}", found.is_permanent) if target else None


def _is_gone(path: str) -> bool:
    gone = GonePath.objects.filter(path=path).first()
    # A page that exists but is not public gets the answer of one that never existed.
    return gone is not None and not Page.objects.filter(pk=gone.page_id, url_path=gone.url_path).exists()
