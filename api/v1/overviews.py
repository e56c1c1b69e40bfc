"""What articles are filed under: sections, authors and topics, each with the number of its articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest

from api.http import problems
from api.http.lists import ListView, Page
from api.http.parameters import Query
from api.http.views import Answer, ReadView
from api.v1.articles import edition_answer, spellings
from delivery.caching.tags import PAGES, header, list_tags
from delivery.content.authors import AuthorListOut, AuthorOut
from delivery.content.pages import SectionFullOut, SectionListOut
from delivery.content.topics import TagListOut, TagOut
from delivery.read import overviews
from delivery.read.lists import ListPage
from delivery.read.overviews import TopicRow
from delivery.read.statements import earliest
from delivery.serialization import to_json

Found = TypeVar("Found")


class SectionListView(ListView):
    """`GET sections/`."""

    operation_id, summary, tags = "listSections", "List sections", ["sections"]
    out = SectionListOut
    # Numbers of articles change with pages only.
    cache_tags = PAGES

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        locale, limit = query["locale"], query["limit"]
        found = overviews.editions_by_name("section", locale=locale, limit=limit, after=after, now=now)
        return _page(found)


class SectionView(ReadView):
    """`GET sections/{id}/`."""

    operation_id, summary, tags = "readSection", "Read a section", ["sections"]
    path_parameters: ClassVar = {"section_id": "The id of a section."}
    out = SectionFullOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, section_id: int) -> Answer:
        row = _known(overviews.section_by_id(section_id, now=now))
        return edition_answer(row, row.body, etag=row.etag)


class AuthorListView(ListView):
    """`GET authors/`."""

    operation_id, summary, tags = "listAuthors", "List authors", ["authors"]
    out = AuthorListOut
    cache_tags = PAGES

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        locale, limit = query["locale"], query["limit"]
        found = overviews.editions_by_name("author", locale=locale, limit=limit, after=after, now=now)
        return _page(found)


class AuthorView(ReadView):
    """`GET authors/{slug}/`."""

    operation_id, summary, tags = "readAuthor", "Read an author", ["authors"]
    path_parameters: ClassVar = {"slug": "The slug of an author."}
    out = AuthorOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, slug: str) -> Answer:
        row = _known(overviews.author_by_slug(spellings(slug), now=now))
        return edition_answer(row, row.body, etag=row.etag)


class TagListView(ListView):
    """`GET tags/`."""

    operation_id, summary, tags = "listTags", "List topics", ["tags"]
    out = TagListOut
    cache_tags = PAGES

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        found = overviews.topics_by_name(locale=query["locale"], limit=query["limit"], after=after, now=now)
        return Page(list(map(_tag_json, found.rows)), found.count, found.following)


class TagView(ReadView):
    """`GET tags/{slug}/`."""

    operation_id, summary, tags = "readTag", "Read a topic", ["tags"]
    path_parameters: ClassVar = {"slug": "The slug of a topic."}
    out = TagOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, slug: str) -> Answer:
        row = _known(overviews.topic_by_slug(spellings(slug), now=now))
        # A new name of a topic changes the pages that show it.
        return Answer(_tag_json(row), header([*list_tags([[f"tag={row.slug}"]], None), PAGES]))


def _page(found: ListPage) -> Page:
    expires_at = earliest(*(row.fresh_until for row in found.rows))
    return Page([row.body for row in found.rows], found.count, found.following, expires_at)


def _tag_json(row: TopicRow) -> bytes:
    return to_json(TagOut(slug=row.slug, name=row.name, articles=row.articles))


def _known(found: Found | None) -> Found:
    if found is None:
        raise problems.Problem(problems.NOT_FOUND)
    return found
