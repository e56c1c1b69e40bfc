"""Rules about the text itself."""

import re

from comments.moderation import Hold
from comments.pipeline.drafts import Draft, Noticed

MAX_LINKS = 2
# Phrases of the trade, no opinions: what a reader may say is for people to judge.
BLOCKED_PHRASES = (
    "casino bonus",
    "online casino",
    "viagra",
    "payday loan",
    "crypto signals",
    "backlinks kaufen",
)
_LINK = re.compile(r"(?i)https?://|www\.")
_SHOUTING_FROM = 30


def check(draft: Draft) -> list[Noticed]:
    """This will notice many links, phrases of spam, and a text in capital letters."""
    return [*_links(draft.text), *_phrases(f"{draft.name}\n{draft.text}"), *_shouting(draft.text)]


def _links(text: str) -> list[Noticed]:
    links = len(_LINK.findall(text))
    return [Noticed(Hold.MANY_LINKS, str(links))] if links > MAX_LINKS else []


def _phrases(text: str) -> list[Noticed]:
    plain = " ".join(text.casefold().split())
    return [Noticed(Hold.BLOCKED_WORD, phrase) for phrase in BLOCKED_PHRASES if phrase in plain]


def _shouting(text: str) -> list[Noticed]:
    letters = [char for char in text if char.isalpha() and char.upper() != char.lower()]
    loud = sum(char.isupper() for char in letters)
    return [Noticed(Hold.SHOUTING)] if len(letters) >= _SHOUTING_FROM and loud > 0.7 * len(letters) else []
