"""How a field of a form is seen: in an answer, or by what it does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.test.utils.form_data import streamfield


class Part(str):
    """Words that stand within what is shown."""

    __slots__ = ()


@dataclass(frozen=True)
class Seen:
    """A field that is found in an answer.

    What is typed (None: it is part of `more`), the path in the answer, and what is found there: by default what was
    typed. A name in braces stands for the id of an object. `at` is the endpoint, by default that of the form.
    """

    typed: Any
    path: str
    shows: Any = None
    at: str = ""


@dataclass(frozen=True)
class Acts:
    """A field that is no part of an answer, what it does, and the test that proves it: the file and the name.

    `typed` is what the form needs.
    """

    what: str
    proof: str
    typed: Any = ""


@dataclass(frozen=True)
class Form:
    """The table of one form. `more` is sent beside what is typed: streams and rows of other objects."""

    at: str
    fields: dict[str, Seen | Acts]
    more: Callable[[], dict[str, Any]] = field(default=dict)


def list_block(values: list[Any]) -> dict[str, Any]:
    """Return what a form sends for a list of blocks, which are one stream of a single type."""
    sent: dict[str, Any] = streamfield([("item", value) for value in values])
    return sent
