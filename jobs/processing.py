"""Doing one thing after another, each in its own try: what fails waits longer each time and stops no other."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from jobs.models import Failure, after_failure

logger = logging.getLogger(__name__)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Outcome:
    """How many objects a job has done, and how many it could not do."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.done + other.done, self.failed + other.failed)


def each(
    job: str,
    items: Iterable[Item],
    do: Callable[[Item], object],
    *,
    subject: Callable[[Item], str],
    now: datetime,
    may_go_on: Callable[[], bool] = lambda: True,
    ends_all: tuple[type[Exception], ...] = (),
) -> Outcome:
    """This will do every item that does not wait after a failure, as long as `may_go_on` says so.

    `subject` names an item, so that its failures are found again. Failures of what is no longer to be done are forgotten.
    An error of a kind in `ends_all` is not the item's own, and ends the run.
    """
    todo = {subject(item)[:255]: item for item in items}
    failures = {failure.subject: failure for failure in Failure.objects.filter(job=job)}
    Failure.objects.filter(job=job, subject__in=failures.keys() - todo.keys()).delete()
    done = failed = 0
    for name, item in todo.items():
        failure = failures.get(name)
        if failure and failure.not_before and failure.not_before > now:
            continue
        if not may_go_on():
            break
        try:
            do(item)
        except ends_all:
            raise
        except Exception as error:
            logger.exception("%s failed for %s", job, item)
            _remember(job, name, str(item), failure, error, now=now)
            failed += 1
        else:
            if failure:
                failure.delete()
            done += 1
    return Outcome(done, failed)


def _remember(
    job: str, subject: str, label: str, failure: Failure | None, error: Exception, *, now: datetime
) -> None:
    columns = after_failure(failure.attempts if failure else 0, error, now=now)
    Failure.objects.update_or_create(
        job=job, subject=subject, defaults={**columns, "label": label[:255], "failed_at": now}
    )
