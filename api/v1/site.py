"""What stands around every page of the site."""

from datetime import datetime

from django.http import HttpRequest

from api.http import problems
from api.http.parameters import Query
from api.http.views import Answer, ReadView
from api.v1.articles import edition_answer
from api.v1.languages import FALLBACK, in_language, wanted_locale, wanted_locales
from delivery.content.site import SiteOut
from delivery.read.sites import site_in


class SiteView(ReadView):
    """`GET site/`."""

    operation_id, summary, tags = "readSite", "Read the name, menus and footer of the site", ["site"]
    parameters = (wanted_locale("The language of the menus and texts."), FALLBACK)
    out = SiteOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        row = site_in(wanted_locales(query), now=now)
        if row is None:
            raise problems.Problem(problems.NOT_FOUND)
        return in_language(edition_answer(row, row.body, etag=row.etag), query)
