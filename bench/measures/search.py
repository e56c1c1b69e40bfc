"""Search: CPU time of a request for rare and common words, in this process and in PostgreSQL's, by size."""

from functools import partial
from pathlib import Path

from django.db import connection

from bench import content, metrics
from bench.client import get
from bench.report import Report
from delivery.indexing import write_entry
from delivery.models import SearchEntry
from delivery.search.entries import Texts, moment_of
from tests import copies

_ROUNDS = 20
_FEW, _MANY = 2_000, 100_000
_TITLE = "Was die Stadt bauen will"
_LEAD = "Der Rat hat am Montag vorgestellt, was in den nächsten drei Jahren entstehen soll."
_BODY = (
    "Wer dort wohnt, soll kürzere Wege haben und mehr Bäume vor dem Fenster. Der Rat entscheidet im Herbst über "
    "das Geld. Bis dahin sammelt das Amt Einwände, auch über das Netz und in den Büchereien. "
)
# `copies.number_entries` adds words of which it says how common they are.
_QUERIES = {
    "a rare word": "q=selten",
    "a word in a third": "q=drittel",
    "a word in every article": "q=Rat",
    "a prefix of 11,000 words": "q=wort",
    "a phrase in every article": 'q="über das Geld"',
    "two common words": "q=Stadt Wege",
    "twelve common words": "q=Stadt Wege Rat Montag Jahren drei wohnt Fenster Herbst Geld Amt Netz",
    "a common word of one topic": "q=Rat&tag=klima",
    "a common word of a year": "q=Rat&year=2026",
    "a rare phrase of common words": 'q="Geld Rat wohnt"',
    "nothing, and a suggestion": "q=Stattd",
}


def run(report: Report, *, full: bool) -> None:
    """Ask for the same with 2,000 and, in full size, with 100,000 articles."""
    page = content.article()
    entry = SearchEntry.objects.get(pk=page.pk)
    moment, filters = moment_of(entry.position), tuple(entry.filters.split())
    texts = Texts(page.pk, moment, "de", _TITLE, _LEAD, _BODY * 4, filters=filters)
    write_entry(page.pk, texts)
    last = 0
    for size in (_FEW, _MANY) if full else (_FEW,):
        copies.number_editions(page.pk, size - last, after=last)
        copies.number_entries(page.pk, size - last, after=last)
        last = size
        for name, query in _QUERIES.items():
            _measure(report, f"{size:,}, {name}", f"/api/v1/search/?{query}")


def _measure(report: Report, name: str, url: str) -> None:
    for _warm in range(2):
        get(url)
    before = _database_seconds()
    ours = sum(metrics.cpu_seconds(partial(get, url)) for _round in range(_ROUNDS)) / _ROUNDS
    theirs = (_database_seconds() - before) / _ROUNDS
    report.add(name, (ours + theirs) * 1000, "ms CPU", f"of which the database server {theirs * 1000:.1f}")


def _database_seconds() -> float:
    """Return the CPU seconds of the server process of this connection; those of SQLite are this process's own."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
