"""The default site of Wagtail is delivered, and no other one."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import ArticlePage
from delivery.models import Change, Edition
from delivery.verify import require_recompilation_of_other_versions, sweep
from tests import factories
from tests.front_pages import arrange, curated
from tests.inputs.article_form import send_new_article

pytestmark = pytest.mark.django_db
API = "/api/v1/"
client = Client()


def get(path: str) -> Any:
    return client.get(f"{API}{path}")


def choose(site: Site) -> None:
    """Make another site the default one, as its administrator does: with one form after the other."""
    for one, is_default in ((Site.objects.get(is_default_site=True), False), (site, True)):
        one.is_default_site = is_default
        one.save()


def changes(pages: Sequence[Page], *, after: int = 0) -> list[tuple[str, int]]:
    told = Change.objects.filter(pk__gt=after, type="article", object_id__in=[page.pk for page in pages])
    return list(told.order_by("pk").values_list("change", "object_id"))


@pytest.fixture
def own() -> ArticlePage:
    return factories.article(slug="hier", title="Umzug hier", tags=["Umzug"])


@pytest.fixture
def foreign() -> ArticlePage:
    """Return an article in a section of another site."""
    section = factories.section(parent=factories.other_home(), slug="dort-drueben")
    return factories.article(
        parent=section,
        slug="dort",
        title="Umzug dort",
        tags=["Fremdes"],
        authors=[factories.author(slug="fremd")],
    )


class TestAnArticleOfAnotherSite:
    def test_is_in_no_answer(self, own: ArticlePage, foreign: ArticlePage) -> None:
        arrange(curated(own, foreign))
        factories.settle()
        path = foreign.get_url_parts()[2]
        gone = [
            f"articles/{foreign.pk}/",
            "articles/by-slug/dort/",
            f"articles/{foreign.pk}/comments/",
            f"sections/{foreign.get_parent().pk}/",
            "authors/fremd/",
            "tags/fremdes/",
            f"resolve/?path={path}",
        ]
        assert {one: get(one).status_code for one in gone} == dict.fromkeys(gone, 404)
        lists = [
            "articles/?profile=full",
            "search/?q=umzug",
            "sections/",
            "authors/",
            "tags/",
            "home/?locale=de",
            "snapshot/",
        ]
        for one in lists:
            answer = get(one)
            text = (b"".join(answer) if answer.streaming else answer.content).decode()
            assert answer.status_code == 200
            assert not {word for word in ("dort", "fremd") if word in text}, one
        assert "Umzug hier" in get("articles/").content.decode()

    def test_has_slugs_that_filters_do_not_know(self, foreign: ArticlePage) -> None:
        factories.settle()
        found = get("articles/?section=dort-drueben&author=fremd&tag=fremdes").json()
        assert (found["items"], sorted(found["meta"]["unknown"])) == ([], ["author", "section", "tag"])

    def test_is_shown_when_its_site_becomes_the_default_one_and_takes_the_place_of_the_former(
        self, own: ArticlePage, foreign: ArticlePage
    ) -> None:
        factories.settle()
        head = Change.objects.latest("pk").pk
        choose(Site.objects.get(is_default_site=False))
        assert get(f"articles/{own.pk}/").status_code == 404
        assert get("articles/").json()["items"] == []
        factories.settle()
        assert [item["id"] for item in get("articles/").json()["items"]] == [foreign.pk]
        assert get("site/").json()["id"] == Site.objects.get(is_default_site=True).root_page_id
        assert sorted(changes([own, foreign], after=head)) == [("PUBLISHED", foreign.pk), ("REMOVED", own.pk)]

    def test_that_an_earlier_version_has_compiled_goes_with_the_upgrade(self, foreign: ArticlePage) -> None:
        default, other = Site.objects.order_by("-is_default_site")
        choose(other)
        factories.settle()
        # As the earlier version left it.
        for site in (default, other):
            Site.objects.filter(pk=site.pk).update(is_default_site=site == default)
        Edition.objects.update(compiler="11/0")
        head = Change.objects.latest("pk").pk
        require_recompilation_of_other_versions()
        sweep(now=timezone.now())
        assert get(f"articles/{foreign.pk}/").status_code == 404
        factories.settle()
        assert changes([foreign], after=head) == [("REMOVED", foreign.pk)]


class TestTheEditorOfAPageOfAnotherSite:
    @pytest.fixture
    def chief(self, client: Client) -> Client:
        client.force_login(User.objects.create_superuser("chefredaktion"))
        return client

    def shown(self, chief: Client) -> bool:
        return "nur diese wird ausgeliefert" in chief.get(reverse("wagtailadmin_home")).content.decode()

    def test_is_told_when_it_is_published(self, chief: Client) -> None:
        send_new_article(chief, factories.other_home(), title="Weit weg")
        assert self.shown(chief)

    def test_is_told_when_it_is_moved_there(self, chief: Client) -> None:
        page = factories.article()
        chief.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, factories.other_home().pk]))
        assert self.shown(chief)

    def test_is_told_nothing_of_the_default_site_or_a_draft(self, chief: Client) -> None:
        send_new_article(chief, factories.home(), title="Ganz nah")
        page = factories.article(live=False)
        chief.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, factories.other_home().pk]))
        assert not self.shown(chief)
