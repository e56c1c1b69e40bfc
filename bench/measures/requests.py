"""Single requests with 2,000 articles and 20,000 comments: CPU time of this process and of PostgreSQL."""

import io
import logging
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from captcha.models import CaptchaStore
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from bench import content, metrics
from bench.report import Report
from cms.models import ArticlePage
from comments import services
from tests import copies

_ARTICLES = 2_000
_ROUNDS = 300
_COMMENTS = 65
_WARM = 5
_TICKS = os.sysconf("SC_CLK_TCK")
_application = get_wsgi_application()
_ENVIRON = {
    "SERVER_NAME": "testserver",
    "SERVER_PORT": "80",
    "HTTP_HOST": "testserver",
    "REMOTE_ADDR": "127.0.0.1",
    "QUERY_STRING": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


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
        _report(report, name, *_cost(lambda url=url: _get(url), rounds=_ROUNDS))  # type: ignore[misc]
    comments_sent = iter(_comments(ids))
    _report(
        report, "submit", *_cost(lambda: _post(*next(comments_sent)), rounds=_COMMENTS - _WARM, warm_up=_WARM)
    )


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


def _cost(send: Callable[[], object], *, rounds: int, warm_up: int = 20) -> tuple[float, float]:
    """Return the CPU milliseconds of a request: the median of this process, the mean of the database's."""
    for _round in range(warm_up):
        send()
    before = _database_cpu()
    here = statistics.median(metrics.cpu_seconds(send) for _round in range(rounds))
    return here * 1000, (_database_cpu() - before) / rounds * 1000


def _report(report: Report, name: str, here: float, server: float) -> None:
    note = f"CPU; PostgreSQL itself {server:.2f} ms more" if connection.vendor == "postgresql" else "CPU"
    report.add(name, here, "ms", note)


def _database_cpu() -> float:
    """Return the CPU seconds of this connection's PostgreSQL process; SQLite works in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _comments(ids: list[int]) -> list[tuple[int, bytes, str]]:
    """Return an article, a body and a network for each comment: all different, so that no rate limit applies."""
    chosen = enumerate(ids[:_COMMENTS])
    return [(article_id, _comment(article_id, number), f"10.1.{number}.1") for number, article_id in chosen]


def _comment(article_id: int, number: int) -> bytes:
    challenge = services.issue_challenge(article_id=article_id, now=timezone.now())
    answer = CaptchaStore.objects.get(hashkey=challenge.id).response
    return orjson.dumps(
        {
            "name": "Ida Beispiel",
            "email": "ida@example.org",
            "text": f"Das sehe ich anders, und zwar aus dem {number}. Grund.",
            "consent": True,
            "challenge": {"id": challenge.id, "answer": answer},
        }
    )


def _get(url: str) -> None:
    path, _mark, query = url.partition("?")
    _send("GET", path, "404" if url.endswith("=/nirgends/") else "200", QUERY_STRING=query)


def _post(article_id: int, body: bytes, network: str) -> None:
    path = f"/api/v1/articles/{article_id}/comments/"
    length = str(len(body))
    sent = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": length, "REMOTE_ADDR": network}
    _send("POST", path, "202", body, **sent)


def _send(method: str, path: str, expected: str, body: bytes = b"", **more: str) -> None:
    environ = {
        **_ENVIRON,
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "wsgi.input": io.BytesIO(body),
        **more,
    }
    statuses: list[str] = []
    response = _application(environ, lambda status, _headers: statuses.append(status))
    read = b"".join(response)
    response.close()
    if not statuses[0].startswith(expected):
        raise RuntimeError(f"{method} {path} answered {statuses[0]}: {read[:300]!r}")
