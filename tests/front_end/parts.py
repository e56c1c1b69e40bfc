"""Prints the parts of pages: images, links, rich text, and the blocks of a body."""

import re
from html import escape
from urllib.parse import quote

from tests.front_end.newsroom import Json


def crop_url(image: Json, ratio: str, most: int) -> str | None:
    """Return the URL of the widest JPEG of a crop, at most so wide, or None if the image is too small for it."""
    if ratio not in image["crops"]:
        return None
    across, down = map(int, ratio.split(":"))
    widths = map(int, re.findall(r" (\d+)w", image["sources"][0]["srcset"]))
    width = max(one for one in widths if one <= most and one * down <= image["height"] * across)
    values = {"{crop}": quote(ratio), "{width}": str(width), "{format}": "jpg"}
    return re.sub(r"{\w+}", lambda name: values[name[0]], image["template"])


def figure(image: Json | None) -> str:
    """Print an image with its caption and credit, and nothing for one that is not there."""
    if image is None or image["state"] != "OK":
        return ""
    sources = "".join(
        f'<source type="{one["type"]}" srcset="{escape(one["srcset"])}" sizes="40rem">'
        for one in image["sources"]
    )
    size = f'width="{image["width"]}" height="{image["height"]}"'
    return (
        f'<figure><picture>{sources}<img src="{escape(image["src"])}" alt="{escape(image["alt"])}" {size}></picture>'
        f"<figcaption>{escape(image['caption'])} <small>{escape(image['credit'])}</small></figcaption></figure>"
    )


def link(one: Json) -> str:
    """Print a link, or its words if its target is gone."""
    text = escape(one["text"])
    return text if one["state"] == "GONE" else f'<a href="{escape(one["href"])}">{text}</a>'


def links(entries: list[Json]) -> str:
    """Print links as a list; those of a menu may have entries below them."""
    items = [link(one) + (links(one["items"]) if one.get("items") else "") for one in entries]
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def blocks(body: list[Json]) -> str:
    """Print the blocks of a body that this front end knows."""
    return "\n".join(BLOCKS[one["type"]](one["value"]) for one in body if one["type"] in BLOCKS)


def heading(value: Json) -> str:
    level = value["level"]
    return f'<h{level} id="{escape(value["id"])}">{escape(value["text"])}</h{level}>'


def quotation(value: Json) -> str:
    said_by = f"{escape(value['speaker'])}, {escape(value['role'])}"
    return f'<blockquote class="quotation"><p>„{escape(value["text"])}“</p><footer>{said_by}</footer></blockquote>'


def pull_quote(value: Json) -> str:
    source = escape(value["source"])
    source = f'<a href="{escape(value["url"])}">{source}</a>' if value["url"] else source
    return f'<blockquote class="pull-quote"><p>„{escape(value["text"])}“</p><footer>{source}</footer></blockquote>'


def background_box(value: Json) -> str:
    return f"<aside><h2>{escape(value['title'])}</h2>{blocks(value['body'])}</aside>"


def download(value: Json) -> str:
    if value["state"] != "OK":
        return ""
    size = f"{value['bytes'] / 1000:.1f} kB" + (f", {value['pages']} S." if value["pages"] else "")
    words = f'<a href="{escape(value["url"])}">{escape(value["title"])}</a> ({size})'
    return f'<div class="download">{figure(value["cover"])}<p>{words}</p></div>'


def embed(value: Json) -> str:
    if value["state"] == "PENDING":
        return f'<p><a href="{escape(value["url"])}">{escape(value["url"])}</a></p>'
    # A template is inert: a script puts its content into the page when the reader agrees.
    return f'<div class="embed"><button>{escape(value["provider"])}: {escape(value["title"])}</button><template>{value["html"]}</template></div>'


def link_list(value: Json) -> str:
    return f'<section class="links"><h3>{escape(value["title"])}</h3>{links(value["links"])}</section>'


def table(value: Json) -> str:
    def row(cells: list[str], *, is_header: bool) -> str:
        first = "th" if is_header or value["first_column_header"] else "td"
        names = [first] + ["th" if is_header else "td"] * (len(cells) - 1)
        inner = "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in zip(names, cells, strict=True))
        return f"<tr>{inner}</tr>"

    top = row(value["columns"], is_header=True) if value["first_row_header"] else ""
    rows = "".join(row(cells, is_header=False) for cells in value["rows"])
    return f"<table><caption>{escape(value['caption'])}</caption>{top}{rows}</table>"


BLOCKS = {
    "paragraph": lambda value: value["html"],
    "heading": heading,
    "image": lambda value: figure(value["image"]),
    "quotation": quotation,
    "pull_quote": pull_quote,
    "background_box": background_box,
    "download": download,
    "embed": embed,
    "link_list": link_list,
    "table": table,
}
