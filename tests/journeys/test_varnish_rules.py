"""Behind a real Varnish: what is published appears, what is taken away disappears, private responses are not kept."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from delivery.models import LogCursor
from delivery.outbox.purging import purge_caches, purge_lag
from tests.journeys.varnish import Varnish
from tests.journeys.varnish_room import (
    Newsroom,
    approve,
    fresh,
    hide_the_image,
    publish,
    restrict_the_collection,
    warm,
)

pytestmark = pytest.mark.slow


def test_what_was_not_found_is_there_once_it_is_published(room: Newsroom, varnish: Varnish) -> None:
    names = ("draft", "draft by slug", "draft resolve", "draft thread")
    assert {answer.status for answer in warm(varnish, [room.paths[name] for name in names]).values()} == {404}
    fresh(room.draft).get_latest_revision().publish()
    assert {varnish.ask(room.paths[name]).status for name in names} == {200}


def test_a_path_leads_elsewhere_at_once(room: Newsroom, varnish: Varnish) -> None:
    assert warm(varnish, [room.paths["old path"]])[room.paths["old path"]].status == 404
    redirect = Redirect.objects.create(old_path="/de/frueher", redirect_page=room.article)
    assert b"REDIRECT" in varnish.ask(room.paths["old path"]).body
    redirect.delete()
    assert varnish.ask(room.paths["old path"]).status == 404


def test_a_comment_can_be_answered_as_soon_as_it_is_approved(room: Newsroom, varnish: Varnish) -> None:
    path = f"/api/v1/comments/{room.waiting.pk}/replies/"
    assert [varnish.ask(path).status for _ in range(2)] == [404, 404]
    approve(room)
    assert varnish.ask(path).status == 200


def test_a_response_is_not_kept_beyond_its_expiry(room: Newsroom, varnish: Varnish) -> None:
    warm(varnish, [room.paths["article"]])
    end = timezone.now() + timedelta(seconds=3)
    publish(room.article, expire_at=end)
    varnish.ask(room.paths["article"])
    time.sleep(max((end - timezone.now()).total_seconds(), 0))
    assert [varnish.ask(room.paths[name]).status for name in ("article", "by slug", "resolve")] == [404] * 3


@pytest.mark.parametrize("hide", [hide_the_image, restrict_the_collection])
def test_an_image_that_was_taken_away_is_gone_although_it_is_kept_for_a_year(
    hide: Callable[[Newsroom], None], room: Newsroom, varnish: Varnish
) -> None:
    path = room.paths["image"]
    assert "max-age=31536000" in warm(varnish, [path])[path].headers["Cache-Control"]
    hide(room)
    assert varnish.ask(path).status == 404
    assert b'"state":"PRIVATE"' in varnish.ask(room.paths["article"]).body
    assert varnish.ask(room.paths["other image"]).status == 200


def test_more_than_a_request_compiles_is_taken_away_at_once(
    room: Newsroom, varnish: Varnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delivery.receivers.commits.IN_REQUEST", 0)
    warm(varnish, room.paths.values())
    fresh(room.article).unpublish()
    shown = {
        name for name in ("article", "by slug", "resolve") if varnish.ask(room.paths[name]).status == 200
    }
    assert shown == set()
    assert b"Neues" not in varnish.ask(room.paths["all"]).body


def test_a_reader_never_sees_what_the_cache_needs_nor_gets_a_cookie(room: Newsroom, varnish: Varnish) -> None:
    answer = varnish.ask(room.paths["article"], Cookie="sessionid=1; csrftoken=2")
    assert not {"Cache-Tag", "Surrogate-Key", "xkey", "Set-Cookie"} & set(answer.headers)
    again = varnish.ask(room.paths["article"], If_None_Match=answer.headers["ETag"])
    assert (again.status, again.is_hit) == (304, True)


def test_private_responses_are_not_kept(room: Newsroom, varnish: Varnish) -> None:
    for path in ("/admin/login/", "/api/v1/changes/", "/health/live"):
        assert [varnish.ask(path).is_hit for _ in range(2)] == [False, False]
    secret = {"Authorization": "Receipt 1"}
    assert [varnish.ask(room.paths["article"], **secret).is_hit for _ in range(2)] == [False, False]


def test_only_the_newsroom_can_purge(room: Newsroom, varnish: Varnish) -> None:
    warm(varnish, [room.paths["article"]])
    for headers, status in (
        ({"xkey_purge": "everything", "X_Forwarded_For": "192.0.2.7"}, 405),
        ({}, 400),
        ({"xkey_purge": "everything"}, 200),
    ):
        assert varnish.ask("/", "PURGE", **headers).status == status
        assert varnish.ask(room.paths["article"]).is_hit is (status != 200)


def test_while_varnish_is_away_everything_is_published_and_purged_later(
    room: Newsroom, varnish: Varnish
) -> None:
    now = timezone.now()
    varnish.stop()
    try:
        fresh(room.draft).get_latest_revision().publish()
        assert Client().get(room.paths["draft"]).status_code == 200
        waiting = LogCursor.objects.get(name="varnish")
        assert (waiting.attempts, purge_lag()) == (1, {"varnish": 1})
        purge_caches(now + timedelta(seconds=30))
        assert LogCursor.objects.get(name="varnish").attempts == 2
    finally:
        varnish.start()
    assert purge_caches(now + timedelta(minutes=5)) > 0
    cursor = LogCursor.objects.get(name="varnish")
    assert (cursor.attempts, cursor.not_before, purge_lag()) == (0, None, {"varnish": 0})
