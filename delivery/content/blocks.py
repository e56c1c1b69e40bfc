"""Blocks as JSON: one function for each type, found in one table."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.rich_text import RichText

from delivery.content.build import Compilation
from delivery.content.downloads import download_out
from delivery.content.embeds import embed_out
from delivery.content.images import image_out
from delivery.content.links import address_link, download_link, gone, page_link
from delivery.content.rich_text import rich_text_out


def blocks_out(blocks: Iterable[Any], compilation: Compilation) -> list[dict[str, Any]]:
    """This will represent a stream of blocks. One that fails says `broken` and stops no other."""
    return [_block_out(block, compilation) for block in blocks]


def _block_out(block: Any, compilation: Compilation) -> dict[str, Any]:
    kind = block.block_type

    def build() -> dict[str, Any]:
        return {"id": block.id, "type": kind, "value": REPRESENTATIONS[kind](block.value, compilation)}

    def broken() -> dict[str, Any]:
        return {"id": block.id, "type": "broken", "value": {"was": kind, "state": "ERROR"}}

    return compilation.attempt(kind, build, broken)


def _paragraph(value: RichText, compilation: Compilation) -> dict[str, Any]:
    return rich_text_out(value.source, compilation)


def _heading(value: Any, compilation: Compilation) -> dict[str, Any]:
    return {"id": compilation.anchor(value["text"]), "level": int(value["level"]), "text": value["text"]}


def _image(value: Any, compilation: Compilation) -> dict[str, Any]:
    if value is None:
        return {"image": image_out(None, compilation)}
    # ImageBlock puts the words of this use on the picture object.
    words, decorative = value.contextual_alt_text, value.decorative
    return {"image": image_out(value, compilation, alt=words, decorative=decorative)}


def _quotation(value: Any, compilation: Compilation) -> dict[str, Any]:
    return {name: value[name] for name in ("text", "speaker", "role")}


def _pull_quote(value: Any, compilation: Compilation) -> dict[str, Any]:
    return {"text": value["text"], "source": value["source"], "url": value["url"] or None}


def _background_box(value: Any, compilation: Compilation) -> dict[str, Any]:
    return {"title": value["title"], "body": blocks_out(value["body"], compilation)}


def _link_list(value: Any, compilation: Compilation) -> dict[str, Any]:
    links = [_link(link, compilation) for link in value["links"]]
    return {"title": value["title"], "links": links}


def _link(value: Any, compilation: Compilation) -> dict[str, Any]:
    text = value["text"]
    if value["page"]:
        return page_link(value["page"].pk, text, compilation)
    if value["download"]:
        return download_link(value["download"].pk, text, compilation)
    if value["email"]:
        return address_link(f"mailto:{value['email']}", text, compilation)
    if value["url"]:
        return address_link(value["url"], text, compilation)
    # The page or file that was chosen here has been deleted since.
    return gone("PAGE", text, compilation)


def _table(value: Any, compilation: Compilation) -> dict[str, Any]:
    value = value or {}
    rows = [[cell or "" for cell in row] for row in value.get("data") or []]
    has_header = bool(value.get("first_row_is_table_header")) and bool(rows)
    return {
        "caption": value.get("table_caption") or "",
        "columns": rows[0] if has_header else [],
        "rows": rows[1:] if has_header else rows,
        "first_row_header": has_header,
        "first_column_header": bool(value.get("first_col_is_header")),
    }


REPRESENTATIONS: dict[str, Callable[[Any, Compilation], Any]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "image": _image,
    "quotation": _quotation,
    "pull_quote": _pull_quote,
    "background_box": _background_box,
    "download": download_out,
    "embed": embed_out,
    "link_list": _link_list,
    "table": _table,
}
