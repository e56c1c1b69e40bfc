"""A page whose address has umlauts, opened as a browser sends it."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from wagtail.contrib.redirects.models import Redirect

from tests import factories
from tests.browser.reading import read

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_article_with_an_umlaut_in_its_headline_is_read_by_its_address(
    open_browser: Callable[..., Page],
) -> None:
    title, path = "Übergröße für Łódź", "/de/straße/übergröße-für-łódź/"
    body = [("heading", {"text": "Größe", "level": "2"}) for _number in range(2)]
    section = factories.section(slug="straße", title="Straße")
    article = factories.compiled_article(parent=section, slug="übergröße-für-łódź", title=title, body=body)
    Redirect.add_redirect("/index.php?id=5", article)
    page = open_browser()
    for address in (
        path,
        quote(path),
        f"{path}?utm_source=x#groesse-2",
        f"{path}#%zz",
        "/index.php?a=b&id=5",
    ):
        page.goto("about:blank")
        read(page, address)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert urlsplit(page.url).path == quote(path)
    assert page.locator("h2[id]").evaluate_all("nodes => nodes.map((node) => node.id)") == [
        "groesse",
        "groesse-2",
    ]
    page.locator(".main-menu a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Straße")
    expect(page.locator(".card")).to_have_count(1)
    read(page, "/de/?utm_source=x&tag=nichts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zu diesem Thema ist hier nichts erschienen")
