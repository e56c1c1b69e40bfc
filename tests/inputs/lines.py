"""Lines that no space breaks, as they come with code, addresses and names."""

import json
import uuid
from typing import Any

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CODE = "if(a[0]&&b.c(d=>e)){return(f||g)?h[i]:j}//" * 10
URL = "https://example.org/" + "pfad/ein_sehr_langer_pfad-ohne-leerzeichen/" * 9 + "?q=" + "abc%20" * 20
LINES = (
    *("x" * 400, CODE, URL, "W" * 60, "Wort\u00a0" * 80, "👍" * 200, "a\u2060" * 200, "_" * 300, "خ" * 300),
    *("0123456789" * 40, "می\u200cخواهم" * 40, WORD * 4, "١٢٣" * 100, "-\u2011" * 150, "…" * 300, "/" * 300),
)
# A name may have 60 characters, and the widest letter is a W.
NAME = "W" * 60


def body(image_id: int, download_id: int) -> str:
    """Return the body of an article in which every text of every block is such a line."""
    rich = "".join(f"<p>{line}</p>" for line in LINES)
    rich += f'<ul><li>{CODE}</li><li><a href="{URL}">{URL}</a> <code>{CODE}</code></li></ul>'
    nothing = {"page": None, "download": None, "url": "", "email": ""}
    links = [
        {**nothing, "text": URL, "url": "https://example.org/"},
        {**nothing, "text": CODE, "page": 999999},
    ]
    table = {
        "data": [[f"{WORD} {n}" for n in range(9)], [str(n) * 40 for n in range(9)], [CODE, *[URL] * 8]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": CODE,
        "table_header_choice": "both",
    }
    flow: list[tuple[str, Any]] = [
        ("paragraph", rich),
        ("heading", {"text": WORD * 2, "level": "2"}),
        ("heading", {"text": URL[:200], "level": "3"}),
        ("image", {"image": image_id, "alt_text": "Hier", "decorative": False}),
        ("quotation", {"text": CODE, "speaker": NAME, "role": WORD}),
        ("download", download_id),
        ("link_list", {"title": WORD, "links": links}),
    ]
    inner = [{"id": str(uuid.uuid4()), "type": kind, "value": value} for kind, value in flow]
    flow += [
        ("pull_quote", {"text": WORD * 3, "source": URL[:200], "url": "https://example.org/"}),
        ("background_box", {"title": WORD, "body": inner}),
        ("embed", "https://vimeo.com/" + "1" * 150),
        ("table", table),
    ]
    return json.dumps([{"id": str(uuid.uuid4()), "type": kind, "value": value} for kind, value in flow])
