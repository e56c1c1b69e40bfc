"""`/health/ready` names what is late, and by how many seconds."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from delivery.models import Invalidation, LogCursor
from jobs.models import Failure
from tests import factories
from tests.integration.jobs.stage import all_jobs_well

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, dict[str, Any]]:
    response = Client().get("/health/ready")
    return response.status_code, response.json()


def invalidated(**fields: Any) -> Invalidation:
    old = timezone.now() - timedelta(minutes=11)
    Invalidation.objects.all().delete()
    return Invalidation.objects.create(
        **{"edition_id": 17, "token": uuid.uuid4(), "invalidated_at": old, **fields}
    )


def scheduled(seconds_ago: int) -> Any:
    revision = factories.draft_article().latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=seconds_ago)
    revision.save(update_fields=["approved_go_live_at"])
    return revision


@pytest.fixture(autouse=True)
def _everything_runs(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock at a moment when every job has just succeeded and nothing waits."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    all_jobs_well()
    Invalidation.objects.all().delete()


def test_everything_is_well() -> None:
    status, body = ready()
    assert status == 200
    assert body == {
        "status": "OK",
        "parts": dict.fromkeys(("database", "cache", "work", "schedule", "delivery", "caches"), "OK"),
        "lag": {"schedule": 0, "marks": 0},
    }


class TestTheSchedule:
    def test_may_be_a_minute_late(self) -> None:
        scheduled(50)
        status, body = ready()
        assert (status, body["parts"]["schedule"]) == (200, "OK")
        assert body["lag"]["schedule"] == 50

    def test_is_late_after_that_and_says_by_how_much(self) -> None:
        scheduled(90)
        status, body = ready()
        lag = body["lag"]["schedule"]
        assert (status, body["parts"]["schedule"]) == (503, f"LATE: {lag} s")
        assert lag >= 90

    def test_is_not_late_because_of_a_failure_that_is_known(self) -> None:
        revision = scheduled(90)
        Failure.objects.create(
            task="publish", subject=f"Revision {revision.pk}", label="x", failed_at=timezone.now(), attempts=1
        )
        assert ready()[1]["parts"]["schedule"] == "OK"


class TestDelivery:
    def test_is_late_when_a_page_has_waited_for_ten_minutes(self) -> None:
        invalidated()
        status, body = ready()
        lag = body["lag"]["marks"]
        assert (status, body["parts"]["delivery"]) == (503, f"LATE: {lag} s")
        assert lag >= 660

    @pytest.mark.parametrize("state", ["new", "failed", "not due"])
    def test_is_not_late_for_what_is_new_has_failed_or_is_not_due(self, state: str, now: datetime) -> None:
        columns: dict[str, dict[str, Any]] = {
            "new": {"invalidated_at": now - timedelta(seconds=1)},
            "failed": {"attempts": 1},
            "not due": {"not_before": now + timedelta(days=1)},
        }
        invalidated(**columns[state])
        assert ready()[1]["parts"]["delivery"] == "OK"


class TestTheCaches:
    @pytest.mark.parametrize(("attempts", "state"), [(0, "OK"), (2, "OK"), (3, "LATE: varnish")])
    def test_are_late_after_three_attempts(self, settings: Any, attempts: int, state: str) -> None:
        settings.CACHE_PURGERS = {"varnish": {}, "fastly": {}}
        LogCursor.objects.create(name="varnish", attempts=attempts)
        status, body = ready()
        assert (status, body["parts"]["caches"]) == (200, state)

    def test_that_are_no_longer_configured_do_not_count(self) -> None:
        LogCursor.objects.create(name="varnish", attempts=9)
        assert ready()[0] == 200


def test_a_redis_that_is_away_is_named_and_takes_no_machine_out(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": "unix:///nowhere/redis.sock"}
    }
    status, body = ready()
    assert (status, body["parts"]["cache"], body["parts"]["database"]) == (200, "DOWN", "OK")


def test_what_cannot_be_asked_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr("config.health.schedule_lag", fail)
    status, body = ready()
    assert (status, body["parts"]["schedule"]) == (503, "UNKNOWN")
    assert body["lag"]["schedule"] is None


class TestTheLog:
    def test_names_what_is_late_in_a_warning(self, caplog: pytest.LogCaptureFixture) -> None:
        all_jobs_well(succeeded_at=None)
        ready()
        [line] = caplog.records
        assert line.levelname == "WARNING"
        assert line.getMessage().startswith("503 for /health/ready: NotReady: work LATE: ")

    @pytest.mark.parametrize(
        "error",
        [OperationalError("too many clients"), ConnectionError("the bucket is away")],
    )
    def test_names_the_cause_of_any_503(
        self, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*args: Any, **kwargs: Any) -> Any:
            raise error

        monkeypatch.setattr("api.v1.articles.listed_editions", fail)
        assert Client().get("/api/v1/articles/").status_code == 503
        [line] = caplog.records
        assert line.levelname == "WARNING"
        assert line.getMessage() == f"503 for /api/v1/articles/: {type(error).__name__}: {error}"
