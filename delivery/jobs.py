"""The work of delivery that happens after a commit or in the background: plain, idempotent functions."""

import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.selectors import public_sites
from comments.selectors import published_count, published_counts
from delivery import counts, log
from delivery.compile import fingerprint, sort_key
from delivery.invalidation import IN_REQUEST, mark_pages
from delivery.models import Edition, Mark, Position, Recompilation
from delivery.outbox.purging import purge_caches
from delivery.publish import publish_due_marks, publish_tokens
from delivery.purge_queue import forget_comments
from delivery.verify import reason_of_drift
from jobs.registry import job

# Seconds that one run of the audit compares, so that what is due in seconds does not wait for it.
_AUDIT_SECONDS = 2.0


class _Pending(threading.local):
    """What the running transaction of this thread has marked so far."""

    def __init__(self) -> None:
        self.tokens: list[uuid.UUID] = []


_pending = _Pending()


def publish_after_commit(token: uuid.UUID) -> None:
    """This will compile what a writer marked as soon as its transaction is over, unless that is too much."""
    _pending.tokens.append(token)
    transaction.on_commit(_publish_pending, robust=True)


def purge_after_commit() -> None:
    """This will tell the caches what was noted for them as soon as the transaction is over."""
    transaction.on_commit(lambda: purge_caches(timezone.now()), robust=True)


def _publish_pending() -> None:
    # The first of several callbacks takes all, so that a limit holds for the transaction as a whole.
    # Tokens of one that was rolled back name no marks.
    tokens, _pending.tokens = _pending.tokens, []
    if tokens:
        now = timezone.now()
        publish_tokens(tokens, limit=IN_REQUEST, now=now)
        purge_caches(now)


@job(every=timedelta(seconds=1), label=_("Compile what changed"))
def work_off_marks(now: datetime) -> int:
    """This will compile what is marked and due, a batch at a time, and return how many pages that were."""
    done = publish_due_marks(now=now)
    Recompilation.objects.exclude(token__in=Mark.objects.values("token")).delete()
    return done


@job(every=timedelta(minutes=1), label=_("Look for changes that nobody announced"))
def sweep(now: datetime) -> int:
    """This will mark what differs from its source without anybody having said so, and return how many.

    Bulk updates send no signals, a crash may come between two transactions, and a new address or
    compiler changes every edition. What cannot be seen by comparing columns `audit` finds.
    """
    stored = {
        page_id: rest
        for page_id, *rest in Edition.objects.values_list(
            "page_id", "url_path", "revision_id", "expires_at", "sort_title", "compiler", "hidden"
        )
    }
    wanted = fingerprint()
    pages = list(
        Page.objects.live()
        .filter(content_type__app_label="cms")
        .order_by()
        .values_list("pk", "url_path", "live_revision_id", "expire_at", "title")
    )
    public = public_sites([page_id for page_id, *_rest in pages], now=now)
    source = {
        page_id: [*rest, sort_key(title), wanted, False]
        for page_id, *rest, title in pages
        if page_id in public
    }
    marked = set(Mark.objects.values_list("page_id", flat=True))
    different = {pk for pk in stored.keys() | source.keys() if stored.get(pk) != source.get(pk)} - marked
    mark_pages(sorted(different), now=now)
    return len(different)


@job(every=timedelta(minutes=1), label=_("Compare answers with pages, some at a time"))
def audit(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> int:
    """This will compile some pages in memory, mark those whose editions differ, and return how many.

    It goes through all pages in turn, a few seconds at a time, and so finds whatever a bulk update changed.
    """
    end = clock() + _AUDIT_SECONDS
    audited, _created = Position.objects.get_or_create(name=Position.AUDITED)
    found = []
    last = 0
    marked = set(Mark.objects.values_list("page_id", flat=True))
    for page_id in page_ids(after=audited.position):
        if page_id not in marked and reason_of_drift(page_id, now=now):
            found.append(page_id)
        if clock() >= end:
            last = page_id
            break
    # At the end of all pages it begins again.
    Position.objects.filter(pk=audited.pk).update(position=last)
    mark_pages(found, now=now)
    return len(found)


@job(every=timedelta(minutes=5), label=_("Set comment counts right"))
def recount_comments(now: datetime) -> int:
    """This will set the comment counts right that a crash after a decision left behind."""
    published = published_counts()
    shown = Edition.objects.filter(type="article").values_list("page_id", "comment_count")
    wrong = [page_id for page_id, count in shown if count != published.get(page_id, 0)]
    for page_id in wrong:
        count_comments(page_id)
    return len(wrong)


@job(every=timedelta(hours=1), label=_("Set the counters of lists right"))
def recount_lists(now: datetime) -> int:
    """Set the counters of lists right, should any differ from the editions, and return how many did."""
    return counts.recount()


@transaction.atomic
def count_comments(article_id: int) -> None:
    """This will write how many comments an article shows, and have caches forget what they knew of it."""
    # Counted under the lock: of two decisions at once the later count is the one that stays.
    edition = Edition.objects.select_for_update().filter(pk=article_id)
    if edition.values_list("pk").first():
        edition.update(comment_count=published_count(article_id))
    forget_comments(article_id)


def page_ids(*, kind: str | None = None, after: int = 0) -> list[int]:
    """This will list every page that has an edition or should have one, by id."""
    pages = Page.objects.filter(content_type__app_label="cms", pk__gt=after)
    editions = Edition.objects.filter(pk__gt=after)
    if kind:
        pages = pages.filter(content_type__model=f"{kind}page")
        editions = editions.filter(type=kind)
    return sorted({*pages.values_list("pk", flat=True), *editions.values_list("pk", flat=True)})


@job(every=timedelta(seconds=1), label=_("Tell shared caches what changed"))
def tell_caches(now: datetime) -> int:
    """Purge from every shared cache what has changed since it was last told."""
    return purge_caches(now)


@job(every=timedelta(hours=1), label=_("Clear the old end of the log of changes"))
def prune_log(now: datetime) -> int:
    """Delete what is too old or too much in the log of changes and return how many rows it was."""
    return log.prune(now)
