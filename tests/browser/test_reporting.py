"""A reader reports a comment by keyboard, and a moderator dismisses the report by keyboard."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from comments.models import Report
from comments.moderation import Status
from tests import comment_factories, factories
from tests.browser.axe import findings
from tests.browser.reading import assert_legible, read
from tests.browser.test_commenting import answer_to
from tests.browser.test_own_comment import decide, tab_to
from tests.node import need_node

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def test_a_report_by_keyboard(
    open_browser: Opener, sign_in: Callable[[User], Page], moderator: User, troubles: list[str]
) -> None:
    need_node()
    article = factories.compiled_article(slug="gemeldet", comment_policy="CLOSED")
    comment = comment_factories.comment(article=article, status=Status.PUBLISHED, author_name="Ida")
    page = open_browser(viewport={"width": 320, "height": 640}, color_scheme="dark")
    read(page, "/de/gemeldet/")
    button = page.get_by_role("button", name="Den Kommentar von Ida melden")
    tab_to(button)
    page.keyboard.press("Enter")
    form = page.locator(".lb-report")
    reason, explanation = form.locator("[name=reason]"), form.locator("[name=explanation]")
    expect(reason).to_be_focused()

    # Escape closes the form and leads back.
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Er ist")
    expect(reason).to_have_value("ILLEGAL")
    expect(form.locator("img")).to_be_visible()
    assert findings(page) == []
    assert_legible(page)

    # What is illegal must be explained.
    answer = form.locator("[name=answer]")
    tab_to(answer)
    page.keyboard.type(answer_to(page))
    page.keyboard.press("Enter")
    expect(explanation).to_be_focused()
    expect(explanation).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Das ist eine Drohung.")
    tab_to(form.get_by_role("button", name="Meldung absenden"))
    page.keyboard.press("Enter")
    told = page.locator(".lb-notice[role=status]")
    expect(told).to_be_focused()
    report = Report.objects.get()
    expect(told).to_contain_text(f"Deine Vorgangsnummer: {report.case}")
    assert (report.comment, report.reason) == (comment, "ILLEGAL")
    assert findings(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(button).to_be_focused()

    desk = sign_in(moderator)
    desk.goto("/admin/comments/?status=REPORTED")
    expect(desk.locator(".desk-reports")).to_contain_text("Rechtswidrig")
    expect(desk.locator("[data-desk-total]")).to_have_text("1 Kommentar")
    decide(desk, "d")
    expect(desk.locator(".desk-row--left")).to_have_count(1)
    expect(desk.locator("[data-desk-total]")).to_be_hidden()
    expect(desk.locator('[data-desk-tab="REPORTED"] [data-desk-count]')).to_have_text("0")
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert troubles == []
