"""A front page is built in Wagtail's editor, and `home/` and the reader's site show it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, TimeoutError, expect

from tests import factories, front_pages
from tests.browser.reading import assert_accessible, assert_legible
from tests.browser.test_editing import insert_block

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def choose(page: Page, button: str, name: str) -> None:
    """Choose an object in the dialog of a button in the block that was inserted last."""
    block, dialog = page.locator("[data-streamfield-child]").last, page.locator(".modal-dialog")
    opener = block.get_by_role("button", name=button)
    # On a busy machine a click can get lost while Wagtail still arranges the new block.
    for _attempt in range(5):
        opener.click()
        with suppress(TimeoutError):
            dialog.wait_for(timeout=9_000)
            break
    dialog.get_by_role("link", name=name, exact=True).click()
    expect(dialog).to_have_count(0)
    expect(block.locator("[data-chooser-title]")).to_contain_text([name])


def test_an_editor_builds_the_front_page(
    sign_in: Callable[[User], Page], editor: User, newsroom: str
) -> None:
    section = factories.section(title="Stadt", slug="stadt")
    large, chosen, filed, tagged = (
        factories.article(title=title, **fields)
        for title, fields in (
            ("Groß", {"image": factories.image()}),
            ("Gewählt", {}),
            ("Aus der Stadt", {"parent": section}),
            ("Zum Klima", {"tags": ["Klima"]}),
        )
    )
    factories.settle()
    page = sign_in(editor)
    page.goto(f"/admin/pages/{factories.home().pk}/edit/")
    page.wait_for_load_state("networkidle")

    insert_block(page, "Neueste Artikel")
    choose(page, "Seite auswählen (Ressort)", "Stadt")
    insert_block(page, "Neueste Artikel")
    choose(page, "Thema auswählen", "Klima")
    insert_block(page, "Ausgewählte Artikel")
    page.locator("[name=rows-2-value-title]").fill("Das Beste")
    choose(page, "Seite auswählen (Artikel)", "Gewählt")
    insert_block(page, "Aufmacher")
    choose(page, "Seite auswählen (Artikel)", "Groß")
    for _step in range(3):
        page.locator("div:has(> [name=rows-3-type]) [data-streamfield-action=MOVE_UP]").first.click()
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator(".messages")).to_contain_text("veröffentlicht")

    assert front_pages.shown() == [[large.pk], [filed.pk], [tagged.pk], [chosen.pk]]
    page.goto("/de/")
    expect(page.locator(".card-title")).to_have_text(["Groß", "Aus der Stadt", "Zum Klima", "Gewählt"])
    expect(page.locator(".card img")).to_have_count(1)
    page.locator(".row-title", has_text="Stadt").get_by_role("link").click()
    expect(page).to_have_url(f"{newsroom}/de/stadt/")
    page.go_back()
    assert_accessible(page, lang="de")
    assert_legible(page)
