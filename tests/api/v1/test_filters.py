"""The filters of `articles/` that name slugs and years."""

from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from tests import factories

pytestmark = pytest.mark.django_db
client = Client()


def read(status: int = 200, **query: str) -> Any:
    response = client.get(f"/api/v1/articles/?{urlencode(query)}")
    assert response.status_code == status, response.content
    return response.json()


def unknown(**query: str) -> Any:
    return read(**query)["meta"]["unknown"]


@pytest.fixture(scope="module")
def newsroom(module_transaction: None) -> None:
    section = factories.section(slug="umwelt")
    factories.section(slug="leer")
    ada = factories.author(slug="ada")
    factories.article(parent=section, authors=[ada], tags=["Umwelt", "Klima"])
    factories.article(tags=["Klima"])
    factories.draft_article(tags=["Entwurf"])
    factories.settle()


@pytest.mark.usefixtures("newsroom")
class TestUnknownSlugs:
    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"tag": "klima,umwelt"},
            {"tag_all": "klima,umwelt"},
            {"section": "umwelt,leer", "author": "ada"},
            {"section": "leer"},
            {"tag": "umwelt", "locale": "en"},
        ],
    )
    def test_are_none_if_something_has_them_all(self, query: dict[str, str]) -> None:
        assert unknown(**query) == {}

    def test_are_named_by_filter_with_what_may_be_meant(self) -> None:
        assert unknown(tag="umwlet,klima", tag_all="klimma", section="umwelten", author="xy") == {
            "section": [{"slug": "umwelten", "did_you_mean": "umwelt"}],
            "author": [{"slug": "xy", "did_you_mean": None}],
            "tag": [{"slug": "umwlet", "did_you_mean": "umwelt"}],
            "tag_all": [{"slug": "klimma", "did_you_mean": "klima"}],
        }

    @pytest.mark.parametrize("slug", ["klimma", "xylophon"])
    @pytest.mark.parametrize("ids", [{}, {"ids": "1"}], ids=["list", "ids"])
    def test_expire_in_caches_with_any_page_as_it_may_bring_or_take_what_is_suggested(
        self, ids: dict[str, str], slug: str
    ) -> None:
        tags = client.get("/api/v1/articles/", {"tag": slug, **ids})["Surrogate-Key"].split()
        assert "pages" in tags

    def test_are_those_of_what_is_not_public(self) -> None:
        assert unknown(tag="entwurf") == {"tag": [{"slug": "entwurf", "did_you_mean": None}]}

    def test_are_all_named_however_many(self) -> None:
        slugs = [f"nichts-{number}" for number in range(100)]
        assert [entry["slug"] for entry in unknown(tag=",".join(slugs))["tag"]] == slugs

    @pytest.mark.parametrize(
        ("query", "queries"),
        [({"tag": "klima"}, 1), ({"tag": "klima,umwelt"}, 2), ({"tag": "klimma,umwlet", "section": "x"}, 3)],
    )
    def test_take_at_most_two_queries_more(
        self, query: dict[str, str], queries: int, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(queries):
            read(**query)
