"""Files as editors upload them: PDFs of every kind, things that only call themselves so, and names from everywhere."""

import io
import unicodedata
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st
from pypdf import PdfWriter

from cms.file_names import MAX_BYTES

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
_ONE_PAGE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE)


def pdf(pages: int, **encryption: str) -> bytes:
    """Return a PDF with so many blank pages, encrypted if there are passwords."""
    writer, buffer = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    if encryption:
        writer.encrypt(**encryption)  # type: ignore[arg-type]
    writer.write(buffer)
    return buffer.getvalue()


def raw_pdf(objects: Sequence[bytes] = _ONE_PAGE, trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is its catalog, with a correct table of their places."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(out))
    )


def large_pdf(megabytes: int) -> bytes:
    """Return a PDF with one page and a stream of this size."""
    size = megabytes * 1024 * 1024
    return raw_pdf([*_ONE_PAGE, b"<</Length %d>>\nstream\n%b\nendstream" % (size, bytes(size))])


def _zip_of_a_pdf() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("heft.pdf", pdf(2))
    return buffer.getvalue()


def _tree(kids: Sequence[bytes]) -> bytes:
    """Return a PDF whose page tree has these children at its levels."""
    levels = [b"<</Type/Pages/Kids[%b]/Count 1>>" % kid for kid in kids]
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", *levels, _PAGE])


# Files that are called `.pdf` and whose pages cannot be counted.
UNCOUNTED: dict[str, bytes] = {
    "a password": pdf(2, user_password="geheim"),
    "a password, AES": pdf(2, user_password="geheim", algorithm="AES-256"),
    "a password for changes only": pdf(2, user_password="", owner_password="geheim"),
    "a certificate": raw_pdf(trailer=b"/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4>>"),
    "an unknown filter": raw_pdf(trailer=b"/Encrypt<</Filter/Acme/V 9>>/ID[<00><00>]"),
    "a filter that is a number": raw_pdf(trailer=b"/Encrypt 17"),
    "cut off": pdf(2)[:300],
    "its table overwritten": raw_pdf().replace(b"0000000", b"zzzzzzz").replace(b"obj", b"xxx"),
    "no table": pdf(2).replace(b"xref", b"xxxx"),
    "a table in a loop": pdf(2).replace(b"/Size", b"/Prev 9 /Size"),
    "no catalog": raw_pdf([b"null"]),
    "pages that are a number": raw_pdf([b"<</Type/Catalog/Pages 5>>"]),
    "a page tree in a loop": _tree([b"2 0 R 3 0 R"]),
    "a page tree in a long loop": _tree([b"3 0 R", b"4 0 R 2 0 R"]),
    "a page tree that multiplies": _tree([b"%d 0 R " % (level + 3) * 10 for level in range(10)]),
    "deep nesting": raw_pdf([b"[" * 50_000 + b"]" * 50_000]),
    "no pages": pdf(0),
    "only a beginning": b"%PDF-1.4 kaputt",
    "a page of HTML": b"<!doctype html><script>alert(1)</script>",
    "an archive with a PDF in it": _zip_of_a_pdf(),
    "text": "Nur Text: äöü".encode(),
    "text about PDF": b"A file begins with %PDF-1.7.",
    "one byte": b"%",
}
# Those that are uploaded: those that need the limits of the parser's process, and one for each way to have no count.
UPLOADED = (
    "a page tree that multiplies",
    "deep nesting",
    "a password",
    "a certificate",
    "a filter that is a number",
    "cut off",
    "no pages",
    "text",
)
COUNTED: dict[str, tuple[bytes, int]] = {
    "blank pages": (pdf(3), 3),
    "blank lines before": (b"\r\n\n" + pdf(2), 2),
    "a wrong place of its table": (raw_pdf().replace(b"startxref\n", b"startxref\n9"), 1),
    "24 megabytes": (large_pdf(24), 1),
}

