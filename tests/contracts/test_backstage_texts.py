"""Every text of the background work is there in German, and the compiled catalogue is the one of its source."""

import ast
import gettext
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import templatize

CONFIG = Path(__file__).parents[2] / "config"
CATALOGUE = CONFIG / "locale" / "de" / "LC_MESSAGES" / "django.po"
# The catalogue knows a plural by its singular.
_PLAIN = {"_", "gettext", "gettext_lazy", "ngettext"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*{_STRING},?)+)")


def translated() -> set[str]:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        keys = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key in keys} - {""}


def texts_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in _PLAIN:
            yield ast.literal_eval(node.args[0])
        elif node.func.id in _IN_CONTEXT:
            context, text = (ast.literal_eval(argument) for argument in node.args[:2])
            yield f"{context}\x04{text}"


def python_of(template: str) -> str:
    """This will reduce a template to the calls that Django's own extraction sees in it."""
    return "\n".join(f"{name}({strings})" for name, strings in _CALL.findall(templatize(template)))


def texts() -> set[str]:
    found = set()
    for path in CONFIG.rglob("*.py"):
        found |= set(texts_in(path.read_text(encoding="utf-8")))
    for path in CONFIG.rglob("*.html"):
        found |= set(texts_in(python_of(path.read_text(encoding="utf-8"))))
    return found


def test_the_compiled_catalogue_is_that_of_its_source(tmp_path: Path) -> None:
    made = tmp_path / "django.mo"
    try:
        subprocess.run(["msgfmt", "-o", str(made), str(CATALOGUE)], check=True, timeout=20)
    except FileNotFoundError:
        pytest.skip("gettext is not installed here")
    assert made.read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()


def test_every_text_is_there_in_german() -> None:
    assert texts() - translated() == set()


def test_no_text_is_left_over() -> None:
    assert translated() - texts() == set()
