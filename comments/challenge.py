"""Which challenges a form offers, what they are for, and what a reader answers.

`comments.captcha` and `comments.proof_of_work` are the two kinds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices

from comments.proof_of_work import Work


class Mode(TextChoices):
    """A kind of challenge."""

    CAPTCHA = "CAPTCHA"
    POW = "POW"


class Require(TextChoices):
    """How many of the offered kinds have to be solved."""

    ANY = "ANY"
    ALL = "ALL"
    NONE = "NONE"


@dataclass(frozen=True)
class Offer:
    """The kinds that a form offers, the first one first, and how many of them it requires."""

    modes: tuple[Mode, ...]
    require: Require


# By the value of the setting.
OFFERS: Mapping[str, Offer] = {
    "captcha": Offer((Mode.CAPTCHA,), Require.ANY),
    "pow": Offer((Mode.POW,), Require.ANY),
    "either": Offer((Mode.CAPTCHA, Mode.POW), Require.ANY),
    "both": Offer((Mode.CAPTCHA, Mode.POW), Require.ALL),
    "off": Offer((), Require.NONE),
}


@dataclass(frozen=True)
class Challenge:
    """A challenge as a form needs it; `work` is None if no proof of work is offered."""

    id: str
    expires_at: datetime
    has_picture: bool
    work: Work | None


@dataclass(frozen=True)
class ChallengeAnswer:
    """What a reader answers: the letters of a picture with the id of their challenge, a proof of work, or both."""

    id: str = ""
    answer: str = ""
    pow: str = ""

    @property
    def modes(self) -> list[Mode]:
        """Return the offered kinds that this answers, right or wrong."""
        given = {Mode.CAPTCHA: bool(self.id and self.answer), Mode.POW: bool(self.pow)}
        return [mode for mode in offer().modes if given[mode]]

    @property
    def is_enough(self) -> bool:
        """Return whether it answers as many kinds as are required, right or wrong."""
        if offer().require == Require.ANY:
            return bool(self.modes)
        return self.modes == list(offer().modes)


def offer() -> Offer:
    """Return what forms offer by the setting."""
    return OFFERS[settings.COMMENT_CHALLENGE]
