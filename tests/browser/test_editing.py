"""An article is written in Wagtail's editor, published, and shown to readers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from cms.models import ArticlePage
from tests import factories
from tests.browser.reading import assert_accessible
from tests.inputs.slugs import MARKED, TITLES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def insert_block(page: Page, name: str) -> None:
    """Choose a block in the chooser at the end of the body; the block then has the focus."""
    blocks = page.locator("[data-streamfield-child]")
    before = blocks.count()
    page.get_by_role("button", name="Einen Block einfügen").last.click()
    page.locator(".w-combobox__option").get_by_text(name, exact=True).click()
    expect(blocks).not_to_have_count(before)


def test_an_editor_writes_publishes_and_reads_an_article(
    sign_in: Callable[[User], Page], editor: User, newsroom: str
) -> None:
    section = factories.section(title="Auszeichnungen", slug="auszeichnungen")
    page = sign_in(editor)
    page.goto(f"/admin/pages/{section.pk}/add_subpage/")
    page.get_by_role("main").get_by_role("link", name="Nachricht, Reportage, Interview").click()

    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Titel").press_sequentially("Netzwerk gewinnt Bundeswettbewerb")
    expect(page.locator("[name=slug]")).to_have_value("netzwerk-gewinnt-bundeswettbewerb")
    page.get_by_role("textbox", name="Vorspann").fill("Eine Jury hat das Netzwerk ausgewählt.")
    insert_block(page, "Absatz")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Mehr als 200 Beiträge, sechs im Finale.")
    insert_block(page, "Überschrift")
    page.locator("[name=body-1-value-text]").fill("Hintergrund")
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator(".messages")).to_contain_text("veröffentlicht")

    url = page.locator(".messages").get_by_role("link", name="Live anzeigen").get_attribute("href")
    assert url
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Netzwerk gewinnt Bundeswettbewerb")
    expect(page.locator(".lead")).to_have_text("Eine Jury hat das Netzwerk ausgewählt.")
    expect(page.locator(".body .rich-text")).to_have_text("Mehr als 200 Beiträge, sechs im Finale.")
    expect(page.locator(".body #hintergrund")).to_have_text("Hintergrund")
    expect(page.locator(".main-menu [aria-current]")).to_have_text("Auszeichnungen")
    expect(page.locator(".lb-form")).to_be_visible()
    assert_accessible(page, lang="de")
    assert page.url == f"{newsroom}/de/auszeichnungen/netzwerk-gewinnt-bundeswettbewerb/"


def test_what_is_typed_while_the_page_saves_by_itself_is_not_forgotten(
    sign_in: Callable[[User], Page], editor: User
) -> None:
    article = factories.draft_article()
    page = sign_in(editor)
    page.clock.install()
    page.goto(f"/admin/pages/{article.pk}/edit/")
    form = page.locator("form[data-edit-form]")
    expect(form).to_be_visible()
    held: list[Route] = []
    page.route("**/edit/", lambda route: held.append(route))
    # The page looks for changes from its third second on.
    page.clock.run_for(3_000)

    insert_block(page, "Überschrift")
    page.clock.run_for(3_000)
    expect(form).to_have_attribute("data-w-unsaved-has-edits-value", "true")
    page.keyboard.type("Kurz getippt")
    for route in held:
        with page.expect_response("**/edit/"):
            route.continue_()
    page.unroute_all()
    page.clock.run_for(3_000)

    with page.expect_event("dialog") as warned:
        page.close(run_before_unload=True)
    warned.value.dismiss()
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.locator(".messages")).to_contain_text("aktualisiert")
    assert "Kurz getippt" in str(ArticlePage.objects.get(pk=article.pk).get_latest_revision().content["body"])


def test_the_form_makes_the_slug_as_the_server_does(sign_in: Callable[[User], Page], editor: User) -> None:
    page = sign_in(editor)
    page.goto(f"/admin/pages/add/cms/articlepage/{factories.home().pk}/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Titel").press_sequentially("Übergröße für Łódź")
    expect(page.locator("[name=slug]")).to_have_value("uebergroesse-fuer-lodz")

    # The event that the field of the title sends to the field of the slug while somebody types.
    made = page.locator("[name=slug]").evaluate(
        """(slug, titles) => titles.map(value => {
            slug.dispatchEvent(new CustomEvent('w-sync:apply', { detail: { value } }));
            return slug.value;
        })""",
        list(TITLES | MARKED),
    )
    assert dict(zip(TITLES | MARKED, made, strict=True)) == TITLES | MARKED
