"""What articles said before they were corrected."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest

from api.http import problems
from api.http.parameters import Query
from api.http.views import Answer
from api.v1.articles import ARTICLE_ID
from api.v1.takedowns import OfArticle
from delivery.caching.tags import header, own_tag
from delivery.content.versions import VersionListOut, VersionOut, version_list_out, version_out
from delivery.read.versions import VersionsOf, version_of, versions_of
from delivery.serialization import to_json


class VersionListView(OfArticle):
    """`GET articles/{id}/versions/`."""

    operation_id, summary, tags = "listVersions", "List what an article said before", ["articles"]
    path_parameters = ARTICLE_ID
    out = VersionListOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, article_id: int) -> Answer:
        found = _public(versions_of(article_id, now=now))
        return _answer(found, version_list_out(found.article_id, found.rows))


class VersionView(OfArticle):
    """`GET articles/{id}/versions/{version}/`."""

    operation_id, summary, tags = "readVersion", "Read what an article said before", ["articles"]
    path_parameters: ClassVar = {**ARTICLE_ID, "version": "The number of a version."}
    out = VersionOut

    def get(
        self, request: HttpRequest, query: Query, now: datetime, *, article_id: int, version: int
    ) -> Answer:
        found = _public(version_of(article_id, version, now=now))
        return _answer(found, version_out(found.rows[0]))


def _public(found: VersionsOf | None) -> VersionsOf:
    if found is None:
        raise problems.Problem(problems.NOT_FOUND)
    return found


def _answer(found: VersionsOf, out: VersionListOut | VersionOut) -> Answer:
    tags = header([own_tag(found.article_id)])
    return Answer(to_json(out), tags, expires_at=found.fresh_until, language=found.locale)
