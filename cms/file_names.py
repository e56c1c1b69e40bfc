"""Names of files for readers: what an editor called a file, as every system can store it."""

import html
import re
import unicodedata
from urllib.parse import unquote

from django.http.multipartparser import MultiPartParser

# File systems take 255 bytes.
MAX_BYTES = 200
_LONGEST_EXTENSION = 16
_UNNAMED = "file"
# Bidi controls reorder what stands beside them: they can make `gpj.exe` look like `exe.jpg`.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Controls, line separators and lone surrogates.
_UNPRINTABLE = "\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_REMOVED = re.compile(f"[{_BIDI_CONTROLS}{_UNPRINTABLE}]")
# What browsers encode in the name of an upload: quotation marks and line ends. They leave all else as it is, "%" too.
_QUOTED = re.compile("%(?:22|0[AD])", re.IGNORECASE)
# Windows refuses these characters, and these names with any extension.
_REPLACED = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.IGNORECASE)


def file_name(given: str) -> str:
    """Return a name without path, controls and what Windows refuses, in NFC and short enough to be stored.

    All letters, marks and symbols stay.
    """
    text = unicodedata.normalize("NFC", _REMOVED.sub("", given))
    last_part = re.split(r"[/\\]", text)[-1]
    root, extension = _split(_REPLACED.sub("_", last_part).rstrip(" ."))
    root = root.strip(" .") or _UNNAMED
    if _DEVICE.match(root):
        root = f"_{root}"
    return _shortened(root, MAX_BYTES - len(extension.encode())) + extension


def keep_names_of_uploads() -> None:
    """Make Django take over the names of uploads by our rule.

    Its own removes what is invisible, also joiners, without which words in Persian and many emoji are others.
    """
    MultiPartParser.sanitize_file_name = _name_of_upload  # type: ignore[method-assign,assignment]


def _name_of_upload(parser: MultiPartParser, given: str) -> str | None:
    """Return the name of an upload, or None if no file was chosen, which browsers send as an empty name."""
    # Browsers write characters that the form's encoding does not have as references.
    name = html.unescape(_QUOTED.sub(lambda match: unquote(match[0]), given))
    return file_name(name) if name.strip(" ./\\") else None


def _split(name: str) -> tuple[str, str]:
    """Return the name and its extension with the dot."""
    root, dot, extension = name.rpartition(".")
    return (root, f".{extension}") if dot and len(extension) <= _LONGEST_EXTENSION else (name, "")


def _shortened(text: str, size: int) -> str:
    """Return the beginning of a text that is at most `size` bytes long in UTF-8, without half a character."""
    return text.encode()[:size].decode(errors="ignore").rstrip(" .")
