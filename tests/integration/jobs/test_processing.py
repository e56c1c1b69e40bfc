"""Objects are processed one after another: one that fails waits, longer each time, and stops no other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from jobs.models import Failure
from jobs.processing import Hopeless, Processed, process_each
from jobs.services import retry

pytestmark = pytest.mark.django_db


def refuse(*names: str) -> Callable[[str], None]:
    def do(name: str) -> None:
        if name in names:
            raise ValueError(f"{name} is broken")

    return do


def test_one_that_fails_stops_no_other_and_is_remembered(now: datetime) -> None:
    assert process_each("renditions", ["a", "b", "c"], refuse("b"), subject=str, now=now) == Processed(
        done=2, failed=1
    )
    failure = Failure.objects.get()
    assert (failure.task, failure.subject, failure.error) == ("renditions", "b", "ValueError: b is broken")


def test_the_pause_doubles_up_to_an_hour(now: datetime) -> None:
    pauses = []
    for _ in range(14):
        Failure.objects.update(not_before=None)
        process_each("renditions", ["a"], refuse("a"), subject=str, now=now)
        pauses.append(int((Failure.objects.get().not_before - now).total_seconds()))  # type: ignore[operator]
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 3600


def test_one_that_waits_is_left_alone_until_its_time(now: datetime) -> None:
    process_each("renditions", ["a"], refuse("a"), subject=str, now=now)
    assert process_each("renditions", ["a"], refuse(), subject=str, now=now) == Processed()
    assert process_each(
        "renditions", ["a"], refuse(), subject=str, now=now + timedelta(seconds=2)
    ) == Processed(done=1)
    assert not Failure.objects.exists()


def test_a_hopeless_one_is_tried_again_only_when_somebody_asks_for_it(now: datetime) -> None:
    def give_up(name: str) -> None:
        raise Hopeless(name)

    process_each("renditions", ["a"], give_up, subject=str, now=now)
    years_later = now + timedelta(days=4000)
    assert Failure.objects.get().is_given_up
    assert process_each("renditions", ["a"], refuse(), subject=str, now=years_later) == Processed()
    retry(key=Failure.objects.get().key)
    assert not Failure.objects.get().is_given_up
    assert process_each("renditions", ["a"], refuse(), subject=str, now=now) == Processed(done=1)


def test_a_failure_of_what_is_no_longer_to_be_done_is_deleted(now: datetime) -> None:
    process_each("renditions", ["a"], refuse("a"), subject=str, now=now)
    process_each("renditions", [], refuse(), subject=str, now=now)
    assert not Failure.objects.exists()


def test_the_failures_of_another_job_are_its_own(now: datetime) -> None:
    process_each("renditions", ["a"], refuse("a"), subject=str, now=now)
    assert process_each("embed", ["a"], refuse(), subject=str, now=now) == Processed(done=1)
    assert Failure.objects.get().task == "renditions"


def test_it_ends_when_its_time_is_over(now: datetime) -> None:
    left = iter([True, False])
    processed = process_each(
        "renditions", ["a", "b"], refuse(), subject=str, now=now, may_go_on=lambda: next(left)
    )
    assert processed == Processed(done=1)
