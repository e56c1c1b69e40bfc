"""One word for a thing and one way to address people, in German and in English."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from tests.contracts.test_catalogues import texts_in
from tests.contracts.vocabulary import (
    FAMILIAR,
    FORMAL,
    LOST,
    OVERRIDES,
    READER_APPS,
    ROOT,
    STAFF_APPS,
    catalogue,
    english_of,
    entries,
    german_of,
    own_catalogues,
    script_texts,
    wagtail_catalogues,
)

# Texts of the desk; all others of this app are for readers.
_DESK = ("comments/admin", "comments/templates/comments/admin")
_PLACEHOLDER = re.compile(r"%\(\w+\)[ds]|{\w+}")


class TestOurTexts:
    @pytest.mark.parametrize("path", own_catalogues(), ids=lambda path: path.parents[3].name)
    def test_have_no_word_that_lost(self, path: Path) -> None:
        found = entries(path)
        assert [german_of(entry) for entry in found if LOST["de"].search(german_of(entry))] == []
        assert [english_of(entry) for entry in found if LOST["en"].search(english_of(entry))] == []

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_the_scripts_have_none_either(self, language: str) -> None:
        texts = [line for of, text in script_texts() if of == language for line in text.splitlines()]
        assert [line for line in texts if LOST[language].search(line)] == []

    @pytest.mark.parametrize("app", STAFF_APPS)
    def test_address_staff_formally(self, app: str) -> None:
        assert [
            german_of(entry) for entry in entries(catalogue(app)) if FAMILIAR.search(german_of(entry))
        ] == []

    @pytest.mark.parametrize("app", READER_APPS)
    def test_address_readers_as_friends(self, app: str) -> None:
        assert [
            german_of(entry) for entry in entries(catalogue(app)) if FORMAL.search(german_of(entry))
        ] == []

    def test_of_the_scripts_address_readers_as_friends(self) -> None:
        german = [line for language, text in script_texts() if language == "de" for line in text.splitlines()]
        assert [line for line in german if FORMAL.search(line)] == []

    def test_of_comments_address_moderators_formally_and_readers_as_friends(self) -> None:
        desk = {
            text[1]
            for folder in _DESK
            for path in (ROOT / folder).rglob("*.py")
            for text in texts_in(path.read_text(encoding="utf-8"))
        }
        reader = {text[1] for text in texts_in((ROOT / "comments/text.py").read_text(encoding="utf-8"))}
        german = {entry.msgid: german_of(entry) for entry in entries(catalogue("comments"))}
        assert [german[text] for text in desk if FAMILIAR.search(german[text])] == []
        assert [german[text] for text in reader if FORMAL.search(german[text])] == []


def _shown(entry: polib.POEntry) -> str:
    """Return what people read for a text of Wagtail in the active language."""
    if entry.msgid_plural:
        return " ".join(translation.ngettext(entry.msgid, entry.msgid_plural, number) for number in (1, 2))
    if entry.msgctxt:
        return translation.pgettext(entry.msgctxt, entry.msgid)
    return translation.gettext(entry.msgid)


class TestTheTextsOfWagtail:
    @pytest.mark.parametrize("path", wagtail_catalogues(), ids=lambda path: path.parents[3].name)
    def test_have_our_words(self, path: Path) -> None:
        words = re.compile(r"-Objekt\b|[Dd]okument|Kurztitel|\bLocales?\b|\bChooser\b|\btaggen\b")
        with translation.override("de"):
            german = [_shown(entry) for entry in entries(path)]
        assert [text for text in german if words.search(text) or FAMILIAR.search(text)] == []
        with translation.override("en"):
            english = [_shown(entry) for entry in entries(path)]
        # The name of a placeholder or of a URL is no word.
        assert [text for text in english if re.search(r"(?<![_(\w])[Dd]ocument(?!_)", text)] == []

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_are_those_of_the_installed_version(self, language: str) -> None:
        known = {entry.msgid for path in wagtail_catalogues() for entry in entries(path)}
        path = OVERRIDES / language / "LC_MESSAGES" / "django.po"
        assert [entry.msgid for entry in entries(path) if entry.msgid not in known] == []

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_have_no_placeholder_that_wagtail_does_not_fill(self, language: str) -> None:
        for entry in entries(OVERRIDES / language / "LC_MESSAGES" / "django.po"):
            filled = set(_PLACEHOLDER.findall(english_of(entry)))
            assert set(_PLACEHOLDER.findall(german_of(entry))) <= filled, entry.msgid

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_are_compiled(self, language: str) -> None:
        path = OVERRIDES / language / "LC_MESSAGES" / "django.po"
        compiled = polib.mofile(str(path.with_suffix(".mo")))
        assert {(e.msgid, german_of(e)) for e in compiled} == {(e.msgid, german_of(e)) for e in entries(path)}
