"""The background loop: each job runs at its time and in one process; a job that fails stops no other."""

import threading
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from jobs import registry, runner
from jobs.models import JobState
from jobs.registry import Job
from jobs.runner import run_next
from jobs.selectors import late_jobs

pytestmark = pytest.mark.django_db


def run_all(*, now: datetime) -> None:
    while run_next(now=now):
        pass


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the jobs by two: `good` every 10 seconds, and `bad`, which fails."""
    done: list[str] = []

    def good(now: datetime) -> None:
        done.append("good")

    def bad(now: datetime) -> None:
        done.append("bad")
        raise RuntimeError("no luck")

    monkeypatch.setattr(
        registry,
        "JOBS",
        (Job("bad", bad, timedelta(seconds=10)), Job("good", good, timedelta(seconds=10))),
    )
    return done


def test_a_job_that_fails_is_remembered_and_stops_no_other(runs: list[str], now: datetime) -> None:
    run_all(now=now)
    assert runs == ["bad", "good"]
    assert JobState.objects.get(name="bad").error == "RuntimeError: no luck"
    assert JobState.objects.get(name="good").succeeded_at


def test_a_job_waits_for_its_time(runs: list[str], now: datetime) -> None:
    run_all(now=now)
    run_all(now=now + timedelta(seconds=9))
    run_all(now=now + timedelta(seconds=10))
    assert runs.count("good") == 2


def test_a_job_that_another_process_works_on_is_left_alone(runs: list[str], now: datetime) -> None:
    JobState.objects.create(name="good", leased_until=now + timedelta(minutes=1))
    run_all(now=now)
    assert "good" not in runs


def test_the_claim_of_a_process_that_died_ends(runs: list[str], now: datetime) -> None:
    JobState.objects.create(name="good", leased_until=now)
    run_all(now=now)
    assert "good" in runs


def test_a_job_that_never_succeeds_is_late_and_one_that_did_is_not(runs: list[str], now: datetime) -> None:
    run_all(now=now)
    assert late_jobs(now=now) == ["bad"]
    assert late_jobs(now=timezone.now() + timedelta(minutes=2)) == ["bad", "good"]


def test_the_real_jobs_all_run(now: datetime) -> None:
    run_all(now=now)
    assert list(JobState.objects.exclude(error="").values_list("name", "error")) == []
    assert JobState.objects.count() == len(registry.JOBS)


def test_a_job_behind_a_slow_one_has_its_whole_lease(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    clock = [now]
    leases: list[datetime | None] = []

    def slow(_now: datetime) -> None:
        clock[0] += timedelta(minutes=4)

    def next_one(_now: datetime) -> None:
        leases.append(JobState.objects.get(name="next").leased_until)

    monkeypatch.setattr(
        registry,
        "JOBS",
        (Job("slow", slow, timedelta(seconds=10)), Job("next", next_one, timedelta(seconds=10))),
    )
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    run_next()
    run_next()
    assert leases == [now + timedelta(minutes=4, seconds=20)]


def test_the_job_whose_time_came_first_goes_first(runs: list[str], now: datetime) -> None:
    JobState.objects.create(name="bad", started_at=now - timedelta(seconds=11))
    JobState.objects.create(name="good", started_at=now - timedelta(seconds=12))
    run_next(now=now)
    assert runs == ["good"]


def test_nothing_is_run_before_its_time(runs: list[str], now: datetime) -> None:
    run_all(now=now)
    assert not run_next(now=now + timedelta(seconds=5))


def test_a_claim_is_renewed_as_long_as_the_job_runs(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    renewed = threading.Event()
    monkeypatch.setattr(runner, "_RENEWAL_SECONDS", 0.01)
    # The renewing thread has a connection of its own, which does not see rows that this test has not committed.
    monkeypatch.setattr(runner, "_renew_once", lambda job: renewed.set())
    monkeypatch.setattr(
        registry, "JOBS", (Job("long", lambda _now: renewed.wait(10), timedelta(seconds=10)),)
    )
    assert run_next(now=now)
    assert renewed.is_set()


def test_a_process_that_lost_its_claim_does_not_write_the_outcome(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    until = now + timedelta(minutes=1)

    def overtaken(_now: datetime) -> None:
        JobState.objects.filter(name="slow").update(holder="another:1", leased_until=until)

    monkeypatch.setattr(registry, "JOBS", (Job("slow", overtaken, timedelta(seconds=10)),))
    run_next(now=now)
    row = JobState.objects.get(name="slow")
    assert (row.holder, row.leased_until, row.succeeded_at) == ("another:1", until, None)
