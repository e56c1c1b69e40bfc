"""The rule that tells a web address from a name with a dot in it, such as `Dr.de Boer`."""

import re
import unicodedata

from comments.characters import is_visible

# Nobody has these in a name. The list is short, because everything else is left to the moderators.
_GENERIC = "app|biz|com|dev|info|net|online|org|shop|site|store|top|xyz"
_COUNTRIES = "at|ch|cn|co|es|eu|fr|io|it|me|nl|pl|ru|tv|uk"
_HOST = r"(?<![\w.@-])(?:[\w-]+\.)*"
_LINK = re.compile(
    r"(?i:[a-z][a-z0-9+.-]*://|\b(?:https?|mailto|javascript|data|tel):|(?<!\w)www\.\w)"
    # A host with a path. A name after a dot has a capital letter.
    rf"|{_HOST}[\w-]{{2,}}\.[a-z]{{2,18}}/\w"
    rf"|{_HOST}[\w-]+\.(?i:{_GENERIC}|{_COUNTRIES}|de)(?::\d+)?/\w"
    rf"|{_HOST}[\w-]+\.(?i:{_GENERIC})\b(?!\.?\w)"
    # The abbreviation of a first name has a capital letter: `Joh.Ch. Bach`.
    rf"|{_HOST}[\w-]{{2,}}\.(?:{_COUNTRIES}|{_COUNTRIES.upper()})\b(?!\.?\w)"
)
# `de` is a country and a word in names: `Prof.de Vries`, `Joh.de Witt`.
_GERMAN = re.compile(rf"{_HOST}([\w-]{{3,}})\.(?i:de)\b(?!\.?\w)(\s+\w)?")
_TITLES = frozenset(("prof", "ing", "dipl", "mag", "med"))


def has_link(name: str) -> bool:
    """Return whether a name contains a web address, however its letters are disguised."""
    plain = unicodedata.normalize("NFKC", name)
    plain = "".join(char for char in plain if is_visible(char) or char.isspace() or char.isalnum())
    return bool(_LINK.search(plain)) or any(map(_is_german_host, _GERMAN.finditer(plain)))


def _is_german_host(match: re.Match[str]) -> bool:
    label, next_word = match.groups()
    return not (next_word and (label.istitle() or label.casefold() in _TITLES))
