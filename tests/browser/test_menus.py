"""An editor builds a menu in the settings, and readers use it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.reading import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_FIELD = "[name=texts-0-main_menu-{}-value-{}]"


@pytest.fixture
def settings_of_menus(sign_in: Callable[[User], Page], editor: User) -> Page:
    """Return the settings, opened by an editor where menus are made, with an entry for German."""
    permission = Permission.objects.get(codename="change_sitesettings")
    Group.objects.get(name="Ressort Stadt").permissions.add(permission)
    page = sign_in(editor)
    page.goto("/admin/settings/cms/sitesettings/")
    page.get_by_role("tab", name="Menüs und Texte").click()
    page.get_by_role("button", name="Sprache hinzufügen").click()
    page.locator("[name=texts-0-locale]").select_option(label="Deutsch")
    return page


def test_an_editor_builds_a_menu_and_puts_it_in_order(settings_of_menus: Page) -> None:
    factories.section(title="Stadt", slug="stadt")
    page = settings_of_menus
    menu = page.locator("[data-contentpath=main_menu]")
    insert = menu.get_by_role("button", name="Einen Block einfügen")

    insert.last.click()
    page.locator(_FIELD.format(0, "text")).fill("Partner")
    page.locator(_FIELD.format(0, "url")).fill("https://example.org/partner/")
    # Before the first entry; its number is the next one that is free.
    insert.first.click()
    entry = menu.locator("[data-streamfield-child]").first
    entry.locator("[data-chooser-action-choose]").first.click()
    page.locator(f".modal a[href*='/choose-page/{factories.home().pk}/']").first.click()
    page.locator(".modal").get_by_role("link", name="Stadt", exact=True).click()
    entry.locator("[data-contentpath=items] [data-streamfield-list-add]").first.click()
    entry.locator("[name$=items-0-value-email]").fill("stadt@example.org")
    entry.get_by_role("button", name="Nach unten").first.click()
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".messages")).to_contain_text("Redaktionseinstellungen")

    site = page.request.get("/api/v1/site/").json()
    assert [(item["text"], item["kind"]) for item in site["menus"]["main"]] == [
        ("Partner", "EXTERNAL"),
        ("Stadt", "PAGE"),
    ]
    assert [item["href"] for item in site["menus"]["main"][1]["items"]] == ["mailto:stadt@example.org"]

    page.goto("/de/")
    _assert_usable_by_keyboard(page)
    assert_accessible(page, lang="de")


def _assert_usable_by_keyboard(page: Page) -> None:
    button = page.get_by_role("button", name="Mehr unter Stadt")
    below = page.locator(".main-menu li > ul a")
    expect(below).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(below).to_be_focused()
    page.keyboard.press("Escape")
    expect(below).to_be_hidden()
    expect(button).to_be_focused()
