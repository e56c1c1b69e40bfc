"""Comments with 2,000 articles and 30,000 comments: threads, counts, a submission, a decision and reports, beside others.

Isso and WordPress were measured earlier, on the same kind of machine.
"""

from functools import partial

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from bench import content
from bench.report import Report
from bench.wsgi import COMMENTS, WARM, comments_to_send, cost, get, report_cost, reports_to_send, unchanged
from comments import services
from comments.forms import ReportSubmission
from comments.models import Comment
from comments.moderation import Status
from tests import copies

_ARTICLES = 2_000
_ON_EACH = 12
_REPLIES = 5_000
_ROUNDS = 200
# Of the desk, and how many comments have open reports.
_PAGES = 20
_CASES = 1_000
_EARLIER = {
    "thread of 10": "Isso 13, WordPress 14",
    "thread of 500, first 100": "Isso 154",
    "submit": "Isso 2.2, WordPress 8–11",
}


def run(report: Report, *, full: bool) -> None:
    """Measure requests as the server handles them, and what the services of a decision cost."""
    page = content.article()
    ids = [page.pk, *copies.copy_article(page, _ARTICLES - 1)]
    copies.copy_edition(page, ids[1:])
    short, hundred, long, bushy, *others = ids
    for article_id, number in ((short, 10), (hundred, 100), (long, 500)):
        copies.write_comments([article_id], number)
    copies.write_comments([bushy], 1, replies_to_each=_REPLIES)
    copies.write_comments(others, _ON_EACH)
    copies.analyze()
    reads = {
        "one article": f"articles/{short}/",
        "thread of 10": f"articles/{short}/comments/",
        "thread of 100": f"articles/{hundred}/comments/?limit=100",
        "thread of 500, first 100": f"articles/{long}/comments/?limit=100",
        "a root with 5,000 replies": f"articles/{bushy}/comments/",
        "the latest 20": "comments/latest/",
        "counts of 50": f"comments/counts/?article={','.join(map(str, ids[:50]))}",
    }
    for name, path in reads.items():
        _add(report, name, *cost(lambda path=path: get(f"/api/v1/{path}"), rounds=_ROUNDS))  # type: ignore[misc]
    again = unchanged(f"/api/v1/articles/{short}/comments/")
    _add(report, "thread of 10, not modified", *cost(again, rounds=_ROUNDS))
    sent = iter(comments_to_send(ids))
    _add(report, "submit", *cost(lambda: next(sent)(), rounds=COMMENTS - WARM, warm_up=WARM))
    moderator = User.objects.create_superuser("bench")
    _report_decisions(report, moderator)
    _report_comments(report, moderator)


def _report_decisions(report: Report, moderator: User) -> None:
    waiting = iter(Comment.objects.filter(status=Status.PENDING).values_list("pk", "version"))

    def decide() -> None:
        comment_id, version = next(waiting)
        services.moderate_comment(
            comment_id=comment_id,
            expected_version=version,
            to=Status.PUBLISHED,
            moderator=moderator,
            now=timezone.now(),
        )

    _add(report, "decision", *cost(decide, rounds=COMMENTS - 2 * WARM, warm_up=WARM))


def _report_comments(report: Report, moderator: User) -> None:
    """Measure a report, and the desk with the open cases of a thousand comments."""
    comments = list(Comment.objects.filter(status=Status.PUBLISHED).order_by("-pk")[: _CASES + COMMENTS])
    for comment in comments[COMMENTS:]:
        services.open_case(comment=comment, submission=ReportSubmission(reason="SPAM"), now=timezone.now())
    copies.analyze()
    sent = iter(reports_to_send(comments[:COMMENTS]))
    _add(report, "report", *cost(lambda: next(sent)(), rounds=COMMENTS - WARM, warm_up=WARM))
    client = Client()
    client.force_login(moderator)
    for name, query in (("reported", ""), ("reported as spam", "&reported=SPAM")):
        open_tab = partial(client.get, f"/admin/comments/?status=REPORTED{query}")
        _add(report, f"desk, {name}", *cost(open_tab, rounds=_PAGES, warm_up=WARM))


def _add(report: Report, name: str, here: float, server: float) -> None:
    earlier = f"; measured earlier: {_EARLIER[name]} ms" if name in _EARLIER else ""
    report_cost(report, name, here, server, earlier)
