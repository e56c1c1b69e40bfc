"""`articles/{id}/versions/`: what readers may know of what an article said before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import ArticlePage, ArticleVersion, Correction
from cms.record import show_version, withhold_version
from delivery.models import PendingPurge
from tests import factories
from tests.contracts.document import check

pytestmark = pytest.mark.django_db
API = "/api/v1/articles"
NOTES = ("Es waren zwei.", "Es war einer.", "Es war keiner.")


def publish(page: ArticlePage, **fields: Any) -> None:
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    factories.settle()


@pytest.fixture(scope="module")
def page(module_transaction: None) -> ArticlePage:
    """Publish an article, correct it three times, and change it once without a correction."""
    link = f'<p>Mehr <a linktype="page" id="{factories.compiled_article(title="Ziel").pk}">dazu</a>.</p>'
    page = factories.published_article(
        title="Drei Preise",
        kicker="Stadt",
        authors=[factories.author(name="Ada Beispiel")],
        image=factories.image(),
        body=[("paragraph", link), ("image", {"image": (image := factories.image()), "alt_text": "Hier"})],
    )
    assert image.pk
    for note in NOTES:
        publish(page, title=note, correction_note=note)
    publish(page, lead="Ein anderer Satz.")
    return page


@pytest.fixture
def chief() -> User:
    return User.objects.create_superuser("chefin")


def get(path: str, status: int = 200) -> Any:
    answer = Client().get(path)
    assert answer.status_code == status, answer.content
    return answer.json()


def version(page: ArticlePage, number: int) -> ArticleVersion:
    return ArticleVersion.objects.get(page=page, number=number)


class TestTheArticle:
    def test_names_its_corrections_the_newest_first_and_their_versions(self, page: ArticlePage) -> None:
        article = get(f"{API}/{page.pk}/")

        shown = [(one["text"], one["version"]) for one in article["corrections"]]
        assert shown == [*zip(reversed(NOTES), (3, 2, 1), strict=True)]
        (news, _way) = article["seo"]["json_ld"]["@graph"]
        assert [one["text"] for one in news["correction"]] == [*reversed(NOTES)]
        dates = [one["datePublished"] for one in news["correction"]]
        assert dates == [one["at"] for one in article["corrections"]]


class TestTheList:
    def test_has_the_versions_that_a_correction_names(self, page: ArticlePage) -> None:
        items = check(Client().get(f"{API}/{page.pk}/versions/"), "/articles/{article_id}/versions/")["items"]

        assert [item["version"] for item in items] == [3, 2, 1]
        assert items[-1]["url"] == f"http://testserver{API}/{page.pk}/versions/1/"
        assert items[-1]["replaced_at"] == items[-2]["published_at"]

    def test_of_an_article_without_versions_is_empty(self) -> None:
        assert get(f"{API}/{factories.compiled_article().pk}/versions/") == {"items": []}

    def test_takes_one_query(
        self, page: ArticlePage, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for path in ("", "1/"):
            with django_assert_num_queries(1):
                get(f"{API}/{page.pk}/versions/{path}")


class TestAVersion:
    def test_is_what_readers_had_with_its_correction(self, page: ArticlePage) -> None:
        answer = Client().get(f"{API}/{page.pk}/versions/1/")
        found = check(answer, "/articles/{article_id}/versions/{version}/")

        assert found["correction"]["text"] == NOTES[0]
        assert found["article"] | {"body": []} == {
            "id": page.pk,
            "locale": "de",
            "title": "Drei Preise",
            "kicker": "Stadt",
            "lead": page.lead,
            "authors": ["Ada Beispiel"],
            "body": [],
        }
        text, image = found["article"]["body"]
        assert text["value"] == {"html": "<p>Mehr dazu.</p>", "text": "Mehr dazu."}
        assert image["value"] == {"alt": "Hier", "caption": "", "credit": ""}
        assert answer["Content-Language"] == "de"
        assert answer["ETag"]

    def test_stays_as_it_was_when_what_it_showed_changes(self, page: ArticlePage) -> None:
        before = get(f"{API}/{page.pk}/versions/1/")
        author = page.article_authors.get().author
        author.name = "Ada Anders"
        author.save()
        page.image.delete()
        ArticlePage.objects.get(title="Ziel").delete()
        factories.settle()

        assert get(f"{API}/{page.pk}/versions/1/") == before

    def test_that_is_withheld_is_not_there_until_it_is_shown_again(
        self, page: ArticlePage, chief: User
    ) -> None:
        withhold_version(version(page, 2), user=chief, now=timezone.now())
        get(f"{API}/{page.pk}/versions/2/", 404)
        assert [one["version"] for one in get(f"{API}/{page.pk}/versions/")["items"]] == [3, 1]
        assert get(f"{API}/{page.pk}/")["corrections"][1]["version"] == 2

        show_version(version(page, 2), user=chief)
        assert get(f"{API}/{page.pk}/versions/2/")["version"] == 2

    def test_is_purged_from_caches_when_it_is_withheld(
        self, page: ArticlePage, chief: User, settings: Any
    ) -> None:
        settings.CACHE_PURGERS = {"front": {"BACKEND": "http", "URL": "http://cache.invalid/"}}
        withhold_version(version(page, 2), user=chief, now=timezone.now())

        assert PendingPurge.objects.filter(tag=f"page:{page.pk}").exists()

    @pytest.mark.parametrize(
        "hide",
        [
            lambda page: page.unpublish(),
            lambda page: page.delete(),
            lambda page: Correction.objects.filter(page=page).delete(),
            lambda page: (
                ArticleVersion.objects.filter(page=page).update(replaced_at=None, number=1)
                if page.versions.exclude(number=1).delete()
                else None
            ),
        ],
        ids=["unpublished", "deleted", "without its correction", "not replaced"],
    )
    def test_is_not_there(self, page: ArticlePage, hide: Callable[[ArticlePage], object]) -> None:
        hide(ArticlePage.objects.get(pk=page.pk))
        factories.settle()
        problem = get(f"{API}/{page.pk}/versions/1/", 404)

        unknown = get(f"{API}/999999/versions/1/", 404)
        differing = {"instance", "request_id"}
        assert {name: problem[name] for name in problem.keys() - differing} == {
            name: unknown[name] for name in unknown.keys() - differing
        }

    @pytest.mark.parametrize("number", ["4", "5", "999999999999999999"])
    def test_that_no_correction_names_or_that_never_was_is_not_there(
        self, page: ArticlePage, number: str
    ) -> None:
        get(f"{API}/{page.pk}/versions/{number}/", 404)

    def test_of_an_alias_is_read_from_its_source(self, page: ArticlePage) -> None:
        alias = page.create_alias(parent=factories.section(), update_slug="alias")
        factories.settle()

        get(f"{API}/{alias.pk}/versions/1/", 404)

    def test_refuses_a_parameter(self, page: ArticlePage) -> None:
        assert get(f"{API}/{page.pk}/versions/1/?format=html", 400)["errors"][0]["parameter"] == "format"
