"""Prints whole pages."""

import json
from html import escape

from tests.front_end.newsroom import Json, Newsroom
from tests.front_end.parts import blocks, crop_url, figure, link, links


def front_page(newsroom: Newsroom, locale: str) -> str:
    """Print the front page of a language."""
    home = newsroom.get("home/", locale=locale)
    return page(newsroom, home, f"<h1>{escape(home['title'])}</h1>" + "".join(map(row, home["rows"])))


def row(one: Json) -> str:
    """Print a row of the front page, and nothing for one of another type."""
    if one["type"] == "lead":
        return f'<section class="lead">{card(one["value"]["article"])}</section>'
    if one["type"] not in ("curated", "automatic"):
        return ""
    cards = "".join(map(card, one["value"]["articles"]))
    return f'<section class="{one["type"]}"><h2>{escape(one["value"]["title"])}</h2>{cards}</section>'


def card(article: Json) -> str:
    """Print a teaser, with a square of its picture if there is one."""
    picture = crop_url(article["image"], "1:1", most=640) if article["image"] else None
    square = f'<img src="{escape(picture)}" alt="" width="320" height="320">' if picture else ""
    return f'<article>{square}<h3><a href="{escape(article["url"])}">{escape(article["title"])}</a></h3></article>'


def article_page(newsroom: Newsroom, path: str) -> str:
    """Print the article at a path of the reader's site, with its comments."""
    article = newsroom.get("resolve/", path=path)["page"]
    authors = ", ".join(
        f'<a rel="author" href="{one["url"]}">{escape(one["name"])}</a>' for one in article["authors"]
    )
    above = "".join(f'<a href="{one["url"]}">{escape(one["title"])}</a> / ' for one in article["breadcrumbs"])
    contents = "".join(f'<li><a href="#{one["id"]}">{escape(one["text"])}</a></li>' for one in article["toc"])
    corrections = "".join(
        f'<p class="correction">{escape(one["text"])}</p>' for one in article["corrections"]
    )
    return page(
        newsroom,
        article,
        f"""<nav class="breadcrumbs">{above}</nav><p class="kicker">{escape(article["kicker"])}</p>
        <h1>{escape(article["title"])}</h1><p class="lead">{escape(article["lead"])}</p>
        <p class="by">{authors}, {article["reading_minutes"]} min</p>{figure(article["image"])}
        <ol class="toc">{contents}</ol><div class="body">{blocks(article["body"])}</div>{corrections}
        <p class="rights">{escape(article["rights"]["holder"])}, {escape(article["rights"]["terms"])}</p>
        <section class="related">{"".join(map(card, article["related"]))}</section>{thread(newsroom, article)}""",
    )


def thread(newsroom: Newsroom, article: Json) -> str:
    """Print the comments of an article with their replies."""
    found = newsroom.get(f"articles/{article['id']}/comments/")
    return f'<section class="thread"><h2>{found["meta"]["count"]}</h2>{comments(found["items"])}</section>'


def comments(items: list[Json]) -> str:
    return "<ol>" + "".join(map(comment, items)) + "</ol>" if items else ""


def comment(one: Json) -> str:
    words = "…" if one["state"] != "PUBLISHED" else f"<b>{escape(one['author']['name'])}</b>{one['html']}"
    return f'<li id="{one["id"]}">{words}{comments(one["replies"]["items"])}</li>'


def author_page(newsroom: Newsroom, slug: str, *, limit: int) -> str:
    """Print an author with all articles, which come in pages of a list."""
    author = newsroom.get(f"authors/{slug}/")
    pages = newsroom.pages("articles/", author=slug, limit=limit, fields="title,url,image")
    lists = "".join(f'<section class="page">{"".join(map(card, one["items"]))}</section>' for one in pages)
    name, role = escape(author["name"]), escape(author["role"])
    return f"<title>{name}</title><h1>{name}</h1><p>{role}</p>{figure(author['image'])}{author['bio']['html']}{lists}"


def refusal(problem: Json) -> str:
    """Print a problem, with what is allowed."""
    errors = "".join(
        f"<li>{escape(one['parameter'])}: {escape(one['detail'])} <b>{escape(one['did_you_mean'] or '')}</b>"
        f'<span class="allowed">{escape(", ".join(one["allowed"]))}</span></li>'
        for one in problem["errors"]
    )
    title, detail = escape(problem["title"]), escape(problem["detail"])
    return f'<h1>{title}</h1><p><a href="{problem["type"]}">{detail}</a></p><ul>{errors}</ul>'


def page(newsroom: Newsroom, content: Json, main: str) -> str:
    """Print what stands around the content of a page, in its language."""
    site = newsroom.get("site/", locale=content["locale"])
    languages = [
        {**one, "text": one["locale"], "href": one["url"], "state": "OK"} for one in content["translations"]
    ]
    legal = [one for one in (site["imprint"], site["privacy"]) if one]
    contact = site["contact"]
    return f"""<!doctype html><html lang="{content["locale"]}"><head><meta charset="utf-8">{head(content["seo"])}</head>
    <body><header><a href="{site["url"]}">{escape(site["name"])}</a><nav class="main">{links(site["menus"]["main"])}</nav>
    <nav class="languages">{links(languages)}</nav></header><main>{main}</main>
    <footer>{site["footer"]["html"]}<nav>{links(site["menus"]["footer"])}{links(legal)}</nav>
    {contact["text"]["html"]}{link(contact["email"])} {escape(site["publisher"]["legal_name"])}</footer></body></html>"""


def head(seo: Json) -> str:
    """Print what search engines and social networks read."""
    graph = [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, values in seo["open_graph"].items()
        for value in (values if isinstance(values, list) else [values])
    ]
    hreflang = [
        f'<link rel="alternate" hreflang="{language}" href="{escape(url)}">'
        for language, url in seo["hreflang"].items()
    ]
    json_ld = json.dumps(seo["json_ld"], ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<title>{escape(seo["title"])}</title><meta name="description" content="{escape(seo["description"])}">'
        f'<link rel="canonical" href="{escape(seo["canonical"])}">{"".join(hreflang + graph)}'
        f'<script type="application/ld+json">{json_ld}</script>'
    )
