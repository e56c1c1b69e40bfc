"""What a check sees and what it may say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from comments.moderation import Hold


@dataclass(frozen=True)
class Draft:
    """A submission in normal form, with what is known of its making.

    `form_age` is the time since the challenge was issued, if there was one; `count_twins` counts equal
    texts of the last day, and only when it is asked.
    """

    name: str
    text: str
    trap: str
    form_age: timedelta | None
    count_twins: Callable[[], int]


@dataclass(frozen=True)
class Noticed:
    """One observation, with a detail for the moderator."""

    code: Hold
    detail: str = ""


Check = Callable[[Draft], list[Noticed]]
