"""`site/`: what stands around every page."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.models import HomePage, SiteSettings, SiteTexts
from delivery.models import Invalidation
from delivery.subjects import subject_of
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()


def site(status: int = 200, **parameters: str) -> Any:
    response = client.get("/api/v1/site/", parameters)
    assert response.status_code == status, response.content
    return response.json()


def save(*, language: str = "de", main_menu: Any = (), footer_menu: Any = (), **values: Any) -> None:
    """Save the settings of the main site, with the texts of one language, and compile what depends on them."""
    names = {field.name for field in SiteTexts._meta.get_fields()}
    found = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    for name in values.keys() - names:
        setattr(found, name, values[name])
    locale = Locale.objects.get(language_code=language)
    texts = {name: values[name] for name in values.keys() & names}
    menus = {"main_menu": _menu(main_menu), "footer_menu": _menu(footer_menu)}
    others = [one for one in found.texts.all() if one.locale_id != locale.pk]
    found.texts = [*others, SiteTexts(locale=locale, **menus, **texts)]
    found.save()
    factories.settle()


def _menu(entries: Any) -> Any:
    return [("entry", entry) for entry in entries]


def entry(*below: dict[str, Any], **target: Any) -> dict[str, Any]:
    return {**target, "items": list(below)}


def texts_of(menu: list[dict[str, Any]]) -> list[str]:
    return [item["text"] for item in menu]


class TestTheSite:
    def test_is_one_query(self, django_assert_num_queries: Any) -> None:
        save(main_menu=[entry(page=factories.section())])
        for parameters in ({}, {"locale": "en", "fallback": "de"}):
            with django_assert_num_queries(1):
                site(**parameters)

    def test_has_a_menu_and_a_publisher_before_anybody_has_made_one(self) -> None:
        section = factories.section(title="Projekte")
        factories.section(title="Entwurf", live=False)
        factories.settle()
        found = site()
        assert (found["id"], found["type"], found["name"]) == (factories.home().pk, "site", "Leserbrief")
        assert found["url"] == "http://testserver/de/"
        assert found["menus"] == {
            "main": [
                {
                    "href": section.full_url,
                    "text": "Projekte",
                    "kind": "PAGE",
                    "id": section.pk,
                    "state": "OK",
                    "items": [],
                }
            ],
            "footer": [],
        }
        nothing = ("footer", "imprint", "privacy")
        assert [found[name] for name in nothing] == [None] * 3
        assert found["contact"] == {"email": None, "text": None}
        assert found["publisher"] == {
            "name": "Leserbrief",
            "legal_name": None,
            "url": "http://testserver/",
            "logo": None,
        }

    def test_has_what_editors_have_written(self) -> None:
        logo, imprint, privacy = factories.image(), factories.article(), factories.article()
        save(
            name="Der Abend",
            contact_email="größe@example.org",
            publisher_name="Abend",
            publisher_legal_name="Abend GmbH",
            publisher_url="https://verlag.example/",
            publisher_logo=logo,
            footer="<p>Seit <b>1850</b></p>",
            contact="<p>Am Markt 1</p>",
            imprint=imprint,
            privacy=privacy,
        )
        found = site()
        assert found["name"] == "Der Abend"
        assert found["contact"]["email"]["href"] == "mailto:gr%C3%B6%C3%9Fe@example.org"
        assert found["contact"]["email"]["text"] == "größe@example.org"
        assert found["contact"]["text"]["text"] == "Am Markt 1"
        assert found["footer"]["html"] == "<p>Seit <b>1850</b></p>"
        assert [found[name]["id"] for name in ("imprint", "privacy")] == [imprint.pk, privacy.pk]
        publisher = found["publisher"]
        assert publisher.pop("logo")["id"] == logo.pk
        assert publisher == {"name": "Abend", "legal_name": "Abend GmbH", "url": "https://verlag.example/"}

    def test_has_menus_two_deep_in_the_order_of_the_editors(self) -> None:
        section, article = factories.section(title="Stadt"), factories.article(title="Der Preis")
        below = ({"page": article, "text": "Preis"}, {"url": "https://example.org/x", "text": "Partner"})
        last = entry(email="redaktion@example.org")
        save(main_menu=[entry(*below, page=section), last], footer_menu=[entry(page=article)])
        menus = site()["menus"]
        assert texts_of(menus["main"]) == ["Stadt", "redaktion@example.org"]
        assert texts_of(menus["main"][0]["items"]) == ["Preis", "Partner"]
        assert [item["kind"] for item in (*menus["main"], *menus["main"][0]["items"])] == [
            "PAGE",
            "EMAIL",
            "PAGE",
            "EXTERNAL",
        ]
        assert texts_of(menus["footer"]) == ["Der Preis"]

    def test_names_its_languages_and_the_first_of_them(self) -> None:
        factories.english_home()
        factories.settle()
        assert site(locale="en")["locales"] == [
            {"locale": "de", "name": "Deutsch", "url": "http://testserver/de/", "default": True},
            {"locale": "en", "name": "English", "url": "http://testserver/en/", "default": False},
        ]

    def test_has_texts_of_its_own_in_each_language(self) -> None:
        factories.english_home()
        save(footer="<p>Fuß</p>", main_menu=[entry(email="a@example.org")])
        save(footer="<p>Foot</p>", language="en")
        assert [site(locale=code)["footer"]["text"] for code in ("de", "en")] == ["Fuß", "Foot"]
        assert site(locale="en")["menus"]["main"] == []

    def test_is_the_main_one_where_there_are_several(self) -> None:
        root = Page.objects.get(depth=1)
        other = root.add_child(instance=HomePage(title="Anderswo", slug="anderswo", locale=root.locale))
        Site.objects.create(hostname="anderswo.example", root_page=other)
        factories.settle()
        assert site()["name"] == "Leserbrief"

    def test_is_found_under_whatever_host_name_wagtail_has_for_it(self) -> None:
        main = Site.objects.get(is_default_site=True)
        main.hostname = "umgezogen.example"
        main.save()
        factories.settle()
        assert site()["url"] == "http://umgezogen.example/de/"
        assert client.get("/api/v1/home/").json()["id"] == main.root_page_id


class TestAnEntry:
    @pytest.fixture
    def target(self) -> Page:
        """Return a section in the menu, with one entry below it and one after it."""
        section = factories.section(title="Stadt", slug="stadt")
        below = {"url": "https://example.org/", "text": "Darunter"}
        save(main_menu=[entry(below, page=section), entry(email="a@example.org")], imprint=section)
        assert texts_of(site()["menus"]["main"]) == ["Stadt", "a@example.org"]
        return Page.objects.get(pk=section.pk).specific

    @pytest.mark.parametrize(
        "take_away",
        [
            lambda page: page.unpublish(),
            lambda page: page.delete(),
            lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        ],
        ids=["unpublished", "deleted", "restricted"],
    )
    def test_is_left_out_at_once_with_what_is_below(self, take_away: Any, target: Page) -> None:
        take_away(target)
        # Before the background work has compiled anything.
        found = site()
        assert texts_of(found["menus"]["main"]) == ["a@example.org"]
        assert found["imprint"] is None

    def test_follows_its_page(self, target: Page) -> None:
        other = factories.section(slug="dort")
        target.move(other, pos="last-child")
        assert site()["menus"]["main"][0]["href"] == "http://testserver/de/dort/stadt/"

    def test_is_back_with_its_page(self, target: Page) -> None:
        target.unpublish()
        factories.settle()
        Page.objects.get(pk=target.pk).specific.save_revision().publish()
        factories.settle()
        assert texts_of(site()["menus"]["main"]) == ["Stadt", "a@example.org"]

    def test_without_a_page_is_reported(self, target: Page, admin_client: Client) -> None:
        target.unpublish()
        factories.settle()
        report = admin_client.get("/admin/reports/broken-parts/").content.decode()
        assert "Redaktionseinstellungen: Link „Stadt“" in report


class TestTheHomePage:
    def test_takes_its_site_away(self) -> None:
        english = factories.english_home()
        factories.settle()
        PageViewRestriction.objects.create(page=english, restriction_type="login")
        site(locale="en", status=404)
        assert [one["locale"] for one in site()["locales"]] == ["de"]

    def test_gives_it_back(self) -> None:
        english = factories.english_home()
        restriction = PageViewRestriction.objects.create(page=english, restriction_type="login")
        factories.settle()
        restriction.delete()
        factories.settle()
        assert site(locale="en")["locale"] == "en"


class TestTheFallback:
    def test_is_answered_where_the_language_has_none(self) -> None:
        factories.settle()
        response = client.get("/api/v1/site/?locale=en&fallback=de")
        assert (response.json()["locale"], response["Content-Language"]) == ("de", "de")
        assert "unresolved" in response["Cache-Tag"].split(",")

    def test_is_not_answered_where_it_has_one(self) -> None:
        factories.english_home()
        factories.settle()
        response = client.get("/api/v1/site/?locale=en&fallback=de")
        assert response["Content-Language"] == "en"
        assert "unresolved" not in response["Cache-Tag"].split(",")

    def test_must_be_asked_for(self) -> None:
        site(locale="en", status=404)

    @pytest.mark.parametrize("name", ["locale", "fallback"])
    def test_is_one_of_the_languages(self, name: str) -> None:
        [error] = site(**{name: "fr"}, status=400)["errors"]
        assert (error["parameter"], error["allowed"]) == (name, ["de", "en"])


class TestSavedSettings:
    def test_compile_no_article_for_a_menu(self) -> None:
        article = factories.compiled_article()
        SiteSettings.for_site(Site.objects.get()).save()
        factories.settle()
        found = SiteSettings.for_site(Site.objects.get())
        found.texts = [SiteTexts(locale=article.locale, main_menu=_menu([entry(page=article)]))]
        found.save()
        invalidated = Invalidation.objects.values_list("edition_id", flat=True)
        assert {subject_of(edition_id).kind for edition_id in invalidated} == {"site"}

    def test_compile_the_articles_for_the_rules_of_comments(self) -> None:
        article = factories.compiled_article()
        save(comments_enabled=False)
        card = client.get(f"/api/v1/articles/{article.pk}/").json()
        assert card["comments"]["policy"] == "OFF"
