"""The form of the newsroom's settings: what it keeps, and what it refuses."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from cms.models import SiteSettings, SiteTexts
from tests import factories
from tests.inputs.article_form import logged_in
from tests.inputs.settings_form import entry, send_settings, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return logged_in()


def _stored() -> SiteTexts:
    return SiteTexts.objects.get(locale__language_code="de")


class TestTheForm:
    def test_keeps_a_menu_two_deep_in_its_order(self, chief: Client) -> None:
        section = factories.section()
        links = entry(
            {"url": "https://example.org/", "text": "Partner"}, {"email": "a@example.org"}, page=section.pk
        )

        assert send_settings(chief, texts(main_menu=[links, entry(email="b@example.org")])).status_code == 302
        first, second = [block.value for block in _stored().main_menu]
        assert first["page"].pk == section.pk
        assert [below["email"] for below in first["items"]] == ["", "a@example.org"]
        assert second["email"] == "b@example.org"

    def test_takes_each_language_once(self, chief: Client) -> None:
        answer = send_settings(chief, texts(), texts())

        assert answer.status_code == 200
        _first, second = answer.context["form"].formsets["texts"].errors
        assert second == {"locale": ["Für diese Sprache gibt es schon einen Eintrag."]}
        assert not SiteTexts.objects.exists()

    @pytest.mark.parametrize(
        "link",
        [
            {},
            {"url": "https://example.org/"},
            {"url": "https://example.org/", "email": "a@example.org", "text": "Zwei"},
            {"url": "javascript:alert(1)", "text": "Skript"},
            {"email": "keine", "text": "Mail"},
        ],
    )
    @pytest.mark.parametrize("is_below", [False, True])
    def test_refuses_an_entry_without_one_usable_target(
        self, link: dict[str, Any], is_below: bool, chief: Client
    ) -> None:
        menu = [entry(link, email="a@example.org") if is_below else entry(**link)]
        answer = send_settings(chief, texts(main_menu=menu))

        assert answer.status_code == 200
        assert not SiteTexts.objects.exists()

    def test_is_saved_as_a_whole_or_not_at_all(self, chief: Client) -> None:
        send_settings(chief, texts(main_menu=[entry()]), name="Halb")
        assert SiteSettings.for_site(Site.objects.get()).name == ""
