"""A whole article as HTML for feeds, from its compiled JSON. Pure functions.

Readers of feeds run no scripts and load no styles, and many leave out what they do not know. So there are plain
elements only, absolute URLs, and a link where the site shows a video. Every text is escaped; `html` of a paragraph has
been sanitised when the article was compiled.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Json = Mapping[str, Any]
_NOTHING = SafeString("")
_AI = {
    "ASSISTED": gettext_lazy("This text was written with the help of AI."),
    "GENERATED": gettext_lazy("This text was written by AI and checked by people."),
}


def article_html(article: Json) -> str:
    """Return lead image, lead, text and corrections of an article, in its language."""
    with translation.override(article["locale"]):
        parts = [
            _figure(article["image"]),
            _text("<p><strong>{}</strong></p>", article["lead"]),
            *_blocks(article["body"], article["url"]),
            *map(_correction, article["corrections"]),
            _text("<p><small>{}</small></p>", str(_AI.get(article["rights"]["ai_generated"], ""))),
        ]
    return "".join(parts)


def _blocks(blocks: Iterable[Json], url: str) -> list[SafeString]:
    return [_RENDERERS[block["type"]](block["value"], url) for block in blocks if block["type"] in _RENDERERS]


def _text(form: str, text: str) -> SafeString:
    return format_html(form, text) if text else _NOTHING


def _joined(separator: str, parts: Iterable[str]) -> SafeString:
    return format_html_join(mark_safe(separator), "{}", ((part,) for part in parts if part))  # noqa: S308


def _link(href: str | None, text: str, url: str) -> SafeString:
    """Return a link, or its words alone if nothing public is there. An anchor leads to the article on the site."""
    if not href:
        return format_html("{}", text)
    return format_html('<a href="{}">{}</a>', f"{url}{href}" if href.startswith("#") else href, text)


def _figure(image: Json | None) -> SafeString:
    if not image or image["state"] != "OK":
        return _NOTHING
    form = '<img src="{}" alt="{}" width="{}" height="{}">'
    picture = format_html(form, image["src"], image["alt"], image["width"], image["height"])
    words = _joined(" ", [image["caption"], _text("<small>{}</small>", image["credit"])])
    return format_html("<figure>{}{}</figure>", picture, _text("<figcaption>{}</figcaption>", words))


def _paragraph(value: Json, url: str) -> SafeString:
    # Within text `<` is escaped, so this begins a link, whose first attribute is `href`.
    html = value["html"].replace('<a href="#', format_html('<a href="{}#', url))
    return mark_safe(html)  # noqa: S308


def _heading(value: Json, url: str) -> SafeString:
    return format_html("<h{0}>{1}</h{0}>", value["level"], value["text"])


def _quoted(text: str, words: SafeString) -> SafeString:
    form = "<figure><blockquote><p>{}</p></blockquote>{}</figure>"
    return format_html(form, _("“%(text)s”") % {"text": text}, _text("<figcaption>{}</figcaption>", words))


def _quotation(value: Json, url: str) -> SafeString:
    return _quoted(value["text"], _joined(", ", [value["speaker"], value["role"]]))


def _pull_quote(value: Json, url: str) -> SafeString:
    return _quoted(value["text"], _link(value["url"], value["source"], url))


def _box(value: Json, url: str) -> SafeString:
    body = _joined("", _blocks(value["body"], url))
    return format_html("<aside><h2>{}</h2>{}</aside>", value["title"], body)


def _download(value: Json, url: str) -> SafeString:
    if value["state"] != "OK":
        return _NOTHING
    kind = (value["content_type"] or "").rpartition("/")[2].upper()
    facts = _joined(", ", [kind, filesizeformat(value["bytes"]) if value["bytes"] else ""])
    return format_html("<p>{} {}</p>", _link(value["url"], value["title"], url), _text("({})", facts))


def _embed(value: Json, url: str) -> SafeString:
    words = _joined(" – ", [value["title"] or value["url"], value["provider"]])
    return format_html("<p>{}</p>", _link(value["url"], words, url))


def _link_list(value: Json, url: str) -> SafeString:
    links = ((_link(link["href"], link["text"], url),) for link in value["links"])
    return format_html(
        "{}<ul>{}</ul>",
        _text("<p><strong>{}</strong></p>", value["title"]),
        format_html_join("", "<li>{}</li>", links),
    )


def _table(value: Json, url: str) -> SafeString:
    first = '<th scope="row">{}</th>' if value["first_column_header"] else "<td>{}</td>"
    head = _row(value["columns"], '<th scope="col">{}</th>', '<th scope="col">{}</th>')
    return format_html(
        "<table>{}{}<tbody>{}</tbody></table>",
        _text("<caption>{}</caption>", value["caption"]),
        _text("<thead>{}</thead>", head),
        _joined("", (_row(cells, first, "<td>{}</td>") for cells in value["rows"])),
    )


def _row(cells: list[str], first: str, others: str) -> SafeString:
    if not cells:
        return _NOTHING
    rest = format_html_join("", others, ((cell,) for cell in cells[1:]))
    return format_html("<tr>{}{}</tr>", format_html(first, cells[0]), rest)


def _correction(correction: Json) -> SafeString:
    day = date_format(datetime.fromisoformat(correction["at"]), "DATE_FORMAT")
    title = _("Correction of %(date)s:") % {"date": day}
    return format_html("<aside><p><strong>{}</strong> {}</p></aside>", title, correction["text"])


# A block that could not be built has none.
_RENDERERS: Mapping[str, Callable[[Json, str], SafeString]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "image": lambda value, url: _figure(value["image"]),
    "quotation": _quotation,
    "pull_quote": _pull_quote,
    "background_box": _box,
    "download": _download,
    "embed": _embed,
    "link_list": _link_list,
    "table": _table,
}