# Names that stay as they are, whatever the script.
KEPT_NAMES = (
    "Jahresbericht 2026.txt",
    "Übergröße – „Straße“ & Co.txt",
    "हिन्दी में रिपोर्ट.txt",
    "รายงานประจำปีที่น้ำ.txt",
    "تقرير سنوي.txt",
    "דּוּחַ שְׁנָתִי.txt",
    "বাংলা প্রতিবেদন.txt",
    "தமிழ் அறிக்கை.txt",
    "របាយការណ៍ខ្មែរ.txt",
    "བོད་ཡིག.txt",
    "年度報告書（改訂版）.txt",
    "연례 보고서.txt",
    "Báo cáo thường niên.txt",
    "Ọ̀rọ̀ àkọ́sọ.txt",
    "Годовой отчёт.txt",
    "Bär 🐻 und 👍🏽.txt",
    "v1.2 (final) [neu] + 50 % #3 'ja' ~ a=b;c,d@e!.txt",
    "_CON.txt",
    "console.txt",
    "ﷺ.txt",
    "می‌خواهم.txt",
    "ශ්‍රී ලංකා.txt",
    "👩‍🚀 und 🏴󠁧󠁢󠁥󠁮󠁧󠁿.txt",
    "報告　書.txt",
    "x.txt",
)
# Names, and what is stored.
CHANGED_NAMES = {
    "../../etc/passwd.txt": "passwd.txt",
    "C:\\fakepath\\Heft.txt": "Heft.txt",
    "/var/www/Heft.txt": "Heft.txt",
    "Heft\u202etxt.exe.txt": "Hefttxt.exe.txt",
    "\u2067Heft\u2069\u200f.txt": "Heft.txt",
    "He\x07ft\x7f\x85.txt": "Heft.txt",
    "Heft: 1.txt": "Heft_ 1.txt",
    'a<b>c:d"e|f?g*h.txt': "a_b_c_d_e_f_g_h.txt",
    "CON.txt": "_CON.txt",
    "lpt1.tar.txt": "_lpt1.tar.txt",
    "....txt": "file.txt",
    "  .txt": "file.txt",
    "Heft.txt. ": "Heft.txt",
    "Heft &amp; Karte.txt": "Heft & Karte.txt",
    "Das %22Heft%22.txt": "Das _Heft_.txt",
    "He%0D%0Aft%0a.txt": "Heft.txt",
    "100%25 %41.txt": "100%25 %41.txt",
    " ..Heft. .txt": "Heft.txt",
    "U\u0308bersicht.txt": "Übersicht.txt",
}
LONG_NAMES = {
    "Latin": "x" * 251 + ".txt",
    "umlauts": "ä" * 120 + ".txt",
    "emoji": "🐻" * 60 + ".txt",
    "Devanagari": "क्षि" * 50 + ".txt",
}
# Names that only a program gives: a form refuses them or a request cannot carry them.
UNUSUAL_NAMES = {
    "": "file",
    "...": "file",
    "He\r\nft\0.txt": "Heft.txt",
    "/": "file",
    "Heft.txt/": "file",
    ".txt": "file.txt",
    "Heft.txt. . ": "Heft.txt",
    "Heft": "Heft",
    "\udcffHeft.txt": "Heft.txt",
    "Satz. Noch einer, der lang ist": "Satz. Noch einer, der lang ist",
}
ANY_NAME = st.text(st.characters(), max_size=300) | st.text(
    st.sampled_from(" ./\\:aCON1\u0308\u202e🐻"), max_size=80
)
# Letters, marks, digits and symbols of every script.
_WRITTEN = st.text(st.characters(categories=["L", "M", "Nd", "So"]), min_size=1, max_size=30)
WRITTEN_NAMES = _WRITTEN.map(lambda text: unicodedata.normalize("NFC", f"Heft {text}.pdf")).filter(
    lambda name: len(name.encode()) <= MAX_BYTES
)
