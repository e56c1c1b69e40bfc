"""Words that lost: what people must not read, and the forms of address. `docs/texts.md` has the words that won."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import wagtail

ROOT = Path(__file__).parents[2]
OVERRIDES = ROOT / "config" / "wagtail_texts"

_PERSONS = "Leser|Autor|Redakteur|Moderator|Nutzer|Betreiber|Verfasser|Sprecher|Entwickler|Kollege"
LOST = {
    "de": re.compile(
        # The URL of a page, but not an e-mail address or the bar of the browser.
        r"(?<!E-Mail-)\bAdresse|Adresskürzel|Webadresse|Internetadresse|Kurztitel"
        r"|Rubrik|Baustein|schmückend|\bLocales?\b|\bRecht\b"
        r"|(?<!JSON-)\b[Dd]okument|(?<!JSON)-Objekt\b"
        # One way to name people of all genders.
        rf"|innen und \w+e[rn]\b|\w+in oder \w+[eo]r\b|\b(?:{_PERSONS})(?:e?n|s)?\b(?!:in)"
    ),
    "en": re.compile(
        r"(?<![Ee]-mail )(?<!email )\baddress(?!ed| bar)|\b[Ww]eb site\b|\b[Ll]og-ins?\b|(?<!JSON )\bdocuments?\b"
    ),
}
# Readers are addressed as friends, staff formally.
FAMILIAR = re.compile(r"\b[Dd](?:u|ich|ir|ein(?:e[mnrs]?)?)\b")
# Not at the beginning of a sentence, where it can be the pronoun of a thing.
FORMAL = re.compile(r"(?<=[\w,;–] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")

STAFF_APPS = ("cms", "config", "jobs")
READER_APPS = ("api", "delivery", "web")


def entries(catalogue: Path) -> list[polib.POEntry]:
    """Return what people read. The names of the newsroom are compared with those of readers, whatever they use."""
    return [
        entry
        for entry in polib.pofile(str(catalogue))
        if not entry.obsolete and not (entry.msgctxt or "").startswith("names of the newsroom")
    ]


def catalogue(app: str) -> Path:
    return ROOT / app / "locale" / "de" / "LC_MESSAGES" / "django.po"


def own_catalogues() -> list[Path]:
    return [*ROOT.glob("*/locale/de/LC_MESSAGES/django.po")]


def wagtail_catalogues() -> list[Path]:
    """Return the German catalogues of Wagtail, without those of apps that are not installed."""
    root = Path(wagtail.__file__).parent
    unused = {"forms", "styleguide", "search_promotions", "typed_table_block", "frontend_cache"}
    return [
        path
        for path in root.rglob("locale/de/LC_MESSAGES/django.po")
        if not unused & set(path.relative_to(root).parts)
    ]


def german_of(entry: polib.POEntry) -> str:
    return " ".join([entry.msgstr, *entry.msgstr_plural.values()])


def english_of(entry: polib.POEntry) -> str:
    return f"{entry.msgid} {entry.msgid_plural}"


def script_texts() -> Iterator[tuple[str, str]]:
    """Return the language and the text of each part of the JavaScript that has texts."""
    for path in ("web/static/web/text.js", "web/static/web/comments/text.js"):
        german, english = (ROOT / path).read_text(encoding="utf-8").split("\nconst en = ")
        yield "de", german
        yield "en", english
