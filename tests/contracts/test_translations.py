"""Every text of the API is there in German, and the compiled catalogue is the one of its source."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

API = Path(__file__).parents[2] / "api"
CATALOGUE = API / "locale" / "de" / "LC_MESSAGES" / "django.po"
_MARKERS = {"_", "gettext", "gettext_lazy"}


def compiled() -> dict[str, str]:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        found: dict[str, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {source: german for source, german in found.items() if source}


def written() -> dict[str, str]:
    found = {}
    for entry in CATALOGUE.read_text(encoding="utf-8").split("\n\n"):
        lines = "\n".join(line for line in entry.splitlines() if not line.startswith("#"))
        parts = dict.fromkeys(("msgctxt", "msgid", "msgstr"), "")
        for keyword, text in re.findall(r'^(msg\w+) ((?:".*"\n?)+)', lines, re.MULTILINE):
            parts[keyword] = "".join(ast.literal_eval(line) for line in text.splitlines())
        context = f"{parts['msgctxt']}\x04" if parts["msgctxt"] else ""
        if parts["msgid"]:
            found[context + parts["msgid"]] = parts["msgstr"]
    return found


def texts_in_code() -> Iterator[str]:
    for path in API.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKERS:
                yield ast.literal_eval(node.args[0])


def texts_in_templates() -> Iterator[str]:
    for path in (API / "templates").rglob("*.html"):
        for text, context in re.findall(
            r'{% translate "([^"]+)"(?: context "([^"]+)")? %}', path.read_text(encoding="utf-8")
        ):
            yield f"{context}\x04{text}" if context else text


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    assert compiled() == written()


def test_every_text_is_there_in_german() -> None:
    missing = {*texts_in_code(), *texts_in_templates()} - set(compiled())
    assert not missing


def test_no_text_is_left_over() -> None:
    assert set(compiled()) <= {*texts_in_code(), *texts_in_templates()}
