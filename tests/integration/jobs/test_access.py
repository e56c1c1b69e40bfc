"""Who may see the background work: a truth table over people and views."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from jobs.models import JobState
from tests import factories
from tests.admin import client_of, soup, staff
from tests.integration.jobs.stage import (
    WORK,
    all_jobs_well,
    editor,
    failing_invalidation,
    failure,
    recompilation,
    silent_cache,
)

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Callable[[], Client]] = {
    "anonymous": Client,
    "reader with an account": lambda: client_of(factories.user()),
    "somebody in the admin": lambda: client_of(staff()),
    "editor": lambda: client_of(editor("change_page")),
    "publisher": lambda: client_of(editor("change_page", "publish_page")),
    "operator": lambda: client_of(staff("view_jobstate")),
    "administrator": lambda: client_of(factories.user(is_superuser=True)),
}
SEE = {"operator", "administrator"}
ARE_TOLD = {"publisher", *SEE}
ENTER = {"somebody in the admin", "editor", *ARE_TOLD}


@pytest.mark.parametrize("who", PEOPLE)
class TestTheTruthTable:
    def test_of_the_page(self, who: str) -> None:
        for url in (WORK, f"{WORK}results/"):
            response = PEOPLE[who]().get(url)
            if who in SEE:
                assert response.status_code == 200
            elif who in ENTER:
                assert (response.status_code, response.url) == (302, "/admin/")
            else:
                assert response.url.startswith("/admin/login/")

    def test_of_every_button(self, who: str, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": ["http://127.0.0.1:9"]}}
        all_jobs_well(failures=1)
        failed, cache, invalidated = failure(), silent_cache(), failing_invalidation(17)
        client = PEOPLE[who]()
        for row in (failed, cache, invalidated):
            assert client.post(WORK, {"retry": row.key}).status_code == 302
        assert client.post(WORK, {"run": "prune_log"}).status_code == 302
        for row in (failed, cache, invalidated):
            row.refresh_from_db()
            assert (row.not_before is None) is (who in SEE)
        assert JobState.objects.filter(started_at=None).exists() is (who in SEE)

    def test_of_the_button_for_everything(self, who: str) -> None:
        failed = failure()
        PEOPLE[who]().post(WORK, {"retry_everything": ""})
        failed.refresh_from_db()
        assert (failed.not_before is None) is (who in SEE)

    def test_of_the_menu(self, who: str) -> None:
        assert (b'"background-work"' in PEOPLE[who]().get("/admin/").content) is (who in SEE)

    def test_of_the_panel_on_the_dashboard(self, who: str) -> None:
        recompilation(total=10, left=2)
        assert (b"jobs-panel" in PEOPLE[who]().get("/admin/").content) is (who in ARE_TOLD)


BUTTONS = {"run": "prune_log", "retry": "jobs.failure-1", "retry_everything": ""}


@pytest.mark.parametrize("name", BUTTONS)
class TestAButton:
    def test_is_no_link(self, name: str, operator: Client) -> None:
        failed = failure(pk=1)
        JobState.objects.filter(name="prune_log").update(failures=1)
        operator.get(WORK, {name: BUTTONS[name]})
        failed.refresh_from_db()
        assert failed.not_before
        assert JobState.objects.get(name="prune_log").started_at

    def test_asks_for_the_token_of_the_form(self, name: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(staff("view_jobstate"))
        assert client.post(WORK, {name: BUTTONS[name]}).status_code == 403


def test_administrators_can_give_the_permission_to_groups() -> None:
    page = soup(client_of(factories.user(is_superuser=True)).get("/admin/groups/new/"))
    offered = Permission.objects.get(content_type__app_label="jobs", codename="view_jobstate")
    assert page.select(f"input[name=permissions][value='{offered.pk}']")
