"""The life of a comment in the browsers of a reader and a moderator."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from captcha.models import CaptchaStore
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from comments.moderation import Status
from comments.services import moderate_comment
from tests import comment_factories, factories
from tests.browser.reading import assert_accessible, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]
ADDRESS = "Leserin+post@Example.org"


def answer_to(page: Page) -> str:
    """Return the answer to the challenge in the form."""
    picture = page.locator(".lb-challenge img").get_attribute("src") or ""
    found = re.search(r"/challenge/([^/]+)/picture/", picture)
    assert found, picture
    return str(CaptchaStore.objects.get(hashkey=found[1]).response)


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f".lb-form [name={name}]").fill(value)


def error_beside(page: Page, name: str) -> str:
    """Return the error message that describes a field, and check that it is visible."""
    field = page.locator(f".lb-form [name={name}]")
    expect(field).to_have_attribute("aria-invalid", "true")
    message = page.locator("#" + (field.get_attribute("aria-describedby") or "").split(" ")[0])
    expect(message).to_be_visible()
    return message.inner_text()


def test_a_comment_is_written_refused_sent_approved_by_keyboard_and_read(
    open_browser: Opener, sign_in_by_form: Callable[[User], Page], moderator: User, troubles: list[str]
) -> None:
    article = factories.compiled_article(slug="auszeichnung", title="Netzwerk gewinnt Bundeswettbewerb")
    reader = open_browser()
    read(reader, "/de/auszeichnung/")
    form = reader.locator(".lb-form")
    send = form.get_by_role("button", name="Kommentar absenden")
    expect(form).to_contain_text("Deine E-Mail-Adresse wird nicht veröffentlicht.")
    expect(form).to_contain_text("Erforderliche Felder sind mit * markiert.")
    for name in ("name", "email", "text", "consent"):
        expect(form.locator(f".lb-field-{name} label")).to_contain_text("*")
    assert CaptchaStore.objects.count() == 0

    # An empty form gets a message beside every field.
    send.click()
    assert error_beside(reader, "name") == "Bitte füll dieses Feld aus."
    assert error_beside(reader, "email") == error_beside(reader, "text") == error_beside(reader, "name")
    assert "Ohne deine Zustimmung" in error_beside(reader, "consent")
    assert error_beside(reader, "answer") == "Bitte gib die Buchstaben aus dem Bild ein."
    expect(form.locator("[name=name]")).to_be_focused()
    expect(form.locator(".lb-summary")).to_contain_text("5 Angaben stimmen noch nicht")
    assert_accessible(reader, lang="de")

    # The server checks all fields at once.
    fill(
        reader,
        name="https://reklame.example",
        email="leserin@",
        text="Herzlichen **Glückwunsch**!",
        answer="falsch",
    )
    form.locator("[name=consent]").check()
    send.click()
    assert "E-Mail-Adresse" in error_beside(reader, "email")
    fill(reader, email=ADDRESS)
    send.click()
    assert error_beside(reader, "name") == "Bitte gib einen Namen an, keinen Link."

    # A wrong answer brings a new picture and keeps the text.
    fill(reader, name="Ida Sommer", answer="falsch")
    first_picture = form.locator("img").get_attribute("src") or ""
    send.click()
    expect(form.locator("img")).not_to_have_attribute("src", first_picture)
    assert "stimmten nicht" in error_beside(reader, "answer")
    expect(form.locator("[name=text]")).to_have_value("Herzlichen **Glückwunsch**!")
    expect(form.locator("[name=answer]")).to_be_focused()
    submission = f"400 /api/v1/articles/{article.pk}/comments/"
    assert troubles == [submission, submission]
    troubles.clear()

    # With the right answer the comment waits for approval.
    fill(reader, answer=answer_to(reader))
    reader.keyboard.press("Enter")
    thanks = reader.get_by_role("status")
    expect(thanks).to_contain_text("wartet auf Freigabe")
    expect(thanks).to_be_focused()
    reader.reload()
    expect(reader.locator(".lb-mine .lb-pending")).to_contain_text("wartet auf Freigabe")
    expect(reader.locator(".lb-item")).to_have_count(0)

    # A moderator finds it on the dashboard and approves it by keyboard.
    desk = sign_in_by_form(moderator)
    desk.get_by_role("link", name="Jetzt entscheiden").press("Enter")
    row = desk.locator(".desk-row")
    expect(row).to_contain_text("Ida Sommer")
    expect(row).not_to_contain_text("@")
    desk.keyboard.press("j")
    expect(row).to_be_focused()
    desk.keyboard.press("a")
    expect(desk.locator(".desk-row--left")).to_contain_text("Veröffentlicht")
    expect(desk.locator(".desk-finished")).to_be_visible()

    # The author gets a notice, and the comment is public.
    reader.reload()
    expect(reader.locator(".lb-mine")).to_contain_text("Dein Kommentar ist erschienen.")
    shown = reader.locator(".lb-item")
    expect(shown).to_contain_text("Ida Sommer")
    expect(shown.locator("strong").last).to_have_text("Glückwunsch")
    expect(reader.locator(".lb-title")).to_have_text("1 Kommentar")
    expect(reader.locator(".byline")).to_contain_text("1 Kommentar")
    assert ADDRESS.lower() not in reader.content().lower()
    reader.get_by_role("button", name="Nicht mehr anzeigen").click()
    expect(reader.locator(".lb-mine li")).to_have_count(0)


def test_a_long_conversation_is_read_to_its_end_and_answered(
    open_browser: Opener, moderator: User, now: datetime
) -> None:
    article = factories.compiled_article(slug="runder-tisch")
    make = comment_factories.comment
    busy = make(article=article, status="PUBLISHED", author_name="Tim")
    for number in range(12):
        make(parent=busy, status="PUBLISHED", author_name=f"Antwort {number}")
    removed = make(article=article, status="HIDDEN", author_name="Kurt", text="Unfug", html="<p>Unfug</p>")
    deepest = make(parent=make(parent=removed, status="PUBLISHED"), status="PUBLISHED", author_name="Gerda")
    for number in range(20):
        last = make(article=article, status="PUBLISHED", author_name=f"Leser {number}")
    page = open_browser()

    # A link to a comment leads to it, also if it is on the second page.
    read(page, f"/de/runder-tisch/#comment-{last.pk}")
    expect(page.locator(f"[id='comment-{last.pk}']")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Mehr Kommentare")).to_have_count(0)

    more = page.get_by_role("button", name="Mehr Antworten")
    more.press("Enter")
    expect(page.get_by_text("Antwort 11", exact=True)).to_be_visible()
    expect(more).to_have_count(0)
    expect(page.locator(".lb-item:focus")).to_contain_text("Antwort 10")
    expect(page.locator(".lb-removed")).to_have_text("Dieser Kommentar wurde entfernt.")
    assert "Unfug" not in page.content()
    # There is no reply to a comment of the third level.
    buttons = page.locator(f"[id='comment-{deepest.pk}']").get_by_role("button")
    expect(buttons).to_have_accessible_name(re.compile("melden$"))

    # The form for a reply is below its parent, and its draft survives a reload.
    page.get_by_role("button", name="Auf Tim antworten").click()
    expect(page.locator(".lb-form [name=text]")).to_be_focused()
    fill(page, text="Das sehe ich anders.")
    page.reload()
    form = page.locator(f"[id='comment-{busy.pk}'] .lb-form")
    expect(form.get_by_role("heading")).to_have_text("Deine Antwort auf Tim")
    expect(form.locator("[name=text]")).to_have_value("Das sehe ich anders.")
    fill(page, name="Ida", email=ADDRESS)
    form.locator("[name=consent]").check()

    # Offline the draft is kept; sent again, it makes one comment.
    fill(page, answer=answer_to(page))
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(form.locator(".lb-summary")).to_contain_text("Dein Text ist noch da")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("wartet auf Freigabe")
    sent = article.reader_comments.get(author_name="Ida")
    assert (sent.parent_id, sent.text) == (busy.pk, "Das sehe ich anders.")

    # Only the author sees the reason of a rejection.
    moderate_comment(
        comment_id=sent.pk,
        to=Status.REJECTED,
        expected_version=sent.version,
        moderator=moderator,
        reason="Geht am Thema vorbei",
        now=now,
    )
    page.reload()
    expect(page.locator(".lb-mine")).to_contain_text("Begründung: Geht am Thema vorbei")

    closed = factories.compiled_article(slug="geschlossen", comment_policy="CLOSED")
    make(article=closed, status="PUBLISHED")
    over = factories.compiled_article(slug="vorbei", comments_close_at=factories.MORNING)
    read(page, f"/de/{closed.slug}/")
    expect(page.locator(".lb-closed")).to_have_text("Hier kann zurzeit niemand kommentieren.")
    expect(page.locator(".lb-item")).to_have_count(1)
    expect(page.get_by_role("button", name="Antworten")).to_have_count(0)
    read(page, f"/de/{over.slug}/")
    expect(page.locator(".lb-closed")).to_have_text(
        "Seit dem 1. März 2026 kann hier niemand mehr kommentieren."
    )
