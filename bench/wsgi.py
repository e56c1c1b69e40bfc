"""Requests passed to the WSGI application as the server does it, and what they cost: CPU time of both processes."""

import io
import os
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from captcha.models import CaptchaStore
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import metrics
from bench.report import Report
from comments import services
from comments.captcha import Purpose
from comments.models import Comment

# So many comments are sent: fewer than a rate limit allows. The first of them only fill caches.
COMMENTS = 65
WARM = 5
_numbers = count(1)
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


def cost(send: Callable[[], object], *, rounds: int, warm_up: int = 20) -> tuple[float, float]:
    """Return the CPU milliseconds of a request: the median of this process, the mean of the database's."""
    for _round in range(warm_up):
        send()
    before = _database_cpu()
    here = statistics.median(metrics.cpu_seconds(send) for _round in range(rounds))
    return here * 1000, (_database_cpu() - before) / rounds * 1000


def report_cost(report: Report, name: str, here: float, server: float, more: str = "") -> None:
    """Add a line for what a request costs; `more` ends its note."""
    note = f"CPU; PostgreSQL itself {server:.2f} ms more" if connection.vendor == "postgresql" else "CPU"
    report.add(name, here, "ms", note + more)


def _database_cpu() -> float:
    """Return the CPU seconds of this connection's PostgreSQL process; SQLite works in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def comments_to_send(ids: Sequence[int]) -> list[Callable[[], None]]:
    """Return what sends a comment to each of the first articles. The answers to the challenges are known."""
    return [
        _sending(f"articles/{article_id}/comments/", _comment(article_id)) for article_id in ids[:COMMENTS]
    ]


def _comment(article_id: int) -> dict[str, Any]:
    return {
        "name": "Ida Beispiel",
        "email": "ida@example.org",
        "text": f"Das sehe ich anders, und zwar aus dem {next(_numbers)}. Grund.",
        "consent": True,
        "challenge": _challenge(article_id, Purpose.COMMENT),
    }


def reports_to_send(comments: Iterable[Comment]) -> list[Callable[[], None]]:
    """Return what reports each of the comments."""
    return [
        _sending(
            f"comments/{comment.pk}/reports/",
            {"reason": "SPAM", "challenge": _challenge(comment.article_id, Purpose.REPORT)},
        )
        for comment in comments
    ]


def _challenge(article_id: int, purpose: Purpose) -> dict[str, str]:
    challenge = services.issue_challenge(article_id=article_id, purpose=purpose, now=timezone.now())
    return {"id": challenge.id, "answer": CaptchaStore.objects.get(hashkey=challenge.id).response}


def _sending(path: str, body: dict[str, Any]) -> Callable[[], None]:
    """Return the POST of a body that must be taken, from a network that sends nothing else, so no rate limit applies."""
    number, raw = next(_numbers), orjson.dumps(body)
    sent = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(raw))}
    network = f"10.{number >> 8 & 255}.{number & 255}.1"
    return lambda: _send("POST", f"/api/v1/{path}", "202", raw, REMOTE_ADDR=network, **sent)


def get(url: str, **more: str) -> None:
    """Send a GET, which must succeed; a path that leads nowhere must not."""
    path, _mark, query = url.partition("?")
    _send("GET", path, "404" if url.endswith("=/nirgends/") else "200", QUERY_STRING=query, **more)


def unchanged(url: str) -> Callable[[], None]:
    """Return the GET of a client that has the answer already."""
    path, _mark, query = url.partition("?")
    etag = Client().get(url)["ETag"]
    return lambda: _send("GET", path, "304", QUERY_STRING=query, HTTP_IF_NONE_MATCH=etag)


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
