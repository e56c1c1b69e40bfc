"""A clock that is set back stops no job, and health says so until each has run again."""

import uuid
from datetime import datetime, timedelta

import pytest
from captcha.models import CaptchaStore

from comments.jobs import delete_expired_challenges, delete_network_tags, delete_rate_counters
from comments.models import NetworkKey, RateCounter
from delivery.models import Invalidation, LogCursor
from delivery.outbox.loop import Delivery, deliver_changes
from jobs import registry
from jobs.models import Failure, JobState
from jobs.processing import Processed, process_each
from jobs.registry import Job
from jobs.runner import run_next
from jobs.selectors import job_statuses, late_jobs
from tests.inputs.clock import BEYOND_A_PAUSE, FAR, SMALL

pytestmark = pytest.mark.django_db
PERIODS = (timedelta(seconds=1), timedelta(minutes=5), timedelta(days=1))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """Replace the jobs by one for each of `PERIODS`, which notes its period."""
    done: list[timedelta] = []
    jobs = [Job(f"every {every}", lambda _now, every=every: done.append(every), every) for every in PERIODS]
    monkeypatch.setattr(registry, "JOBS", jobs)
    return done


def all_ran(at: datetime, *, held: bool = False) -> None:
    """Store that every job ran at this time; with `held` its process died in it."""
    JobState.objects.all().delete()
    for job in registry.JOBS:
        until = at + timedelta(seconds=20) if held else None
        JobState.objects.create(
            name=job.name, started_at=at, succeeded_at=at, leased_until=until, holder="gone:1"
        )


@pytest.mark.parametrize("back", FAR, ids=str)
class TestAClockThatIsSetBack:
    def test_lets_every_job_run_once(self, back: timedelta, runs: list[timedelta], now: datetime) -> None:
        all_ran(now + back)
        while run_next(now=now):
            pass
        assert sorted(runs) == sorted(PERIODS)

    def test_makes_every_job_late_until_it_has_run(
        self, back: timedelta, runs: list[timedelta], now: datetime
    ) -> None:
        all_ran(now + back)
        assert late_jobs(now=now) == [job.name for job in registry.JOBS]
        while run_next(now=now):
            pass
        assert late_jobs(now=now) == []


@pytest.mark.parametrize("back", [jump for jump in FAR if jump > timedelta(minutes=2)], ids=str)
def test_the_claim_of_a_process_that_died_before_is_not_honoured(
    back: timedelta, runs: list[timedelta], now: datetime
) -> None:
    all_ran(now + back, held=True)
    assert [status.holder for status in job_statuses(now=now)] == [""] * len(PERIODS)
    while run_next(now=now):
        pass
    assert sorted(runs) == sorted(PERIODS)


@pytest.mark.parametrize("ahead", SMALL, ids=str)
def test_a_machine_whose_clock_is_a_little_ahead_makes_no_job_run_twice(
    ahead: timedelta, runs: list[timedelta], now: datetime
) -> None:
    all_ran(now + ahead)
    assert not run_next(now=now)
    assert late_jobs(now=now) == []


@pytest.mark.parametrize("back", BEYOND_A_PAUSE, ids=str)
class TestAPauseFromBefore:
    def test_delays_no_object_of_a_job(self, back: timedelta, now: datetime) -> None:
        failed_at = now + back
        Failure.objects.create(
            task="t", subject="1", label="1", attempts=3, failed_at=failed_at, not_before=failed_at
        )
        assert process_each("t", [1], lambda item: None, subject=str, now=now) == Processed(done=1)

    def test_delays_no_page(self, back: timedelta, now: datetime) -> None:
        failed = Invalidation(
            edition_id=1, token=uuid.uuid4(), invalidated_at=now + back, attempts=3, not_before=now + back
        )
        failed.save()
        assert Invalidation.objects.filter(Invalidation.is_due(now)).exists()

    def test_delays_no_cache(self, back: timedelta, now: datetime) -> None:
        LogCursor.objects.create(name="quick", attempts=3, not_before=now + back)
        assert deliver_changes([QuickReader()], now=now) == 1


class QuickReader:
    """A reader of the log that sends one thing."""

    name, longest_pause = "quick", timedelta(minutes=1)

    def deliver(self, changes: object) -> Delivery:
        return Delivery(1)

    def start_over(self) -> None:
        """Start with nothing."""


@pytest.mark.parametrize("back", [jump for jump in FAR if jump >= timedelta(days=3)], ids=str)
def test_what_nobody_knows_the_age_of_is_deleted(back: timedelta, now: datetime) -> None:
    CaptchaStore.objects.create(challenge="A", response="a", hashkey="h", expiration=now + back)
    RateCounter.objects.create(key="k", count=9, expires_at=now + back)
    NetworkKey.objects.create(day=(now + back).date(), secret="s")
    assert (delete_expired_challenges(now), delete_rate_counters(now)) == (1, 1)
    delete_network_tags(now)
    assert not NetworkKey.objects.exists()
