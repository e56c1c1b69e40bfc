"""From a path of the reader's site to what is there, in one call."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.http import problems
from api.http.parameters import Parameter, ParameterError, Query
from api.http.views import Answer, ReadView
from api.v1.articles import edition_answer
from api.v1.problems import GONE
from api.v1.takedowns import gone
from cms.addresses import plain_path
from delivery.caching.tags import UNRESOLVED, header
from delivery.content.paths import ResolvedOut, resolved_page_json, resolved_redirect_json
from delivery.read.editions import EditionRow
from delivery.read.paths import Gone, MovedTo, resolve_path

# Of a path as plain text: percent-encoded it is up to twelve times as long.
_LONGEST = 2000


def _path(text: str) -> str:
    if len(plain_path(text)) > _LONGEST:
        raise ParameterError("too_large", _("This path is too long."), [str(_LONGEST)])
    if not text.startswith("/") or "\0" in text:
        raise ParameterError("invalid", _("A path begins with a slash, such as /de/projekte/."))
    return text


class ResolveView(ReadView):
    """`GET resolve/?path=`."""

    operation_id, summary, tags = "resolvePath", "Find out what a path leads to", ["resolve"]
    parameters = (
        Parameter(
            "path",
            _path,
            "A path of the reader's site, such as `/de/projekte/`, percent-encoded or not, with its query or without.",
            required=True,
            schema={"type": "string", "pattern": "^/"},
        ),
    )
    out = ResolvedOut
    refusals = (GONE,)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        result = resolve_path(query["path"], now=now)
        match result:
            case EditionRow():
                page = edition_answer(result, resolved_page_json(result.body), etag=f"{result.etag}-page")
                # A redirect that names the query may be added later, and purges what is unresolved.
                return page._replace(tags=header([UNRESOLVED], page.tags)) if "?" in query["path"] else page
            case MovedTo(to, permanent):
                return Answer(resolved_redirect_json(to, permanent=permanent), UNRESOLVED)
            case Gone(notice):
                raise gone(request, notice)
        raise problems.Problem(problems.NOT_FOUND)
