"""What a reader sends in, and the check of its fields. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comments.errors import Fault, SubmissionNotValid
from comments.text import FieldRefused, clean_address, clean_name, clean_text

# Raised whenever the sentence that readers agree to changes; kept with every comment.
CONSENT_VERSION = "2026-11"


@dataclass(frozen=True)
class Submission:
    """One letter. `trap` is a field that people never see; the address stays out of every `repr`.

    An empty `locale` stands for the language of the article.
    """

    name: str
    email: str = field(repr=False)
    text: str
    consent: bool
    locale: str
    parent: UUID | None = None
    challenge_id: str = ""
    challenge_answer: str = field(default="", repr=False)
    trap: str = field(default="", repr=False)


_CLEANERS: dict[str, Callable[[str], str]] = {
    "name": clean_name,
    "email": clean_address,
    "text": clean_text,
}


def cleaned(submission: Submission) -> Submission:
    """This will return the submission with its fields in normal form.

    :raises SubmissionNotValid: with every fault at once
    """
    faults: list[Fault] = []
    clean: dict[str, str] = {}
    for name, cleaner in _CLEANERS.items():
        try:
            clean[name] = cleaner(getattr(submission, name))
        except FieldRefused as refusal:
            faults.append(Fault(f"/{name}", refusal.code, refusal.detail))
    if not submission.consent:
        faults.append(Fault("/consent", "required", _("Please agree, or we may not keep your comment.")))
    if submission.locale and submission.locale not in dict(settings.LANGUAGES):
        faults.append(Fault("/locale", "unknown", _("We do not know this language.")))
    if faults:
        raise SubmissionNotValid(faults)
    return replace(submission, name=clean["name"], email=clean["email"], text=clean["text"])
