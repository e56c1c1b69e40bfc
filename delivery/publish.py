"""Publishing: compile what is invalidated and store their editions, after a commit, in the background or for a reader.

Nothing is compiled while a transaction is open. An edition that fails keeps its invalidation, with the error and a
growing pause, and stops no other.
"""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from delivery import new_tags
from delivery.caching.tags import EVERYTHING, PAGES, own_tag, tags_of_files
from delivery.invalidation import ensure_invalidated, invalidate_queued, queue_invalidation
from delivery.kinds import compile_edition, looked_up
from delivery.log import queue_purge
from delivery.models import Edition, EditionTag, Invalidation, is_outdated
from delivery.public_url import has_same_url
from delivery.read.statements import RecompilationRequired
from delivery.store import store

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

_BATCH = 200
# So many share what they look up.
_TOGETHER = 50
# Seconds after which a batch ends early, because other jobs wait.
_BATCH_SECONDS = 5.0
# The lists and cards of one transaction take one wave, and what they change themselves another.
_WAVES = 5
# One read compiles at most this often: a list without a hidden edition may contain another outdated one.
_ROUNDS = 20


def publish_tokens(
    tokens: Collection[uuid.UUID], *, takes_away: bool = False, limit: int, now: datetime
) -> None:
    """Compile what one transaction invalidated; leave more than `limit` to the background work.

    What the transaction takes away (`takes_away`) is hidden or outdated, and not read meanwhile. Shared caches may
    still hold it, so `everything` is queued for purging. What was taken away before has been purged already.
    """
    invalidated = Invalidation.objects.filter(token__in=tokens)
    # Articles come before the pages above them, which show their lists and would be compiled twice.
    ids = list(invalidated.order_by("-edition_id").values_list("edition_id", flat=True)[: limit + 1])
    if len(ids) <= limit:
        publish_invalidated(ids, now=now)
        return
    editions = Edition.objects.filter(pk__in=invalidated.values("edition_id"))
    if takes_away and editions.filter(Q(hidden=True) | is_outdated(now)).exists():
        queue_purge([EVERYTHING])


def publish_queued(*, limit: int, now: datetime) -> None:
    """Compile what shows the lists and cards that the stored editions have changed, up to `limit` at a time.

    After a few times the rest is left to the background work, which may itself be what keeps the queue full.
    """
    for _wave in range(_WAVES):
        token = invalidate_queued(now=now)
        if token is None:
            return
        publish_tokens([token], limit=limit, now=now)


