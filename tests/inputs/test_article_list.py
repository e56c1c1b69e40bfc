"""Editors find their drafts and start an article."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from cms.demo.people import make_logins
from tests import factories
from tests.admin import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """Return a client that is logged in as the demo's editor."""
    make_logins()
    client.force_login(User.objects.get(username="redaktion"))
    return client


def _titles(client: Client, **query: Any) -> list[str]:
    page = soup(client.get(reverse("articles:index"), query))
    return [title.get_text(strip=True) for title in page.select("td.title .title-wrapper a")]


class TestTheListOfArticles:
    def test_starts_with_the_drafts_and_the_latest_of_them(self, editor: Client) -> None:
        factories.draft_article(title="Entwurf, älter")
        factories.published_article(title="Öffentlich")
        factories.draft_article(title="Entwurf, neu")
        factories.article(title="Aus einem Import")
        changed = factories.published_article(title="Geändert")
        changed.save_revision()
        factories.published_article(title="Zuletzt")
        assert _titles(editor) == [
            "Entwurf, neu", "Entwurf, älter", "Geändert", "Zuletzt", "Öffentlich", "Aus einem Import"
        ]  # fmt: skip

    def test_shows_and_sorts_by_the_date_that_readers_see(self, editor: Client) -> None:
        factories.published_article(title="Neu", published_at=None)
        factories.published_article(title="Alt", published_at=factories.MORNING)
        factories.draft_article(title="Entwurf", published_at=None)
        titles = _titles(editor, ordering="published")
        assert titles.index("Alt") < titles.index("Neu")
        dates = soup(editor.get(reverse("articles:index"))).select("tbody td .w-human-readable-date")
        assert len(dates) == 2
        since = {"published_at_from": timezone.now().date() - timedelta(days=2)}
        assert _titles(editor, **since) == ["Neu"]

    def test_is_searched_filtered_and_sorted_together(self, editor: Client) -> None:
        section, author = factories.section(), factories.author()
        found = factories.article(title="Klima", parent=section, authors=[author], tags=["Stadt"])
        other = factories.article(title="Klima anderswo", comment_policy="OFF", published_at=None)
        for article in (found, other, factories.article(title="Fahrrad")):
            get_search_backend().add(article)
        for order in ("", "-published"):
            query = {"q": "klima", **({"ordering": order} if order else {})}
            assert sorted(_titles(editor, **query)) == ["Klima", "Klima anderswo"]
            for narrow in (
                {"section": section.pk},
                {"author": author.pk},
                {"topic": "stadt"},
                {"comment_policy": "OPEN"},
                {"published_at_to": factories.MORNING.date()},
            ):
                assert _titles(editor, **query, **narrow) == ["Klima"], (query, narrow)
        assert _titles(editor, q="…") == []

    @pytest.mark.parametrize("by", ["section", "author", "topic"])
    def test_takes_any_value_of_a_filter(self, by: str, editor: Client) -> None:
        for value in ("9" * 20, "9" * 5000, "-1", "x", "\0"):
            assert editor.get(reverse("articles:index"), {by: value}).status_code == 200


def test_a_new_article_takes_two_clicks(editor: Client) -> None:
    section = factories.section(title="Auszeichnungen", parent=factories.english_home())
    listed = soup(editor.get(reverse("articles:index")))
    sections = soup(editor.get(listed.select_one("a[href*=choose_parent]")["href"]))
    links = {link.get_text(strip=True): link["href"] for link in sections.select("main .listing a")}
    assert set(links) == {"Leserbrief", "Auszeichnungen"}
    form = editor.get(links["Auszeichnungen"])
    assert form.status_code == 200
    assert form.resolver_match.kwargs["parent_page_id"] == section.pk


def test_a_cover_is_chosen_like_every_image(editor: Client) -> None:
    image = factories.image(title="Titelblatt")
    file = factories.download(cover=image)
    for view in ("wagtaildocs:edit", "wagtaildocs:add"):
        args = [file.pk] if view.endswith("edit") else []
        page = soup(editor.get(reverse(view, args=args)))
        assert not page.select("select[name=cover]")
    chooser = soup(editor.get(reverse("wagtaildocs:edit", args=[file.pk]))).select_one("[name=cover]")
    assert (chooser["type"], chooser["value"]) == ("hidden", str(image.pk))
