"""The work of delivery that happens after a commit or in the background: plain, idempotent functions."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from api.delivery.compiler import fingerprint
from api.delivery.marks import mark_all, mark_pages
from api.delivery.models import Edition, Mark
from api.delivery.publisher import publish_due_marks, publish_token
from cms.selectors import public_pages
from comments.selectors import published_counts

# So many editions are compiled within the request that changed them; more are left to the background.
IN_REQUEST = 50


def publish_after_commit(token: uuid.UUID) -> None:
    """This will compile what a writer marked as soon as its transaction is over."""
    transaction.on_commit(lambda: publish_token(token, limit=IN_REQUEST, now=timezone.now()), robust=True)


def work_off_marks(now: datetime) -> int:
    """This will compile what is marked and due, a batch at a time, and return how many pages that were."""
    return publish_due_marks(now=now)


def sweep(now: datetime) -> int:
    """This will mark what differs from its source without anybody having said so, and return how many.

    Bulk updates send no signals, a crash may come between two transactions, and a new address or
    compiler changes every edition.
    """
    if Edition.objects.exclude(compiler=fingerprint()).exists():
        mark_all(now=now)
    stored = {
        page_id: rest
        for page_id, *rest in Edition.objects.values_list(
            "page_id", "url_path", "revision_id", "expires_at", "hidden"
        )
    }
    source = {
        page_id: [*rest, False]
        for page_id, *rest in public_pages(now=now)
        .filter(content_type__app_label="cms")
        .values_list("pk", "url_path", "live_revision_id", "expire_at")
    }
    marked = set(Mark.objects.values_list("page_id", flat=True))
    different = {pk for pk in stored.keys() | source.keys() if stored.get(pk) != source.get(pk)} - marked
    mark_pages(sorted(different), now=now)
    return len(different)


def recount_comments(now: datetime) -> int:
    """This will set the comment counts right that a crash after a decision left behind."""
    counts = published_counts()
    shown = Edition.objects.filter(type="article").values_list("page_id", "comment_count")
    wrong = [page_id for page_id, count in shown if count != counts.get(page_id, 0)]
    for page_id in wrong:
        Edition.objects.filter(pk=page_id).update(comment_count=counts.get(page_id, 0))
    return len(wrong)


def page_ids(*, kind: str | None = None) -> list[int]:
    """This will list every page that has an edition or should have one, by id."""
    pages = Page.objects.filter(content_type__app_label="cms")
    editions = Edition.objects.all()
    if kind:
        pages = pages.filter(content_type__model=f"{kind}page")
        editions = editions.filter(type=kind)
    return sorted({*pages.values_list("pk", flat=True), *editions.values_list("pk", flat=True)})
