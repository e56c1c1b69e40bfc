"""For which network a request is counted."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from api.http.rate_limits import client_network, network_of
from tests import factories
from tests.api.v1.comment_client import post, still_clock
from tests.inputs.networks import SEEN

__all__ = ["still_clock"]


@pytest.mark.parametrize(("proxies", "forwarded", "remote", "network"), SEEN)
def test_a_request_has_a_network(
    settings: Settings, proxies: int, forwarded: str, remote: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().post("/", headers=headers, REMOTE_ADDR=remote)
    assert client_network(request) == network


@given(st.ip_addresses(), st.integers(0, 65535))
def test_a_port_brackets_and_quotation_marks_change_nothing(address: object, port: int) -> None:
    text = str(address)
    if ":" not in text:
        assert network_of(text) == network_of(f"{text}:{port}") == text
    else:
        assert network_of(text) == network_of(f"[{text}]:{port}") == network_of(f'"[{text}]"')


@given(st.text(max_size=40))
def test_whatever_stands_there_is_a_network(address: str) -> None:
    assert network_of(address)


@pytest.mark.django_db
@pytest.mark.usefixtures("still_clock")
def test_a_client_with_another_port_each_time_has_one_limit(settings: Settings) -> None:
    cache.clear()
    settings.TRUSTED_PROXIES = 1
    body = {"article": factories.article().pk}
    left = []
    for hop in ("203.0.113.9:1", "203.0.113.9:2", "[::ffff:203.0.113.9]:3", "203.0.113.10:4"):
        response = post("comments/challenge/", body, **{"X-Forwarded-For": f"1.1.1.1, {hop}"})
        left.append(response["RateLimit"].split(";")[1])
    assert left == ["r=119", "r=118", "r=117", "r=119"]
