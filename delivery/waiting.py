"""What waits for delivery, for the report of the background work: pages, large recompilations, shared caches."""

from datetime import datetime

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, IntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delivery.models import Mark, Position, Recompilation
from delivery.outbox.purging import purge_lag
from jobs.waiting import Waiting, waiting


@waiting()
def pages_to_compile(now: datetime) -> list[Waiting]:
    marks = Mark.objects.aggregate(
        count=Count("pk"), due=Count("pk", filter=Mark.is_due(now)), oldest=Min("marked_at")
    )
    return [Waiting(_("Pages to compile"), marks["count"], since=marks["oldest"], is_moving=marks["due"] > 0)]


@waiting(on_dashboard=True)
def recompilations(now: datetime) -> list[Waiting]:
    """Return the progress of each change that concerns many pages, the latest first, unless it is done."""
    left = Mark.objects.filter(token=OuterRef("token")).order_by().values("token")
    counted = left.annotate(n=Count("pk"), n_failing=Count("pk", filter=Q(attempts__gt=0)))
    under_way = Recompilation.objects.annotate(
        left=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0),
        n_failing=Coalesce(Subquery(counted.values("n_failing"), output_field=IntegerField()), 0),
    )
    return [
        Waiting(
            _("A change reaches every page that shows it"),
            row.left,
            _progress(row.total - row.left, row.total, row.n_failing, row.started_at),
            since=row.started_at,
            total=row.total,
        )
        for row in under_way.filter(left__gt=0).order_by("-started_at", "token")
    ]


@waiting()
def caches(now: datetime) -> list[Waiting]:
    lags = purge_lag()
    silent = set(Position.failing().values_list("name", flat=True))
    return [
        Waiting(
            _("Changes to tell the cache “%(name)s”") % {"name": name},
            lags.get(name, 0),
            is_moving=lags.get(name, 0) > 0 and name not in silent,
        )
        for name in settings.CACHE_PURGERS
    ]


def _progress(done: int, total: int, failing: int, started_at: datetime) -> str:
    pages = ngettext("%(done)s of %(total)s page", "%(done)s of %(total)s pages", total)
    parts = [pages % {"done": intcomma(max(done, 0)), "total": intcomma(total)}]
    if failing:
        parts.append(ngettext("%(n)s failing", "%(n)s failing", failing) % {"n": intcomma(failing)})
    parts.append(_("begun %(at)s") % {"at": date_format(localtime(started_at), "SHORT_DATETIME_FORMAT")})
    return ", ".join(parts)
