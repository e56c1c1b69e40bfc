"""Verifying editions: how they differ from what would be compiled now, and invalidating those that do.

`sweep` compares columns of everything, `audit` compiles some in memory, `check_editions` compiles all of them.
"""

import time
from collections.abc import Callable
from datetime import datetime

from delivery.compile import Compiled, fingerprint
from delivery.indexing import distrust, has_entry, misplaced
from delivery.invalidation import invalidate_editions
from delivery.kinds import KINDS, Columns, compile_edition, public_columns
from delivery.models import MODELS, DeliveryState, Edition, EditionTag, Invalidation, SitemapEntry
from delivery.subjects import LOWEST, edition_id

# Seconds that one run of the audit takes, so that jobs that are due every second do not wait for it.
_AUDIT_SECONDS = 2.0
# What was never published, such as an alias or an author, has no date of its own, but that of the compilation.
_NOT_COMPARED = frozenset({"updated_at"})


def sweep(*, now: datetime) -> int:
    """Invalidate the editions that differ in their columns, and return how many.

    It finds what sent no signal: bulk updates, a crash between two transactions, another public URL or compiler.
    """
    names = (*Columns._fields, "compiler", "hidden")
    stored = {pk: tuple(rest) for pk, *rest in Edition.objects.values_list("pk", *names)}
    wanted = fingerprint()
    source = {pk: (*columns, wanted, False) for pk, columns in public_columns(now=now).items()}
    invalidated = set(Invalidation.objects.values_list("edition_id", flat=True))
    different = {pk for pk in stored.keys() | source.keys() if stored.get(pk) != source.get(pk)}
    different = (different | misplaced()) - invalidated
    invalidate_editions(different, now=now)
    return len(different)


def require_recompilation_of_other_versions() -> None:
    """Have what another version of the compiler left compiled before it is read: its JSON lacks keys, or has others."""
    Edition.objects.exclude(compiler=fingerprint()).update(needs_recompilation=True)


def audit(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Compile some editions in memory, invalidate those that differ, and return how many.

    Each run goes on where the last one ended, for a few seconds on `clock`. So a bulk update of anything that is
    shown is found in the end.
    """
    end = clock() + _AUDIT_SECONDS
    state, _created = DeliveryState.objects.get_or_create(pk=1)
    found = []
    last = LOWEST
    invalidated = set(Invalidation.objects.values_list("edition_id", flat=True))
    for key in known_editions(after=state.audited_to):
        if key not in invalidated and reason_of_drift(key, now=now):
            found.append(key)
        if clock() >= end:
            last = key
            break
    DeliveryState.objects.filter(pk=1).update(audited_to=last)
    distrust(found)
    invalidate_editions(found, now=now)
    return len(found)


def known_editions(*, of_type: str | None = None, after: int = LOWEST) -> list[int]:
    """Return the keys of all editions that there are or that may be needed, in order."""
    editions = Edition.objects.filter(pk__gt=after)
    if of_type:
        editions = editions.filter(type=of_type)
    keys = set(editions.values_list("pk", flat=True))
    for kind in KINDS:
        objects = MODELS[kind]._default_manager.order_by()
        if of_type and kind == "page":
            objects = objects.filter(content_type__model=f"{of_type}page")
        if not of_type or of_type == kind or kind == "page":
            keys.update(edition_id(kind, pk) for pk in objects.values_list("pk", flat=True))
    return sorted(key for key in keys if key > after)


def reason_of_drift(edition_id: int, *, now: datetime) -> str:
    """Compile an edition in memory and return how its edition differs; empty if it does not."""
    try:
        compiled = compile_edition(edition_id, now=now)
    except Exception as error:
        # Reported as drift: it is invalidated, fails again, and waits with its error in the admin.
        return f"cannot be compiled: {type(error).__name__}: {error}"
    edition = Edition.objects.filter(pk=edition_id).first()
    if compiled is None:
        return "is shown and should not be" if edition and edition.is_public_at(now) else ""
    if edition is None or edition.hidden:
        return "should be shown and is not"
    return _difference(edition, compiled)


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
    entry = SitemapEntry.objects.filter(edition=edition).values_list("xml", flat=True).first()
    if (entry or "") != compiled.sitemap:
        differing.append("sitemap")
    if not has_entry(edition.id, compiled.texts):
        differing.append("search")
    return f"differs in {', '.join(differing)}" if differing else ""
