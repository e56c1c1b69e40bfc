"""Articles that were taken down: 410 with the sentence of the editors, in place of the 404 of what is not public."""

from typing import Any

from django.http import HttpRequest

from api.http.problem_responses import asked_language
from api.http.problems import NOT_FOUND, Problem
from api.http.views import ReadView
from api.v1.problems import GONE
from delivery.read.takedowns import Notice, notice_of_page


def gone(request: HttpRequest, notice: Notice | None) -> Problem:
    """Return the problem of something that is gone, in the language asked for or else in that of the article."""
    if notice is None:
        return Problem(GONE)
    sentence, language = notice.sentence(asked_language(request))
    return Problem(GONE, detail=sentence, headers={"Content-Language": language})


class OfArticle(ReadView):
    """An endpoint at or below `articles/{id}/`."""

    refusals = (GONE,)

    def explain(self, problem: Problem, request: HttpRequest, **path: Any) -> Problem:
        """Say of an article that is not found that it was taken down."""
        if problem.kind is not NOT_FOUND:
            return problem
        notice = notice_of_page(path["article_id"])
        return gone(request, notice) if notice else problem
