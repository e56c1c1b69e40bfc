"""The tab, the filters and the page of the desk, read from and written to a query string."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments import selectors
from comments.moderation import Status
from comments.reports import Reason
from comments.selectors import REPORTED

ALL = "ALL"
# The ids of comments that were just decided: the desk shows them with an undo button.
DECIDED = "decided"
DECIDED_AT_MOST = 100
KEPT = ("status", "q", "article", "age", "reported", "p")
ARTICLES_OFFERED = 100
LARGEST_ID = 2**63 - 1


class Age(TextChoices):
    """How old a comment is."""

    HOUR = "hour", _("Last hour")
    DAY = "day", _("Last 24 hours")
    WEEK = "week", _("Last 7 days")
    OVER_DAY = "over-day", _("Older than 24 hours")
    OVER_WEEK = "over-week", _("Older than 7 days")


_BOUNDS = {
    Age.HOUR: ("written_after", timedelta(hours=1)),
    Age.DAY: ("written_after", timedelta(days=1)),
    Age.WEEK: ("written_after", timedelta(days=7)),
    Age.OVER_DAY: ("written_before", timedelta(days=1)),
    Age.OVER_WEEK: ("written_before", timedelta(days=7)),
}


class DeskFilters(forms.Form):
    """The filters above the list."""

    q = forms.CharField(
        label=_("Text or name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    article = forms.IntegerField(
        label=_("Article"), required=False, min_value=1, max_value=LARGEST_ID, widget=forms.Select
    )
    age = forms.ChoiceField(label=_("Age"), required=False, choices=[("", _("Any age")), *Age.choices])

    reported = forms.ChoiceField(
        label=_("Reported for"), required=False, choices=[("", _("Any reason")), *Reason.choices]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.data.get("status") != REPORTED:
            del self.fields["reported"]

    def clean_q(self) -> str:
        """Return what is searched in the normal form in which comments are stored."""
        return unicodedata.normalize("NFC", self.cleaned_data["q"])

    @property
    def active(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def offer_articles(self, *, status: str) -> None:
        """Fill the choices of the article filter; the chosen article is always among them."""
        offered = selectors.commented_articles(status=status, limit=ARTICLES_OFFERED)
        # With more comments than the selector reads, the numbers would be too low.
        is_whole = sum(n for _pk, _title, n in offered) < selectors.COUNTED_AT_MOST
        choices = [
            ("", _("All articles")),
            *((str(pk), f"{title} ({n})" if is_whole else title) for pk, title, n in offered),
        ]
        chosen = self.data.get("article", "")
        if chosen and chosen not in dict(choices):
            choices.append((chosen, _("The chosen article")))
        self.fields["article"].widget.choices = choices

    def wanted(self, *, now: datetime) -> dict[str, Any] | None:
        """Return the arguments of the selectors, or None if a filter has an invalid value."""
        if not self.is_valid():
            return None
        chosen = self.cleaned_data
        wanted = {
            "article_id": chosen["article"],
            "text": chosen["q"],
            "reported_for": chosen.get("reported", ""),
        }
        if chosen["age"]:
            bound, span = _BOUNDS[chosen["age"]]
            wanted[bound] = now - span
        if since := self.searched_since:
            wanted["written_after"] = max(since, wanted.get("written_after", since))
        return wanted

    @cached_property
    def searched_since(self) -> datetime | None:
        """Return when the oldest comment was written in which the words are searched, or None if these are all."""
        if not (self.is_valid() and self.cleaned_data["q"]):
            return None
        return selectors.searched_since(article_id=self.cleaned_data["article"])

    def counts(self, *, now: datetime) -> dict[str, tuple[int, int]]:
        """Count by tab the comments that the filters find, and those without filters."""
        wanted = self.wanted(now=now)
        if wanted is None:
            counts = {status: (0, n) for status, n in selectors.status_counts().items()}
        else:
            counts = selectors.matching_counts(**wanted)
        of_statuses = [counts[status] for status in Status.values]
        found, total = (sum(numbers) for numbers in zip(*of_statuses, strict=True))
        return {**counts, ALL: (found, total)}


def tab_status(query: Mapping[str, Any]) -> str:
    """Return the status of the open tab: `PENDING` by default, `REPORTED`, or empty for all.

    :raises Http404: if there is no such tab
    """
    named = query.get("status", Status.PENDING)
    if named == ALL:
        return ""
    if named != REPORTED and named not in Status.values:
        raise Http404
    return str(named)


def query_string(query: QueryDict, **changes: str) -> str:
    """Return the query string of the desk with `changes`. Parameters with an empty value are left out."""
    values = {name: query.get(name, "") for name in KEPT} | changes
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in values.items() if value})
    return kept.urlencode(safe=",")


def desk_url(query: QueryDict, **changes: str) -> str:
    """Return the URL of the desk with `changes` to its query string."""
    string = query_string(query, **changes)
    return reverse("comments_desk") + (f"?{string}" if string else "")


def decided_ids(query: Mapping[str, Any]) -> list[UUID]:
    """Return the ids of the comments that were just decided. What is not an id is left out."""
    return [UUID(word) for word in re.findall(r"\b[0-9a-f]{32}\b", query.get(DECIDED, ""))[:DECIDED_AT_MOST]]


def decided_parameter(ids: Iterable[UUID]) -> str:
    """Return the value of the parameter `DECIDED`."""
    return ",".join(pk.hex for pk in ids)
