"""Fixtures for all tests."""

import gc
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, SiteSettings
from tests import factories, node
from tests.rows import keep_rows, restore_rows

# The live server sends head and body apart; the body would wait 40 ms, until the client has acknowledged the head.
WSGIRequestHandler.disable_nagle_algorithm = True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report that the tests of the TypeScript client were skipped."""
    if not node.is_installed():
        terminalreporter.section(
            "The tests of the TypeScript client were SKIPPED: run `make tools`", red=True
        )


def pytest_collection_finish() -> None:
    """Leave what was imported and collected, most of all objects, out of every garbage collection of the run.

    That takes a sixth of the time. Young objects are collected less often than in production.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def build_site() -> None:
    """Create what Wagtail needs: languages, a home page and the site, all compiled."""
    cache.clear()
    german, _ = Locale.objects.get_or_create(language_code="de")
    Locale.objects.get_or_create(language_code="en")
    Page.objects.filter(depth=1).update(locale=german)
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    home = Page.objects.get(depth=1).add_child(
        # Without rows, so that a test that publishes an article does not compile the front page as well.
        instance=HomePage(title="Leserbrief", slug="home", locale=german, rows=[])
    )
    site = Site.objects.create(root_page=home, is_default_site=True, **site_address())
    # The first compilation of an article would make them, and invalidate every page.
    SiteSettings.for_site(site)
    factories.settle()


def site_address() -> dict[str, Any]:
    """Return the host and port of `PUBLIC_URL` as fields of a site."""
    address = urlsplit(settings.PUBLIC_URL)
    return {"hostname": address.hostname or "", "port": address.port or 80}


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Use the databases as they are: they are copies of a migrated one."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put the migrated copy where Django looks for the test database of this process."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        shutil.copy(database["NAME"], database["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Add the site to the migrated database, and restore these rows after every test that commits."""
    with django_db_blocker.unblock():
        build_site()
        keep_rows()
    TransactionTestCase._fixture_teardown = lambda test: restore_rows()  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    """Clear the cache after each test, because the next one uses the same ids."""
    yield
    cache.clear()


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let fixtures of a module write rows that all of its tests read, and undo them after the last test.

    Each test runs in a savepoint of this transaction, so none of them may commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed_site(transactional_db: None) -> None:
    """Let a test commit, so that the callbacks after a commit run."""


@pytest.fixture
def now() -> datetime:
    """Return the time of the test."""
    return timezone.now()
