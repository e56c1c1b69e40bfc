"""Every text of every app is translated into German, and the compiled catalogue equals its source."""

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import templatize
from django.utils.translation.trans_real import DjangoTranslation

from cms.models import ArticlePage

ROOT = Path(__file__).parents[2]
APPS = ("api", "cms", "comments", "config", "delivery", "jobs", "web")
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_PLURAL_IN_CONTEXT = {"npgettext", "npgettext_lazy"}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*{_STRING},?)+)")
# Context, text and plural.
Text = tuple[str, str, str]


def catalogue(app: str) -> Path:
    return ROOT / app / "locale" / "de" / "LC_MESSAGES" / "django.po"


def texts_of(app: str) -> set[Text]:
    """Return the translatable texts of an app, as `makemessages` would find them."""
    found: set[Text] = set()
    for path in (ROOT / app).rglob("*.py"):
        found |= set(texts_in(path.read_text(encoding="utf-8")))
    for path in (ROOT / app).rglob("*.html"):
        template = templatize(path.read_text(encoding="utf-8"))
        calls = (f"{name}({strings})" for name, strings in _CALL.findall(template))
        found |= set(texts_in("\n".join(calls)))
    return found


def texts_in(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        name, first = node.func.id, node.args[:3]
        if name in _PLAIN:
            yield "", ast.literal_eval(first[0]), ""
        elif name in _PLURAL:
            yield "", ast.literal_eval(first[0]), ast.literal_eval(first[1])
        elif name in _IN_CONTEXT:
            yield ast.literal_eval(first[0]), ast.literal_eval(first[1]), ""
        elif name in _PLURAL_IN_CONTEXT:
            yield ast.literal_eval(first[0]), ast.literal_eval(first[1]), ast.literal_eval(first[2])


def key(entry: polib.POEntry | polib.MOEntry) -> Text:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


@pytest.mark.parametrize("app", APPS)
class TestTheCatalogue:
    def test_has_every_text_of_the_app_and_no_other(self, app: str) -> None:
        entries = polib.pofile(str(catalogue(app)))
        assert {key(entry) for entry in entries if not entry.obsolete} == texts_of(app)

    def test_is_translated_to_its_end(self, app: str) -> None:
        entries = polib.pofile(str(catalogue(app)))
        assert [entry.msgid for entry in entries if not entry.translated()] == []

    def test_is_compiled(self, app: str) -> None:
        written = polib.pofile(str(catalogue(app)))
        compiled = polib.mofile(str(catalogue(app).with_suffix(".mo")))
        assert {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in compiled} == {
            key(entry): (entry.msgstr, entry.msgstr_plural) for entry in written if not entry.obsolete
        }


def compiled_texts(folder: Path) -> dict[Any, str]:
    """Return the German texts of a folder by their contexts and msgids, as Django merges them."""
    path = folder / "de" / "LC_MESSAGES" / "django.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        texts: dict[Any, str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in texts.items() if key}


def test_no_text_of_ours_changes_one_of_wagtail_or_django() -> None:
    installed = [Path(app.path) for app in reversed([*apps.get_app_configs()]) if app.name not in APPS]
    folders = [folder / "locale" for folder in (Path(django.__file__).parent / "conf", *installed)]
    theirs: dict[Any, str] = {}
    for folder in (*folders, *settings.LOCALE_PATHS):
        theirs |= compiled_texts(folder)
    assert len(theirs) > 1000
    ours = [(app, *text) for app in APPS for text in compiled_texts(ROOT / app / "locale").items()]
    assert [(app, key, text) for app, key, text in ours if theirs.get(key, text) != text] == []


def test_every_app_with_texts_has_a_catalogue() -> None:
    assert {path.parents[3].name for path in ROOT.glob("*/locale/de/LC_MESSAGES/django.po")} == {*APPS}


def test_every_field_of_an_article_has_a_german_name() -> None:
    german = DjangoTranslation("de")
    own = [field for field in ArticlePage._meta.local_fields if not field.auto_created]
    assert own
    with translation.override("en"):
        missing = [f.name for f in own if str(f.verbose_name) not in german._catalog]  # type: ignore[attr-defined]
    assert [name for name in missing if name != "page_ptr"] == []
