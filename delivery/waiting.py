"""What waits for delivery, for the report of the background work: pages, large recompilations, shared caches."""

from datetime import datetime

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delivery.models import Invalidation, LogCursor, Recompilation
from delivery.outbox.purging import purge_lag
from jobs.registry import Waiting, waiting


@waiting()
def pages_to_compile(now: datetime) -> list[Waiting]:
    invalidated = Invalidation.objects.aggregate(
        count=Count("pk"), due=Count("pk", filter=Invalidation.is_due(now)), oldest=Min("invalidated_at")
    )
    return [
        Waiting(
            _("Pages to compile"),
            invalidated["count"],
            since=invalidated["oldest"],
            is_moving=invalidated["due"] > 0,
        )
    ]


@waiting(on_dashboard=True)
def recompilations(now: datetime) -> list[Waiting]:
    """Return the progress of each change that concerns many pages, the latest first, unless it is done."""
    invalidated = Invalidation.objects.filter(token__in=Recompilation.objects.values("token")).order_by()
    failing = Count("pk", filter=Q(attempts__gt=0))
    counted = invalidated.values_list("token").annotate(Count("pk"), n_failing=failing)
    left = {token: counts for token, *counts in counted}
    return [
        Waiting(
            _("A change reaches every page that shows it"),
            left[row.token][0],
            _progress(row, *left[row.token]),
            since=row.started_at,
            total=row.total,
        )
        for row in Recompilation.objects.filter(token__in=left).order_by("-started_at", "token")
    ]


@waiting()
def caches(now: datetime) -> list[Waiting]:
    lags = purge_lag()
    silent = set(LogCursor.failing().values_list("name", flat=True))
    return [
        Waiting(
            _("Changes to purge from the cache “%(name)s”") % {"name": name},
            lags.get(name, 0),
            is_moving=lags.get(name, 0) > 0 and name not in silent,
        )
        for name in settings.CACHE_PURGERS
    ]


def _progress(row: Recompilation, left: int, failing: int) -> str:
    pages = ngettext("%(done)s of %(total)s page", "%(done)s of %(total)s pages", row.total)
    parts = [pages % {"done": intcomma(row.total - left), "total": intcomma(row.total)}]
    if failing:
        parts.append(ngettext("%(n)s failing", "%(n)s failing", failing) % {"n": intcomma(failing)})
    return ", ".join(parts)
