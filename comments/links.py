"""The rule that tells a web address from a name with a dot in it, such as `Dr.de Boer`. In doubt it is a name."""

import re
import unicodedata

from comments.characters import is_visible

_SCHEMES = (
    "https?|ftps?|mailto|callto|tel|sms|sips?|skype|whatsapp|xmpp|magnet|javascript|vbscript|data|file|blob"
)
_OPENING = re.compile(
    rf"[a-z][a-z0-9+.-]*://|\b(?:{_SCHEMES}):\S|(?<!\w)www\.\w|(?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}[/:]\w",
    re.I,
)
_LABEL = r"[^\s.@/:,;()\[\]<>\"'«»„“”|!?]+"
_HOST = re.compile(
    rf"(?<![\w.@/:-])(?P<labels>(?:{_LABEL}\.)+)(?P<ending>{_LABEL})(?P<path>/\w|:\d)?(?P<more>\.?\s+\w|\.\w)?"
)

# Nobody has these in a name, nor those in a script without capital letters.
_GENERIC = re.compile("biz|club|com|net|online|org|shop|site|store|top|travel|website|xyz")
_INTERNATIONAL = re.compile("рф|укр|бел|срб|онлайн|сайт|москва|中国|中國|香港|台湾|台灣|公司|网络|한국")
# These can be a word, an abbreviation or a name, so the whole host is in small or in capital letters, and one of its
# labels is no abbreviation. Those that are family names or particles as well (`li`, `am`, `do`) are missing.
_DOUBTFUL = re.compile(
    "app|berlin|blog|dev|eu|hamburg|info|koeln|me|news|wien|at|au|be|br|by|ca|cc|ch|cn|co|cz|de|dk|es|fi|fr|gr|hr|ie|io|it"
    "|jp|kr|ly|mx|nl|nz|pl|pt|ro|ru|se|sk|tr|tv|ua|uk|us|za"
)
# A country, and a particle in names: `fam.de boer`, `MARIA.DE JONG`.
_PARTICLE = "de"


def has_link(name: str) -> bool:
    """Return whether a name contains a web address, however its letters are disguised."""
    plain = unicodedata.normalize("NFKC", name).replace("。", ".")
    plain = "".join(char for char in plain if is_visible(char) or char.isspace() or char.isalnum())
    return bool(_OPENING.search(plain)) or any(map(_is_host, _HOST.finditer(plain)))


def _is_host(match: re.Match[str]) -> bool:
    labels, ending, path, more = match.groups()
    host, known = labels + ending, ending.casefold()
    in_one_case = host.islower() or host.isupper()
    if _INTERNATIONAL.fullmatch(known):
        return True
    if not (ending.islower() or in_one_case):
        # A name after a dot has a capital letter: `Kapil.Dev`, `A.Com`, `A.Meier/B.Schulz`.
        return False
    if _GENERIC.fullmatch(known):
        return True
    is_long = any(len(label) > 2 for label in labels.split("."))
    if path:
        return is_long or bool(_DOUBTFUL.fullmatch(known))
    if known == _PARTICLE:
        return is_long and not more
    is_last = not (more or "").startswith(".")
    return is_long and in_one_case and is_last and bool(_DOUBTFUL.fullmatch(known))
