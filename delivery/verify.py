"""Verifying editions: how they differ from what their pages would be compiled to now, and invalidating those that do.

`sweep` compares columns of everything, `audit` compiles some pages in memory, `check_editions` compiles all of them.
"""

import time
from collections.abc import Callable
from datetime import datetime

from wagtail.models import Page

from cms.selectors import public_sites
from comments.selectors import published_count
from delivery.compile import Compiled, compile_page, fingerprint, sort_key
from delivery.invalidation import invalidate_editions
from delivery.models import DeliveryState, Edition, EditionTag, Invalidation

# Seconds that one run of the audit takes, so that jobs that are due every second do not wait for it.
_AUDIT_SECONDS = 2.0
# An alias that was never published has no date of its own, but that of the compilation.
_NOT_COMPARED = frozenset({"updated_at"})


def sweep(*, now: datetime) -> int:
    """Invalidate the pages whose editions differ in their columns, and return how many.

    It finds what sent no signal: bulk updates, a crash between two transactions, another public URL or compiler.
    """
    stored = {
        page_id: rest
        for page_id, *rest in Edition.objects.values_list(
            "pk", "url_path", "revision_id", "expires_at", "sort_title", "compiler", "hidden"
        )
    }
    source = _public_columns(now)
    invalidated = set(Invalidation.objects.values_list("edition_id", flat=True))
    different = {pk for pk in stored.keys() | source.keys() if stored.get(pk) != source.get(pk)} - invalidated
    invalidate_editions(different, now=now)
    return len(different)


def audit(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Compile some pages in memory, invalidate those whose editions differ, and return how many.

    Each run goes on where the last one ended, for a few seconds on `clock`. So a bulk update of anything that is
    shown is found in the end.
    """
    end = clock() + _AUDIT_SECONDS
    state, _created = DeliveryState.objects.get_or_create(pk=1)
    found = []
    last = 0
    invalidated = set(Invalidation.objects.values_list("edition_id", flat=True))
    for page_id in known_pages(after=state.audited_to):
        if page_id not in invalidated and reason_of_drift(page_id, now=now):
            found.append(page_id)
        if clock() >= end:
            last = page_id
            break
    DeliveryState.objects.filter(pk=1).update(audited_to=last)
    invalidate_editions(found, now=now)
    return len(found)


def known_pages(*, kind: str | None = None, after: int = 0) -> list[int]:
    """Return the ids of all pages that have an edition or may need one, in order."""
    pages = Page.objects.filter(content_type__app_label="cms", pk__gt=after)
    editions = Edition.objects.filter(pk__gt=after)
    if kind:
        pages = pages.filter(content_type__model=f"{kind}page")
        editions = editions.filter(type=kind)
    return sorted({*pages.values_list("pk", flat=True), *editions.values_list("pk", flat=True)})


def reason_of_drift(page_id: int, *, now: datetime) -> str:
    """Compile a page in memory and return how its edition differs; empty if it does not."""
    try:
        compiled = compile_page(page_id, now=now)
    except Exception as error:
        # Reported as drift: the page is invalidated, fails again, and waits with its error in the admin.
        return f"cannot be compiled: {type(error).__name__}: {error}"
    edition = Edition.objects.filter(pk=page_id).first()
    if compiled is None:
        return "is shown and should not be" if edition and edition.is_public_at(now) else ""
    if edition is None or edition.hidden:
        return "should be shown and is not"
    return _difference(edition, compiled)


def _public_columns(now: datetime) -> dict[int, list[object]]:
    """Return what the sweep compares, as the editions of all public pages should have it."""
    wanted = fingerprint()
    pages = list(
        Page.objects.live()
        .filter(content_type__app_label="cms")
        .order_by()
        .values_list("pk", "url_path", "live_revision_id", "expire_at", "title")
    )
    public = public_sites([page_id for page_id, *_rest in pages], now=now)
    return {
        page_id: [*rest, sort_key(title), wanted, False]
        for page_id, *rest, title in pages
        if page_id in public
    }


def _difference(edition: Edition, compiled: Compiled) -> str:
    # The bytes are the last columns and named first, because they say what readers see.
    differing = [
        name
        for name, value in reversed(compiled.columns().items())
        if name not in _NOT_COMPARED and getattr(edition, name) != value
    ]
    tags = EditionTag.objects.filter(edition=edition).values_list("tag", "published_at")
    if dict(tags) != compiled.dated_tags:
        differing.append("tags")
    if edition.type == "article" and edition.comment_count != published_count(edition.id):
        differing.append("comment_count")
    return f"differs in {', '.join(differing)}" if differing else ""
