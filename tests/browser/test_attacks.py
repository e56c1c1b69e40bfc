"""Texts that try to run a script, on their way from the form to the page of another reader."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from comments.models import Comment
from comments.moderation import Status
from comments.services import moderate_comment
from tests import factories
from tests.browser.reading import read
from tests.browser.test_commenting import answer_to, fill
from tests.inputs.attacks import MARKDOWN, SCRIPTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "\n\n".join((*SCRIPTS, *MARKDOWN))
# What the Markdown of comments may become, and the words for screen readers in the desk.
_HARMLESS = "p, br, em, strong, ul, ol, li, blockquote, code, pre, a, del, ins, span.w-sr-only"
_DANGER = """(node, harmless) => [...node.querySelectorAll('*')]
  .filter((one) => !one.matches(harmless) || one.href?.match(/^(?!https?:)/)
    || one.getAttributeNames().some((name) => !['href', 'rel', 'class', 'start', 'value', 'lang'].includes(name)))
  .map((one) => one.outerHTML)"""


def assert_harmless(place: Locator) -> None:
    """Check that a place has the texts as text, and no element or attribute that could run anything."""
    expect(place).to_contain_text("<img src=x onerror=alert(1)>")
    expect(place).to_contain_text("<svg/onload=alert(1)>")
    assert place.evaluate(_DANGER, _HARMLESS) == []


def test_a_comment_full_of_scripts_runs_none(
    open_browser: Callable[..., Page], sign_in: Callable[[User], Page], moderator: User, troubles: list[str]
) -> None:
    article = factories.compiled_article(slug="angriff")

    def watched(page: Page) -> Page:
        def on_dialog(dialog: Any) -> None:
            troubles.append(f"a script ran in {page.url}")
            dialog.dismiss()

        page.on("dialog", on_dialog)
        return page

    page = watched(open_browser())
    read(page, "/de/angriff/")
    fill(page, name="<b onclick=alert(1)>Ida</b>", email="ida@example.org", text=TEXT)
    page.get_by_role("button", name="Vorschau").click()
    assert_harmless(page.locator(".lb-preview .lb-text"))
    page.locator(".lb-form [name=consent]").check()
    page.locator(".lb-form [name=answer]").focus()
    fill(page, answer=answer_to(page))
    page.keyboard.press("Enter")
    own = page.locator(".lb-sent .lb-notice")
    assert_harmless(own.locator("blockquote"))
    _approve(moderator)

    # Edited when it is published, so that the desk shows the difference.
    page.reload()
    own = page.locator(".lb-mine .lb-notice")
    assert_harmless(page.locator(".lb-item .lb-text"))
    own.get_by_role("button", name="Ändern").click()
    own.locator("textarea").fill(f"Neu: {TEXT}")
    own.get_by_role("button", name="Änderung absenden").click()
    assert_harmless(own.locator("blockquote"))

    desk = watched(sign_in(moderator))
    desk.goto("/admin/comments/")
    assert_harmless(desk.locator(".desk-text"))
    assert_harmless(desk.locator(".desk-changes__text"))
    expect(desk.locator(".desk-row__name")).to_have_text("<b onclick=alert(1)>Ida</b>")
    _approve(moderator)

    other = watched(open_browser())
    read(other, "/de/angriff/")
    shown = other.locator(".lb-item")
    assert_harmless(shown.locator(".lb-text"))
    expect(shown.locator(".lb-name")).to_have_text("<b onclick=alert(1)>Ida</b>")
    answer = other.request.get(f"/api/v1/articles/{article.pk}/comments/").json()["items"][0]
    assert not re.search(r"<(?!/?(?:p|br|em|strong|ul|ol|li|blockquote|code|pre|a)[ >])", answer["html"])


def _approve(moderator: User) -> None:
    comment = Comment.objects.get()
    moderate_comment(
        comment_id=comment.pk,
        to=Status.PUBLISHED,
        expected_version=comment.version,
        moderator=moderator,
        now=timezone.now(),
    )
