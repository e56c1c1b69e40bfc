"""Following everything that is published: the log of changes, and all of it at once to begin with."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from api.http import problems
from api.http.parameters import LIMIT, Parameter, Refusal, error_of, read
from api.http.views import ReadView
from api.v1.shapes.sync import ChangeListOut, GoneLogOut, SnapshotLineOut
from delivery import log
from delivery.caching.headers import cacheable
from delivery.caching.tags import CHANGES
from delivery.content.changes import SnapshotEndOut, change_list_out
from delivery.read.editions import editions_after
from delivery.serialization import to_json

_signer = signing.Signer(salt="api.log")
_BATCH = 100
_NDJSON = "application/x-ndjson"


def _position(text: str) -> int:
    try:
        return int(_signer.unsign(text))
    except (signing.BadSignature, ValueError) as error:
        detail = _("This cursor is damaged or not from here. Start again from `snapshot/`, or without it.")
        raise Refusal("invalid", detail) from error


PARAMETERS = (
    Parameter(
        "after",
        _position,
        "What follows this: `meta.next_cursor` of the answer before, or the last line of `snapshot/`. "
        "Without it the log is read from its beginning.",
        default=0,
    ),
    LIMIT,
)


class ChangesView(ReadView):
    """`changes/`"""

    @extend_schema(
        operation_id="changes",
        summary="Follow what is published, changed and taken away",
        parameters=[parameter.openapi() for parameter in PARAMETERS],
        responses={200: ChangeListOut, 410: GoneLogOut},
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        values = read(request.GET, PARAMETERS)
        try:
            found = log.following(values["after"], limit=values["limit"])
        except log.OutOfReach as error:
            raise _out_of_reach() from error
        out = change_list_out(found.changes, next_cursor=_cursor(found.position), has_more=found.has_more)
        now = timezone.now()
        # Kept without asking, it would tell that nothing has happened.
        body = to_json(out)
        return cacheable(request, body, now=now, tags=CHANGES, expires_at=now)


class SnapshotView(ReadView):
    """`snapshot/`"""

    accepted = (*ReadView.accepted, _NDJSON)

    @extend_schema(
        operation_id="snapshot",
        summary="Fetch everything that is public",
        responses={(200, _NDJSON): SnapshotLineOut},
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read(request.GET, ())
        lines = _lines(timezone.now()) if request.method == "GET" else ()
        response = StreamingHttpResponse(lines, content_type=_NDJSON)
        response["Cache-Control"] = "no-store"
        return response


def _lines(now: datetime) -> Iterator[bytes]:
    """This will write every page in a line, a batch in memory at a time, and the cursor in the last line.

    Read first, the cursor tells of everything that changes while the lines are sent; without it the answer is not whole.
    """
    cursor = _cursor(log.head())
    page_id: int | None = 0
    while page_id is not None:
        rows, page_id = editions_after(page_id, limit=_BATCH, now=now)
        yield b"".join(b"%b\n" % row.body for row in rows)
    yield to_json(SnapshotEndOut(cursor=cursor)) + b"\n"


def _cursor(position: int) -> str:
    return _signer.sign(str(position))


def _out_of_reach() -> problems.Problem:
    url = f"{settings.PUBLIC_URL}/api/v1/snapshot/"
    detail = _(
        "The log no longer reaches back so far. Start from a snapshot; its last line is the new cursor."
    )
    return problems.Problem(
        problems.GONE,
        detail=detail,
        errors=[error_of("after", Refusal("expired", detail))],
        extra={"snapshot": url},
        headers={"Link": f'<{url}>; rel="start"', "Cache-Control": "no-store"},
    )
