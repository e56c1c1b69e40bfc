"""The background jobs of the content; a failure of one object does not stop the others."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Revision

from cms.jobs import fetch_pending_embeds, publish_due
from cms.models import ArticlePage
from jobs.processing import Processed
from tests import factories

pytestmark = pytest.mark.django_db
VIDEO = "https://vimeo.com/1084537"


def _scheduled(minutes: int) -> ArticlePage:
    article = factories.article(live=False)
    due = timezone.now() + timedelta(minutes=minutes)
    article.go_live_at = due
    revision = article.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=due)
    return article


def _is_live(article: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=article.pk).live


def test_what_is_due_is_published_and_the_rest_waits() -> None:
    due, later = _scheduled(-1), _scheduled(60)
    assert publish_due(timezone.now()) == Processed(done=1)
    assert _is_live(due)
    assert not _is_live(later)


def test_what_has_expired_is_unpublished() -> None:
    article = factories.article()
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_due(timezone.now()) == Processed(done=1)
    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)


def test_a_second_run_does_nothing() -> None:
    _scheduled(-1)
    publish_due(timezone.now())
    assert publish_due(timezone.now()) == Processed()


def test_one_failure_stops_no_other_and_keeps_its_schedule(caplog: pytest.LogCaptureFixture) -> None:
    broken, fine = _scheduled(-5), _scheduled(-1)
    other = factories.article(parent=factories.section())
    ArticlePage.objects.filter(pk=other.pk).update(slug=broken.slug)
    assert publish_due(timezone.now()) == Processed(done=1, failed=1)
    assert _is_live(fine)
    assert broken.revisions.exclude(approved_go_live_at=None).exists()


def _with_video(**fields: Any) -> ArticlePage:
    return factories.draft_article(
        body=[("background_box", {"title": "Film", "body": []}), ("embed", VIDEO)], **fields
    )


def test_an_embed_that_is_not_stored_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("cms.embeds.get_embed", asked.append)
    _with_video()
    assert fetch_pending_embeds(timezone.now()) == Processed(done=1)
    assert asked == [VIDEO]


def test_an_embed_that_is_stored_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.embeds.get_embed", lambda url: pytest.fail("asked"))
    Embed.objects.create(url=VIDEO, hash=get_embed_hash(VIDEO), type="video")
    _with_video()
    assert fetch_pending_embeds(timezone.now()) == Processed()


def test_after_a_week_the_provider_is_not_asked_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.embeds.get_embed", lambda url: pytest.fail("asked"))
    _with_video()
    assert fetch_pending_embeds(timezone.now() + timedelta(days=8)) == Processed()


def test_a_slow_provider_leaves_the_rest_for_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]

    def answer_slowly(url: str) -> None:
        seconds[0] += 8
        raise TimeoutError(url)

    monkeypatch.setattr("cms.embeds.get_embed", answer_slowly)
    factories.draft_article(body=[("embed", f"https://vimeo.com/{number}") for number in range(9)])
    assert fetch_pending_embeds(timezone.now(), clock=lambda: seconds[0]) == Processed(failed=2)
