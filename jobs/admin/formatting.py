"""What the background work is called: numbers, ages and the names of what failed. Pure."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.renditions import RENDITIONS

# The names under which jobs remember what failed.
_TASKS = {
    "publish": gettext_lazy("Publish on schedule"),
    "unpublish": gettext_lazy("Unpublish on schedule"),
    "embed": gettext_lazy("Ask the provider of a video"),
    RENDITIONS: gettext_lazy("Make the sizes of a picture"),
}


def task_label(name: str) -> str:
    """This will say what was to be done with an object."""
    return str(_TASKS.get(name, name))


def number(n: int) -> str:
    """This will write a number with the separators of the active language: `1,234`."""
    return str(number_format(n, force_grouping=True))


def pages(n: int) -> str:
    """This will count pages."""
    return ngettext("%(n)s page", "%(n)s pages", n) % {"n": number(n)}


def age(moment: datetime, now: datetime) -> str:
    """This will say how long ago something was, in its largest unit: `3 hours ago`."""
    n, unit = _largest_unit((now - moment).total_seconds())
    if not n:
        return _("just now")
    # In German the cases differ, so each unit is a sentence of its own.
    forms = {
        "second": ngettext("%(n)s second ago", "%(n)s seconds ago", n),
        "minute": ngettext("%(n)s minute ago", "%(n)s minutes ago", n),
        "hour": ngettext("%(n)s hour ago", "%(n)s hours ago", n),
        "day": ngettext("%(n)s day ago", "%(n)s days ago", n),
    }
    return forms[unit] % {"n": number(n)}


def pause(until: datetime | None, now: datetime) -> str:
    """This will say when something is tried again: `in 3 minutes`."""
    if until is None or until <= now:
        return _("at the next run")
    n, unit = _largest_unit((until - now).total_seconds())
    forms = {
        "second": ngettext("in %(n)s second", "in %(n)s seconds", n),
        "minute": ngettext("in %(n)s minute", "in %(n)s minutes", n),
        "hour": ngettext("in %(n)s hour", "in %(n)s hours", n),
        "day": ngettext("in %(n)s day", "in %(n)s days", n),
    }
    return forms[unit] % {"n": number(n)}


def period(seconds: int) -> str:
    """This will say how often a job runs: `every 5 minutes`."""
    n, unit = _largest_unit(seconds)
    forms = {
        "second": ngettext("every second", "every %(n)s seconds", n),
        "minute": ngettext("every minute", "every %(n)s minutes", n),
        "hour": ngettext("every hour", "every %(n)s hours", n),
        "day": ngettext("every day", "every %(n)s days", n),
    }
    return forms[unit] % {"n": number(n)}


def moment(at: datetime) -> str:
    """This will write a date and time as people of the active language do."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def title_of(page: Any, page_id: int) -> str:
    """This will name a page; one that is gone has only its number left."""
    return str(page.get_admin_display_title()) if page else _("Deleted page %(id)s") % {"id": page_id}


def _largest_unit(seconds: float) -> tuple[int, str]:
    units = ((86_400, "day"), (3_600, "hour"), (60, "minute"))
    for length, unit in units:
        if seconds >= length:
            return int(seconds // length), unit
    return max(int(seconds), 0), "second"
