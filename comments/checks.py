"""Checks that may hold a comment for a closer look. They are pure functions and never reject.

A check returns None, or the detail that moderators see (it may be empty). Its place in this file is its place in
the order. A check that raises becomes a reason to hold the comment too, so no comment is lost.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from comments.characters import is_visible

logger = logging.getLogger(__name__)

MIN_FORM_AGE = timedelta(seconds=3)
MAX_LINKS = 2
# Typical of advertising. Never list opinions: they are for moderators to judge.
BLOCKED_PHRASES = (
    "casino bonus",
    "online casino",
    "viagra",
    "payday loan",
    "crypto signals",
    "backlinks kaufen",
)
_SHOUTING_FROM = 30
_LINK = re.compile(r"(?i)(?:https?://(?:www\.)?|www\.)(?:(?!https?://|www\.)\S)*")

T = TypeVar("T")


class Hold(TextChoices):
    """Why a moderator should look twice."""

    TOO_FAST = "TOO_FAST", _("Sent faster than a person types")
    HONEYPOT_FILLED = "HONEYPOT_FILLED", _("Filled in a field that people do not see")
    DUPLICATE = "DUPLICATE", _("The same text was sent before")
    MANY_LINKS = "MANY_LINKS", _("Many links")
    BLOCKED_WORD = "BLOCKED_WORD", _("Contains a listed word")
    SHOUTING = "SHOUTING", _("Mostly capital letters")
    IMPERSONATION = "IMPERSONATION", _("The name looks like one of the newsroom")
    CHECK_FAILED = "CHECK_FAILED", _("A check did not work")


# Found once, when the form is sent. An edit of the text cannot take these back.
ABOUT_SENDING = (Hold.TOO_FAST, Hold.HONEYPOT_FILLED)


@dataclass(frozen=True)
class CheckInput:
    """Everything that a check may look at.

    `form_age` is the time since the challenge was issued, None without a challenge. `duplicates` counts the same
    text within the last day. `resembles` is the name of the newsroom that the name looks like, or empty.
    `email_lookup` and `network_tag` are those of `comments.privacy`; the tag is empty without a network.
    """

    name: str
    text: str
    honeypot: str = ""
    form_age: timedelta | None = None
    duplicates: int = 0
    resembles: str = ""
    # Never part of a `repr`, which may get into a log.
    email_lookup: str = field(default="", repr=False)
    network_tag: str = field(default="", repr=False)

    @property
    def links(self) -> list[str]:
        return _LINK.findall(self.text)


@dataclass(frozen=True)
class CheckResult:
    """A reason to hold a comment, with a detail for the moderator."""

    code: Hold
    detail: str = ""


Find = Callable[[CheckInput], str | None]
CHECKS: dict[str, tuple[Hold, Find]] = {}


def check(code: Hold) -> Callable[[Find], Find]:
    """Register the decorated function as a check whose finding is stored under this code."""

    def register(find: Find) -> Find:
        CHECKS[find.__name__] = (code, find)
        return find

    return register


@check(Hold.TOO_FAST)
def too_fast(sent: CheckInput) -> str | None:
    """Hold what was sent sooner than a person can read the captcha and write."""
    if sent.form_age is None or sent.form_age >= MIN_FORM_AGE:
        return None
    return f"{sent.form_age.total_seconds():.1f} s"


@check(Hold.HONEYPOT_FILLED)
def honeypot_filled(sent: CheckInput) -> str | None:
    """Hold what has a value in the field that forms hide from people."""
    return "" if sent.honeypot.strip() else None


@check(Hold.DUPLICATE)
def duplicate(sent: CheckInput) -> str | None:
    """Hold a text that arrived before, under whatever name and article."""
    return str(sent.duplicates) if sent.duplicates else None


@check(Hold.MANY_LINKS)
def many_links(sent: CheckInput) -> str | None:
    """Hold comments with more links than a reader usually sends."""
    return str(len(sent.links)) if len(sent.links) > MAX_LINKS else None


@check(Hold.BLOCKED_WORD)
def blocked_phrases(sent: CheckInput) -> str | None:
    """Hold comments with phrases of advertising in name or text, whatever their case, width and spacing."""
    folded = unicodedata.normalize("NFKC", f"{sent.name}\n{sent.text}").casefold()
    plain = " ".join("".join(char for char in folded if char.isspace() or is_visible(char)).split())
    return ", ".join(phrase for phrase in BLOCKED_PHRASES if phrase in plain) or None


@check(Hold.SHOUTING)
def shouting(sent: CheckInput) -> str | None:
    """Hold longer texts of which more than 70 % of the letters are capitals."""
    letters = [char for char in sent.text if char.isalpha() and char.upper() != char.lower()]
    capitals = sum(char.isupper() for char in letters)
    return "" if len(letters) >= _SHOUTING_FROM and capitals > 0.7 * len(letters) else None


@check(Hold.IMPERSONATION)
def impersonation(sent: CheckInput) -> str | None:
    """Hold a name under which readers would take the comment for one of the newsroom."""
    return sent.resembles or None


def run_checks(sent: CheckInput) -> list[CheckResult]:
    """Return what the checks found, in their order."""
    results: list[CheckResult] = []
    for name, (code, find) in CHECKS.items():
        detail = guarded(name, partial(find, sent), None, results)
        if detail is not None:
            results.append(CheckResult(code, detail))
    return results


def guarded(name: str, compute: Callable[[], T], otherwise: T, results: list[CheckResult]) -> T:
    """Return `compute()`; if it raises, add a reason to hold the comment to `results` and return `otherwise`."""
    try:
        return compute()
    except Exception as error:
        # The message of an exception may contain what the reader wrote, so only its class is logged.
        logger.error("%s failed on a submission: %s", name, type(error).__name__)
        results.append(CheckResult(Hold.CHECK_FAILED, name))
        return otherwise
