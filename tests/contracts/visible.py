"""The texts of a page of the admin: what stands on it, names for screen readers, and what its scripts will show."""

import json
import re
from html.parser import HTMLParser
from typing import Any

_SPOKEN = ("title", "aria-label", "placeholder", "alt")
# A key or a URL between the texts that a script gets.
_KEY = re.compile(r"[\w.:/#?=-]*", re.ASCII)


class _Reader(HTMLParser):
    """Collects texts. It is faster than a tree of the whole page, of which there are many."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "style"):
            self.silent = "json" if "json" in (values.get("type") or "") else tag
        for name, value in values.items():
            if value and name in _SPOKEN:
                self.texts.add(value.strip())
            elif value and value.startswith(("{", "[")):
                # The blocks of an article and the main menu are built from such values.
                self._add_strings(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent = ""

    def handle_data(self, data: str) -> None:
        if self.silent == "json":
            self._add_strings(data)
        elif not self.silent:
            self.texts.add(" ".join(data.split()))

    def _add_strings(self, text: str) -> None:
        try:
            values = [json.loads(text)]
        except ValueError:
            return
        while values:
            value = values.pop()
            if isinstance(value, str) and "<" in value:
                self.texts |= _texts(value)
            elif isinstance(value, str) and (value.istitle() or not _KEY.fullmatch(value)):
                self.texts.add(value.strip())
            elif isinstance(value, dict):
                values += value.values()
            elif isinstance(value, list):
                values += value


def texts_of(response: Any) -> set[str]:
    """Return the texts of an answer: a page, or a dialog in JSON."""
    is_json = response.headers["Content-Type"].startswith("application/json")
    return _texts(response.json()["html"] if is_json else response.content.decode())


def _texts(html: str) -> set[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.texts
