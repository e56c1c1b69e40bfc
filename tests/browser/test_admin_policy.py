"""The admin works under its Content-Security-Policy: the console, which every test watches, names what it blocks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.test_editing import insert_block

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIEWS = (
    "/admin/articles/",
    "/admin/comments/",
    "/admin/reports/background-work/",
    "/admin/reports/broken-parts/",
    "/admin/reports/site-history/",
    "/admin/images/",
    "/admin/groups/new/",
)


@pytest.fixture
def chief(newsroom: str) -> User:
    return factories.user(username="chefin", is_superuser=True)


def choose(page: Page, where: str, title: str) -> None:
    """Open the chooser in this part of the form, choose a title, and see it in the form."""
    field = page.locator(where).last
    # The panel may be closed.
    field.locator("[data-chooser-action-choose]").first.dispatch_event("click")
    chooser = page.locator(".modal-content")
    chooser.get_by_role("link", name=title).first.click()
    expect(chooser).to_have_count(0)
    expect(field).to_contain_text(title)


def test_the_log_in_lists_and_reports(sign_in_by_form: Callable[[User], Page], chief: User) -> None:
    page = sign_in_by_form(chief)
    for view in VIEWS:
        page.goto(view)
        page.wait_for_load_state("networkidle")


def test_the_editor_its_choosers_and_the_preview(sign_in: Callable[[User], Page], chief: User) -> None:
    factories.image(title="Hafen")
    factories.author(name="Mara Winter")
    article = factories.draft_article(title="Lastenräder", body=[("paragraph", "<p>Ein Absatz.</p>")])
    factories.article(title="Radwege")
    factories.download(title="Jahresheft")
    page = sign_in(chief)
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.wait_for_load_state("networkidle")
    choose(page, "[data-contentpath=image]", "Hafen")
    for rows, title in (("article_authors", "Mara Winter"), ("article_relations", "Radwege")):
        page.locator(f"#id_{rows}-ADD").dispatch_event("click")
        choose(page, f"[id^=inline_child_{rows}-]", title)
    insert_block(page, "Download")
    choose(page, "[data-contentpath=body] [data-streamfield-child]", "Jahresheft")
    page.get_by_role("button", name="Vorschau umschalten").click()
    preview = page.frame_locator(".w-preview__iframe >> nth=0")
    expect(preview.get_by_role("heading", name="Lastenräder")).to_be_visible()


def test_an_upload(sign_in: Callable[[User], Page], chief: User, tmp_path: Path) -> None:
    picture = tmp_path / "hafen.jpg"
    picture.write_bytes(factories.image_file().read())
    page = sign_in(chief)
    page.goto("/admin/images/multiple/add/")
    page.wait_for_load_state("networkidle")
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("#upload-list")).to_contain_text("Upload erfolgreich")
