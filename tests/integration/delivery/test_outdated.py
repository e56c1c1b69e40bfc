"""Outdated editions: selectors refuse them, a service compiles them, and what cannot be compiled is hidden."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import ArticlePage
from delivery import publish as publisher
from delivery.models import Change, Edition, Invalidation
from delivery.publish import read_current
from delivery.read.editions import edition_by_id, edition_by_path, edition_by_slug, editions_after
from delivery.read.lists import Listing, listed_editions
from delivery.read.paths import resolve_path
from delivery.read.statements import RecompilationRequired
from delivery.read.threads import thread_summary
from delivery.verify import require_recompilation_of_other_versions
from tests import factories

pytestmark = pytest.mark.django_db
Selector = Callable[[Edition, datetime], object]

SELECTORS: dict[str, Selector] = {
    "by id": lambda edition, now: edition_by_id(edition.pk, profile="full", now=now),
    "by slug": lambda edition, now: edition_by_slug([edition.slug], locales=["de"], profile="card", now=now),
    "by path": lambda edition, now: edition_by_path([edition.path], now=now),
    "batch": lambda edition, now: editions_after(0, limit=100, now=now),
    "list": lambda edition, now: listed_editions(Listing(), now=now),
    "resolve": lambda edition, now: resolve_path(edition.path, now=now),
    "thread summary": lambda edition, now: thread_summary(edition.pk, now=now),
}


@pytest.fixture
def article() -> ArticlePage:
    """Return an article whose edition must be compiled before it is read."""
    page = factories.compiled_article()
    Edition.objects.filter(pk=page.pk).update(needs_recompilation=True)
    return page


@pytest.fixture
def broken(article: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> ArticlePage:
    monkeypatch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
    return article


def test_what_an_earlier_version_left_is_compiled_before_it_is_read_after_an_upgrade() -> None:
    article = factories.compiled_article()
    Edition.objects.filter(pk=article.pk).update(compiler="1", card=b"{}", full=b"{}")
    require_recompilation_of_other_versions()
    assert Client().get(article.url).status_code == 200
    assert Client().get(f"/api/v1/articles/{article.pk}/").json()["id"] == article.pk


class TestASelector:
    @pytest.mark.parametrize("name", SELECTORS)
    def test_names_the_outdated_edition_and_writes_nothing(
        self, name: str, article: ArticlePage, now: datetime
    ) -> None:
        edition = Edition.objects.get(pk=article.pk)
        with CaptureQueriesContext(connection) as queries, pytest.raises(RecompilationRequired) as required:
            SELECTORS[name](edition, now)
        assert list(required.value.edition_ids) == [article.pk]
        assert all(query["sql"].lstrip().startswith("SELECT") for query in queries)

    @pytest.mark.parametrize("name", SELECTORS)
    def test_finds_it_after_the_recompilation(self, name: str, article: ArticlePage, now: datetime) -> None:
        edition = Edition.objects.get(pk=article.pk)
        assert read_current(lambda: SELECTORS[name](edition, now)) is not None
        assert not Edition.objects.get(pk=article.pk).needs_recompilation
        assert not Invalidation.objects.exists()


class TestAnEditionThatCannotBeCompiled:
    def test_is_hidden_and_stays_invalidated(self, broken: ArticlePage, now: datetime) -> None:
        assert read_current(lambda: edition_by_id(broken.pk, profile="full", now=now)) is None
        assert Edition.objects.get(pk=broken.pk).hidden
        assert Invalidation.objects.get(edition_id=broken.pk).attempts == 1

    def test_is_not_compiled_again_by_the_next_read(self, broken: ArticlePage, now: datetime) -> None:
        for _ in range(2):
            assert Client().get(f"/api/v1/articles/{broken.pk}/").status_code == 404
        assert Invalidation.objects.get(edition_id=broken.pk).attempts == 1

    def test_is_shown_and_logged_once_the_background_work_succeeds(
        self, article: ArticlePage, now: datetime
    ) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
            publisher.recompile([article.pk], now=now)
        publisher.publish_invalidated([article.pk], now=now)
        assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 200
        changes = Change.objects.filter(object_id=article.pk).order_by("pk").values_list("change", flat=True)
        assert list(changes) == ["PUBLISHED", "PUBLISHED"]


class TestAnEditionThatIsInvalidatedAgainAndAgain:
    def test_is_not_hidden(
        self, article: ArticlePage, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = publisher.compile_edition

        def overtaken(page_id: int, **batch: Any) -> Any:
            monkeypatch.setattr(publisher, "compile_edition", real)
            Invalidation.objects.filter(edition_id=page_id).update(token="0" * 32)
            return real(page_id, **batch)

        monkeypatch.setattr(publisher, "compile_edition", overtaken)
        assert read_current(lambda: edition_by_id(article.pk, profile="full", now=now)) is not None

    def test_makes_the_service_unavailable_in_the_end(
        self, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(publisher, "recompile", lambda page_ids, now: None)
        assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 503


@pytest.mark.parametrize("path", ["articles/{pk}/", "articles/", "resolve/?path=/de/{slug}/", "snapshot/"])
def test_every_endpoint_answers_with_the_recompiled_page(path: str, article: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=article.pk).update(lead="Ganz neu.")
    response: Any = Client().get(f"/api/v1/{path.format(pk=article.pk, slug=article.slug)}")
    assert b"Ganz neu." in b"".join(response)
