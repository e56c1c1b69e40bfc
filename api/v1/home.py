"""The front page of a language, as its editors made it."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from api.http import problems
from api.http.parameters import LOCALES, Query, choice
from api.http.views import Answer, ReadView
from api.v1.articles import edition_answer
from delivery.content.home import HomeOut
from delivery.read.sites import home_in


class HomeView(ReadView):
    """`GET home/`."""

    operation_id, summary, tags = "readHome", "Read the front page", ["home"]
    parameters = (
        choice("locale", "The language of the front page.", *LOCALES, default=settings.LANGUAGE_CODE),
    )
    out = HomeOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        row = home_in(query["locale"], now=now)
        if row is None:
            raise problems.Problem(problems.NOT_FOUND)
        return edition_answer(row, row.body, etag=row.etag)
