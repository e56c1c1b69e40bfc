"""Outdated editions: selectors refuse them, a service compiles them, and what cannot be compiled is hidden."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from cms.models import ArticlePage, Download, Image
from delivery import publish as publisher
from delivery.models import Change, Edition, Invalidation
from delivery.publish import read_current
from delivery.read.downloads import public_download
from delivery.read.editions import edition_by_id, edition_by_slug, editions_after
from delivery.read.lists import Listing, listed_editions
from delivery.read.media import download_edition, image_edition
from delivery.read.overviews import author_by_slug, editions_by_name, section_by_id
from delivery.read.paths import resolve_path
from delivery.read.sites import home_in, site_in
from delivery.read.statements import RecompilationRequired
from delivery.read.threads import thread_summary
from delivery.subjects import LOWEST, subject_of
from delivery.verify import require_recompilation_of_other_versions
from tests import factories

pytestmark = pytest.mark.django_db
Selector = Callable[[Edition, datetime], object]

# With the type of the edition that they read.
SELECTORS: dict[str, tuple[str, Selector]] = {
    "by id": ("article", lambda edition, now: edition_by_id(edition.pk, profile="full", now=now)),
    "by slug": (
        "article",
        lambda edition, now: edition_by_slug([edition.slug], locales=["de"], profile="card", now=now),
    ),
    "batch": ("article", lambda edition, now: editions_after(LOWEST, limit=100, now=now)),
    "list": ("article", lambda edition, now: listed_editions(Listing(), now=now)),
    "resolve": ("article", lambda edition, now: resolve_path(edition.path, now=now)),
    "redirect": ("article", lambda edition, now: resolve_path("/umgezogen/", now=now)),
    "thread summary": ("article", lambda edition, now: thread_summary(edition.pk, now=now)),
    "home": ("home", lambda edition, now: home_in("de", now=now)),
    "site": ("site", lambda edition, now: site_in(["de"], now=now)),
    "section": ("section", lambda edition, now: section_by_id(edition.pk, now=now)),
    "sections": ("section", lambda edition, now: _by_name("section", now)),
    "author": ("author", lambda edition, now: author_by_slug([edition.slug], now=now)),
    "authors": ("author", lambda edition, now: _by_name("author", now)),
    "image": ("image", lambda edition, now: image_edition(_object_id(edition), locale=None, now=now)),
    "image of an article": (
        "article",
        lambda edition, now: image_edition(Image.objects.get().pk, locale=None, now=now),
    ),
    "download": (
        "download",
        lambda edition, now: download_edition(_object_id(edition), locale="de", now=now),
    ),
    "file": ("article", lambda edition, now: public_download(Download.objects.get().pk, now=now)),
}


def _by_name(kind: Literal["section", "author"], now: datetime) -> object:
    return editions_by_name(kind, locale="de", limit=20, after=None, now=now)


def _object_id(edition: Edition) -> int:
    return subject_of(edition.pk).object_id


@pytest.fixture(scope="module")
def everything(module_transaction: None) -> None:
    """Compile an article with all that a selector may read."""
    article = factories.compiled_article(
        parent=factories.section(),
        authors=[factories.author()],
        image=factories.image(),
        body=[("download", factories.download())],
    )
    Redirect.add_redirect("/umgezogen/", article)
    factories.settle()


@pytest.fixture
def outdated(name: str, everything: None) -> Edition:
    """Return the edition that a selector reads, which must be compiled before."""
    edition = Edition.objects.get(type=SELECTORS[name][0], locale__in=["de", ""])
    Edition.objects.filter(pk=edition.pk).update(needs_recompilation=True)
    return edition


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
        self, name: str, outdated: Edition, now: datetime
    ) -> None:
        with CaptureQueriesContext(connection) as queries, pytest.raises(RecompilationRequired) as required:
            SELECTORS[name][1](outdated, now)
        assert list(required.value.edition_ids) == [outdated.pk]
        assert all(query["sql"].lstrip().startswith("SELECT") for query in queries)

    @pytest.mark.parametrize("name", SELECTORS)
    def test_finds_it_after_the_recompilation(self, name: str, outdated: Edition, now: datetime) -> None:
        assert read_current(lambda: SELECTORS[name][1](outdated, now)) is not None
        assert not Edition.objects.get(pk=outdated.pk).needs_recompilation
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
