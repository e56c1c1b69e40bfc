"""Dates on the reader's site are those of the newsroom, wherever the reader is."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.inputs.dates import AHEAD, TYPED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_WRITE = """async ([texts, style]) => {
  const { dateText } = await import('/static/web/dates.js');
  return texts.map((text) => dateText(text, 'de', style));
}"""


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_reader_abroad_sees_the_newsrooms_time(open_browser: Any, zone: str) -> None:
    article = factories.compiled_article(published_at="2026-07-01T00:30:00+02:00")
    page = open_browser(timezone_id=zone)
    page.clock.set_fixed_time("2026-07-01T22:30:00Z")
    page.goto(f"/de/{article.slug}/")

    expect(page.locator(".byline time").first).to_have_text("1. Juli 2026 um 00:30")
    expect(page.locator(".topline time")).to_have_text("Donnerstag, 2. Juli 2026")
    dates = TYPED | AHEAD
    assert (
        page.evaluate("texts => texts.map(text => Date.parse(text)).includes(NaN)", [*dates.values()])
        is False
    )
    shown = page.evaluate(_WRITE, [[*dates.values()], "minute"])
    assert [text.rpartition(" ")[2] for text in shown] == [typed[-5:] for typed in dates]
    assert [int(text.partition(".")[0]) for text in shown] == [int(typed[8:10]) for typed in dates]
    assert shown[list(dates).index("2024-02-29 12:00")] == "29. Februar 2024 um 12:00"

    # The comments on a page of another site.
    page.evaluate("document.documentElement.removeAttribute('data-newsroom-zone')")
    modern = [text for text in dates.values() if text > "1900"]
    assert page.evaluate(_WRITE, [modern, "minute"]) == shown[-len(modern) :]
