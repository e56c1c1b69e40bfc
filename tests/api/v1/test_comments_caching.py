"""What a read of a thread costs, and what spares it."""

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries, Settings

from tests import factories
from tests.api.v1.comment_client import get, published, thread

pytestmark = pytest.mark.django_db


class TestCaching:
    def test_carries_a_strong_etag_and_answers_304(self) -> None:
        article = factories.compiled_article()
        published(article=article)
        response = thread(article)
        assert response["ETag"].startswith('"')
        assert "public, max-age=0, s-maxage=" in response["Cache-Control"]
        again = get(f"articles/{article.pk}/comments/", **{"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_gives_another_etag_after_a_comment(self) -> None:
        article = factories.compiled_article()
        before = thread(article)["ETag"]
        published(article=article)
        assert thread(article)["ETag"] != before


@pytest.fixture
def embedded_cache(settings: Settings) -> None:
    """Use the cache in the database, as the service does without Redis."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("embedded_cache")
class TestQueries:
    @pytest.mark.parametrize("number", [1, 20, 100])
    def test_are_two_for_any_thread(
        self, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        for _ in range(number):
            last = published(parent=published(article=article))
        published(parent=last)
        with django_assert_num_queries(2):
            response = thread(article, "?limit=100")
        assert len(response.data["items"]) == number

    def test_are_one_for_a_client_that_has_the_thread(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        path = f"articles/{published().article_id}/comments/"
        etag = get(path)["ETag"]
        with django_assert_num_queries(1):
            assert get(path, **{"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize("number", [1, 20])
    def test_are_one_for_any_counts(
        self, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        factories.further_editions(article, number - 1)
        wanted = ",".join(str(article.pk + place) for place in range(number))
        with django_assert_num_queries(1):
            assert len(get(f"comments/counts/?article={wanted}").data["items"]) == number
