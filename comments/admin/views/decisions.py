"""The door for decisions, on one comment or on many."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin import messages

from comments import selectors
from comments.admin.access import DeskView, wants_json
from comments.admin.bulk import DecisionForm, Kind, Outcome, decide_each, http_status, level, summary
from comments.admin.filters import ALL, DeskFilters, address
from comments.admin.formatting import count_text
from comments.admin.rows import rows_for
from comments.admin.undo_links import PARAMETER, decided_parameter
from comments.moderation import Status


class Decide(DeskView):
    """Takes a decision by POST. A form is led back to where it came from; a script gets the rows as they are now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        form = DecisionForm(request.POST)
        back = QueryDict(request.POST.get("back", "").encode("ascii", "ignore"))
        if not form.is_valid():
            return _refuse(request, back, form.first_error)
        chosen = form.cleaned_data
        outcomes = decide_each(**chosen, moderator=request.user, now=now)
        if wants_json(request):
            return _as_json(request, back, outcomes, chosen["to"], now)
        getattr(messages, level(outcomes))(request, summary(outcomes, chosen["to"]))
        known = [outcome.comment_id for outcome in outcomes if outcome.kind is not Kind.GONE]
        return HttpResponseRedirect(address(back, **{PARAMETER: decided_parameter(known)}))


def _refuse(request: HttpRequest, back: QueryDict, why: str) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"level": "error", "message": why}, status=400)
    messages.error(request, why)
    return HttpResponseRedirect(address(back))


def _as_json(
    request: HttpRequest, back: QueryDict, outcomes: list[Outcome], to: str, now: Any
) -> HttpResponseBase:
    comments = selectors.moderation_queue().filter(pk__in=[outcome.comment_id for outcome in outcomes])
    notices = {outcome.comment_id: outcome.sentence for outcome in outcomes if outcome.kind is not Kind.DONE}
    named = back.get("status", Status.PENDING)
    tab = "" if named == ALL else named
    rows = rows_for(comments, request=request, now=now, tab=tab, notices=notices)
    counts = DeskFilters(back, status=tab).counts(now=now)
    _found, waiting = counts[Status.PENDING]
    context = {"back": back.urlencode(), "on_desk": True}
    answer = {
        "level": level(outcomes),
        "message": summary(outcomes, to),
        "rows": {
            str(row.comment.pk): render_to_string(
                "comments/admin/_row.html", {**context, "row": row}, request
            )
            for row in rows
        },
        "counts": {
            **{status: count_text(found) for status, (found, _total) in counts.items()},
            ALL: count_text(sum(found for found, _total in counts.values())),
        },
        "waiting": count_text(waiting) if waiting else "",
    }
    return JsonResponse(answer, status=http_status(outcomes))
