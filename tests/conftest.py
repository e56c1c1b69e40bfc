"""Fixtures that every test may use."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from cms.models import HomePage


def build_site() -> None:
    """This will make the least that Wagtail needs: languages, page root, collection root, site and home page.

    It also works after a test has emptied every table, and brings back the group that a migration makes.
    """
    cache.clear()
    import_module("comments.migrations.0002_moderators").add_group(apps, None)
    german, _ = Locale.objects.get_or_create(language_code="de")
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=german)
    )
    Page.objects.filter(depth=1).update(locale=german)
    Site.objects.all().delete()
    for stale in Page.objects.filter(depth=2):
        stale.delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(title="Leserbrief", slug="home", locale=german))
    address = urlsplit(settings.PUBLIC_URL)
    Site.objects.create(
        hostname=address.hostname or "", port=address.port or 80, root_page=home, is_default_site=True
    )


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """This will have the databases taken as they are: they are copies of a migrated one."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """This will put the migrated copy where Django looks for the test database of this process."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        shutil.copy(database["NAME"], database["TEST"]["NAME"])


_BLOCKER = pytest.StashKey[Any]()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """This will add the site to the freshly migrated database, once for all tests."""
    request.config.stash[_BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        build_site()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """This will build the site anew after a test that really commits: its end has emptied every table."""
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    try:
        yield
    finally:
        if commits or "transactional_db" in getattr(item, "fixturenames", ()):
            with item.config.stash[_BLOCKER].unblock():
                build_site()


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    """This will keep what one test cached from the next, where ids begin again."""
    yield
    cache.clear()


@pytest.fixture
def committed_site(transactional_db: None) -> None:
    """This will let a test commit for real, so that what follows a commit happens."""


@pytest.fixture
def now() -> datetime:
    """This will give the time of the test."""
    return timezone.now()
