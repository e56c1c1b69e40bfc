"""No page is wider than a small phone, whatever stands in it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cms.models import ArticlePage
from comments.checks import Hold
from comments.models import Comment, HoldReason
from comments.moderation import Status
from comments.rendering import render
from comments.services import moderate_comment
from tests import comment_factories, factories
from tests.browser.reading import read
from tests.inputs.lines import CODE, LINES, NAME, URL, WORD, body

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]

_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.outerHTML.slice(0, 90))
    .slice(0, 9)"""


def assert_narrow(page: Page) -> None:
    wide = page.evaluate(_TOO_WIDE)
    assert not wide, (page.url, wide)
    # Nothing is cut off either: what is wider than its box can be scrolled in it.
    assert page.evaluate("document.body.scrollWidth <= innerWidth"), page.url


@pytest.fixture
def article(newsroom: str) -> ArticlePage:
    """Publish an article of long lines."""
    image = factories.image(caption=CODE[:250], credit=WORD)
    file = factories.download(title=WORD * 2)
    section = factories.section(title=WORD, lead=URL[:250])
    page = factories.article(
        parent=section,
        title=WORD + " " + "W" * 60,
        kicker="W" * 60,
        lead=CODE + URL,
        authors=[factories.author(name=NAME)],
        tags=[WORD],
        image=image,
        correction_note=CODE,
        body=body(image.pk, file.pk),
    )
    factories.settle()
    return page


@pytest.fixture
def comments(article: ArticlePage, moderator: User, now: Any) -> list[Comment]:
    """Publish comments of long lines, nested as deep as they can be."""
    text = "\n\n".join([*LINES, f"> {CODE}", f"- {URL}", f"    {CODE}", f"[{WORD}]({URL[:200]}) `{CODE}`"])
    text += f"\n\n```\n{CODE}\n```"
    made: list[Comment] = []
    for _ in range(3):
        parent = made[-1] if made else None
        comment = comment_factories.comment(
            article=article, parent=parent, author_name=NAME, text=text, html=render(text)
        )
        HoldReason.objects.create(comment=comment, code=Hold.BLOCKED_WORD, detail=CODE[:190])
        moderate_comment(
            comment_id=comment.pk,
            to=Status.PUBLISHED,
            expected_version=1,
            moderator=moderator,
            now=now,
            reason=CODE,
        )
        made.append(comment)
    return made


def test_no_page_is_wider_than_a_phone(
    article: ArticlePage, comments: list[Comment], open_browser: Opener
) -> None:
    page = open_browser(viewport={"width": 320, "height": 640})
    for path in (
        "/",
        urlsplit(article.get_parent().specific.get_url()).path,
        urlsplit(article.get_url()).path,
    ):
        read(page, path)
        assert_narrow(page)
    expect(page.locator(".lb-item")).to_have_count(3)
    page.locator(".lb-item .lb-link").first.click()
    for name in ("name", "text"):
        page.locator(f".lb-form [name={name}]").fill(NAME)
    expect(page.locator(".lb-challenge img")).to_be_visible()
    page.locator(".lb-form button[type=submit], .lb-form .lb-primary").first.click()
    expect(page.locator(".lb-summary")).to_be_visible()
    assert_narrow(page)
    for path, part in (
        ("/api/v1/problems/", ".kinds"),
        ("/api/v1/problems/invalid-body/", "pre"),
        ("/api/v1/docs/", ".opblock"),
    ):
        page.goto(path)
        expect(page.locator(part).first).to_be_visible()
        assert_narrow(page)

    chief = factories.user(is_superuser=True)
    page = open_browser(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(chief.username)
    page.locator("[name=password]").fill("geheim-genug-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    for path in ("/admin/comments/?status=PUBLISHED", f"/admin/comments/{comments[1].pk}/"):
        page.goto(path)
        expect(page.locator(".desk-row").first).to_be_visible()
        assert_narrow(page)
    page.goto(f"/admin/pages/{article.pk}/view_draft/")
    assert_narrow(page)
