"""Search: what is found in an article, and the answer with hits, highlights and facets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, cast

from pydantic import Field

from cms.models import ArticlePage
from delivery.content.articles import ArticleCardOut
from delivery.content.lists import LinksOut
from delivery.content.schema import Content, Plain
from delivery.content.words import texts_of
from delivery.read.facets import facet_names
from delivery.read.search import FoundRow, Search, SearchPage
from delivery.search.entries import Texts
from delivery.search.highlight import MAX_SNIPPETS, Highlighter
from delivery.search.query import SearchQuery
from delivery.serialization import to_json

# So many values of a facet are named.
_VALUES = 20
CountIs = Literal["EXACT", "AT_LEAST"]
_HTML = "HTML: the words of the query in `<mark>`, everything else escaped."


class HighlightsOut(Content):
    """Where the words of the query are."""

    title: str = Field(description=f"The whole title. {_HTML}")
    text: list[str] = Field(description=f"Up to three snippets of lead and text, or none. {_HTML}")


class SearchHitOut(ArticleCardOut):
    """A card with the places of the words."""

    highlights: HighlightsOut


class SectionFacetOut(Content):
    """A section, with the number of hits in it and below it."""

    slug: Plain
    title: str
    count: int


class NamedFacetOut(Content):
    """A topic or an author, with the number of hits."""

    slug: Plain
    name: str
    count: int


class YearFacetOut(Content):
    """A year in the newsroom's zone, with the number of hits from it."""

    year: int
    count: int


class FacetsOut(Content):
    """The hits that are counted by the values of four filters: those with the most hits first, years the newest first."""

    section: list[SectionFacetOut]
    tag: list[NamedFacetOut]
    author: list[NamedFacetOut]
    year: list[YearFacetOut]


class SearchMetaOut(Content):
    """Facts about the hits."""

    count: int = Field(description="The hits among the articles that were looked at.")
    count_is: CountIs = Field(
        description="`AT_LEAST` if only the newest hits were looked at, for order, count and facets alike."
    )
    limit: int = Field(description="The most items that a page holds.")
    facets: FacetsOut
    suggestion: str | None = Field(
        description="If nothing is found: the query with other words, for which there are hits. Otherwise `null`."
    )


class SearchOut(Content):
    """A page of hits, the best first."""

    items: list[SearchHitOut]
    meta: SearchMetaOut
    links: LinksOut


def texts_out(article: ArticlePage, card: ArticleCardOut, filters: Iterable[str]) -> Texts:
    """Return the texts in which the search finds an article."""
    more = [card.kicker, *(author.name for author in card.authors), *(tag.name for tag in card.tags)]
    return Texts(
        article_id=card.id,
        # What is listed has a date.
        published_at=cast(datetime, card.published_at),
        language=card.locale,
        title=_in_one_line([card.title]),
        lead=_in_one_line([card.lead]),
        body=_in_one_line(texts_of(article.body.raw_data)),
        more=tuple(map(_in_one_line, ([text] for text in more if text))),
        filters=tuple(sorted(filters)),
    )


def search_facts(
    search: Search, page: SearchPage, *, suggestion: str | None, now: datetime
) -> dict[str, Any]:
    """Return the facts about the hits that `SearchMetaOut` has besides their number."""
    return {
        "count_is": "EXACT" if page.is_all else "AT_LEAST",
        "facets": facets_out(page.facets, locale=search.locale, now=now),
        "suggestion": suggestion,
    }


def hits_out(rows: Iterable[FoundRow], query: SearchQuery) -> Iterator[bytes]:
    """Return the JSON of each hit: the compiled card, with the words of the query marked."""
    highlighters: dict[str, Highlighter] = {}
    for row, title, lead, body in rows:
        highlighter = highlighters.setdefault(row.locale, Highlighter(query, row.locale))
        snippets = highlighter.snippets(lead, limit=1)
        snippets += highlighter.snippets(body, limit=MAX_SNIPPETS - len(snippets))
        highlights = HighlightsOut(title=highlighter.whole(title), text=snippets)
        yield b'%b,"highlights":%b}' % (row.body[:-1], to_json(highlights))


def facets_out(counted: Counter[str], *, locale: str | None, now: datetime) -> FacetsOut:
    """Return the facets with what their values are called."""
    most = {kind: _most(counted, kind) for kind in ("section", "tag", "author")}
    names = facet_names([name for found in most.values() for name in found], locale=locale, now=now)
    section, tag, author = (
        [(name.partition("=")[2], names[name], counted[name]) for name in found if name in names]
        for found in most.values()
    )
    return FacetsOut(
        section=[SectionFacetOut(slug=slug, title=title, count=count) for slug, title, count in section],
        tag=[NamedFacetOut(slug=slug, name=name, count=count) for slug, name, count in tag],
        author=[NamedFacetOut(slug=slug, name=name, count=count) for slug, name, count in author],
        year=[
            YearFacetOut(year=int(name.partition("=")[2]), count=counted[name])
            for name in sorted(filter(_is_year, counted), reverse=True)
        ],
    )


def _most(counted: Counter[str], kind: str) -> list[str]:
    names = [name for name in counted if name.startswith(f"{kind}=")]
    return sorted(names, key=lambda name: (-counted[name], name))[:_VALUES]


def _is_year(name: str) -> bool:
    return name.startswith("year=")


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
