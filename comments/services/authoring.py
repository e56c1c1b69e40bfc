"""What the text of a comment goes through, whether it is new or edited: no text is lost because a check fails."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

from comments.checks import CheckInput, CheckResult, guarded, run_checks
from comments.models import Comment, HoldReason
from comments.rendering import render, render_plainly
from comments.selectors.newsroom import resembled_name
from comments.selectors.submissions import count_duplicates
from comments.text import fingerprint


def html_of(text: str, results: list[CheckResult]) -> str:
    """Return the HTML of a cleaned text; if the renderer fails, its plain paragraphs, with a reason in `results`."""
    return guarded("rendering", partial(render, text), render_plainly(text), results)


def write_text(
    comment: Comment, text: str, *, now: datetime, honeypot: str = "", form_age: timedelta | None = None
) -> list[CheckResult]:
    """Give a comment a cleaned text and return the reasons to hold it. Nothing is stored."""
    results: list[CheckResult] = []
    comment.text = text
    comment.html = html_of(text, results)
    comment.fingerprint = fingerprint(text)
    duplicates = guarded("duplicates", partial(_count_duplicates, comment, now), 0, results)
    resembles = guarded("newsroom names", partial(_resembled_name, comment), "", results)
    sent = CheckInput(
        name=comment.author_name,
        text=text,
        honeypot=honeypot,
        form_age=form_age,
        duplicates=duplicates,
        resembles=resembles,
        email_lookup=comment.email_lookup,
        network_tag=comment.network_tag,
    )
    return results + run_checks(sent)


def store_hold_reasons(comment: Comment, results: Iterable[CheckResult]) -> None:
    """Store what the checks found in a comment."""
    HoldReason.objects.bulk_create(
        HoldReason(comment=comment, code=result.code, detail=result.detail[:200]) for result in results
    )


def _count_duplicates(comment: Comment, now: datetime) -> int:
    with _apart():
        return count_duplicates(fingerprint=comment.fingerprint, besides=comment.pk, now=now)


def _resembled_name(comment: Comment) -> str:
    with _apart():
        return resembled_name(comment.author_name)


def _apart() -> AbstractContextManager[object]:
    """Return a savepoint if there is a transaction, which a query that fails would break; else nothing is needed."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
