"""An editor builds a menu in the settings, and readers use it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Locale

from cms.models import SiteSettings, SiteTexts
from tests import factories
from tests.browser.conftest import Opener
from tests.browser.reading import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _add(menu: Locator) -> None:
    menu.get_by_role("button", name="Einen Block einfügen").last.click()


def _choose(page: Page, entry: Locator, title: str) -> None:
    entry.get_by_role("button", name="Seite auswählen").first.click()
    page.locator(".modal").get_by_role("link", name=title, exact=True).click()
    expect(page.locator(".modal")).to_have_count(0)


def test_an_editor_builds_a_menu_and_puts_it_in_order(
    sign_in: Callable[[User], Page], editor: User, newsroom: str
) -> None:
    factories.section(title="Stadt")
    factories.settle()
    Group.objects.get(name="Ressort Stadt").permissions.add(Permission.objects.get(codename="change_sitesettings"))
    page = sign_in(editor)
    page.goto("/admin/settings/cms/sitesettings/")
    page.get_by_role("tab", name="Menüs und Texte").click()
    page.get_by_role("button", name="Sprache hinzufügen").click()
    page.locator("[name=texts-0-locale]").select_option(label="Deutsch")
    menu = page.locator("#panel-child-menüs_und_texte-texts-0-panel-main_menu-section, [id*=main_menu-section]").first

    _add(menu)
    page.locator("[name=texts-0-main_menu-0-value-url]").fill("https://example.org/partner/")
    page.locator("[name=texts-0-main_menu-0-value-text]").fill("Partner")
    _add(menu)
    print(menu.inner_html()[-3000:])
