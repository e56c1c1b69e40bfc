"""What an article said before, on the reader's site and in the admin."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cms.models import ArticlePage
from tests import factories
from tests.browser.reading import assert_accessible, read
from tests.contracts import rich_article

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def test_a_reader_follows_a_correction_to_what_was_wrong(open_browser: Opener) -> None:
    article: ArticlePage = rich_article.published()
    before = article.title
    article.title, article.correction_note = "Berichtigt", "Der Titel war falsch."
    article.save_revision().publish()
    factories.settle()
    page = open_browser(viewport={"width": 320, "height": 700}, color_scheme="dark")
    read(page, urlsplit(article.get_url()).path)
    expect(page.locator(".correction a")).to_have_count(1)
    page.get_by_role("link", name="Was hier vorher stand").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    expect(page.locator(".correction")).to_contain_text("Der Titel war falsch.")
    expect(page.locator("article img, .body a, iframe")).to_have_count(0)
    expect(page.locator(".body")).to_contain_text("Film · YouTube")
    assert_accessible(page, lang="de")
    page.get_by_role("link", name="Zum Artikel von heute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Berichtigt")
