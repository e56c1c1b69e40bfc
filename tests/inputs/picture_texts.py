"""Pictures with texts in their files as cameras, agencies and programs write them, and as they are broken."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, PngImagePlugin

from tests.inputs.pictures import EXTENSIONS, GREEN, SIZE, png, saved

IPTC = {"caption": 120, "credit": 110, "creator": 80, "copyright": 116}
_UTF8 = (1, 90, b"\x1b%G")
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@dataclass(frozen=True)
class Told:
    """A file, and the texts of the form that are suggested for it."""

    name: str
    content: bytes
    texts: dict[str, str] = field(default_factory=dict)


def picture() -> Image.Image:
    return Image.new("RGB", SIZE, GREEN)


def iim(*fields: tuple[int, int, bytes]) -> bytes:
    return b"".join(struct.pack(">BBBH", 0x1C, *key, len(text)) + text for *key, text in fields)


def jpeg(block: bytes, resource: int = 0x0404) -> bytes:
    """Return a JPEG with an IPTC block in its Photoshop segment."""
    data = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HxxI", resource, len(block)) + block
    data += b"\0" * (len(block) % 2)
    plain = saved(picture(), "JPEG")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(data) + 2) + data + plain[2:]


def xmp(properties: str = "", attributes: str = "") -> bytes:
    names = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {names}><rdf:Description rdf:about="" {attributes}>{properties}</rdf:Description></rdf:RDF>'
        f'</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    """Return a property with a text for each language; `x` is the default."""
    items = "".join(
        f'<rdf:li xml:lang="{"x-default" if language == "x" else language.replace("_", "-")}">{text}</rdf:li>'
        for language, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def listed(name: str, *texts: str) -> str:
    items = "".join(f"<rdf:li>{text}</rdf:li>" for text in texts)
    return f"<{name}><rdf:Seq>{items}</rdf:Seq></{name}>"


def with_xmp(packet: bytes, kind: str = "WEBP") -> bytes:
    return saved(picture(), kind, xmp=packet)


def told_in_iptc() -> Iterator[Told]:
    text = "Übergröße für Łódź"
    yield Told("utf8.jpg", jpeg(iim(_UTF8, (2, 120, text.encode()))), {"caption": text})
    yield Told("unnamed-utf8.jpg", jpeg(iim((2, 120, text.encode()))), {"caption": text})
    yield Told("latin1.jpg", jpeg(iim((2, 120, "Größe".encode("latin-1")))), {"caption": "Größe"})
    cut = "Größe".encode()[:3]
    yield Told("cut.jpg", jpeg(iim(_UTF8, (2, 120, cut))), {"caption": "Gr"})
    yield Told("names.jpg", jpeg(iim((2, 80, b"A. Eins"), (2, 80, b"B. Zwei"))), _by("A. Eins, B. Zwei"))
    agency = jpeg(iim((2, 80, b"A. Eins"), (2, 110, b"dpa"), (2, 116, b"(c) dpa")))
    yield Told("agency.jpg", agency, {**_by("A. Eins", "A. Eins / dpa"), "copyright_notice": "(c) dpa"})
    whole = jpeg(iim((2, 80, b"A. Eins"), (2, 110, b"A. Eins/dpa")))
    yield Told("whole.jpg", whole, _by("A. Eins", "A. Eins/dpa"))
    lines = jpeg(iim((2, 120, b" Zwei\r\nZeilen\t\0\x07 ")))
    yield Told("lines.jpg", lines, {"caption": "Zwei Zeilen"})


def told_in_xmp() -> Iterator[Told]:
    caption = alternatives("dc:description", x="Hafen")
    for kind in ("JPEG", "WEBP", "AVIF"):
        yield Told(f"xmp.{EXTENSIONS[kind]}", with_xmp(xmp(caption), kind), {"caption": "Hafen"})
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp(caption).decode())
    yield Told("xmp.png", saved(picture(), "PNG", pnginfo=info), {"caption": "Hafen"})
    yield Told("attribute.webp", with_xmp(xmp(attributes='photoshop:Credit="dpa"')), {"credit": "dpa"})
    yield Told("padded.webp", with_xmp(xmp(caption) + b" " * 2000 + b"\0"), {"caption": "Hafen"})
    languages = alternatives("dc:description", x="Harbour", de_DE="Hafen", en_GB="Harbour", fr="Port")
    yield Told("languages.webp", with_xmp(xmp(languages)), {"caption": "Hafen", "caption_en": "Harbour"})
    same = alternatives("core:AltTextAccessibility", x="Two cranes", en="Two cranes")
    yield Told("alt.webp", with_xmp(xmp(same)), {"alt_text": "Two cranes"})
    yield Told("creators.webp", with_xmp(xmp(listed("dc:creator", "A", "B"))), _by("A, B"))
    rights = alternatives("dc:rights", x="© A") + alternatives("xmpRights:UsageTerms", x="Nur Presse")
    page = "<xmpRights:WebStatement>https://a.example/rechte</xmpRights:WebStatement>"
    yield Told(
        "rights.webp",
        with_xmp(xmp(rights + page)),
        {"copyright_notice": "© A – Nur Presse", "license_url": "https://a.example/rechte"},
    )
    licensor = (
        '<rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://a.example/</plus:LicensorURL></rdf:li>'
    )
    licensors = f"<plus:Licensor><rdf:Seq>{licensor}</rdf:Seq></plus:Licensor>"
    yield Told("licensor.webp", with_xmp(xmp(licensors)), {"license_url": "https://a.example/"})
    made = f'<ext:DigitalSourceType rdf:resource="{AI}trainedAlgorithmicMedia"/>'
    yield Told("ai.webp", with_xmp(xmp(made)), {"credit": "mit KI erzeugt"})
    part = f'ext:DigitalSourceType="{AI}compositeWithTrainedAlgorithmicMedia"'
    named = xmp(listed("dc:creator", "A"), part)
    yield Told("with-ai.webp", with_xmp(named), _by("A", "mit KI bearbeitet (A)"))
    camera = xmp(attributes=f'ext:DigitalSourceType="{AI}digitalCapture"')
    yield Told("camera.webp", with_xmp(camera))
    both = jpeg(iim((2, 120, b"IPTC"), (2, 110, b"dpa")))
    segment = b"http://ns.adobe.com/xap/1.0/\0" + xmp(caption)
    both = both[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + both[2:]
    yield Told("both.jpg", both, {"caption": "Hafen", "credit": "dpa"})


def broken() -> Iterator[Told]:
    """Return files whose texts are broken or hostile: nothing is suggested, or what is left of them."""
    bomb = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    caption = alternatives("dc:description", x="&b;")
    yield Told("bomb.webp", with_xmp(bomb.encode() + xmp(caption)))
    outside = '<!DOCTYPE b [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    yield Told("outside.webp", with_xmp(outside.encode() + xmp(caption)))
    yield Told("doctype.webp", with_xmp(b'<!DOCTYPE x SYSTEM "http://a.example/x.dtd"><x/>'))
    yield Told("cut.webp", with_xmp(xmp(alternatives("dc:description", x="Hafen"))[:-90]))
    yield Told("no-xml.webp", with_xmp(bytes(range(256))))
    yield Told("utf16.webp", with_xmp(xmp(alternatives("dc:description", x="a")).decode().encode("utf-16")))
    yield Told("empty.webp", with_xmp(xmp()))
    yield Told("deep.webp", with_xmp(b"<a>" * 50_000))
    yield Told("nested.webp", with_xmp(b"<a>" * 50_000 + b"</a>" * 50_000))
    huge = alternatives("dc:description", x="Hafen " * 900_000)
    yield Told("huge.webp", with_xmp(xmp(huge)))
    zipped = zlib.compress(xmp(huge))
    chunk = b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zipped
    rows = (b"\0" + bytes(GREEN) * SIZE[0]) * SIZE[1]
    yield Told("bomb.png", png(8, 2, rows, chunk))
    yield Told("lone.webp", with_xmp(xmp(alternatives("dc:description", x="&#xD83D;"))))
    yield Told("link.webp", with_xmp(xmp(attributes='xmpRights:WebStatement="javascript:alert(1)"')))
    bare = with_xmp(xmp(attributes='xmpRights:WebStatement="www.a.example"'))
    yield Told("bare.webp", bare, {"license_url": "https://www.a.example"})
    turning = alternatives("dc:description", x="a\u202eb\u2066c")
    yield Told("turning.webp", with_xmp(xmp(turning)), {"caption": "abc"})
    yield Told("short.jpg", jpeg(b"\x1c\x02\x78"))
    yield Told(
        "longer.jpg", jpeg(struct.pack(">BBBH", 0x1C, 2, 120, 30_000) + b"Hafen"), {"caption": "Hafen"}
    )
    yield Told("extended.jpg", jpeg(b"\x1c\x02\x78\x80\x04\xff\xff\xff\xff" + b"Hafen"))
    yield Told("noise.jpg", jpeg(bytes(range(256)) * 50))
    yield Told("charset.jpg", jpeg(iim((1, 90, b"\x1b%/G"), (2, 120, b"Hafen"))), {"caption": "Hafen"})
    yield Told("other.jpg", jpeg(b"Hafen", resource=0x0425))
    long = "Ein langes Wort. " * 20
    yield Told("long.jpg", jpeg(iim((2, 120, long.encode()))), {"caption": long[:254].rstrip() + "…"})
    unbroken = "日" * 300
    yield Told("unbroken.jpg", jpeg(iim(_UTF8, (2, 120, unbroken.encode()))), {"caption": "日" * 254 + "…"})


def _by(creator: str, credit: str = "") -> dict[str, str]:
    return {"creator": creator, "credit": credit or creator}
