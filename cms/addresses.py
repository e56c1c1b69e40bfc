"""Addresses of pages and links (RFC 3986): plain text in NFC inside, percent-encoded ASCII outside. Pure functions."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna
from django.utils.encoding import repercent_broken_unicode

_WEB = frozenset({"http", "https"})
# Their URLs name a host.
_WITH_HOST = _WEB | frozenset(["ftp", "ftps", "irc", "ircs", "webcal"])
# What a link may begin with. Any other scheme could run something, or leads nowhere for a reader.
SCHEMES = _WITH_HOST | frozenset(
    [
        "mailto",
        "tel",
        "sms",
        "fax",
        "geo",
        "news",
        "magnet",
        "matrix",
        "xmpp",
        "sip",
        "sips",
        "whatsapp",
        "tg",
        "sgnl",
        "threema",
        "viber",
        "skype",
    ]
)

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Blanks, controls, and characters that nobody sees in what was copied: joiners, marks and isolates of direction.
_BLANK = r"[\s\x00-\x20\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_OUTER_BLANKS = re.compile(rf"\A{_BLANK}+|{_BLANK}+\Z")
_HOST = re.compile(r"[a-z0-9._~-]+\Z")
# The longest part of a host name between two dots.
_LABEL = 63
# Characters that are not percent-encoded: those of RFC 3986 in a path, and what is encoded already.
_PATH_SAFE = "%/:@!$&'()*+,;="
_QUERY_SAFE = f"{_PATH_SAFE}?"


def nfc(text: str) -> str:
    """Return text in the normal form in which paths and slugs are kept and compared."""
    return unicodedata.normalize("NFC", text)


def decoded(text: str) -> str:
    """Return text without percent-encoding, in NFC.

    Bytes that are not UTF-8 stay encoded, and so does NUL, which no database looks up.
    """
    return nfc(repercent_broken_unicode(unquote_to_bytes(text)).decode().replace("\0", "%00"))


def plain_path(address: str) -> str:
    """Return the path of an address as plain text with a slash at its end; a query and a fragment are left out."""
    return plain_paths(address)[0]


def plain_paths(address: str) -> list[str]:
    """Return what an address may mean as a plain path: decoded, and as it stands if it is one of ours with `%d0`."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    return [f"{plain.removesuffix('/')}/" for plain in dict.fromkeys([decoded(path), nfc(path)])]


def path_of_url(url: str) -> str:
    """Return the path of a URL with its query, as plain text."""
    parts = urlsplit(url)
    return decoded(urlunsplit(("", "", parts.path, parts.query, "")))


def quoted_path(path: str) -> str:
    """Return a plain path as it stands in a URL."""
    return quote(nfc(path))


def quoted_fragment(fragment: str) -> str:
    """Return a fragment, percent-encoded or not, as it stands in a URL."""
    return _quoted(fragment, _QUERY_SAFE)


def email_url(address: str) -> str:
    """Return the `mailto:` URL of an e-mail address (RFC 6068)."""
    return f"mailto:{quote(address.strip(), safe='@!$*+')}"


def trimmed(text: str) -> str:
    """Return an address without the blanks and invisible characters around it."""
    return _OUTER_BLANKS.sub("", text)


def path_below(url: str, root: str) -> SplitResult | None:
    """Return the parts of an absolute URL on the host of `root`, or None for one elsewhere.

    HTTP and HTTPS lead to the same place, with or without their default port; dots in the path are resolved.
    """
    parts = urlsplit(url)
    if parts.scheme not in _WEB or _host(parts) != _host(urlsplit(root)):
        return None
    dots = re.sub("%2e", ".", parts.path, flags=re.IGNORECASE)
    return parts._replace(path=urlsplit(urljoin(f"{root}/", f".{dots}")).path)


def safe_url(text: str, base: str) -> str | None:
    """Return where a link leads: absolute, percent-encoded, with an allowed scheme; None if there is no such URL.

    A relative link is resolved against `base`. What browsers leave out of a URL before they read its scheme is
    left out here as well: blanks and controls around it, tabs and line breaks within.
    """
    try:
        parts = urlsplit(urljoin(base, trimmed(text)))
        if parts.scheme not in SCHEMES or not (parts.netloc or parts.path or parts.query):
            return None
        return urlunsplit(
            (
                parts.scheme,
                _authority(parts),
                _quoted(parts.path, _PATH_SAFE),
                _quoted(parts.query, _QUERY_SAFE),
                _quoted(parts.fragment, _QUERY_SAFE),
            )
        )
    except ValueError:
        return None


def _quoted(text: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe)


def _authority(parts: SplitResult) -> str:
    """Return host and port, with the host in ASCII.

    A name and a password before the host are left out: they were pasted by mistake, or hide where the link leads.

    :raises ValueError: if a URL with a host names no usable host or port
    """
    if parts.scheme not in _WITH_HOST:
        return _quoted(parts.netloc, _PATH_SAFE)
    host = parts.hostname or ""
    port = "" if parts.port is None else f":{parts.port}"
    return f"{f'[{host}]' if ':' in host else _ascii_host(host)}{port}"


# Links of a newsroom lead to the same hosts again and again.
@lru_cache(maxsize=1024)
def _ascii_host(host: str) -> str:
    # Mapped as browsers do (UTS 46). `idna.encode` would refuse emoji, which some domains have.
    labels = idna.uts46_remap(unquote(host), std3_rules=False).split(".")
    ascii_host = ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )
    if not _HOST.match(ascii_host) or not all(len(label) <= _LABEL for label in ascii_host.split(".")):
        raise ValueError(host)
    return ascii_host


def _host(parts: SplitResult) -> tuple[str, int | None]:
    return (parts.hostname or "").rstrip("."), None if parts.port in (80, 443) else parts.port
