"""The pages that explain the API: accessible by axe in light and dark, and legible on a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.node import need_node

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestAxeFindsNothing:
    @pytest.fixture
    def page(self, open_browser: Opener, scheme: str) -> Page:
        need_node()
        return open_browser(color_scheme=scheme)

    def test_on_the_page_of_endpoints(self, page: Page) -> None:
        page.goto("/api/v1/docs/")
        for name in ("countComments", "createChallenge"):
            operation = page.locator(f".opblock[id$={name}]")
            operation.locator(".opblock-summary-control").click()
            expect(operation.locator(".responses-inner")).to_be_visible()
        assert findings(page) == []

    def test_on_the_pages_of_problems(self, page: Page) -> None:
        for path in ("problems/", "problems/challenge-failed/"):
            page.goto(f"/api/v1/{path}")
            assert findings(page) == []
