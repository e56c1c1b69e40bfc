"""Purging shared caches: what is sent when, and that nothing is lost when a cache does not answer."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Site

from comments.signals import thread_changed
from delivery import log
from delivery.caching.tags import EVERYTHING
from delivery.log import queue_purge
from delivery.models import Change, EditionTag, LogCursor, PendingPurge
from delivery.outbox.purgers import Varnish
from delivery.outbox.purging import purge_caches, purge_lag
from delivery.publish import recompile
from tests import factories
from tests.integration.delivery.recording import Recorder, recorder

pytestmark = pytest.mark.django_db


SECRET = "s3cr3t-t0ken"
SECOND = timedelta(seconds=1)


@pytest.fixture
def one(cache: Recorder, settings: Any, now: datetime) -> Recorder:
    """Return the only cache, after its first, full purge."""
    settings.CACHE_PURGERS = {"varnish": {"urls": [cache.url]}}
    introduce(cache, now=now)
    return cache


@pytest.fixture
def two(cache: Recorder, second: Recorder, settings: Any, now: datetime) -> tuple[Recorder, Recorder]:
    settings.CACHE_PURGERS = {
        "varnish": {"urls": [cache.url]},
        "fastly": {"service": "s", "token": SECRET, "url": second.url},
    }
    introduce(cache, second, now=now)
    return cache, second


def introduce(*caches: Recorder, now: datetime) -> None:
    purge_caches(now)
    for cache in caches:
        assert cache.tags == [EVERYTHING]
        cache.requests.clear()
        cache.purged.clear()


def write_line(tags: str, *, now: datetime) -> int:
    """Append a change with these cache tags, and return its position."""
    page = {"type": "article", "object_id": 1, "locale": "de", "path": "/de/x/"}
    log.append(Change(change="UPDATED", **page, etag="e", cache_tags=tags, at=now))
    return log.head()


def cursor(name: str = "varnish") -> LogCursor:
    return LogCursor.objects.get(pk=name)


def test_without_caches_nothing_is_queued_and_nothing_read(
    now: datetime, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.CACHE_PURGERS = {}
    article = factories.compiled_article(image=factories.image())
    thread_changed.send(None, article_id=article.pk)
    assert not PendingPurge.objects.exists()
    with django_assert_num_queries(0):
        assert purge_caches(now) == 0
    assert not LogCursor.objects.exists()


def test_a_new_cache_begins_at_the_end_of_the_log_and_purges_everything_from_before(
    cache: Recorder, settings: Any, now: datetime
) -> None:
    settings.CACHE_PURGERS = {"varnish": {"urls": [cache.url]}}
    end = write_line("page:1", now=now)
    purge_caches(now)
    assert (cache.tags, cursor().position) == ([EVERYTHING], end)


def test_a_new_cache_that_does_not_answer_purges_everything_later(
    cache: Recorder, settings: Any, now: datetime
) -> None:
    settings.CACHE_PURGERS = {"varnish": {"urls": [cache.url]}}
    cache.status = 503
    purge_caches(now)
    cache.status = 200
    purge_caches(now + 10 * SECOND)
    assert cache.tags == [EVERYTHING]


def test_each_change_is_sent_once_and_each_tag_once(one: Recorder, now: datetime) -> None:
    write_line("page:1 pages", now=now)
    end = write_line("page:2 pages", now=now)
    assert purge_caches(now) == 3
    assert purge_caches(now) == 0
    assert one.tags == ["page:1", "pages", "page:2"]
    assert (cursor().position, purge_lag()) == (end, {"varnish": 0})


def test_a_change_without_tags_sends_nothing(one: Recorder, now: datetime) -> None:
    end = write_line("", now=now)
    assert purge_caches(now) == 0
    assert (one.requests, cursor().position) == ([], end)


def test_a_failure_keeps_the_position_and_is_tried_again_after_a_growing_pause(
    one: Recorder, now: datetime
) -> None:
    begun = cursor().position
    end = write_line("page:1", now=now)
    one.status = 503
    pauses, moment = [], now
    for attempt in range(1, 9):
        purge_caches(moment)
        waiting = cursor()
        assert (waiting.position, waiting.attempts) == (begun, attempt)
        assert waiting.not_before is not None
        pauses.append(round((waiting.not_before - moment).total_seconds()))
        purge_caches(waiting.not_before - SECOND / 2)
        assert len(one.requests) == attempt
        moment = waiting.not_before
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    assert "503" in cursor().error
    assert purge_lag() == {"varnish": 1}
    one.status = 200
    assert purge_caches(moment) == 1
    row = cursor()
    assert (row.position, row.attempts, row.not_before, row.error) == (end, 0, None, "")
    assert one.tags == ["page:1"]


def test_a_cache_that_is_away_is_a_failure_too(settings: Any, now: datetime) -> None:
    with recorder() as gone:
        settings.CACHE_PURGERS = {"varnish": {"urls": [gone.url]}}
    purge_caches(now)
    assert (cursor().attempts, "ConnectionError" in cursor().error) == (1, True)


def test_all_urls_of_a_cache_are_purged_again_when_one_fails(
    cache: Recorder, second: Recorder, settings: Any, now: datetime
) -> None:
    settings.CACHE_PURGERS = {"varnish": {"urls": [cache.url, second.url]}}
    introduce(cache, second, now=now)
    write_line("page:1", now=now)
    second.status = 503
    purge_caches(now)
    second.status = 200
    purge_caches(now + 10 * SECOND)
    assert (cache.tags, second.tags) == (["page:1", "page:1"], ["page:1"])


def test_two_caches_have_positions_of_their_own(two: tuple[Recorder, Recorder], now: datetime) -> None:
    varnish, fastly = two
    varnish.status = 503
    write_line("page:1", now=now)
    queue_purge(["image:5"])
    purge_caches(now)
    assert (varnish.tags, fastly.tags) == ([], ["page:1", "image:5"])
    assert purge_lag() == {"varnish": 1, "fastly": 0}
    assert list(PendingPurge.objects.values_list("cache", "tag")) == [("varnish", "image:5")]
    varnish.status = 200
    purge_caches(now + 10 * SECOND)
    assert varnish.tags == ["page:1", "image:5"]
    assert fastly.tags == ["page:1", "image:5"]


def test_the_position_never_moves_back(one: Recorder, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    write_line("page:1", now=now)
    further = write_line("page:2", now=now)
    monkeypatch.setattr("delivery.outbox.loop.BATCH", 1)
    real = Varnish.purge

    def while_another_process_sends_more(self: Varnish, tags: Any) -> None:
        real(self, tags)
        LogCursor.objects.filter(pk="varnish").update(position=further)

    monkeypatch.setattr(Varnish, "purge", while_another_process_sends_more)
    # Time is up after the first line.
    ticks = iter(range(0, 100, 10))
    purge_caches(now, clock=lambda: next(ticks))
    assert (one.tags, cursor().position) == (["page:1"], further)


def test_a_log_that_was_pruned_too_far_makes_a_cache_purge_everything_once(
    one: Recorder, now: datetime
) -> None:
    old = now - log.KEPT_FOR - timedelta(days=1)
    write_line("page:1", now=old)
    write_line("page:2", now=old)
    log.prune(now)
    end = write_line("page:3", now=now)
    purge_caches(now)
    purge_caches(now)
    assert (one.tags, cursor().position) == ([EVERYTHING], end)


def test_a_log_that_is_shorter_than_it_was_makes_a_cache_purge_everything_once(
    one: Recorder, now: datetime
) -> None:
    end = write_line("page:1", now=now)
    LogCursor.objects.filter(pk="varnish").update(position=end + 1000)
    purge_caches(now)
    purge_caches(now)
    assert (one.tags, cursor().position) == ([EVERYTHING], end)


def test_a_tag_that_is_queued_again_while_it_is_sent_is_sent_again(
    one: Recorder, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_purge(["image:5", "image:6"])
    real = Varnish.purge

    def while_it_changes(self: Varnish, tags: Any) -> None:
        real(self, tags)
        if len(one.requests) == 1:
            queue_purge(["image:5"])

    monkeypatch.setattr(Varnish, "purge", while_it_changes)
    purge_caches(now)
    purge_caches(now)
    assert one.tags == ["image:5", "image:6", "image:5"]
    assert not PendingPurge.objects.exists()


def test_a_tag_that_was_queued_twice_is_sent_once(two: tuple[Recorder, Recorder], now: datetime) -> None:
    queue_purge(["image:5", "image:5"])
    queue_purge(["image:5"])
    purge_caches(now)
    assert [cache.tags for cache in two] == [["image:5"], ["image:5"]]
    assert not PendingPurge.objects.exists()


def test_one_cache_can_be_purged_without_the_other(two: tuple[Recorder, Recorder], now: datetime) -> None:
    queue_purge([EVERYTHING], caches=["fastly"])
    purge_caches(now)
    assert (two[0].tags, two[1].tags) == ([], [EVERYTHING])


def test_comments_are_purged_by_their_article_and_by_the_coarse_tag(one: Recorder, now: datetime) -> None:
    thread_changed.send(None, article_id=7)
    purge_caches(now)
    assert sorted(one.tags) == ["comments", "comments:7"]


def test_the_same_bytes_with_an_earlier_end_are_purged(one: Recorder, now: datetime) -> None:
    article = factories.compiled_article()
    lines = Change.objects.count()
    purge_caches(now)
    one.purged.clear()
    type(article).objects.filter(pk=article.pk).update(expire_at=now + timedelta(hours=1))
    recompile([article.pk], now=now)
    purge_caches(now)
    assert Change.objects.count() == lines
    assert set(one.tags) == {f"page:{article.pk}", "pages"}


def test_a_cache_with_many_changes_to_catch_up_on_is_left_for_the_next_time(
    one: Recorder, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delivery.outbox.loop.BATCH", 2)
    for number in range(5):
        write_line(f"page:{number}", now=now)
    ticks = iter(range(0, 100, 10))
    assert purge_caches(now, clock=lambda: next(ticks)) == 2
    assert purge_caches(now) == 3
    assert one.tags == [f"page:{number}" for number in range(5)]


@pytest.mark.parametrize("lines", [1, 20])
def test_purging_takes_as_many_queries_for_many_changes_as_for_one(
    lines: int, one: Recorder, now: datetime, django_assert_num_queries: Any
) -> None:
    for number in range(lines):
        write_line(f"page:{number}", now=now)
    queue_purge([f"image:{number}" for number in range(lines)])
    # The cursor, the changes, the bounds of the log, the queue; deleting from it takes two, moving the cursor one.
    with django_assert_num_queries(7):
        assert purge_caches(now) == 2 * lines


def test_finding_nothing_new_takes_few_queries(
    one: Recorder, now: datetime, django_assert_max_num_queries: Any
) -> None:
    write_line("page:1", now=now)
    purge_caches(now)
    with django_assert_max_num_queries(4):
        purge_caches(now)


def test_a_list_that_an_article_leaves_is_purged(one: Recorder, now: datetime) -> None:
    far = factories.section(slug="gross")
    factories.compiled_article(parent=factories.section(parent=far, slug="klein"))
    purge_caches(now)
    one.purged.clear()
    far.unpublish()
    factories.settle()
    purge_caches(now)
    assert "list:section=gross" in one.tags
    assert "list:section=klein" not in one.tags


def test_a_list_on_which_an_article_stood_wrongly_is_purged(one: Recorder, now: datetime) -> None:
    article = factories.compiled_article()
    wrong = {"tag": "tag=klima", "published_at": article.first_published_at}
    EditionTag.objects.create(edition_id=article.pk, **wrong)
    lines = Change.objects.count()
    purge_caches(now)
    one.purged.clear()
    recompile([article.pk], now=now)
    purge_caches(now)
    # The bytes are the same.
    assert Change.objects.count() == lines
    assert set(one.tags) == {"list:tag=klima", "pages"}


def test_an_alias_that_becomes_an_article_joins_the_lists(one: Recorder, now: datetime) -> None:
    article = factories.compiled_article(comment_policy="CLOSED")
    alias = article.create_alias(parent=factories.section(slug="zweit"), update_slug="eigenes")
    factories.settle()
    purge_caches(now)
    one.purged.clear()
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    factories.settle()
    purge_caches(now)
    assert {"list:all", f"page:{alias.pk}"} <= set(one.tags)


def test_failures_are_reset_also_when_another_process_has_purged(one: Recorder, now: datetime) -> None:
    purge_caches(now)
    LogCursor.objects.filter(name="varnish").update(attempts=3)
    purge_caches(now)
    assert LogCursor.objects.get(name="varnish").attempts == 0


def test_an_edited_site_purges_everything_as_another_one_may_be_the_main_one(
    one: Recorder, now: datetime
) -> None:
    Site.objects.get().save()
    purge_caches(now)
    assert EVERYTHING in one.tags
