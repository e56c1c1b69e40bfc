"""A reader asks for mails and confirms them, by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment
from comments.notices import Notice, Purpose, mail_link
from tests import factories
from tests.browser.reading import assert_accessible, assert_legible, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def test_a_reader_asks_for_mails_and_confirms_them_by_keyboard_on_a_narrow_screen(
    open_browser: Opener, settings: Any
) -> None:
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.COMMENT_CHALLENGE = "off"
    factories.compiled_article(slug="auszeichnung")
    reader = open_browser(viewport={"width": 320, "height": 640}, color_scheme="dark")
    read(reader, "/de/auszeichnung/")
    for name, value in {"name": "Ida", "email": "ida@example.org", "text": "Gut."}.items():
        reader.locator(f".lb-form [name={name}]").fill(value)
    reader.locator(".lb-form [name=consent]").press("Space")
    choices = reader.get_by_role("group", name="Schick mir eine E-Mail")
    for label in ("wenn über meinen Kommentar entschieden ist", "wenn mir jemand geantwortet hat"):
        reader.keyboard.press("Tab")
        expect(choices.get_by_label(label)).to_be_focused()
        reader.keyboard.press("Space")
    assert_accessible(reader, lang="de")
    reader.keyboard.press("Enter")
    expect(reader.locator(".lb-sent")).to_be_visible()

    comment = Comment.objects.get()
    assert comment.notify == [Notice.DECISION, Notice.REPLIES]
    reader.goto(mail_link(Purpose.CONFIRM, comment.pk))
    assert_accessible(reader, lang="de")
    for part in ("link", "link", "button"):
        reader.keyboard.press("Tab")
        expect(reader.locator(":focus").and_(reader.get_by_role(part))).to_be_visible()
    assert_legible(reader)
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading")).to_have_text("Bestätigt")
    comment.refresh_from_db()
    assert comment.address_confirmed_at
