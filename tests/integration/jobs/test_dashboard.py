"""The panel on the dashboard: silent unless work is late or a change of many pages is under way."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import JobState
from tests.admin import client_of, soup, staff
from tests.integration.jobs.stage import WORK, all_jobs_well, editor, recompilation, text_of
from tests.integration.jobs.test_page import overdue

pytestmark = pytest.mark.django_db


def panel(client: Client) -> str:
    return text_of(client.get("/admin/"), ".jobs-panel")


class TestThePanel:
    def test_is_not_there_when_all_is_well(self, operator: Client) -> None:
        assert panel(operator) == ""

    def test_names_the_part_that_is_late(self, operator: Client) -> None:
        JobState.objects.filter(name="prune_log").update(succeeded_at=None)
        assert "is late: Delete old entries of the log of changes." in panel(operator)

    def test_tells_that_scheduled_publications_are_late_and_since_when_nothing_has_run(self) -> None:
        all_jobs_well(succeeded_at=timezone.now() - timedelta(days=5))
        overdue()
        said = panel(client_of(editor("publish_page")))
        assert re.match(r"Since \S+ .+ the background work has stood still\.", said)
        assert re.search(r"publications are late: since \S+ .+ the oldest has been waiting\.", said)
        assert "Please tell an administrator." in said

    def test_tells_that_they_are_late_although_the_work_runs(self, operator: Client) -> None:
        overdue()
        assert re.search(r"late: since \S+ .+ the oldest has been waiting\.", panel(operator))

    def test_says_once_that_the_work_has_never_run(self, operator: Client) -> None:
        JobState.objects.all().delete()
        assert panel(operator).startswith("The background work has never run.")
        overdue()
        said = panel(operator)
        assert said.startswith("The background work has never run. Scheduled publications are late: since")
        assert said.count("never run") == 1

    def test_says_since_when_the_work_stands_still(self) -> None:
        all_jobs_well(succeeded_at=timezone.now() - timedelta(days=5))
        said = panel(client_of(editor("publish_page", language="de")))
        assert re.match(r"Die Hintergrundarbeit steht seit \S+ \S+ still\.", said)

    def test_leads_to_the_page_only_for_those_who_may_see_it(self) -> None:
        recompilation(total=10, left=4)
        links = {
            name: bool(soup(client_of(person).get("/admin/")).select(f".jobs-panel a[href='{WORK}']"))
            for name, person in (("operator", staff("view_jobstate")), ("editor", editor("publish_page")))
        }
        assert links == {"operator": True, "editor": False}

    def test_shows_how_far_a_change_of_many_pages_has_come(self) -> None:
        all_jobs_well()
        recompilation(total=5000, left=3766)
        said = panel(client_of(editor("publish_page", language="de")))
        assert "1.234 von 5.000 Seiten" in said
