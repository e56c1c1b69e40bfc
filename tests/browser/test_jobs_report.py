"""The report of the background work in a browser: it refreshes itself without disturbing people who use it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from delivery.models import Invalidation
from jobs.models import JobState
from tests import factories
from tests.integration.jobs.stage import WORK, all_jobs_well, failing_invalidation, failure

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def operator(newsroom: str) -> User:
    """Store an administrator, and a page to compile, which makes the report refresh itself soon."""
    all_jobs_well()
    failing_invalidation(987, attempts=0, not_before=None)
    return factories.user(username="betrieb", is_superuser=True)


def test_the_page_shows_by_itself_what_has_changed(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    page = sign_in(operator)
    page.goto(WORK)
    page.locator("#jobs-reload").focus()
    expect(page.locator("#jobs-summary")).to_contain_text("Alles wird rechtzeitig erledigt.")
    JobState.objects.filter(name="prune_log").update(failures=1, error="OSError: voll")
    expect(page.locator("#jobs-all")).to_contain_text("OSError: voll")
    expect(page.locator("#jobs-summary")).to_contain_text("1 Aufgabe schlägt fehl.")
    expect(page.locator("#jobs-reload")).to_be_focused()


def test_a_button_that_goes_away_hands_the_focus_on(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    failed = failure()
    page = sign_in(operator)
    page.goto(WORK)
    page.locator(f"[id='retry-{failed.key}']").focus()
    failed.delete()
    expect(page.locator("#jobs-failing")).to_contain_text("Nichts wartet nach einem Fehler.")
    expect(page.locator("#jobs-reload")).to_be_focused()


def test_a_text_that_is_being_selected_stays(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    page = sign_in(operator)
    page.goto(WORK)
    page.locator("#jobs-waiting h2").select_text()
    Invalidation.objects.all().delete()
    # Longer than the pause between two refreshes.
    page.wait_for_timeout(4_000)
    expect(page.locator("#jobs-waiting")).to_contain_text("Aufzubereitende Seiten 1")
    page.evaluate("document.getSelection().removeAllRanges()")
    expect(page.locator("#jobs-waiting")).to_contain_text("Aufzubereitende Seiten 0")


def test_a_button_says_what_it_has_done(
    sign_in: Callable[[User], Page], operator: User, transactional_db: Any
) -> None:
    failed = failure(label="Skyline")
    page = sign_in(operator)
    page.goto(WORK)
    page.locator(f"[id='retry-{failed.key}']").click()
    expect(page.locator(".messages")).to_contain_text(
        "„Skyline“ wird beim nächsten Lauf noch einmal versucht."
    )
    expect(page.locator(f"[id='retry-{failed.key}']")).to_be_disabled()
