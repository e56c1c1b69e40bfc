"""What the author of a comment does with it, by keyboard only, while a moderator decides."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from comments.moderation import Status
from comments.receipts import receipt_for
from comments.services import erase_comment
from tests import comment_factories, factories
from tests.browser.reading import assert_accessible, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]
_MOST_TABS = 60


def tab_to(target: Locator) -> None:
    """Press Tab until an element has the focus."""
    for _number in range(_MOST_TABS):
        if target.evaluate("node => node === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    pytest.fail(f"no way to {target} by keyboard")


def choose(page: Page, name: str) -> None:
    """Press a button of the reader's own comment."""
    tab_to(page.locator("leserbrief-comments").get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def write(field: Locator, text: str) -> None:
    tab_to(field)
    field.page.keyboard.press("ControlOrMeta+a")
    field.page.keyboard.type(text)


def send_a_comment(page: Page, text: str) -> None:
    """Fill the form, let the device calculate, look at the preview and send it."""
    for name, value in (("name", "Ida Sommer"), ("email", "ida@example.org"), ("text", text)):
        write(page.locator(f".lb-form [name={name}]"), value)
    tab_to(page.locator(".lb-form [name=consent]"))
    page.keyboard.press("Space")
    expect(page.locator(".lb-challenge img")).to_be_visible()
    choose(page, "Ohne Bild: dein Gerät rechnet kurz")
    expect(page.locator(".lb-calculation [role=status]")).to_have_text(
        "Dein Gerät ist fertig. Du brauchst kein Bild."
    )
    choose(page, "Vorschau")
    expect(page.locator(".lb-preview strong")).to_have_text("Glückwunsch")
    choose(page, "Kommentar absenden")


def decide(desk: Page, key: str) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press(key)


def answer_as_newsroom(desk: Page, text: str) -> None:
    desk.goto("/admin/comments/?status=PUBLISHED")
    decide(desk, "w")
    expect(desk.locator(".desk-reply textarea")).to_be_focused()
    desk.keyboard.type(text)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messages")).to_contain_text("veröffentlicht")


def test_a_comment_is_edited_approved_answered_withdrawn_and_erased(
    open_browser: Opener,
    sign_in: Callable[[User], Page],
    moderator: User,
    troubles: list[str],
    tmp_path: Path,
) -> None:
    article = factories.compiled_article(slug="preis", title="Ein Preis für das Netzwerk")
    page = open_browser(viewport={"width": 320, "height": 800})
    read(page, "/de/preis/")
    send_a_comment(page, "Herzlichen **Glückwunsch**!")
    own = page.locator(".lb-sent .lb-notice")
    expect(own).to_contain_text("wartet auf Freigabe")
    expect(own).to_contain_text("ändern")

    # A moderator has seen the text that the author changes now.
    desk = sign_in(moderator)
    desk.goto("/admin/comments/")
    choose(page, "Ändern")
    field = own.locator("textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value("Herzlichen **Glückwunsch**!")
    write(field, " ")
    choose(page, "Änderung absenden")
    expect(field).to_be_focused()
    expect(own.locator(".lb-field .lb-error")).to_have_text("Bitte füll dieses Feld aus.")
    write(field, "Herzlichen **Glückwunsch** euch allen!")
    assert_accessible(page, lang="de")
    choose(page, "Änderung absenden")
    expect(own).to_be_focused()
    expect(own.locator("blockquote")).to_contain_text("euch allen")
    decide(desk, "a")
    row = desk.locator(".desk-row")
    expect(row.get_by_role("alert")).to_contain_text("Bitte lesen Sie ihn noch einmal.")
    expect(row.locator(".desk-text")).to_contain_text("euch allen")
    assert troubles == ["409 /admin/comments/decide/"]
    troubles.clear()
    desk.keyboard.press("a")
    expect(desk.locator(".desk-row--left")).to_contain_text("Veröffentlicht")

    # An edit of what is published needs another approval. Until then readers see neither text.
    page.reload()
    own = page.locator(".lb-mine .lb-notice")
    expect(own).to_contain_text("Dein Kommentar ist erschienen.")
    choose(page, "Ändern")
    expect(own.locator("form")).to_contain_text("wartet er wieder auf Freigabe")
    write(own.locator("textarea"), "Herzlichen **Glückwunsch** euch beiden!")
    choose(page, "Änderung absenden")
    expect(own).to_contain_text("wartet auf Freigabe")
    page.reload()
    expect(own).to_contain_text("wartet auf Freigabe")
    assert "euch allen" not in page.locator(".lb-thread").inner_text()
    desk.goto("/admin/comments/")
    changes = desk.locator(".desk-changes__text")
    expect(changes.locator("del")).to_have_text("Entfernt: allen!")
    expect(changes.locator("ins")).to_have_text("Hinzugefügt: beiden!")
    decide(desk, "a")
    expect(desk.locator(".desk-row--left")).to_contain_text("Veröffentlicht")
    answer_as_newsroom(desk, "Wir danken auch.")

    page.reload()
    expect(page.locator(".lb-item strong").filter(has_text="Glückwunsch")).to_be_visible()
    answer = page.locator(".lb-item .lb-item")
    expect(answer).to_contain_text("Wir danken auch.")
    expect(answer.locator(".lb-badge")).to_have_text("Redaktion")
    with page.expect_download() as download:
        choose(page, "Gespeicherte Daten herunterladen")
    download.value.save_as(tmp_path / "comment.json")
    assert json.loads((tmp_path / "comment.json").read_text())["comment"]["email"] == "ida@example.org"
    choose(page, "Zurückziehen")
    expect(own.get_by_role("button", name="Nein")).to_be_focused()
    page.keyboard.press("Enter")
    expect(own).to_be_focused()
    choose(page, "Zurückziehen")
    choose(page, "Ja, zurückziehen")
    expect(own).to_contain_text("Du hast deinen Kommentar zurückgezogen.")
    assert article.reader_comments.get(parent=None).status == Status.WITHDRAWN
    choose(page, "Löschen")
    choose(page, "Ja, löschen")
    expect(own).to_contain_text("Dein Kommentar ist gelöscht.")
    expect(own).to_be_focused()
    assert article.reader_comments.get(parent=None).text == ""
    page.reload()
    expect(page.locator(".lb-form")).to_be_visible()
    expect(page.locator(".lb-mine .lb-notice")).to_have_count(0)
    expect(page.locator(".lb-removed")).to_be_visible()
    expect(answer.locator(".lb-badge")).to_be_visible()


def test_the_author_is_told_once_of_a_comment_that_was_deleted(
    open_browser: Opener, troubles: list[str]
) -> None:
    article = factories.compiled_article(slug="weg")
    erased = comment_factories.comment(article=article)
    erase_comment(comment_id=erased.pk, now=comment_factories.NOON)
    receipt = receipt_for(comment_id=erased.pk, receipt_version=erased.receipt_version)
    page = open_browser()
    read(page, "/de/weg/")
    page.evaluate(
        "([key, receipt]) => localStorage.setItem(key, JSON.stringify([receipt]))",
        [f"leserbrief-receipts:{article.pk}", receipt],
    )
    page.reload()
    expect(page.locator(".lb-mine .lb-notice")).to_contain_text("Dein Kommentar ist gelöscht.")
    assert [trouble.split()[0] for trouble in troubles] == ["410"]
    troubles.clear()
    page.reload()
    expect(page.locator(".lb-form")).to_be_visible()
    expect(page.locator(".lb-mine .lb-notice")).to_have_count(0)
