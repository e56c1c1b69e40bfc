"""Decisions of moderators, on one comment or on many."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin import messages

from comments import selectors, services
from comments.admin.access import DeskView, wants_json
from comments.admin.bulk import DecisionForm, http_status, level, sentence, summary
from comments.admin.filters import ALL, DECIDED, DeskFilters, decided_parameter, desk_url
from comments.admin.formatting import count_text
from comments.admin.rows import rows_for
from comments.admin.waiting import menu_labels
from comments.models import Comment
from comments.moderation import Status


class Decide(DeskView):
    """Carries a decision out. A form is redirected to where it came from; a script gets the rows as they are now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        form = DecisionForm(request.POST)
        back = QueryDict(request.POST.get("back", "").encode("ascii", "ignore"))
        if not form.is_valid():
            if wants_json(request):
                return JsonResponse({"level": "error", "message": form.first_error}, status=400)
            messages.error(request, form.first_error)
            return HttpResponseRedirect(desk_url(back))
        chosen = form.cleaned_data
        results = services.decide_each(**chosen, moderator=request.user, now=now)
        ids = [result.comment_id for result in results]
        comments = {comment.pk: comment for comment in selectors.moderation_queue().filter(pk__in=ids)}
        sentences = {
            result.comment_id: sentence(result, comments.get(result.comment_id), request.user)
            for result in results
        }
        message = summary(results, chosen["to"]) if len(results) > 1 else sentences[ids[0]]
        if not wants_json(request):
            getattr(messages, level(results))(request, message)
            return HttpResponseRedirect(desk_url(back, **{DECIDED: decided_parameter(comments)}))
        notices = {
            result.comment_id: sentences[result.comment_id] for result in results if not result.decision
        }
        answer = {"level": level(results), "message": message}
        return JsonResponse(
            answer | _page_parts(request, back, list(comments.values()), notices, now),
            status=http_status(results),
        )


def _page_parts(
    request: HttpRequest,
    back: QueryDict,
    comments: Sequence[Comment],
    notices: dict[UUID, str],
    now: datetime,
) -> dict[str, Any]:
    """Return the parts of the page that a decision changes: rows and counts."""
    named = back.get("status", Status.PENDING)
    tab = "" if named == ALL else named
    rows = rows_for(comments, request=request, now=now, tab=tab, notices=notices)
    counts = DeskFilters(back).counts(now=now)
    context = {"back": back.urlencode(), "on_desk": True}
    return {
        "rows": {
            str(row.comment.pk): render_to_string(
                "comments/admin/_row.html", {**context, "row": row}, request
            )
            for row in rows
        },
        "counts": {status: count_text(found) for status, (found, _total) in counts.items()},
        "menu": menu_labels({status: total for status, (_found, total) in counts.items()}),
    }
