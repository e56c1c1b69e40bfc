"""Authors: one by slug."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest

from api.http import problems
from api.http.parameters import Query
from api.http.views import Answer, ReadView
from api.v1.articles import edition_answer
from cms.addresses import decoded, nfc
from delivery.content.authors import AuthorOut
from delivery.read.editions import edition_of_author


class AuthorView(ReadView):
    """`GET authors/{slug}/`."""

    operation_id, summary, tags = "authors_read", "Read an author", ["authors"]
    path_parameters: ClassVar = {"slug": "The slug of an author."}
    out = AuthorOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, slug: str) -> Answer:
        # A client may have encoded the slug once more, and an imported slug may hold a percent sign.
        spellings = dict.fromkeys([nfc(slug), decoded(slug)])
        row = next(filter(None, (edition_of_author(one, now=now) for one in spellings)), None)
        if row is None:
            raise problems.Problem(problems.NOT_FOUND)
        return edition_answer(row, row.body, etag=row.etag)
