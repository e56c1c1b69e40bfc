"""Background work on content: scheduled publications, expiry, embeds and renditions.

Each job can run at any time and twice; an object that fails does not stop the others.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from cms.embeds import NoEmbed, fetch_embed
from cms.models import ArticlePage, Image
from cms.renditions import RENDITIONS, make_all, make_crops, rendition_subject, without_crops
from jobs.models import Failure
from jobs.processing import Processed, process_each
from jobs.registry import Waiting, job, waiting

# A scheduled publication that is later than this is reported.
SCHEDULE_PATIENCE = timedelta(seconds=60)
DATED_AT_ONCE = 200
ASK_AGAIN_FOR = timedelta(days=7)
# After this many seconds a run starts nothing more, so that other jobs get their turn.
ASK_AT_MOST_FOR = 10.0
RENDER_AT_MOST_FOR = 4.0
# No run has time for more.
CROPS_AT_MOST = 50


@job(
    every=timedelta(seconds=5),
    label=_("Publish what is scheduled, unpublish what has expired"),
    tasks={"publish": _("Publish on schedule"), "unpublish": _("Unpublish on schedule")},
)
def publish_due(now: datetime) -> Processed:
    """Unpublish what has expired, then publish the approved revisions that are due.

    In the order of Wagtail's own command, which stops at the first object that fails.
    """
    unpublish, publish = partial(_unpublish, now=now), partial(_publish, now=now)
    unpublished = process_each("unpublish", _expired(now), unpublish, subject=_label, now=now)
    return unpublished + process_each("publish", _due_revisions(now), publish, subject=_label, now=now)


@job(every=timedelta(minutes=1), label=_("Date pages that a script has published"))
def date_live_pages(now: datetime) -> int:
    """Give live pages without a date of first publication the present one, and return how many there were.

    A bulk update does not set the date, or sets one that lies ahead. An article without one can stand in no list,
    and one from the future would lead them all.
    """
    is_undated = Q(first_published_at=None) | Q(first_published_at__gt=now)
    undated = Page.objects.live().filter(is_undated, content_type__app_label="cms")
    pages = list(undated.order_by("pk")[:DATED_AT_ONCE])
    for page in pages:
        page.first_published_at = now
        page.save(clean=False, update_fields=["first_published_at"])
    return len(pages)


def schedule_lag(now: datetime) -> timedelta:
    """Return for how long the oldest due publication or expiry has been waiting; zero if none is."""
    return now - min(_overdue(now), default=now)


@waiting(on_dashboard=True)
def late_schedule(now: datetime) -> list[Waiting]:
    overdue = _overdue(now)
    oldest, warning = min(overdue, default=None), ""
    if oldest and now - oldest > SCHEDULE_PATIENCE:
        at = date_format(timezone.localtime(oldest), "SHORT_DATETIME_FORMAT")
        warning = gettext("Scheduled publications are late: since %(at)s the oldest has been waiting.") % {
            "at": at
        }
    return [Waiting(_("Scheduled publications"), len(overdue), since=oldest, warning=warning)]


def _overdue(now: datetime) -> list[datetime]:
    # An object that was tried and failed does not count: it is in the report of failures already.
    failed = set(Failure.objects.filter(task__in=("publish", "unpublish")).values_list("subject", flat=True))
    return [
        getattr(item, "approved_go_live_at", None) or item.expire_at
        for item in [*_due_revisions(now), *_expired(now)]
        if _label(item) not in failed
    ]


@job(
    every=timedelta(minutes=1),
    label=_("Ask providers for videos"),
    tasks={"embed": _("Ask the provider of a video")},
)
def fetch_pending_embeds(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> Processed:
    """Ask the providers for the embeds of recent articles that are not stored yet.

    Recent is an article that changed within `ASK_AGAIN_FOR`. After `ASK_AT_MOST_FOR` seconds on `clock` the rest is
    left to the next run.
    """
    articles = ArticlePage.objects.annotate(raw_body=Cast("body", TextField())).filter(
        latest_revision_created_at__gte=now - ASK_AGAIN_FOR, raw_body__contains='"embed"'
    )
    wanted = sorted({url for article in articles for url in embed_urls(article.body)})
    hashes = {get_embed_hash(url): url for url in wanted}
    stored = set(Embed.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    pending = [url for key, url in hashes.items() if key not in stored]
    # In random order, so that a provider that never answers does not use up the time of every run.
    random.shuffle(pending)
    end = clock() + ASK_AT_MOST_FOR
    return process_each(
        "embed",
        pending,
        fetch_embed,
        subject=str,
        now=now,
        may_go_on=lambda: clock() < end,
        expected=(NoEmbed,),
    )


def image_edit_url(subject: str, user: Any) -> str:
    """Return the form of the image of a `rendition_subject`, if the user may change images."""
    may_change = policy_registry.get_by_type(Image).user_has_any_permission(user, ["change"])
    return reverse("wagtailimages:edit", args=[subject.partition(":")[0]]) if may_change else ""


@job(
    every=timedelta(seconds=2),
    label=_("Make the renditions of new images"),
    tasks={RENDITIONS: _("Make the renditions of an image")},
    edit_url=image_edit_url,
    advice=_("This file can never be shown as a picture. Upload another one, or delete the image."),
)
def make_renditions(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> Processed:
    """Make the renditions of images that are new, replaced or have another focal point; the newest first.

    Then the crops that other images lack. After `RENDER_AT_MOST_FOR` seconds on `clock` the rest is left to the next
    run, which begins with what is new.
    """
    end = clock() + RENDER_AT_MOST_FOR
    # After a move to a new storage all images are waiting: read no more columns than needed.
    pending = Image.objects.exclude(renditions_version=F("version")).only("title", "version").order_by("-pk")
    made = process_each(
        RENDITIONS,
        pending,
        make_all,
        subject=rendition_subject,
        now=now,
        may_go_on=lambda: clock() < end,
        # The storage does not answer: this is not counted as a failure of the image.
        ends_all=(ConnectionError,),
    )
    crops = 0
    for image in without_crops().only("version")[:CROPS_AT_MOST]:
        if clock() >= end:
            break
        make_crops(image)
        crops += 1
    return made + Processed(crops)


@waiting()
def images_without_renditions(now: datetime) -> list[Waiting]:
    failures = Failure.objects.filter(task=RENDITIONS, not_before__isnull=False)
    count = Image.objects.exclude(renditions_version=F("version")).count()
    count -= failures.filter(is_final=True).count()
    paused = failures.filter(is_final=False).exclude(Failure.is_due(now)).count()
    note = gettext("Until then a rendition is made by its first request.") if count else ""
    crops = without_crops().count()
    return [
        Waiting(_("Images without all their renditions"), count, note, is_moving=count > paused),
        Waiting(_("Older images without their crops"), crops, is_moving=crops > 0),
    ]


def embed_urls(stream: Any) -> Iterator[str]:
    """Return the URLs of all embeds in a body, including those in background boxes."""
    for block in stream:
        if block.block_type == "embed" and block.value:
            yield block.value
        elif block.block_type == "background_box":
            yield from embed_urls(block.value["body"])


def _expired(now: datetime) -> list[Page]:
    # No other model here has drafts and a date of expiry.
    return list(Page.objects.live().filter(expire_at__lte=now).order_by("expire_at", "pk"))


def _label(item: Any) -> str:
    return f"{type(item).__name__} {item.pk}"


def _due_revisions(now: datetime) -> list[Revision]:
    return list(Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk"))


@transaction.atomic
def _unpublish(page: Page, *, now: datetime) -> None:
    # Since the job read its list, an editor may have taken the date away.
    current = Page.objects.select_for_update().live().filter(pk=page.pk, expire_at__lte=now).first()
    if current:
        current.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


@transaction.atomic
def _publish(revision: Revision, *, now: datetime) -> None:
    # An editor may have unscheduled it since. The page is locked first, as by its form.
    list(Page.objects.select_for_update().filter(pk=int(revision.object_id)).values_list("pk"))
    current = Revision.objects.filter(pk=revision.pk, approved_go_live_at__lte=now).first()
    if current:
        current.publish(log_action="wagtail.publish.scheduled")
