"""How each kind of shared cache is purged, and that no secret is logged or stored."""

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
    def test_is_purged_by_a_header_at_each_of_its_urls(self, cache: Recorder, second: Recorder) -> None:
        Varnish(urls=[f"{cache.url}/", f"{second.url}/"]).purge(["page:1", "list:de"])
        for one in (cache, second):
            [purge] = one.requests
            assert (purge.method, purge.path, purge.tags) == ("PURGE", "/", ["page:1", "list:de"])

    def test_gets_no_more_tags_at_once_than_fit_into_a_header(self, cache: Recorder) -> None:
        tags = [f"list:section={number:04}-{'x' * 80}" for number in range(300)]
        Varnish(urls=[cache.url]).purge(tags)
        assert cache.tags == tags
        assert max(len(purge.headers["xkey-purge"]) for purge in cache.requests) <= 6000

    def test_gets_no_more_than_500_tags_at_once(self, cache: Recorder) -> None:
        Varnish(urls=[cache.url]).purge([f"p:{number}" for number in range(501)])
        assert [len(purge.tags) for purge in cache.requests] == [500, 1]


class TestCloudflare:
    def test_takes_30_tags_in_a_request(self, cache: Recorder) -> None:
        tags = [f"page:{number}" for number in range(61)]
        Cloudflare(zone="z1", token=SECRET, url=cache.url).purge(tags)
        assert [len(purge.tags) for purge in cache.requests] == [30, 30, 1]
        assert cache.tags == tags
        purge = cache.requests[0]
        assert (purge.method, purge.path) == ("POST", "/zones/z1/purge_cache")
        assert purge.headers["authorization"] == f"Bearer {SECRET}"

    def test_that_refuses_with_status_200_has_failed(self, cache: Recorder) -> None:
        cache.answer = {"success": False, "errors": [{"code": 1007, "message": SECRET}]}
        with pytest.raises(requests.RequestException, match="1007") as failure:
            Cloudflare(zone="z", token=SECRET, url=cache.url).purge(["page:1"])
        assert SECRET not in str(failure.value)


class TestFastly:
    def test_takes_256_keys_in_a_request(self, cache: Recorder) -> None:
        tags = [f"page:{number}" for number in range(257)]
        Fastly(service="s1", token=SECRET, url=cache.url).purge(tags)
        assert [len(purge.tags) for purge in cache.requests] == [256, 1]
        assert cache.tags == tags
        purge = cache.requests[0]
        assert (purge.method, purge.path) == ("POST", "/service/s1/purge")
        assert (purge.headers["fastly-key"], purge.headers["accept"]) == (SECRET, "application/json")


@pytest.mark.parametrize("status", [302, 403, 404, 500, 503])
@pytest.mark.parametrize("kind", ["varnish", "cloudflare", "fastly"])
def test_every_other_status_is_a_failure_that_names_no_secret(
    kind: str, status: int, cache: Recorder
) -> None:
    cache.status = status
    url = cache.url.replace("//", f"//user:{SECRET}@")
    made: Any = {
        "varnish": Varnish(urls=[url]),
        "cloudflare": Cloudflare(zone="z", token=SECRET, url=cache.url),
        "fastly": Fastly(service="s", token=SECRET, url=cache.url),
    }[kind]
    with pytest.raises(requests.RequestException, match=str(status)) as failure:
        made.purge(["page:1"])
    assert SECRET not in str(failure.value)


@pytest.mark.parametrize("kind", [Cloudflare, Fastly])
def test_a_token_is_never_logged_or_stored(
    kind: Any, cache: Recorder, settings: Any, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    name = kind.__name__.lower()
    account = "zone" if kind is Cloudflare else "service"
    # With a line feed, as if read from a file: such a token cannot be sent in a header.
    settings.CACHE_PURGERS = {name: {account: "x", "token": f"{SECRET}\n", "url": cache.url}}
    assert SECRET not in repr(kinds.purger(name))
    with caplog.at_level(logging.DEBUG):
        purge_caches(now)
    position = LogCursor.objects.get(pk=name)
    assert position.attempts == 1
    assert "header" in position.error
    assert SECRET not in caplog.text + position.error
