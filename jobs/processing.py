"""Process objects one after another: an object that fails waits longer each time and stops no other."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from jobs.models import Failure

logger = logging.getLogger(__name__)
Item = TypeVar("Item")


class Hopeless(Exception):
    """An object can never be processed as it is; another attempt is made only when somebody asks for it."""


@dataclass(frozen=True)
class Processed:
    """How many objects were processed, and how many failed."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: "Processed") -> "Processed":
        return Processed(self.done + other.done, self.failed + other.failed)


def process_each(
    task: str,
    items: Iterable[Item],
    do: Callable[[Item], object],
    *,
    subject: Callable[[Item], str],
    now: datetime,
    may_go_on: Callable[[], bool] = lambda: True,
    ends_all: tuple[type[Exception], ...] = (),
    expected: tuple[type[Exception], ...] = (),
) -> Processed:
    """Process every item whose pause after a failure is over, as long as `may_go_on` returns true.

    `subject` names an item; its failures are stored under `task` and that name. Failures of items that are not in
    `items` any more are deleted. After `Hopeless` an item is left out until somebody asks for it. An error of a type in
    `ends_all` is not the item's own, and is raised. One of a type in `expected` is logged in one line when it begins and
    when it ends, `Hopeless` in one line, others each time with their traceback.
    """
    todo = {subject(item)[:255]: item for item in items}
    failures = {failure.subject: failure for failure in Failure.objects.filter(task=task)}
    Failure.objects.filter(task=task, subject__in=failures.keys() - todo.keys()).delete()
    done = failed = 0
    for name, item in todo.items():
        failure = failures.get(name) or Failure(task=task, subject=name)
        if failure.is_given_up or failure.is_paused(now):
            continue
        if not may_go_on():
            break
        try:
            do(item)
        except ends_all:
            raise
        except Exception as error:
            _log(failure, item, error, expected)
            _remember(failure, item, error, now=now)
            failed += 1
        else:
            _forget(failure, item)
            done += 1
    return Processed(done, failed)


def _forget(failure: Failure, item: object) -> None:
    if failure.pk:
        logger.info("%s works again for %s", failure.task, item)
        failure.delete()


def _log(failure: Failure, item: object, error: Exception, expected: tuple[type[Exception], ...]) -> None:
    if isinstance(error, expected) and failure.attempts:
        return
    is_foreseen = isinstance(error, (Hopeless, *expected))
    level = logging.WARNING if is_foreseen else logging.ERROR
    logger.log(level, "%s failed for %s: %s", failure.task, item, error, exc_info=not is_foreseen)


def _remember(failure: Failure, item: object, error: Exception, *, now: datetime) -> None:
    columns = {
        **failure.columns_after(error, now=now),
        "label": str(item)[:255],
        "failed_at": now,
        "is_final": isinstance(error, Hopeless),
    }
    Failure.objects.update_or_create(task=failure.task, subject=failure.subject, defaults=columns)
