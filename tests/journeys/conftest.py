"""Fixtures for the journeys behind a shared cache, and what is missing for those behind a proxy."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site

from delivery.outbox.purging import purge_caches
from tests.conftest import site_address
from tests.journeys.nginx import nginx_program
from tests.journeys.varnish import Varnish, varnishd_program
from tests.journeys.varnish_room import Newsroom, build_room


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report that the journeys behind a proxy were skipped."""
    missing = {"Varnish": varnishd_program(), "nginx": nginx_program()}
    packages = {"Varnish": "'varnish' and 'varnish-modules'", "nginx": "'nginx'"}
    for name in (name for name, program in missing.items() if program is None):
        terminalreporter.section(
            f"The journeys behind {name} were SKIPPED: install the packages {packages[name]}", red=True
        )


@pytest.fixture(scope="session")
def varnishd(live_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Varnish]:
    """Start one Varnish in front of the test server."""
    program = varnishd_program()
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("There is no Varnish with xkey, and its journeys must run here.")
    if program is None:
        pytest.skip("there is no Varnish with xkey")
    front = Varnish(program, tmp_path_factory.mktemp("varnish"), newsroom_port=live_server.thread.port)
    front.start()
    yield front
    front.stop()


@pytest.fixture
def varnish(varnishd: Varnish, committed_site: None, settings: Any) -> Varnish:
    """Return an empty Varnish that keeps responses for a day, in front of a newsroom that purges it."""
    settings.PUBLIC_URL = settings.WAGTAILADMIN_BASE_URL = varnishd.url
    settings.CSRF_TRUSTED_ORIGINS = [varnishd.url]
    settings.SHARED_CACHE_SECONDS = 86_400
    settings.CACHE_PURGERS = {"varnish": {"urls": [f"{varnishd.url}/"]}}
    Site.objects.update(**site_address())
    cache.clear()
    # The first purge of a new cache empties it: other tests have filled it.
    purge_caches(timezone.now())
    return varnishd


@pytest.fixture
def room(varnish: Varnish) -> Newsroom:
    """Return the newsroom behind Varnish."""
    return build_room(varnish.url)
