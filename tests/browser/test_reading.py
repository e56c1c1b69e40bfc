"""The reader's site: every block and image, both languages, small and dark screens."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from cms.models import ArticlePage, Author
from comments.moderation import Status
from comments.services import moderate_comment
from tests import comment_factories, factories
from tests.browser.reading import (
    assert_accessible,
    assert_images_load,
    assert_legible,
    read,
    walk_by_keyboard,
)
from tests.contracts import rich_article
from tests.front_pages import arrange, automatic

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]


def path_of(article: ArticlePage) -> str:
    return urlsplit(article.get_url()).path


def test_a_reader_comes_from_the_home_page_and_sees_every_block(
    open_browser: Opener, moderator: User, now: datetime
) -> None:
    article = rich_article.published()
    comment = comment_factories.comment(article=article, author_name="Ida Sommer")
    moderate_comment(
        comment_id=comment.pk,
        to=Status.PUBLISHED,
        expected_version=comment.version,
        moderator=moderator,
        now=now,
    )
    arrange(automatic(10))
    asked_abroad: list[str] = []

    def from_another_site(route: Route) -> None:
        asked_abroad.append(route.request.url)
        route.fulfill(body="Film")

    page = open_browser()
    page.route("https://**/*", from_another_site)

    read(page, "/")
    assert page.url.endswith("/de/")
    card = page.locator(".card", has_text=article.title)
    expect(card).to_contain_text("Smart City")
    card.get_by_role("link").click()

    expect(page).to_have_title(f"{article.title} – Leserbrief")
    expect(page.get_by_role("heading", level=1)).to_have_text(article.title)
    expect(page.locator(".byline")).to_contain_text("Von Autorin")
    expect(page.locator(".correction")).to_contain_text("Der Preis wird seit 2019 vergeben.")
    expect(page.locator(".lb-item")).to_contain_text("Ida Sommer")
    assert assert_images_load(page) == 7
    body = page.locator(".body")
    expect(body.locator("> .rich-text")).to_have_text("Ein Artikel, eine Datei, Post, unten und nichts.")
    expect(body.locator("> .rich-text a")).to_have_count(4)
    expect(body.locator("> h2#hintergrund")).to_be_visible()
    expect(body.locator("> .figure img")).to_have_count(2)
    expect(body.locator("> .quotation")).to_contain_text("Jo Beispiel")
    expect(body.locator("> .pull-quote cite")).to_have_text("Bericht")
    expect(body.locator("> .background-box").get_by_role("heading", name="Kasten")).to_be_visible()
    expect(body.locator("> .unavailable")).to_have_text("Diese Datei gibt es nicht mehr.")
    links = body.locator("> .link-list li")
    expect(links).to_have_text(["Seite", "Datei", "Netz", "Post", "Gelöscht (nicht mehr erreichbar)"])
    figures = body.get_by_role("table", name="Zahlen")
    expect(figures.get_by_role("columnheader")).to_have_text(["2025"])
    expect(page.locator(".tags")).to_contain_text("Klima")
    expect(page.locator(".related .card")).to_have_count(1)
    assert_accessible(page, lang="de")
    assert_legible(page)

    with page.expect_download() as download:
        body.locator("> .download").get_by_role("link", name="Herunterladen").click()
    assert download.value.path().read_bytes() == b"Text"

    # Nothing is requested from another site before a click.
    expect(body.locator(".embed")).to_have_count(2)
    pending = body.locator(".embed").last
    expect(pending).to_have_text("vimeo.comBei vimeo.com ansehen")
    expect(pending.get_by_role("link")).to_have_attribute("href", rich_article.UNKNOWN_VIDEO)
    assert asked_abroad == []
    body.get_by_role("button", name="Video laden").click()
    expect(page.frame_locator(".embed iframe").locator("body")).to_have_text("Film")
    assert asked_abroad == ["https://www.youtube.com/embed/a"]
    expect(page.locator(".embed iframe")).to_be_focused()


def test_german_and_english_readers_find_their_way_and_each_other(
    open_browser: Opener, troubles: list[str]
) -> None:
    article = rich_article.published()
    author = Author.objects.get()
    author.role, author.bio, author.image = "Redaktion", "<p>Schreibt.</p>", factories.image()
    author.save()
    gone = factories.compiled_article(slug="gewesen")
    gone_path = path_of(gone)
    ArticlePage.objects.get(pk=gone.pk).delete()
    page = open_browser()

    read(page, path_of(article))
    page.get_by_role("link", name="Read this article in English").click()
    page.wait_for_url("**/en/**")
    expect(page.locator(".languages [aria-current]")).to_have_text("English")
    expect(page.get_by_role("heading", level=2).last).to_be_visible()
    expect(page.get_by_text("Your e-mail address will not be published.")).to_be_visible()
    assert_accessible(page, lang="en")

    page.locator(".languages").get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/de/**")
    page.get_by_role("link", name="Klima").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thema: Klima")
    expect(page.locator(".list-lead")).to_have_text("1 Artikel")
    page.get_by_role("link", name=article.title).click()
    page.locator(".authors a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(author.name)
    expect(page.locator(".list-role")).to_have_text("Redaktion")
    expect(page.locator(".list-header .rich-text")).to_have_text("Schreibt.")
    expect(page.locator(".portrait img")).to_be_visible()
    assert_images_load(page)
    page.locator(".main-menu a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rubrik")
    expect(page.locator(".main-menu [aria-current=page]")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)
    assert_accessible(page, lang="de")

    for path, title in (
        ("/de/gibt-es-nicht/", "Diese Seite gibt es nicht"),
        (gone_path, "Dieser Artikel ist nicht mehr da"),
        ("/en/there-is-none/", "There is no such page"),
    ):
        read(page, path)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert_accessible(page, lang=path[1:3])
    page.get_by_role("link", name="Go to the home page").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    resolve = "/api/v1/resolve/"
    assert troubles == [
        "404 /de/gibt-es-nicht/",
        f"404 {resolve}",
        f"410 {gone_path}",
        f"410 {resolve}",
        "404 /en/there-is-none/",
        f"404 {resolve}",
    ]
    troubles.clear()


def test_a_small_dark_screen_and_a_keyboard_are_enough(open_browser: Opener) -> None:
    article = rich_article.published()
    for number in range(9):
        factories.compiled_article(title=f"Bürgerbeteiligungsverfahrensbeschleunigung {number}")
    top = comment_factories.comment(
        article=article, status="PUBLISHED", text="W" * 400, html=f"<p>{'W' * 400}</p>"
    )
    comment_factories.comment(article=article, parent=top, status="PUBLISHED")
    arrange(automatic(10))
    page = open_browser(viewport={"width": 390, "height": 844}, color_scheme="dark", reduced_motion="reduce")

    read(page, "/de/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 27)"
    assert walk_by_keyboard(page, steps=4) == ["Zum Inhalt springen", "q", "Finden", "English"]
    expect(page.locator(".card")).to_have_count(10)
    page.get_by_role("button", name="Mehr Artikel").press("Enter")
    expect(page.locator(".card")).to_have_count(11)
    expect(page.locator(".card").nth(10).get_by_role("link")).to_be_focused()
    assert_accessible(page, lang="de")
    assert_legible(page)

    read(page, path_of(article))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert "Datei" in walk_by_keyboard(page, steps=6)
    page.get_by_role("textbox", name="Name").focus()
    expect(page.locator(".lb-challenge img")).to_be_visible()
    page.locator(".lb-primary").press("Enter")
    expect(page.locator(".lb-summary")).to_be_visible()
    assert_accessible(page, lang="de")
    assert_legible(page)
