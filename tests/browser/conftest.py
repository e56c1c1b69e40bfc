"""Fixtures for tests with Chromium and a live server."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright
from wagtail.models import GroupPagePermission, Site
from wagtail.users.models import UserProfile

from tests import factories
from tests.admin import client_of
from tests.conftest import site_address

_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A made-up page of another origin loads from the test server on this machine.
    "--disable-features=LocalNetworkAccessChecks",
)
_PATIENCE = 45_000

Opener = Callable[..., Page]


def _chromium() -> str:
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("There is no Chromium, and the browser journeys must run here.")
    return found or pytest.skip("there is no Chromium")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report in red that the browser tests were skipped."""
    if shutil.which("chromium") is None:
        terminalreporter.section(
            "The browser journeys were SKIPPED: install the package 'chromium'", red=True
        )


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start one browser for these tests, and close it before other tests run.

    Playwright runs an event loop in this thread, and Django refuses database access in one unless it is allowed.
    """
    path = _chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=_PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def newsroom(chromium: Browser, live_server: Any, committed_site: None, settings: Any) -> str:
    """Return the URL of the live server, which is also its `PUBLIC_URL`."""
    settings.PUBLIC_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    Site.objects.update(**site_address())
    cache.clear()
    return str(live_server.url)


@pytest.fixture
def troubles() -> list[str]:
    """Return the list of errors in all pages; a test fails if it leaves one in the list."""
    return []


@pytest.fixture
def open_browser(chromium: Browser, newsroom: str, troubles: list[str]) -> Iterator[Opener]:
    """Return a function that opens a page in a browser context of its own, in German by default."""
    contexts = []

    def open_window(**look: Any) -> Page:
        context = chromium.new_context(
            **{"base_url": newsroom, "locale": "de-DE", "viewport": {"width": 1200, "height": 900}, **look}
        )
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _watch(page, troubles)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert troubles == []


def _watch(page: Page, troubles: list[str]) -> None:
    def on_response(response: Response) -> None:
        if response.status >= 400:
            troubles.append(f"{response.status} {urlsplit(response.url).path}")

    page.on("response", on_response)
    page.on("pageerror", lambda error: troubles.append(f"uncaught: {error}"))
    # Failed responses are in the list already; the console repeats them.
    page.on(
        "console",
        lambda message: (
            troubles.append(f"console: {message.text}")
            if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource")
            else None
        ),
    )


@pytest.fixture
def editor(newsroom: str) -> User:
    """Return a user who can edit and publish all pages of the site."""
    group = Group.objects.create(name="Ressort Stadt")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=factories.home(), permission=permission)
    return _german_user("redaktion", group)


@pytest.fixture
def moderator(newsroom: str) -> User:
    """Return a user who can moderate comments and reply to them."""
    group = Group.objects.create(name="Moderation")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    names = ("moderate_comment", "reply_as_newsroom")
    group.permissions.add(*Permission.objects.filter(content_type__app_label="comments", codename__in=names))
    return _german_user("moderation", group)


def _german_user(username: str, group: Group) -> User:
    user = factories.user(username=username, groups=[group])
    UserProfile.objects.create(user=user, preferred_language="de")
    return user


@pytest.fixture
def sign_in(open_browser: Opener, newsroom: str, settings: Any) -> Callable[[User], Page]:
    """Return a function that returns a page in a browser with the session of a user."""

    def give_session(user: User) -> Page:
        page = open_browser()
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": newsroom}])
        return page

    return give_session


@pytest.fixture
def sign_in_by_form(open_browser: Opener) -> Callable[[User], Page]:
    """Return a function that logs a user in as people do and returns the first page of the admin.

    These two pages take as long as most tests.
    """

    def send_form(user: User) -> Page:
        page = open_browser()
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(user.username)
        page.locator("[name=password]").fill("geheim-genug-1")
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        return page

    return send_form
