"""Single requests with 2,000 articles and 20,000 comments: CPU time of this process and of PostgreSQL."""

import logging
from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect

from bench import content
from bench.report import Report
from bench.wsgi import COMMENTS, WARM, comments_to_send, cost, get, report_cost
from cms.models import ArticlePage
from tests import copies

_ARTICLES = 2_000
_ROUNDS = 300


def run(report: Report, *, full: bool) -> None:
    """Measure the most frequent requests, each passed to the WSGI application as the server does it."""
    # A path that leads nowhere is measured as well.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    page = content.article()
    ids = [page.pk, *copies.copy_article(page, _ARTICLES - 1)]
    copies.copy_edition(page, ids[1:])
    short, long, *others = ids
    copies.write_comments([short, *others], 10)
    copies.write_comments([long], 500)
    Redirect.objects.create(old_path="/umgezogen", redirect_page=page)
    copies.analyze()
    for name, url in _reads(page, short, long, ids):
        report_cost(report, name, *cost(lambda url=url: get(url), rounds=_ROUNDS))  # type: ignore[misc]
    comments_sent = iter(comments_to_send(ids))
    report_cost(report, "submit", *cost(lambda: next(comments_sent)(), rounds=COMMENTS - WARM, warm_up=WARM))


def _reads(page: ArticlePage, short: int, long: int, ids: list[int]) -> Iterator[tuple[str, str]]:
    yield "nothing but a view", "/health/live"
    yield "one article", f"/api/v1/articles/{short}/"
    yield "20 cards, first page", "/api/v1/articles/"
    yield "20 cards, no count", "/api/v1/articles/?count=none"
    yield "20 cards of a topic", "/api/v1/articles/?tag=klima"
    yield "20 cards of a topic and language", "/api/v1/articles/?tag=klima&locale=de"
    yield "20 cards of two topics, one unknown", "/api/v1/articles/?tag=klima,nichts"
    yield "resolve an article", f"/api/v1/resolve/?path=/de/stadt/{page.slug}/"
    yield "resolve an article with a query", f"/api/v1/resolve/?path=/de/stadt/{page.slug}/%3Futm_source=x"
    yield "resolve a section", "/api/v1/resolve/?path=/de/stadt/"
    yield "resolve a section with a query", "/api/v1/resolve/?path=/de/stadt/%3Futm_source=x"
    yield "resolve a redirect", "/api/v1/resolve/?path=/umgezogen/"
    yield "resolve a path that leads nowhere", "/api/v1/resolve/?path=/nirgends/"
    yield "the front page", "/api/v1/home/"
    yield "sections", "/api/v1/sections/"
    yield "topics", "/api/v1/tags/"
    yield "thread of 10", f"/api/v1/articles/{short}/comments/"
    yield "thread of 500, first 20", f"/api/v1/articles/{long}/comments/"
    yield "counts of 50", f"/api/v1/comments/counts/?article={','.join(map(str, ids[:50]))}"
