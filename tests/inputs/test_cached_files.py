"""How long shared caches keep a file, and what purges it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.jobs import publish_due
from cms.models import ArticlePage
from delivery.models import Edition, PendingPurge
from tests import factories
from tests.inputs.file_links import ask, fresh, is_public, linking, published, remove_the_link

pytestmark = pytest.mark.django_db


class TestInSharedCaches:
    @pytest.fixture(autouse=True)
    def _cache(self, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": []}}

    @pytest.fixture
    def now(self, monkeypatch: pytest.MonkeyPatch) -> datetime:
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    @pytest.mark.parametrize(
        ("ends", "kept"),
        [([10], 10), ([10, 30], 30), ([10, None], 60), ([10, 3600], 60), ([30, 60], 60)],
    )
    def test_a_file_is_kept_until_its_last_page_expires(
        self, ends: list[int | None], kept: int, now: datetime
    ) -> None:
        download = factories.download()
        for end in ends:
            article = published(download)
            expires_at = None if end is None else now + timedelta(seconds=end)
            Edition.objects.filter(pk=article.pk).update(expires_at=expires_at)
        assert f"s-maxage={kept}" in ask(download)["Cache-Control"]

    @pytest.mark.parametrize("end", [remove_the_link, ArticlePage.unpublish, ArticlePage.delete])
    def test_a_file_is_purged_with_its_link(self, end: Callable[[ArticlePage], object]) -> None:
        download = factories.download()
        article = fresh(published(download))
        PendingPurge.objects.all().delete()
        end(article)
        factories.settle()
        assert PendingPurge.objects.filter(tag=f"download:{download.pk}").exists()

    def test_a_file_is_purged_when_its_page_expires(self, now: datetime) -> None:
        download = factories.download()
        article = published(download, expire_at=now + timedelta(hours=1))
        PendingPurge.objects.all().delete()
        publish_due(now + timedelta(hours=1))
        factories.settle()
        assert not fresh(article).live
        assert PendingPurge.objects.filter(tag=f"download:{download.pk}").exists()

    def test_a_file_is_purged_when_its_page_expires_earlier(self, now: datetime) -> None:
        download = factories.download()
        article = published(download)
        PendingPurge.objects.all().delete()
        article.expire_at = now + timedelta(hours=1)
        article.save_revision().publish()
        factories.settle()
        assert PendingPurge.objects.filter(tag=f"download:{download.pk}").exists()

    def test_a_file_is_purged_when_its_page_cannot_be_compiled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        download = factories.download()
        article = published(download)
        PendingPurge.objects.all().delete()
        Edition.objects.filter(pk=article.pk).update(needs_recompilation=True)
        monkeypatch.setattr("delivery.publish.compile_edition", lambda *of, **more: 1 / 0)
        assert not is_public(download)
        assert PendingPurge.objects.filter(tag=f"download:{download.pk}").exists()

    def test_a_file_that_becomes_public_is_no_longer_missing(self) -> None:
        download = factories.download()
        article = factories.published_article()
        PendingPurge.objects.all().delete()
        article.body = linking(download)
        article.save_revision().publish()
        factories.settle()
        assert {"unresolved", f"download:{download.pk}"} <= set(
            PendingPurge.objects.values_list("tag", flat=True)
        )

    def test_a_file_stays_when_its_page_changes_otherwise(self) -> None:
        download = factories.download()
        article = published(download)
        PendingPurge.objects.all().delete()
        article.lead = "Ein anderer Satz."
        article.save_revision().publish()
        factories.settle()
        assert not PendingPurge.objects.exists()
