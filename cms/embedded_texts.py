"""What the file of a picture says of itself, in XMP or in the older IPTC-IIM: suggestions for the texts of an image.

Cameras, agencies and programs write these fields by the IPTC Photo Metadata Standard. Whatever is broken is ignored.
"""

import logging
import re
import unicodedata
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import IptcImagePlugin
from PIL.Image import Image

from cms.characters import storable
from cms.models.image_texts import TRANSLATED, field_name, further_languages

logger = logging.getLogger(__name__)

# Longer XMP holds the history of a program, and takes time and memory to parse.
_LONGEST_XMP = 1_000_000
# Of a longer value no field takes the rest.
_LONGEST_VALUE = 5_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_XMP = {
    "alt_text": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",
    "caption": f"{_DC}description",
    "credit": "{http://ns.adobe.com/photoshop/1.0/}Credit",
    "creator": f"{_DC}creator",
    "copyright_notice": f"{_DC}rights",
    "terms": f"{_RIGHTS}UsageTerms",
    "license_url": f"{_RIGHTS}WebStatement",
    "licensor_url": "{http://ns.useplus.org/ldf/xmp/1.0/}LicensorURL",
    "source_type": f"{_EXTENSION}DigitalSourceType",
}
_IIM = {"caption": (2, 120), "credit": (2, 110), "creator": (2, 80), "copyright_notice": (2, 116)}
# The field (1, 90) with this value says that the texts are in UTF-8 (ISO 2022).
_IIM_CHARSET, _UTF8 = (1, 90), b"\x1b%G"
# The last part of the URIs for what is made by AI (cv.iptc.org/newscodes/digitalsourcetype).
_BY_AI = ("trainedAlgorithmicMedia",)
_WITH_AI = ("compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
# Characters that turn the direction of a text.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# The texts of one property by language; the one without a language is its default.
Texts = dict[str, str]


def embedded_texts(picture: Image) -> dict[str, str]:
    """Return suggestions by the name of a field of the form; for another language by `caption_en` and the like."""
    found = _read(_iim, picture) | _read(_xmp, picture)
    plain = {name: _default(texts) for name, texts in found.items()}
    suggestions = {
        **{name: plain.get(name, "") for name in (*TRANSLATED, "creator")},
        "credit": _credit(plain),
        "copyright_notice": " – ".join(
            plain[name] for name in ("copyright_notice", "terms") if name in plain
        ),
        "license_url": plain.get("license_url") or plain.get("licensor_url", ""),
    }
    for name in TRANSLATED:
        others = found.get(name, {})
        suggestions |= {
            field_name(name, code): others[code]
            for code in further_languages()
            if code in others and others[code] != plain[name]
        }
    return {name: text for name, text in suggestions.items() if text}


def _default(texts: Texts) -> str:
    return texts.get(settings.LANGUAGE_CODE) or texts.get("") or next(iter(texts.values()))


def _credit(plain: dict[str, str]) -> str:
    creator, credit = plain.get("creator", ""), plain.get("credit", "")
    names = credit if creator in credit else " / ".join(filter(None, [creator, credit]))
    kind = plain.get("source_type", "").rstrip("/").rpartition("/")[2]
    # The credit is what readers see of it everywhere.
    label = _("made by AI") if kind in _BY_AI else _("made with AI") if kind in _WITH_AI else ""
    return f"{label} ({names})" if label and names else label or names


def _read(read: Any, picture: Image) -> dict[str, Texts]:
    try:
        found: dict[str, Texts] = read(picture)
        return found
    except Exception:
        # The parsers raise almost anything.
        logger.info("unreadable metadata of a picture", exc_info=True)
        return {}


def _iim(picture: Any) -> dict[str, Texts]:
    fields = IptcImagePlugin.getiptcinfo(picture) or {}
    is_utf8 = fields.get(_IIM_CHARSET) == _UTF8
    found = {}
    for name, key in _IIM.items():
        values = fields.get(key, [])
        values = values if isinstance(values, list) else [values]
        if text := _clean(", ".join(_decoded(value, is_utf8=is_utf8) for value in values)):
            found[name] = {"": text}
    return found


def _decoded(value: bytes, *, is_utf8: bool) -> str:
    value = value[:_LONGEST_VALUE]
    if is_utf8:
        return value.decode(errors="ignore")
    try:
        # Many programs write UTF-8 and do not say so. Hardly a text in Latin-1 with an umlaut is UTF-8 by chance.
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _xmp(picture: Image) -> dict[str, Texts]:
    packet = picture.info.get("xmp", b"")
    if not packet or len(packet) > _LONGEST_XMP:
        return {}
    root = ElementTree.fromstring(packet.rstrip(b"\0 "), forbid_dtd=True)
    return {name: texts for name, key in _XMP.items() if (texts := _property(root, key))}


def _property(root: Element, key: str) -> Texts:
    """Return the texts of the first property with this name, whether it is an attribute or an element."""
    for node in root.iter():
        if text := _clean(node.get(key, "")):
            return {"": text}
        if node.tag == key and (texts := _texts(node)):
            return texts
    return {}


def _texts(node: Element) -> Texts:
    items = list(node.iter(f"{_RDF}li"))
    if not items:
        text = _clean(node.get(f"{_RDF}resource") or node.text or "")
        return {"": text} if text else {}
    languages = [_language(item) for item in items]
    texts = [_clean(item.text or "") for item in items]
    if not any(languages):
        # A list of names.
        languages, texts = [""], [", ".join(filter(None, texts))]
    return {language: text for language, text in zip(languages, texts, strict=True) if text}


def _language(item: Element) -> str:
    language = item.get(_LANGUAGE, "").lower()
    return "" if language == "x-default" else language.partition("-")[0]


def _clean(text: str) -> str:
    """Return a text as one line that every database and form takes."""
    text = _TURNING.sub("", storable(text[:_LONGEST_VALUE]))
    shown = "".join(" " if unicodedata.category(one) == "Cc" else one for one in text)
    return unicodedata.normalize("NFC", " ".join(shown.split()))
