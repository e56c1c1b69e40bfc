"""The page of the background work in a browser: it keeps itself up to date and disturbs nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from delivery.models import Invalidation
from jobs.models import JobState
from tests import factories
from tests.integration.jobs.stage import WORK, all_jobs_well, failing_mark, failure

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def operator(newsroom: str) -> User:
    """This will make somebody who may see everything; what is under way makes the page look again soon."""
    all_jobs_well()
    failing_mark(987, attempts=0, not_before=None)
    return factories.user(username="betrieb", is_superuser=True)


def test_the_page_shows_by_itself_what_has_changed(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    page = sign_in(operator)
    page.goto(WORK)
    page.locator("#backstage-reload").focus()
    expect(page.locator("#backstage-summary")).to_contain_text("Alles wird rechtzeitig erledigt.")
    JobState.objects.filter(name="prune_log").update(failures=1, error="OSError: voll")
    expect(page.locator("#jobs-content")).to_contain_text("OSError: voll")
    expect(page.locator("#backstage-summary")).to_contain_text("1 Aufgabe schlägt fehl.")
    expect(page.locator("#backstage-reload")).to_be_focused()


def test_a_button_that_goes_away_hands_the_focus_on(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    failed = failure()
    page = sign_in(operator)
    page.goto(WORK)
    page.locator(f"#retry-failure-{failed.pk}").focus()
    failed.delete()
    expect(page.locator("#failures-content")).to_contain_text("Nichts wartet nach einem Fehler.")
    expect(page.locator("#backstage-reload")).to_be_focused()


def test_a_panel_that_was_folded_stays_so(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    page = sign_in(operator)
    page.goto(WORK)
    page.locator("#jobs-section [data-panel-toggle]").click()
    expect(page.locator("#jobs-content")).to_be_hidden()
    Invalidation.objects.all().delete()
    expect(page.locator("#backlog-content")).to_contain_text("alle Antworten sind aktuell")
    expect(page.locator("#jobs-content")).to_be_hidden()


def test_a_button_says_what_it_has_done(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    failed = failure(label="Skyline")
    page = sign_in(operator)
    page.goto(WORK)
    page.locator(f"#retry-failure-{failed.pk}").click()
    expect(page.locator(".messages")).to_contain_text(
        "„Skyline“ wird beim nächsten Lauf noch einmal versucht."
    )
    expect(page.locator(f"#retry-failure-{failed.pk}")).to_be_disabled()
