"""Following everything that is published: the log of changes, and all of it at once to begin with."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import MISSING, Field

from api.http import problems
from api.http.parameters import CURSOR_SCHEMA, LIMIT, Parameter, ParameterError, Query, error_out
from api.http.problem_responses import ProblemOut
from api.http.views import Answer, ReadView
from api.v1.problems import GONE
from delivery import log
from delivery.caching.tags import CHANGES
from delivery.content.changes import ChangeListOut, SnapshotEndOut, SnapshotLineOut, change_list_out
from delivery.content.schema import Url
from delivery.publish import read_current
from delivery.read.editions import editions_after
from delivery.serialization import to_json
from delivery.subjects import BEFORE_FOLLOWED

_signer = signing.Signer(salt="api.log")
_BATCH = 100
_NDJSON = "application/x-ndjson"


class GoneLogOut(ProblemOut):
    """The log no longer knows what followed this cursor."""

    snapshot: Url | MISSING = Field(default=MISSING, description="Where to start again.")


def _position(text: str) -> int:
    try:
        return int(_signer.unsign(text))
    except (signing.BadSignature, ValueError) as error:
        detail = _("This cursor is damaged or not from here. Start again from `snapshot/`, or without it.")
        raise ParameterError("invalid", detail) from error


class ChangesView(ReadView):
    """`GET changes/`."""

    operation_id, summary = "listChanges", "Follow what is published, changed and taken away"
    tags = ("changes",)
    parameters = (
        Parameter(
            "after",
            _position,
            "What follows this: `meta.next_cursor` of the answer before, or the last line of `snapshot/`. "
            "Without it the log is read from its beginning.",
            default=0,
            schema=CURSOR_SCHEMA,
        ),
        LIMIT,
    )
    out: ClassVar = {200: ChangeListOut, 410: GoneLogOut}
    refusals = (GONE,)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        try:
            found = log.following(query["after"], limit=query["limit"])
        except log.OutOfReach as error:
            raise _out_of_reach() from error
        out = change_list_out(found.changes, next_cursor=_cursor(found.position), has_more=found.has_more)
        # Expires at once, so that shared caches revalidate; a cached page would hide new changes.
        return Answer(to_json(out), CHANGES, expires_at=now)


class SnapshotView(ReadView):
    """`GET snapshot/`."""

    operation_id, summary, tags = "readSnapshot", "Fetch everything that is public", ["snapshot"]
    out: ClassVar = {(200, _NDJSON): SnapshotLineOut}
    has_validator = False
    accepted = (*ReadView.accepted, _NDJSON)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> StreamingHttpResponse:
        lines = _lines(now) if request.method == "GET" else ()
        return StreamingHttpResponse(lines, content_type=_NDJSON, headers={"Cache-Control": "no-store"})


def _lines(now: datetime) -> Iterator[bytes]:
    """Yield every page and author in a line, a batch in memory at a time, and the cursor in the last line.

    The cursor is read first, so that following it tells of every change that is made while the lines are sent.
    """
    cursor = _cursor(log.head())
    edition_id: int | None = BEFORE_FOLLOWED
    while edition_id is not None:
        rows, edition_id = read_current(partial(editions_after, edition_id, limit=_BATCH, now=now))
        yield b"".join(b"%b\n" % row.body for row in rows)
    yield to_json(SnapshotEndOut(cursor=cursor)) + b"\n"


def _cursor(position: int) -> str:
    return _signer.sign(str(position))


def _out_of_reach() -> problems.Problem:
    url = f"{settings.PUBLIC_URL}{settings.API_ROOT}snapshot/"
    detail = _(
        "The log no longer reaches back so far. Start from a snapshot; its last line is the new cursor."
    )
    return problems.Problem(
        GONE,
        detail=detail,
        errors=[error_out("after", ParameterError("expired", detail))],
        extra={"snapshot": url},
        headers={"Link": f'<{url}>; rel="start"', "Cache-Control": "no-store"},
    )