def publish_due(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Compile the editions that have waited longest and are due, the newest pages first, and return how many.

    After a few seconds on `clock` the others are left for the next time.
    """
    end = clock() + _BATCH_SECONDS
    invalidate_queued(now=now)
    due = Invalidation.objects.filter(Invalidation.is_due(now)).order_by("invalidated_at", "-edition_id")
    ids = due.values_list("edition_id", flat=True)[:_BATCH]
    return publish_invalidated(ids, now=now, may_go_on=lambda: clock() < end)


def publish_invalidated(
    edition_ids: Iterable[int], *, now: datetime, may_go_on: Callable[[], bool] = lambda: True
) -> int:
    """Compile those of the editions that are invalidated, each in its own try, and return how many were asked for.

    A process with another public URL than the editions compiles none: the background work with the right one does.
    """
    ids = list(edition_ids)
    done = 0
    while done < len(ids) and (not done or may_go_on()):
        together = ids[done : done + _TOGETHER]
        # An outdated card is shown nowhere, so it is compiled before what shows it.
        cards = _outdated_cards(together, now=now)
        first, others = cards[:_TOGETHER], cards[_TOGETHER:]
        ensure_invalidated(first, now=now)
        _publish_batch(first, lacking=_outdated_cards(first, now=now), now=now)
        _publish_batch(together, lacking=others, now=now)
        done += len(together)
    return done


def _publish_batch(edition_ids: list[int], *, lacking: Collection[int], now: datetime) -> None:
    while edition_ids:
        edition_ids = _publish_together(edition_ids, lacking=lacking, now=now)


def _publish_together(edition_ids: Collection[int], *, lacking: Collection[int], now: datetime) -> list[int]:
    """Compile what is invalidated with shared lookups, and return what must be compiled once more with new ones.

    What may show a card that is `lacking` is compiled again before it is read; its own card is complete.
    """
    # First the mark and the tokens: a later change raises the one, and gives an edition another one of the others.
    mark = new_tags.mark()
    invalidated = Invalidation.objects.filter(has_same_url(), edition_id__in=edition_ids)
    tokens = dict(invalidated.values_list("edition_id", "token"))
    lookups = looked_up(tokens, now=now)
    unfinished = []
    for edition_id in filter(tokens.__contains__, edition_ids):
        token = tokens[edition_id]
        try:
            compiled = compile_edition(edition_id, now=now, lookups=lookups)
            if compiled and any(f"page:{pk}" in compiled.tags for pk in lacking if pk != edition_id):
                compiled.edition.valid_until = now
            if not store(edition_id, compiled, token=token, mark=mark, now=now):
                unfinished.append(edition_id)
        except Exception as error:
            logger.exception("edition %s was not compiled", edition_id)
            # One that was invalidated again meanwhile has another token and does not wait.
            rows = Invalidation.objects.filter(edition_id=edition_id, token=token)
            if failed := rows.first():
                rows.update(**failed.columns_after(error, now=now))
    return unfinished


def recompile(edition_ids: Collection[int], *, now: datetime) -> None:
    """Compile outdated editions that a read has met, and hide those that cannot be compiled.

    A hidden one stays invalidated: once the background work has compiled it, it is shown and logged as published.
    """
    ensure_invalidated(edition_ids, now=now)
    publish_invalidated(sorted(edition_ids), now=now)
    # One that another process has just invalidated again has not failed: the next round of the read compiles it.
    failed = Invalidation.objects.filter(edition_id__in=edition_ids, attempts__gt=0).order_by("edition_id")
    with transaction.atomic():
        # Invalidations before editions: the order in which all writers lock.
        locked = list(failed.select_for_update().values_list("edition_id", flat=True))
        editions = Edition.objects.filter(is_outdated(now), pk__in=locked, hidden=False)
        if ids := list(editions.values_list("pk", flat=True)):
            editions.update(hidden=True)
            queue_invalidation(f"page:{pk}" for pk in ids)
            files = tags_of_files(EditionTag.objects.filter(edition__in=ids).values_list("tag", flat=True))
            queue_purge([*map(own_tag, ids), PAGES, *files])


def _outdated_cards(edition_ids: Collection[int], *, now: datetime) -> list[int]:
    """Return the articles whose cards these editions may show and lack, the newest first, without those that failed."""
    tags = EditionTag.objects.filter(edition__in=edition_ids, tag__startswith="page:")
    named = [(key, int(tag.partition(":")[2])) for key, tag in tags.values_list("edition_id", "tag")]
    # Each page has a tag of its own as well.
    article_ids = {page_id for key, page_id in named if page_id != key}
    has_no_card = Q(needs_recompilation=True) | Q(card_valid_until__lte=now)
    outdated = Edition.objects.filter(has_no_card, pk__in=article_ids, type="article", hidden=False)
    failed = Invalidation.objects.filter(attempts__gt=0).values("edition_id")
    return list(outdated.exclude(pk__in=failed).order_by("-pk").values_list("pk", flat=True))


def read_current(read: Callable[[], Result]) -> Result:
    """Return what a selector returns, after compiling the outdated editions that it meets.

    :raises RecompilationRequired: if it still meets some after many rounds
    """
    for _round in range(_ROUNDS):
        try:
            return read()
        except RecompilationRequired as required:
            recompile(required.edition_ids, now=required.now)
    return read()
