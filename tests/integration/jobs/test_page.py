"""The report of the background work: what an operator sees of it without a shell."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import Image
from delivery.models import Invalidation, LogCursor
from jobs import registry
from jobs.models import Failure, JobState
from jobs.registry import JOBS
from tests import factories
from tests.admin import client_of, soup, staff
from tests.integration.jobs.stage import (
    WORK,
    all_jobs_well,
    failing_invalidation,
    failure,
    recompilation,
    silent_cache,
    text_of,
)

pytestmark = pytest.mark.django_db


def row_of(client: Client, job: str) -> str:
    found = [row for row in soup(client.get(WORK)).select("#jobs-all tbody tr") if job in row.get_text()]
    return " ".join(found[0].get_text(" ").split())


class TestTheJobs:
    def test_are_all_listed_with_what_they_do_and_how_often(self, operator: Client) -> None:
        listed = soup(operator.get(WORK)).select("#jobs-all tbody tr")
        assert len(listed) == len(JOBS)
        assert "Correct comment counts" in row_of(operator, "check_comments")
        assert " 1 h" in row_of(operator, "check_comments")
        assert " 1 s" in row_of(operator, "compile_invalidated")

    def test_without_a_label_are_listed_by_name(
        self, operator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(registry, "JOBS", [])

        @registry.job(every=timedelta(minutes=7))
        def sort_shelves(now: datetime) -> None:
            """Do nothing."""

        row = row_of(operator, "sort_shelves")
        assert row.startswith("sort_shelves sort_shelves Never ran")
        assert " 7 min" in row

    @pytest.mark.parametrize(
        ("columns", "state"),
        [
            ({}, "Well"),
            ({"succeeded_at": timezone.now() - timedelta(hours=9)}, "Late"),
            ({"failures": 2, "error": "OSError: full"}, "Failing"),
            ({"succeeded_at": None}, "Never ran"),
        ],
    )
    def test_say_how_they_are(self, operator: Client, columns: dict[str, Any], state: str) -> None:
        JobState.objects.filter(name="prune_log").update(**columns)
        assert f" {state} " in row_of(operator, "prune_log")

    def test_that_need_somebody_stand_first(self, operator: Client) -> None:
        JobState.objects.filter(name="prune_log").update(failures=2)
        assert "prune_log" in soup(operator.get(WORK)).select("#jobs-all tbody tr")[0].get_text()

    def test_tell_why_they_fail_and_can_be_run_then(self, operator: Client) -> None:
        assert "Run now" not in row_of(operator, "prune_log")
        JobState.objects.filter(name="prune_log").update(failures=2, error="OSError: <disk> is full")
        row = row_of(operator, "prune_log")
        assert "OSError: <disk> is full" in row
        assert "failed 2 times in a row" in row
        assert "Run now" in row

    def test_name_their_holder_only_while_it_holds_them(self, operator: Client) -> None:
        lease = timezone.now() + timedelta(seconds=20)
        JobState.objects.filter(name="prune_log").update(holder="desk:17", leased_until=lease)
        assert "desk:17" in row_of(operator, "prune_log")
        JobState.objects.filter(name="prune_log").update(leased_until=timezone.now())
        assert "desk:17" not in row_of(operator, "prune_log")

    def test_tell_the_age_of_their_last_success(self, operator: Client) -> None:
        at = timezone.now() - timedelta(minutes=3, seconds=5)
        JobState.objects.filter(name="prune_log").update(succeeded_at=at)
        assert "3 minutes ago" in row_of(operator, "prune_log")


class TestTheSummary:
    def test_says_that_all_is_well(self, operator: Client) -> None:
        assert text_of(operator.get(WORK), "#jobs-summary") == "Everything is done in time."

    def test_counts_what_needs_somebody(self, operator: Client, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}
        JobState.objects.filter(name="prune_log").update(failures=1)
        JobState.objects.filter(name="sweep_editions").update(succeeded_at=None)
        failing_invalidation(17)
        failure()
        silent_cache()
        said = text_of(operator.get(WORK), "#jobs-summary")
        assert said == (
            "This part of the background work is late: Look for editions that differ from their pages. "
            "1 job is failing. 3 objects wait after a failure."
        )

    def test_says_once_that_nothing_runs_at_all(self, operator: Client) -> None:
        JobState.objects.all().delete()
        said = text_of(operator.get(WORK), "#jobs-summary")
        assert (
            said == "The background work has never run. Start it with “manage.py serve” or “manage.py work”."
        )


class TestTheBacklog:
    def test_counts_marks_and_tells_the_age_of_the_oldest(self, operator: Client) -> None:
        Invalidation.objects.all().delete()
        failing_invalidation(17, invalidated_at=timezone.now() - timedelta(hours=2, minutes=1))
        failing_invalidation(18)
        said = text_of(operator.get(WORK), "#jobs-waiting")
        assert "Pages to compile 2 2 hours ago" in said

    def test_shows_how_far_a_change_of_many_pages_has_come(self, operator: Client) -> None:
        recompilation(total=5000, left=3766)
        page = operator.get(WORK)
        bar = soup(page).select_one("progress")
        assert (bar["max"], bar["value"]) == ("5000", "1234")
        assert bar["aria-label"] == "A change reaches every page that shows it"
        assert "1,234 of 5,000 pages" in text_of(page, "#jobs-waiting")

    def test_counts_a_page_that_was_marked_for_another_reason_as_done(self, operator: Client) -> None:
        recompilation(total=10, left=4)
        failing_invalidation(900_000)
        assert "7 of 10 pages" in text_of(operator.get(WORK), "#jobs-waiting")

    def test_leaves_out_what_is_done(self, operator: Client) -> None:
        recompilation(total=10, left=0)
        assert not soup(operator.get(WORK)).select("progress")

    def test_counts_images_without_all_their_renditions(self, operator: Client) -> None:
        factories.image()
        Image.objects.update(renditions_version="")
        assert (
            "Images without all their renditions Until then a rendition is made by its first request. 1"
            in text_of(operator.get(WORK), "#jobs-waiting")
        )

    def test_says_since_when_the_schedule_is_late(self, operator: Client) -> None:
        assert "Scheduled publications 0 –" in text_of(operator.get(WORK), "#jobs-waiting")
        overdue()
        page = operator.get(WORK)
        assert "Scheduled publications 1 2 minutes ago" in text_of(page, "#jobs-waiting")
        assert "Scheduled publications are late: since" in text_of(page, "#jobs-summary")

    def test_counts_what_each_cache_has_not_purged(self, operator: Client, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}
        factories.compiled_article()
        silent_cache(position=0)
        page = operator.get(WORK)
        assert "Changes to purge from the cache “varnish” 3" in text_of(page, "#jobs-waiting")
        said = text_of(page, "#jobs-failing tbody")
        assert said.startswith("Cache varnish Purge shared caches · 4 attempts")
        assert "ConnectionError: refused 9 minutes from now" in said


class TestAFailure:
    def test_of_a_page_leads_to_its_editor_for_those_who_may_edit_it(self, operator: Client) -> None:
        article = factories.article(title="Kippt")
        failing_invalidation(article.pk)
        edit = f"/admin/pages/{article.pk}/edit/"
        assert "Kippt" in text_of(operator.get(WORK), "#jobs-failing")
        assert not soup(operator.get(WORK)).select(f"a[href='{edit}']")
        administrator = client_of(factories.user(is_superuser=True))
        assert soup(administrator.get(WORK)).select(f"a[href='{edit}']")

    def test_of_a_page_that_is_gone_still_has_a_name(self, operator: Client) -> None:
        failing_invalidation(987)
        assert "Deleted: page 987" in text_of(operator.get(WORK), "#jobs-failing")

    def test_tells_what_why_how_often_and_when_next(self, operator: Client) -> None:
        failure(label="<b>Skyline</b>", task="embed", error="OSError: no picture", attempts=7)
        said = text_of(operator.get(WORK), "#jobs-failing tbody")
        assert said.startswith(
            "<b>Skyline</b> Ask the provider of a video · 7 attempts OSError: no picture 9 minutes from now"
        )

    def test_beyond_the_listed_ones_is_counted(
        self, operator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("jobs.selectors.LISTED", 2)
        for _ in range(5):
            failure()
        page = operator.get(WORK)
        assert len(soup(page).select("#jobs-failing tbody tr")) == 2
        assert "and 3 more" in text_of(page, "#jobs-failing")
        assert "5 objects wait after a failure." in text_of(page, "#jobs-summary")

    def test_that_is_asked_for_already_cannot_be_asked_for_again(self, operator: Client) -> None:
        failed = failure(not_before=None)
        button = soup(operator.get(WORK)).select_one(f"[id='retry-{failed.key}']")
        assert button.has_attr("disabled")


class TestThePage:
    def test_asks_no_more_queries_for_twenty_failures_than_for_one(self, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}
        all_jobs_well()
        client = client_of(staff("view_jobstate"))

        def fill() -> None:
            failing_invalidation(factories.article().pk)
            failure()
            recompilation(total=10, left=1, first_id=900_000 + Invalidation.objects.count())

        def queries() -> int:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(WORK).status_code == 200
            return len(seen)

        fill()
        queries()
        one = queries()
        for _ in range(19):
            fill()
        assert queries() == one

    def test_changes_nothing(self, operator: Client, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}
        failing_invalidation(17)
        failure()
        models = (JobState, Invalidation, Failure, LogCursor)
        before = [list(model.objects.order_by("pk").values()) for model in models]
        operator.get(WORK)
        assert [list(model.objects.order_by("pk").values()) for model in models] == before

    def test_looks_again_sooner_while_something_is_under_way(self, operator: Client) -> None:
        def seconds() -> int:
            content = soup(operator.get(WORK)).select_one("#jobs-report")
            return int(content["data-refresh-seconds"])

        Invalidation.objects.all().delete()
        failing_invalidation(17)
        assert seconds() == 30
        failing_invalidation(18, attempts=0, not_before=None)
        assert seconds() == 3

    def test_is_kept_by_no_cache(self, operator: Client) -> None:
        assert "no-store" in operator.get(WORK)["Cache-Control"]

    def test_speaks_german(self) -> None:
        all_jobs_well()
        JobState.objects.filter(name="prune_log").update(succeeded_at=timezone.now() - timedelta(days=3))
        recompilation(total=5000, left=3766)
        page = client_of(staff("view_jobstate", language="de")).get(WORK)
        assert "3 Tage her" in text_of(page, "#jobs-all")
        assert "1.234 von 5.000 Seiten" in text_of(page, "#jobs-waiting")
        assert "Dieser Teil der Hintergrundarbeit ist überfällig: Alte Einträge" in text_of(
            page, "#jobs-summary"
        )


def overdue() -> None:
    """Store an article whose publication was due two minutes ago."""
    article = factories.draft_article()
    revision = article.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=2)
    revision.save(update_fields=["approved_go_live_at"])
