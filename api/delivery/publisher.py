"""The one place that writes editions: swap the row, append to the log, clear the mark.

Nothing is built while the transaction is open. The mark is locked first: every writer of a page writes
its mark in its own transaction, so either its change was in what we compiled, or the token differs and
what we compiled is thrown away. What a page shows is marked through the stored tags; a compilation that
brings new ones is therefore followed by another, which sees what was written before they were there.
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from api.delivery.compiler import Compiled, compile_page
from api.delivery.marks import ensure_marked, lock_tags
from api.delivery.models import Change, Edition, EditionTag, GonePath, Mark
from comments.selectors import published_count

logger = logging.getLogger(__name__)

# The key of the advisory lock that puts the log in commit order; any constant of our own.
_LOG_LOCK = 7_305_001
_BATCH = 200


def publish_page(page_id: int, *, now: datetime) -> None:
    """This will bring one edition up to date with its page, marking it first unless it is marked."""
    ensure_marked(page_id, now=now)
    publish_marked([page_id], now=now)


def publish_token(token: uuid.UUID, *, limit: int, now: datetime) -> None:
    """This will work off the marks of one writer, unless there are more than `limit`: those can wait."""
    ids = list(Mark.objects.filter(token=token).values_list("page_id", flat=True)[: limit + 1])
    if len(ids) <= limit:
        publish_marked(ids, now=now)


def publish_due_marks(*, now: datetime, limit: int = _BATCH) -> int:
    """This will work off the oldest marks that are due, and return how many there were."""
    due = Mark.objects.filter(Q(not_before=None) | Q(not_before__lte=now)).order_by("marked_at", "page_id")
    ids = list(due.values_list("page_id", flat=True)[:limit])
    publish_marked(ids, now=now)
    return len(ids)


def publish_marked(page_ids: Iterable[int], *, now: datetime) -> None:
    """This will compile marked pages, each by itself: one that fails keeps its mark and stops no other."""
    for page_id in page_ids:
        token = Mark.objects.filter(page_id=page_id).values_list("token", flat=True).first()
        if token is None:
            continue
        try:
            while not _swap(page_id, compile_page(page_id, now=now), token=token, now=now):
                pass
        except Exception as error:
            logger.exception("page %s was not compiled", page_id)
            _postpone(page_id, token, error, now=now)


@transaction.atomic
def _swap(page_id: int, compiled: Compiled | None, *, token: uuid.UUID, now: datetime) -> bool:
    """This will store what was compiled, and tell whether that is all; `False` asks for another round."""
    new_tags = set(compiled.tags if compiled else ()) - _stored_tags(page_id)
    if new_tags:
        lock_tags(exclusive=True)
    mark = Mark.objects.select_for_update().filter(page_id=page_id).first()
    if mark is None or mark.token != token:
        return True
    edition = Edition.objects.select_for_update().defer("card", "full").filter(pk=page_id).first()
    if compiled is None:
        _remove(edition, now=now)
    else:
        _store(edition, compiled, now=now)
    if not new_tags:
        mark.delete()
    return not new_tags


def _store(edition: Edition | None, compiled: Compiled, *, now: datetime) -> None:
    changed = edition is None or edition.etag != compiled.etag or edition.path != compiled.path
    values = {**compiled.columns(), "hidden": False}
    if edition is None:
        values["comment_count"] = published_count(compiled.page_id)
    Edition.objects.update_or_create(pk=compiled.page_id, defaults=values)
    _store_tags(compiled)
    if edition is not None and edition.path != compiled.path:
        _remember_gone(edition, now=now)
    GonePath.objects.filter(path=compiled.path).delete()
    if changed:
        kind = Change.Kind.PUBLISHED if edition is None or edition.hidden else Change.Kind.UPDATED
        _append(kind, compiled, etag=compiled.etag, now=now)


def _stored_tags(page_id: int) -> set[str]:
    return set(EditionTag.objects.filter(edition_id=page_id).values_list("tag", flat=True))


def _store_tags(compiled: Compiled) -> None:
    stored = _stored_tags(compiled.page_id)
    EditionTag.objects.filter(edition_id=compiled.page_id, tag__in=stored - compiled.tags).delete()
    EditionTag.objects.bulk_create(
        EditionTag(edition_id=compiled.page_id, tag=tag) for tag in sorted(compiled.tags - stored)
    )


def _remove(edition: Edition | None, *, now: datetime) -> None:
    if edition is None:
        return
    Edition.objects.filter(pk=edition.page_id).delete()
    _remember_gone(edition, now=now)
    _append(Change.Kind.REMOVED, edition, etag=None, now=now)


def _remember_gone(edition: Edition, *, now: datetime) -> None:
    GonePath.objects.update_or_create(
        path=edition.path,
        defaults={"page_id": edition.page_id, "url_path": edition.url_path, "since": now},
    )


def _append(kind: str, edition: Edition | Compiled, *, etag: str | None, now: datetime) -> None:
    # A sequence hands out numbers before the commit; the lock makes their order that of the commits.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])
    Change.objects.create(
        change=kind,
        type=edition.type,
        object_id=edition.page_id,
        locale=edition.locale,
        path=edition.path,
        etag=etag,
        at=now,
    )


def _postpone(page_id: int, token: uuid.UUID, error: Exception, *, now: datetime) -> None:
    mark = Mark.objects.filter(page_id=page_id, token=token)
    attempts = min((mark.values_list("attempts", flat=True).first() or 0) + 1, 100)
    # Whoever has marked the page anew since does not wait.
    mark.update(
        attempts=attempts,
        not_before=now + timedelta(seconds=min(2**attempts, 3600)),
        error=f"{type(error).__name__}: {error}"[:2000],
    )
