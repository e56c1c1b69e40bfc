"""How each kind of shared cache is told what to forget, and that no secret is written down."""

import logging
from datetime import datetime
from typing import Any

import pytest
import requests

from delivery.models import LogCursor
from delivery.outbox import purgers as kinds
from delivery.outbox.purgers import Cloudflare, Fastly, Varnish
from delivery.outbox.purging import purge_caches
from tests.integration.delivery.recording import Recorder

pytestmark = pytest.mark.django_db
SECRET = "s3cr3t-t0ken"


class TestVarnish:
    def test_is_told_in_a_header_at_each_of_its_addresses(self, cache: Recorder, second: Recorder) -> None:
        Varnish(urls=[f"{cache.url}/", f"{second.url}/"]).purge(["page:1", "list:de"])
        for one in (cache, second):
            [told] = one.requests
            assert (told.method, told.path, told.tags) == ("PURGE", "/", ["page:1", "list:de"])

    def test_is_told_no_more_at_once_than_fits_into_a_header(self, cache: Recorder) -> None:
        tags = [f"list:section={number:04}-{'x' * 80}" for number in range(300)]
        Varnish(urls=[cache.url]).purge(tags)
        assert cache.tags == tags
        assert max(len(told.headers["xkey-purge"]) for told in cache.requests) <= 6000

    def test_is_told_no_more_than_500_tags_at_once(self, cache: Recorder) -> None:
        Varnish(urls=[cache.url]).purge([f"p:{number}" for number in range(501)])
        assert [len(told.tags) for told in cache.requests] == [500, 1]


class TestCloudflare:
    def test_takes_30_tags_in_a_call(self, cache: Recorder) -> None:
        tags = [f"page:{number}" for number in range(61)]
        Cloudflare(zone="z1", token=SECRET, url=cache.url).purge(tags)
        assert [len(told.tags) for told in cache.requests] == [30, 30, 1]
        assert cache.tags == tags
        told = cache.requests[0]
        assert (told.method, told.path) == ("POST", "/zones/z1/purge_cache")
        assert told.headers["authorization"] == f"Bearer {SECRET}"

    def test_that_says_no_with_status_200_has_not_understood(self, cache: Recorder) -> None:
        cache.answer = {"success": False, "errors": [{"code": 1007, "message": SECRET}]}
        with pytest.raises(requests.RequestException, match="1007") as refusal:
            Cloudflare(zone="z", token=SECRET, url=cache.url).purge(["page:1"])
        assert SECRET not in str(refusal.value)


class TestFastly:
    def test_takes_256_keys_in_a_call(self, cache: Recorder) -> None:
        tags = [f"page:{number}" for number in range(257)]
        Fastly(service="s1", token=SECRET, url=cache.url).purge(tags)
        assert [len(told.tags) for told in cache.requests] == [256, 1]
        assert cache.tags == tags
        told = cache.requests[0]
        assert (told.method, told.path) == ("POST", "/service/s1/purge")
        assert (told.headers["fastly-key"], told.headers["accept"]) == (SECRET, "application/json")


@pytest.mark.parametrize("status", [302, 403, 404, 500, 503])
@pytest.mark.parametrize("kind", ["varnish", "cloudflare", "fastly"])
def test_whatever_is_no_success_is_a_refusal_that_names_no_secret(
    kind: str, status: int, cache: Recorder
) -> None:
    cache.status = status
    address = cache.url.replace("//", f"//user:{SECRET}@")
    made: Any = {
        "varnish": Varnish(urls=[address]),
        "cloudflare": Cloudflare(zone="z", token=SECRET, url=cache.url),
        "fastly": Fastly(service="s", token=SECRET, url=cache.url),
    }[kind]
    with pytest.raises(requests.RequestException, match=str(status)) as refusal:
        made.purge(["page:1"])
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize("kind", [Cloudflare, Fastly])
def test_a_token_is_never_written_down(
    kind: Any, cache: Recorder, settings: Any, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    name = kind.__name__.lower()
    who = "zone" if kind is Cloudflare else "service"
    # With the end of the line of the file that it was kept in.
    settings.CACHE_PURGERS = {name: {who: "x", "token": f"{SECRET}\n", "url": cache.url}}
    assert SECRET not in repr(kinds.purger(name))
    with caplog.at_level(logging.DEBUG):
        purge_caches(now)
    position = LogCursor.objects.get(pk=name)
    assert position.attempts == 1
    assert "header" in position.error
    assert SECRET not in caplog.text + position.error
