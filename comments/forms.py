"""The one form that cleans a comment, for the API, the site and imports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.notices import Notice
from comments.reports import Reason
from comments.text import clean_email, clean_explanation, clean_name, clean_text

# Change it whenever the wording of the consent changes; it is stored with every comment.
CONSENT_VERSION = "2026-11"


@dataclass(frozen=True)
class Submission:
    """A comment as `CommentForm` cleaned it, with the consent given.

    An empty `locale` stands for the language of the article. `honeypot` is a field that forms hide from people.
    """

    name: str
    # Never part of a `repr`, which may get into a log.
    email: str = field(repr=False)
    text: str
    locale: str = ""
    parent: UUID | None = None
    notify: Sequence[str] = ()
    honeypot: str = field(default="", repr=False)


class CleanedText(forms.CharField):
    """A text that a rule of `comments.text` normalises or refuses."""

    def __init__(self, rule: Callable[[str], str], **options: Any) -> None:
        super().__init__(strip=False, **options)
        self._rule = rule

    def clean(self, value: Any) -> str:
        return self._rule(self.to_python(value) or "")


class TextForm(forms.Form):
    """The text alone, for an edit or a preview."""

    text = CleanedText(clean_text)


@dataclass(frozen=True)
class ReportSubmission:
    """A report as `ReportForm` cleaned it. An empty `locale` stands for the language of the article."""

    reason: str
    explanation: str = field(default="", repr=False)
    locale: str = ""


class CommentForm(forms.Form):
    """The fields of a comment. An error has a stable code besides its message."""

    name = CleanedText(clean_name)
    email = CleanedText(clean_email)
    text = CleanedText(clean_text)
    consent = forms.BooleanField(
        error_messages={"required": _("Please agree, or we may not keep your comment.")}
    )
    parent = forms.UUIDField(required=False)
    locale = forms.ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        error_messages={"invalid_choice": _("We do not know this language.")},
    )
    notify = forms.MultipleChoiceField(choices=Notice.choices, required=False)
    honeypot = forms.CharField(required=False)

    @property
    def submission(self) -> Submission:
        """Return the cleaned comment, once the form is valid."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "consent"}
        return Submission(**{**values, "notify": tuple(values["notify"])})


class ReportForm(forms.Form):
    """The fields of a report. What is illegal must be explained."""

    reason = forms.ChoiceField(choices=Reason.choices)
    explanation = CleanedText(clean_explanation)
    locale = forms.ChoiceField(choices=settings.LANGUAGES, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for an explanation of what is illegal."""
        values = super().clean() or {}
        if values.get("reason") == Reason.ILLEGAL and values.get("explanation") == "":
            self.add_error("explanation", ValidationError(_("Please explain what is illegal."), "blank"))
        return values

    @property
    def submission(self) -> ReportSubmission:
        """Return the cleaned report, once the form is valid."""
        return ReportSubmission(**self.cleaned_data)
