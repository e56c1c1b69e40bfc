"""The demo's brochure: a PDF of several pages, written by hand so that no tool and no font is needed."""

from dataclasses import dataclass, field

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
MARGIN, LINE = 72, 17


@dataclass
class Sheet:
    """One page: drawing commands of PDF, in points from the lower left corner."""

    commands: list[str] = field(default_factory=list)

    def fill(
        self, x: float, y: float, width: float, height: float, color: tuple[float, float, float]
    ) -> None:
        red, green, blue = color
        self.commands.append(f"{red} {green} {blue} rg {x} {y} {width} {height} re f")

    def write(
        self, text: str, x: float, y: float, *, size: int, bold: bool = False, white: bool = False
    ) -> None:
        font, tone = ("F2" if bold else "F1"), (1 if white else 0.11)
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.commands.append(f"{tone} g BT /{font} {size} Tf {x} {y} Td ({safe}) Tj ET")

    def stream(self) -> bytes:
        return "\n".join(self.commands).encode("cp1252")


def brochure(title: str, subtitle: str, chapters: list[tuple[str, list[str]]]) -> bytes:
    """This will write a PDF: a cover, and for each chapter a page with its heading and paragraphs."""
    sheets = [_cover(title, subtitle)]
    sheets += [_chapter(number, *chapter) for number, chapter in enumerate(chapters, start=2)]
    return _document([sheet.stream() for sheet in sheets], title)


def _cover(title: str, subtitle: str) -> Sheet:
    sheet = Sheet()
    sheet.fill(0, 0, PAGE_WIDTH, PAGE_HEIGHT, (0.06, 0.35, 0.34))
    sheet.fill(MARGIN, 560, 120, 6, (0.94, 0.77, 0.1))
    for number, line in enumerate(_wrap(title, 24)):
        sheet.write(line, MARGIN, 690 - number * 44, size=36, bold=True, white=True)
    sheet.write(subtitle, MARGIN, 525, size=15, white=True)
    return sheet


def _chapter(number: int, heading: str, paragraphs: list[str]) -> Sheet:
    sheet = Sheet()
    sheet.fill(MARGIN, 768, 60, 4, (0.04, 0.42, 0.34))
    sheet.write(heading, MARGIN, 730, size=22, bold=True)
    y = 690.0
    for paragraph in paragraphs:
        for line in _wrap(paragraph, 82):
            sheet.write(line, MARGIN, y, size=11)
            y -= LINE
        y -= LINE / 2
    sheet.write(str(number), PAGE_WIDTH - MARGIN, 48, size=10)
    return sheet


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _document(pages: list[bytes], title: str) -> bytes:
    # PDF 1.4, ISO 32000-1 §7.5: objects, then a table of their positions, then the trailer.
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    info = title.replace("(", "").replace(")", "").encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (de) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + info + b") >>",
    ]
    for i, stream in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Contents "
            f"{first + 2 * i + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _with_positions(objects)


def _with_positions(objects: list[bytes]) -> bytes:
    body, positions = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        positions.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % position for position in positions)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (len(objects) + 1, len(body))
