"""What Wagtail does in several steps is one step to readers, and all writers lock in one order."""

import threading
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from cms.models import SectionPage
from delivery import log
from delivery.models import Change, Edition, Invalidation
from tests import factories


@pytest.mark.usefixtures("committed_site")
class TestACopyOfARestrictedPage:
    def test_is_not_public_for_a_moment(self) -> None:
        article = factories.compiled_article()
        PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="login")
        before = Change.objects.count()
        article.copy(update_attrs={"slug": "kopie"}, keep_live=True)
        assert Change.objects.count() == before

    def test_as_an_alias_with_all_below_is_not_public_for_a_moment(self) -> None:
        section = factories.section()
        factories.compiled_article(parent=section)
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        before = Change.objects.count()
        section = SectionPage.objects.get(pk=section.pk)
        section.create_alias(recursive=True, update_slug="spiegel")
        assert Change.objects.count() == before


@pytest.mark.postgresql
@pytest.mark.usefixtures("committed_site")
class TestTheLog:
    def test_makes_a_second_writer_wait_for_the_commit_of_the_first(self) -> None:
        second = threading.Thread(target=write_line, args=["second"])
        with transaction.atomic():
            write_line("first")
            second.start()
            while second.is_alive() and not is_waited_for_the_log():
                time.sleep(0.01)
            assert second.is_alive()
        second.join()
        etags = list(Change.objects.order_by("pk").values_list("etag", flat=True))
        assert etags[-2:] == ["first", "second"]


def write_line(etag: str) -> None:
    try:
        with transaction.atomic():
            page = {"type": "article", "object_id": 1, "locale": "de", "path": "/de/x/"}
            log.append(Change(change="UPDATED", **page, etag=etag, at=timezone.now()))
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def is_waited_for_the_log() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None


@pytest.mark.django_db
def test_a_restriction_that_is_not_saved_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    image = factories.image()
    article = factories.compiled_article(image=image)

    def dies(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(CollectionViewRestriction, "save_base", dies)
    with pytest.raises(KeyboardInterrupt):
        CollectionViewRestriction(collection=image.collection, restriction_type="login").save()
    assert not CollectionViewRestriction.objects.exists()
    assert not Edition.objects.get(pk=article.pk).needs_recompilation


@pytest.mark.django_db
def test_a_home_page_with_another_path_takes_nothing_away(django_capture_on_commit_callbacks: Any) -> None:
    article = factories.compiled_article()
    old = Site.get_site_root_paths()
    home = factories.home()
    with django_capture_on_commit_callbacks(execute=True):
        home.slug = "zuhause"
        home.save()
        # Another process has read the sites before the commit, and caches the old root paths.
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, old, 3600, version=SITE_ROOT_PATHS_CACHE_VERSION)
    assert not Invalidation.objects.exists()
    assert Edition.objects.get(pk=article.pk).url_path == f"/zuhause/{article.slug}/"


@pytest.mark.django_db
def test_a_moved_subtree_is_invalidated_as_a_whole_before_any_edition_is_written() -> None:
    section = factories.section(slug="News")
    inner = factories.section(parent=section, slug="unter")
    factories.settle()
    section = SectionPage.objects.get(pk=section.pk)
    section.slug = "neues"
    with CaptureQueriesContext(connection) as asked:
        section.save()
    writes = [query["sql"] for query in asked if "delivery_" in query["sql"]]
    invalidations = [place for place, sql in enumerate(writes) if "INSERT INTO delivery_invalidation" in sql]
    editions = [place for place, sql in enumerate(writes) if sql.startswith('UPDATE "delivery_edition"')]
    assert max(invalidations) < min(editions)
    assert Invalidation.objects.filter(edition_id=inner.pk).exists()


@pytest.mark.django_db
def test_a_slug_that_only_changes_its_capitals_moves_all_that_is_below() -> None:
    section = factories.section(slug="News")
    inner = factories.section(parent=section, slug="unter")
    factories.settle()
    section = SectionPage.objects.get(pk=section.pk)
    section.slug = "news"
    section.save()
    factories.settle()
    assert Edition.objects.get(pk=inner.pk).path == "/de/news/unter/"
