"""How readers solve a challenge without the picture, and what is left to those whose browser cannot calculate."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from cms.models import SiteSettings
from comments.models import SpentProof
from tests import factories
from tests.browser.axe import findings
from tests.browser.reading import assert_legible, read
from tests.node import need_node

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]
# A page of plain http on another origin, where browsers have no WebCrypto.
ELSEWHERE = "http://zeitung.example"


def write(page: Page) -> None:
    for name, value in {"name": "Ida", "email": "ida@example.org", "text": "Ohne Bild."}.items():
        page.locator(f".lb-form [name={name}]").fill(value)
    page.locator(".lb-form [name=consent]").check()


def _with_cors(route: Route) -> None:
    # WhiteNoise sends the header; the live server of the tests serves static files by itself.
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "access-control-allow-origin": "*"})


def name_contact() -> None:
    SiteSettings.objects.update_or_create(
        site=factories.home().get_site(), defaults={"contact_email": "post@example.org"}
    )
    factories.settle()


def embed(page: Page, newsroom: str, article_id: int, origin: str) -> None:
    """Show the comments element of an article in a page of another origin."""
    body = (
        '<!doctype html><html lang="de"><title>Zeitung</title><main><h1>Zeitung</h1>'
        f'<script type="module" src="{newsroom}/static/web/comments.js"></script>'
        f'<leserbrief-comments article="{article_id}" lang="de" api="{newsroom}/api/v1/"></leserbrief-comments></main>'
    )
    page.route(f"{newsroom}/static/**", _with_cors)
    page.route(f"{origin}/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{origin}/")


def test_a_comment_is_sent_without_the_picture_by_keyboard(open_browser: Opener) -> None:
    need_node()
    article = factories.compiled_article(slug="ohne-bild")
    page = open_browser(viewport={"width": 320, "height": 640}, color_scheme="dark")
    read(page, "/de/ohne-bild/")
    write(page)
    picture, field = page.locator(".lb-challenge img"), page.locator(".lb-form [name=answer]")
    expect(picture).to_be_visible()
    assert findings(page) == []

    # Cancelled, the picture is there again; a second time the device calculates to the end.
    field.focus()
    page.keyboard.press("Tab")
    start = page.get_by_role("button", name="Ohne Bild: dein Gerät rechnet kurz")
    expect(start).to_be_focused()
    page.evaluate("() => { crypto.subtle.deriveBits = () => new Promise(() => {}); }")
    page.keyboard.press("Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("button", name="Abbrechen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(start).to_be_focused()
    expect(picture).to_be_visible()
    page.evaluate("() => { delete crypto.subtle.deriveBits; }")
    page.keyboard.press("Enter")
    done = page.locator(".lb-calculation [role=status]")
    expect(done).to_have_text("Dein Gerät ist fertig. Du brauchst kein Bild.")
    expect(done).to_be_focused()
    expect(field).to_be_hidden()
    assert findings(page) == []
    assert_legible(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Doch lieber mit Bild")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".lb-notice")).to_contain_text("wartet auf Freigabe")
    assert article.reader_comments.get().text == "Ohne Bild."
    assert SpentProof.objects.count() == 1


def test_the_element_calculates_on_another_origin_too(
    open_browser: Opener, newsroom: str, settings: Settings
) -> None:
    settings.COMMENT_CHALLENGE = "both"
    origin = newsroom.replace("localhost", "zeitung.localhost")
    settings.CORS_ALLOWED_ORIGINS = [origin]
    article = factories.compiled_article()
    page = open_browser()
    embed(page, newsroom, article.pk, origin)
    page.locator(".lb-form [name=name]").focus()
    # What every reader has to calculate, nobody has to ask for.
    expect(page.locator(".lb-calculation [role=status]")).to_have_text("Dein Gerät ist fertig.")
    expect(page.locator(".lb-form [name=answer]")).to_be_visible()
    # Who cannot read the picture has no other way.
    expect(page.locator(".lb-challenge-help")).to_contain_text("Du kannst das Bild nicht lesen?")


def test_without_web_crypto_there_is_the_picture_and_a_contact(
    open_browser: Opener, newsroom: str, settings: Settings
) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    name_contact()
    article = factories.compiled_article()
    page = open_browser()
    embed(page, newsroom, article.pk, ELSEWHERE)
    page.locator(".lb-form [name=name]").focus()
    expect(page.locator(".lb-challenge img")).to_be_visible()
    expect(page.locator(".lb-challenge-help a")).to_have_attribute("href", "mailto:post@example.org")
    expect(page.get_by_role("button", name="rechnet")).to_have_count(0)


def test_who_can_solve_nothing_is_led_to_the_contact(
    open_browser: Opener, newsroom: str, settings: Settings
) -> None:
    settings.COMMENT_CHALLENGE, settings.CORS_ALLOWED_ORIGINS = "both", [ELSEWHERE]
    name_contact()
    page = open_browser()
    embed(page, newsroom, factories.compiled_article().pk, ELSEWHERE)
    write(page)
    help_ = page.locator(".lb-challenge-help")
    expect(help_).to_contain_text("Dein Browser kann nicht")
    send = page.get_by_role("button", name="Kommentar absenden")
    send.press("Enter")
    expect(help_).to_be_focused()
    expect(page.locator(".lb-summary")).to_be_empty()

    # The link stays the same while the focus moves.
    page.keyboard.press("Tab")
    expect(help_.locator("a")).to_be_focused()
    page.keyboard.press("Tab")
    expect(send).to_be_focused()
