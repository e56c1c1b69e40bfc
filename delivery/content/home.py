"""The front page of a language as JSON: what its editors put into its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, Literal, cast

from orjson import Fragment
from pydantic import Field, SkipValidation
from wagtail.models import Page

from cms.models import HomePage, SectionPage, Topic
from delivery.content.articles import ArticleCardOut, TagReferenceOut
from delivery.content.build import Build
from delivery.content.pages import SectionOut, TranslationOut, section_out, translations_out
from delivery.content.schema import Content, Locale, OneOf, Plain, Url
from delivery.content.seo import SeoOut, home_seo
from delivery.models import list_tag
from delivery.read.lists import Listing, listed_ids


class RowSectionOut(Content):
    """The section that an automatic row shows."""

    slug: Plain
    title: str
    url: Url


class LeadOut(Content):
    """The value of a row with one article, shown large."""

    article: SkipValidation[ArticleCardOut]


class CuratedOut(Content):
    """The value of a row that editors fill by hand."""

    title: str
    articles: SkipValidation[list[ArticleCardOut]]


class AutomaticOut(Content):
    """The value of a row with the newest articles of a section, of a topic, or of the language."""

    title: str = Field(description="That of the editor, or else the name of the section or topic.")
    section: RowSectionOut | None
    tag: TagReferenceOut | None
    articles: SkipValidation[list[ArticleCardOut]] = Field(
        description="None that stands elsewhere on the page."
    )


class LeadRowOut(Content):
    """One article, shown large."""

    id: str
    type: Literal["lead"] = "lead"
    value: LeadOut


class CuratedRowOut(Content):
    """Articles that editors chose, in their order."""

    id: str
    type: Literal["curated"] = "curated"
    value: CuratedOut


class AutomaticRowOut(Content):
    """The newest articles of a list."""

    id: str
    type: Literal["automatic"] = "automatic"
    value: AutomaticOut


_Row = LeadRowOut | CuratedRowOut | AutomaticRowOut


class RowOut(OneOf[Annotated[_Row, Field(discriminator="type")]]):
    """A row of a front page; none is empty, and no article stands on the page twice."""


class HomeOut(Content):
    """The front page of the site in one language."""

    id: int
    type: Literal["home"] = "home"
    locale: Locale
    slug: Plain
    title: str
    lead: str
    path: Plain = Field(description="On the reader's site, for `resolve/`.")
    url: Url
    sections: list[SectionOut]
    translations: list[TranslationOut]
    seo: SeoOut
    rows: list[RowOut]


@dataclass
class _Front:
    """A front page while its rows are built. `cards` are those of the chosen articles, `shown` what has a place."""

    page: HomePage
    build: Build
    cards: dict[int, Fragment] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)


def home_out(page: HomePage, path: str, build: Build) -> HomeOut:
    """Build the JSON of a home page with its sections and rows."""
    build.depends_on("children", page.path)
    ids = page.get_children().type(SectionPage).values_list("pk", flat=True)
    translations = translations_out(page, build)
    return HomeOut(
        id=page.pk,
        locale=build.language,
        slug=page.slug,
        title=page.title,
        lead=page.lead,
        path=path,
        url=build.url_of(page),
        sections=[section_out(section, build, count=None) for section in build.public_pages(ids)],
        translations=translations,
        seo=home_seo(page, build, translations=translations),
        rows=_rows(page, build),
    )


def _rows(page: HomePage, build: Build) -> list[RowOut]:
    for kind in page.rows.left_out:
        build.add_defect(kind, "UNKNOWN")
    front = _Front(page, build)
    raw = list(page.rows.raw_data)
    # First what editors chose, so that no automatic row takes it, not even one that stands above.
    chosen = dict.fromkeys(article_id for row in raw for article_id in _chosen(row))
    front.cards = build.cards(_allowed(chosen, "row_article", front))
    front.shown = set(front.cards)
    rows = (build.build_or_replace("row", partial(_row, row, front), lambda: None) for row in raw)
    return [row for row in rows if row]


def _row(raw: dict[str, Any], front: _Front) -> RowOut | None:
    value = _VALUES[raw["type"]](raw, front)
    return RowOut.model_validate({"id": raw["id"], "type": raw["type"], "value": value}) if value else None


def _chosen(raw: dict[str, Any]) -> list[int]:
    """Return the ids of the articles that editors put into a row."""
    match raw:
        case {"type": "lead", "value": {"article": int(article_id)}}:
            return [article_id]
        case {"type": "curated", "value": {"articles": list(items)}}:
            return [item["value"] for item in items if item["value"]]
    return []


def _placed(raw: dict[str, Any], front: _Front) -> list[ArticleCardOut]:
    """Return the cards of the chosen articles of a row, each on the page once."""
    return _valid(card for article_id in _chosen(raw) if (card := front.cards.pop(article_id, None)))


def _lead(raw: dict[str, Any], front: _Front) -> LeadOut | None:
    cards = _placed(raw, front)
    return LeadOut(article=cards[0]) if cards else None


def _curated(raw: dict[str, Any], front: _Front) -> CuratedOut | None:
    cards = _placed(raw, front)
    return CuratedOut(title=raw["value"]["title"], articles=cards) if cards else None


def _automatic(raw: dict[str, Any], front: _Front) -> AutomaticOut | None:
    value, build = raw["value"], front.build
    section_id, topic_id = value.get("section"), value.get("tag")
    section, topic = _section(section_id, front), _topic(topic_id, build)
    if (section_id and not section) or (topic_id and not topic):
        return None
    filters = [f"section={section.slug}"] if section else [f"tag={topic.slug}"] if topic else []
    cards = _newest(filters, value["number"], front)
    if not cards:
        return None
    front.shown.update(cards)
    name = section.title if section else topic.name if topic else ""
    return AutomaticOut(
        title=value["title"] or name, section=section, tag=topic, articles=_valid(cards.values())
    )


_VALUES: dict[str, Callable[[dict[str, Any], _Front], Content | None]] = {
    "lead": _lead,
    "curated": _curated,
    "automatic": _automatic,
}


def _newest(filters: list[str], number: int, front: _Front) -> dict[int, Fragment]:
    """Return the newest articles of a list that are not on the page yet; the edition depends on the list."""
    build, locale = front.build, front.build.language
    build.tags.add(list_tag(*filters or [locale]))
    listing = Listing(locale=locale, tags=[filters] if filters else [], limit=number + len(front.shown))
    ids = [article_id for article_id in listed_ids(listing, now=build.now) if article_id not in front.shown]
    return build.cards(ids[:number])


def _valid(cards: Iterable[Fragment]) -> list[ArticleCardOut]:
    """Return compiled cards as what they are in the document. They were validated when they were compiled."""
    return cast(list[ArticleCardOut], list(cards))


def _section(page_id: int | None, front: _Front) -> RowSectionOut | None:
    allowed = _allowed([page_id] if page_id else [], "row_section", front)
    if not allowed:
        return None
    page = front.build.public_pages(allowed)[0]
    return RowSectionOut(slug=page.slug, title=page.title, url=front.build.url_of(page))


def _topic(topic_id: int | None, build: Build) -> TagReferenceOut | None:
    if topic_id is None:
        return None
    build.depends_on("tag", topic_id)
    topic = Topic.objects.filter(pk=topic_id).first()
    if topic is None:
        build.add_defect("row_tag", "GONE")
        return None
    return TagReferenceOut(slug=topic.slug, name=topic.name)


def _allowed(ids: Iterable[int], part: str, front: _Front) -> list[int]:
    """Return the ids of the public pages in the language of the front page; the others are defects."""
    ids, build = list(ids), front.build
    public = {page.pk: page for page in build.public_pages(ids)}
    if gone := [page_id for page_id in ids if page_id not in public]:
        titles = dict(Page.objects.filter(pk__in=gone).values_list("pk", "title"))
        for page_id in gone:
            build.add_defect(part, "GONE", titles.get(page_id, ""))
    allowed = []
    for page_id, page in public.items():
        if page.locale_id == front.page.locale_id:
            allowed.append(page_id)
        else:
            build.add_defect(part, "OTHER", page.title)
    return allowed
