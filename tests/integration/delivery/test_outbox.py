"""The loop for readers of the log: each gets every change in order, and its failures concern no other reader."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from delivery import log
from delivery.models import Change, LogCursor
from delivery.outbox import loop
from delivery.outbox.loop import Delivery, deliver_changes

pytestmark = pytest.mark.django_db


class Recording:
    """A reader that records the cache tags of the changes that it gets."""

    longest_pause = timedelta(hours=1)

    def __init__(self, name: str = "recording") -> None:
        self.name = name
        self.seen: list[str] = []
        self.starts = 0
        self.fails = False

    def deliver(self, changes: Sequence[Change]) -> Delivery:
        if self.fails:
            raise ConnectionError("away")
        self.seen += [change.cache_tags for change in changes]
        return Delivery(len(changes))

    def start_over(self) -> None:
        self.starts += 1


@pytest.fixture
def reader(now: datetime) -> Recording:
    """Return a reader whose cursor is at the end of the log."""
    reader = Recording()
    deliver_changes([reader], now=now)
    return reader


def append(*names: str, now: datetime) -> None:
    for name in names:
        page = {"type": "article", "object_id": 1, "locale": "de", "path": "/de/x/"}
        log.append(Change(change="UPDATED", **page, etag="e", cache_tags=name, at=now))


class TestAReader:
    def test_begins_at_the_end_of_the_log(self, now: datetime) -> None:
        append("before", now=now)
        reader = Recording()
        deliver_changes([reader], now=now)
        assert (reader.seen, reader.starts) == ([], 1)

    def test_gets_every_change_once_and_in_order(
        self, reader: Recording, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(loop, "BATCH", 2)
        append("a", "b", "c", now=now)
        assert deliver_changes([reader], now=now) == 3
        append("d", now=now)
        assert deliver_changes([reader], now=now) == 1
        assert reader.seen == ["a", "b", "c", "d"]

    def test_gets_the_same_changes_again_after_a_failure_and_its_pause(
        self, reader: Recording, now: datetime
    ) -> None:
        append("a", now=now)
        reader.fails = True
        deliver_changes([reader], now=now)
        reader.fails = False
        deliver_changes([reader], now=now)
        assert reader.seen == []
        deliver_changes([reader], now=now + timedelta(seconds=2))
        assert (reader.seen, LogCursor.objects.get(pk=reader.name).attempts) == (["a"], 0)

    def test_that_fails_stops_no_other(self, reader: Recording, now: datetime) -> None:
        other = Recording("other")
        deliver_changes([other], now=now)
        append("a", now=now)
        reader.fails = True
        deliver_changes([reader, other], now=now)
        assert (reader.seen, other.seen) == ([], ["a"])

    def test_starts_over_when_the_log_was_pruned_too_far(self, reader: Recording, now: datetime) -> None:
        old = now - log.KEPT_FOR - timedelta(days=1)
        append("lost", now=old)
        append("lost too", now=old)
        log.prune(now)
        append("skipped", now=now)
        deliver_changes([reader], now=now)
        append("next", now=now)
        deliver_changes([reader], now=now)
        assert (reader.seen, reader.starts) == (["next"], 2)
