"""Ten million comments, or a few hundred thousand without `--full`: what grows with them? Needs PostgreSQL.

Everything is measured twice on the same articles, with 30,000 comments first. The blocks that PostgreSQL reads do not
depend on the machine and its load; the CPU time does.
"""

import shutil
import time
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from bench import content, conversation, crowd
from bench.report import Report
from bench.wsgi import cost
from comments.models import Comment
from comments.selectors import miscounted_threads
from tests import copies
from tests.costs.work import work_of

_SCALES = {"few": 1, "default": 10, "full": 350}
# What is written, what PostgreSQL sorts for the indexes meanwhile, and some air.
_BYTES_FOR_EACH = 1_900


class Cost(NamedTuple):
    """What a call costs: milliseconds of this process and of PostgreSQL's, and blocks, which jobs have none of."""

    here: float
    server: float
    blocks: int | None


def run(report: Report, *, full: bool) -> None:
    """Print what the calls cost with many comments, and how that compares with few."""
    scale = _SCALES["full" if full else "default"]
    _refuse_without_space(crowd.size_of(scale))
    page = content.article()
    ids = copies.copy_article(page, crowd.ARTICLES)
    copies.copy_edition(page, ids)
    User.objects.create_superuser("bench")
    before = dict(_costs(report, ids, _SCALES["few"]))
    for name, (here, server, blocks) in _costs(report, ids, scale):
        few = before[name]
        times = (here + server) / (few.here + few.server)
        note = f"CPU; PostgreSQL itself {server:.2f} ms more; {times:.2f} times"
        report.add(
            name, here, "ms", note if blocks is None else f"{note}; blocks: {few.blocks:,}, then {blocks:,}"
        )


def _refuse_without_space(comments: int) -> None:
    if connection.vendor != "postgresql":
        raise SystemExit(
            "This measure writes with functions of PostgreSQL. Run it without LESERBRIEF_TEST_DATABASE."
        )
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
    free, needed = shutil.disk_usage(folder).free, comments * _BYTES_FOR_EACH
    if free < needed:
        raise SystemExit(
            f"{comments:,} comments need {needed / 1e9:.0f} GB of disk, and {folder} has {free / 1e9:.0f}."
        )


def _costs(report: Report, article_ids: list[int], scale: int) -> Iterator[tuple[str, Cost]]:
    """Write the comments of a scale and yield what the calls cost with them, by name."""
    begin = time.perf_counter()
    made = crowd.write_crowd(article_ids, scale, now=timezone.now())
    count = Comment.objects.count()
    seconds = time.perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    report.add(f"write {count:,} comments", seconds, "s", f"{size / 1e9:.1f} GB with all indexes")
    begin = time.perf_counter()
    wrong = len(miscounted_threads())
    report.add("check_comments", time.perf_counter() - begin, "s", f"{wrong} differences, 0 expected")
    for call in conversation.calls(made, article_ids):
        # What is made for the blocks fills caches as well.
        blocks = work_of(call.send) if call.rounds > 1 else None
        yield call.name, Cost(*cost(call.send, rounds=call.rounds, warm_up=0), blocks)
