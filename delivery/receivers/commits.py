"""What a receiver does at its end: invalidate, and after the commit compile and purge, still in the request."""

import threading
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone

from delivery import invalidation, removals
from delivery.invalidation import IN_REQUEST
from delivery.log import queue_purge
from delivery.outbox.purging import purge_caches
from delivery.publish import publish_invalidated, publish_queued, publish_tokens


class _Pending(threading.local):
    """The tokens of what the running transaction of this thread has invalidated, and whether it takes something away.

    `left` is the number of written pages that may still be compiled after its commit.
    """

    def __init__(self) -> None:
        self.left = 0
        self.clear()

    def clear(self) -> None:
        self.tokens: list[uuid.UUID] = []
        self.takes_away = False


_pending = _Pending()


def invalidate_tagged(
    tags: list[str],
    signal: Any,
    *,
    edition_ids: Sequence[int] = (),
    takes_away: bool = False,
    purge: Sequence[str] = (),
) -> None:
    with transaction.atomic():
        token = invalidation.invalidate_tagged(
            tags, edition_ids=edition_ids, taken_away=tags if takes_away else (), now=timezone.now()
        )
        if takes_away:
            removals.require_recompilation_of_shown(tags)
        queue_purge(purge)
        publish_if_written(signal, token, takes_away=takes_away)


def publish_if_written(
    signal: Any, token: uuid.UUID, *, takes_away: bool, page_id: int | None = None
) -> None:
    # Before the write the page would be compiled as it was. The signal after it publishes.
    if signal is not pre_save and signal is not pre_delete:
        if not _is_waiting_for_commit():
            # Of a transaction that was rolled back.
            _pending.clear()
        _pending.tokens.append(token)
        _pending.takes_away |= takes_away
        transaction.on_commit(partial(_publish_pending, page_id), robust=True)


def _is_waiting_for_commit() -> bool:
    callbacks = (registered[1] for registered in connection.run_on_commit)
    return any(isinstance(callback, partial) and callback.func is _publish_pending for callback in callbacks)


def _publish_pending(page_id: int | None) -> None:
    # The first of several callbacks takes all tokens, so that the limit is that of the whole transaction.
    # A savepoint that was rolled back leaves tokens that name no invalidation.
    tokens, takes_away = _pending.tokens, _pending.takes_away
    _pending.clear()
    if tokens:
        _pending.left = IN_REQUEST
        publish_tokens(tokens, takes_away=takes_away, limit=IN_REQUEST, now=timezone.now())
    if page_id is not None and _pending.left:
        # The page itself is compiled in the request, however many others show it.
        _pending.left -= 1
        publish_invalidated([page_id], now=timezone.now())
    publish_queued(limit=IN_REQUEST, now=timezone.now())
    purge()


def purge() -> None:
    purge_caches(timezone.now())
