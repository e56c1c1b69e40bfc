"""The pages of the README, as somebody tries them with a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from comments.moderation import Status
from tests import comment_factories, factories
from tests.journeys.guide import HOST, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def answered_with(html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html")


def test_the_samples_show_an_article_and_its_comments_on_a_phone(open_browser: Opener, newsroom: str) -> None:
    article = factories.compiled_article(slug="stadt-land-digital", title="Bundeswettbewerbsgewinner " * 3)
    comment_factories.comment(article=article, status=Status.PUBLISHED, text="Gut so.", html="<p>Gut so.</p>")
    text = (ROOT / "README.md").read_text().replace(HOST, newsroom).replace('"33"', f'"{article.pk}"')
    samples = re.findall(r"<!-- sample: \w+ -->\n```html\n(.+?)```", text, re.DOTALL)
    assert len(samples) == 2
    for sample in samples:
        page = open_browser(viewport={"width": 320, "height": 640}, is_mobile=True)
        page.route("**/sample.html", answered_with(sample))
        page.goto("/sample.html")
        expect(page.get_by_text("Gut so.")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
