"""Readers search by the keyboard, narrow down what was found, and are told when nothing is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from delivery.vocabulary import rebuild_words
from tests import factories
from tests.browser.reading import assert_accessible, assert_legible, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def search(page: Page, words: str) -> None:
    field = page.get_by_role("searchbox", name="Wonach suchst du?")
    field.fill(words)
    field.press("Enter")
    page.wait_for_url("**/?q=*")
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")


def test_a_reader_searches_and_narrows_down(open_browser: Opener) -> None:
    town, land = (factories.section(title=title) for title in ("Stadt", "Land"))
    for number in range(21):
        factories.article(title=f"Brücken <b>& Wege</b> {number}", parent=town)
    factories.article(title="Eine Brücke", parent=land)
    factories.settle()
    page = open_browser(viewport={"width": 320, "height": 700}, color_scheme="dark")
    read(page, "/de/")
    search(page, "bruecke")

    hits = page.locator(".hit")
    expect(page.get_by_role("status")).to_have_text("22 Artikel")
    expect(hits).to_have_count(20)
    expect(hits.last.locator("h2 mark")).to_have_text("Brücken")
    expect(hits.last.locator("h2")).to_contain_text("<b>& Wege</b>")
    expect(hits.first.locator("h2")).to_be_in_viewport()
    assert_accessible(page, lang="de")
    assert_legible(page)
    page.get_by_role("button", name="Mehr Artikel").click()
    expect(hits).to_have_count(22)

    facets = page.get_by_role("navigation", name="Eingrenzen").locator("summary")
    facets.press("Enter")
    page.get_by_role("link", name="Land (1)").click()
    expect(hits).to_have_count(1)
    expect(facets).to_have_text("Eingrenzen: Land")
    facets.press("Enter")
    page.get_by_role("link", name="Land (1)").and_(page.locator("[aria-current=true]")).click()
    expect(page.get_by_role("status")).to_have_text("22 Artikel")


def test_a_reader_is_offered_what_was_meant(open_browser: Opener) -> None:
    factories.article(title="Preisverleihung")
    factories.settle()
    rebuild_words()
    page = open_browser()
    read(page, "/de/")
    search(page, "Preisverliehung")

    page.get_by_role("link", name="Preisverleihung").click()
    expect(page.locator(".hit mark")).to_have_text("Preisverleihung")
    search(page, "<img src=x onerror=alert(1)>")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suche: <img src=x onerror=alert(1)>")
    expect(page.locator(".notice")).to_contain_text("Nichts gefunden.")
    assert_accessible(page, lang="de")
