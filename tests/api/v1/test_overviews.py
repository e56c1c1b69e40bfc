"""`sections/`, `authors/` and `tags/`, with the number of public articles of each."""

import unicodedata
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from cms.models import Author, Topic
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()
API = "/api/v1/"


def read(path: str, status: int = 200, **headers: str) -> Any:
    response = client.get(path if path.startswith("http") else API + path, headers=headers)
    assert response.status_code == status, response.content
    return response.json()


def counted(path: str) -> dict[str, int]:
    return {item["slug"]: item["articles"] for item in read(path)["items"]}


def in_both_languages() -> None:
    """Publish two German articles and an English one of Ada, and a German one of Zoe."""
    ada, zoe = (factories.author(name=name, slug=slug) for name, slug in (("Ada", "ada"), ("Zoë", "zoe")))
    city = factories.section(title="Stadt", slug="stadt")
    below = factories.section(title="Ämter", slug="aemter", parent=city)
    english = factories.section(title="City", slug="city", parent=factories.english_home())
    factories.article(parent=city, authors=[ada], tags=["Klima"])
    factories.article(parent=below, authors=[ada, zoe], tags=["Klima", "Ärzte"])
    factories.article(parent=english, authors=[ada], tags=["Klima", "Zoo"])
    factories.author(slug="still")
    Topic.objects.named("Ungenutzt")
    factories.settle()


# What each list holds, of all languages and in one.
HELD: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "authors/": ({"ada": 3, "zoe": 1}, {"ada": 1}),
    "sections/": ({"aemter": 1, "city": 1, "stadt": 2}, {"city": 1}),
    "tags/": ({"aerzte": 1, "klima": 3, "zoo": 1}, {"klima": 1, "zoo": 1}),
}


@pytest.fixture(scope="module")
def newsroom(module_transaction: None) -> None:
    in_both_languages()


@pytest.mark.parametrize("path", ["authors/", "tags/"])
def test_a_slug_that_a_script_gave_in_another_normal_form_is_counted(path: str) -> None:
    author, topic = factories.author(slug="zoe"), Topic.objects.create(name="Zoë", slug="zoe")
    for model in (Author, Topic):
        model.objects.filter(slug="zoe").update(slug=unicodedata.normalize("NFD", "zoë"))
    factories.compiled_article(authors=[Author.objects.get(pk=author.pk)], tags=[topic])
    assert counted(path) == {"zoë": 1}
    assert read(f"{path}zoë/")["articles"] == 1


def test_the_migration_stores_slugs_in_one_normal_form() -> None:
    rows = [
        Topic.objects.create(name=name, slug=slug) for name, slug in (("A", "zoë"), ("B", "b"), ("C", "c"))
    ]
    with connection.cursor() as cursor:
        for row, slug in zip(rows[1:], ("zoë", "größe"), strict=True):
            values = [unicodedata.normalize("NFD", slug), row.pk]
            cursor.execute("UPDATE cms_topic SET slug = %s WHERE id = %s", values)
    import_module("cms.migrations.0019_slugs_in_one_normal_form").normalize(apps, connection.schema_editor())
    slugs = Topic.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["zoë", f"zoë-{rows[1].pk}", "größe"]


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("path", HELD)
class TestAList:
    def test_is_sorted_by_folded_names_and_counts_what_lies_below(self, path: str) -> None:
        everything, _english = HELD[path]
        assert list(counted(path).items()) == list(everything.items())

    def test_of_a_language_holds_what_has_articles_in_it(self, path: str) -> None:
        _everything, english = HELD[path]
        found = read(f"{path}?locale=en")
        assert {item["slug"]: item["articles"] for item in found["items"]} == english
        assert found["meta"]["count"] == len(english)

    def test_is_read_to_the_end_by_its_cursors_and_counted_once(self, path: str) -> None:
        url, seen = f"{path}?limit=1", []
        while url:
            page = read(url)
            seen += [item["slug"] for item in page["items"]]
            assert page["meta"] == {"count": len(HELD[path][0]), "limit": 1}
            url = page["links"]["next"]
        assert seen == list(HELD[path][0])

    def test_refuses_a_cursor_of_another_list(self, path: str) -> None:
        other = next(name for name in HELD if name != path)
        cursor = read(f"{other}?limit=1")["links"]["next"].partition("cursor=")[2]
        assert read(f"{path}?cursor={cursor}", 400)["errors"][0]["parameter"] == "cursor"

    def test_refuses_what_it_does_not_know(self, path: str) -> None:
        refused = read(f"{path}?lokale=de&limit=0", 400)
        assert {error["parameter"]: error["code"] for error in refused["errors"]} == {
            "lokale": "unknown",
            "limit": "invalid",
        }

    @pytest.mark.parametrize("limit", [1, 20])
    def test_takes_one_query_for_any_number(
        self, path: str, limit: int, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            read(f"{path}?limit={limit}")

    def test_has_the_items_that_are_read_one_by_one(self, path: str, django_assert_num_queries: Any) -> None:
        for item in read(path)["items"]:
            key = item["id"] if path == "sections/" else item["slug"]
            with django_assert_num_queries(1):
                assert item.items() <= read(f"{path}{key}/").items()
