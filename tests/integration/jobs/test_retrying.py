"""The buttons of the report: they retry what failed, and say what they did."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from delivery.jobs import compile_invalidated
from delivery.models import Edition, Invalidation
from jobs import registry, services
from jobs.models import Failure, JobState
from jobs.processing import process_each
from jobs.registry import Job
from jobs.runner import run_next
from tests import factories
from tests.integration.jobs.stage import (
    WORK,
    all_jobs_well,
    failing_invalidation,
    failure,
    messages_of,
    silent_cache,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def caches(settings: Any) -> None:
    settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}


def press(client: Client, name: str, value: str = "") -> str:
    """Press a button and return the message that the report then shows."""
    return messages_of(client.post(WORK, {name: value}, follow=True))


class TestRetryingAPage:
    def test_has_it_compiled_at_the_next_run(self, operator: Client) -> None:
        article = factories.compiled_article(title="Neu")
        Edition.objects.filter(pk=article.pk).update(hidden=True)
        failing_invalidation(article.pk)
        compile_invalidated(timezone.now())
        assert Edition.objects.get(pk=article.pk).hidden
        assert "“Neu” is tried again" in press(operator, "retry", f"delivery.invalidation-{article.pk}")
        assert Invalidation.objects.get(pk=article.pk).attempts == 2
        compile_invalidated(timezone.now())
        assert not Invalidation.objects.filter(pk=article.pk).exists()
        assert not Edition.objects.get(pk=article.pk).hidden

    def test_that_never_failed_is_not_offered(self, operator: Client) -> None:
        failing_invalidation(17, attempts=0)
        assert "nothing to retry" in press(operator, "retry", "delivery.invalidation-17")


class TestRetryingAnObject:
    def test_has_its_job_try_it_again(self, operator: Client) -> None:
        failed = failure(subject="a", label="Skyline")
        done: list[str] = []
        run: Callable[[], Any] = lambda: process_each(  # noqa: E731
            "embed", ["a"], done.append, subject=str, now=timezone.now()
        )
        run()
        assert done == []
        assert "“Skyline” is tried again" in press(operator, "retry", f"jobs.failure-{failed.pk}")
        failed.refresh_from_db()
        assert (failed.attempts, failed.error) == (3, "HTTPError: 401")
        run()
        assert done == ["a"]
        assert not Failure.objects.exists()

    def test_that_has_succeeded_meanwhile_is_said(self, operator: Client) -> None:
        assert "nothing to retry" in press(operator, "retry", "jobs.failure-4711")


@pytest.mark.usefixtures("caches")
class TestRetryingACache:
    def test_has_it_purged_at_the_next_run(self, operator: Client) -> None:
        cache = silent_cache()
        assert "“Cache varnish” is tried again" in press(operator, "retry", "delivery.logcursor-varnish")
        cache.refresh_from_db()
        assert (cache.not_before, cache.attempts) == (None, 4)

    def test_that_answers_is_said(self, operator: Client) -> None:
        silent_cache(attempts=0, not_before=None)
        assert "nothing to retry" in press(operator, "retry", "delivery.logcursor-varnish")


@pytest.mark.parametrize("key", ["auth.user-1", "jobs.nothing-1", "jobs.failure-x", "jobs.failure", ""])
def test_only_objects_that_can_fail_are_retried(operator: Client, key: str) -> None:
    assert "nothing to retry" in press(operator, "retry", key)


@pytest.mark.usefixtures("caches")
class TestRetryingEverything:
    def test_ends_every_pause_and_counts_them(self, operator: Client) -> None:
        failed, invalidated, cache = failure(), failing_invalidation(17), silent_cache()
        untouched = failing_invalidation(18, attempts=0)
        assert "3 failures are tried again" in press(operator, "retry_everything")
        for row in (failed, invalidated, cache):
            row.refresh_from_db()
            assert row.not_before is None
            assert row.attempts
        untouched.refresh_from_db()
        assert untouched.not_before

    def test_says_when_there_is_nothing(self, operator: Client) -> None:
        assert "nothing to retry" in press(operator, "retry_everything")


class TestRunningAJobNow:
    def test_makes_it_due(self, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        ran: list[str] = []
        job = Job("prune_log", lambda now: ran.append("prune_log"), timedelta(hours=1))
        monkeypatch.setattr(registry, "JOBS", [job])
        JobState.objects.filter(name="prune_log").update(failures=3, error="OSError")
        assert not run_next()
        assert "runs as soon as" in press(operator, "run", "prune_log")
        assert run_next()
        assert ran == ["prune_log"]
        assert JobState.objects.get(name="prune_log").failures == 0

    def test_leaves_one_alone_that_somebody_works_on(self, operator: Client) -> None:
        lease = timezone.now() + timedelta(seconds=20)
        JobState.objects.filter(name="prune_log").update(leased_until=lease)
        assert "running just now" in press(operator, "run", "prune_log")
        assert JobState.objects.get(name="prune_log").started_at

    def test_frees_one_whose_process_died(self) -> None:
        now = timezone.now()
        all_jobs_well(leased_until=now)
        assert services.run_job_now(name="prune_log", now=now).started_at is None

    def test_that_does_not_exist_is_not_found(self, operator: Client) -> None:
        assert operator.post(WORK, {"run": "nothing"}).status_code == 404
