"""Prepare the database and the content before the service starts."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from cms.home_pages import make_home_pages
from cms.models import HomePage
from cms.models.settings import NAME_LENGTH
from cms.slugs import slug_of
from delivery.public_url import PublicUrlDiffers, keep_public_url, require_same_url
from delivery.publish import publish_invalidated
from delivery.subjects import edition_id
from delivery.verify import require_recompilation_of_other_versions, sweep

# The key of the advisory lock, an arbitrary constant.
_LOCK = 7_305_045


class Command(BaseCommand):
    help = "Migrates, makes the cache table and what a site begins with, and seeds the demo if wanted."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Do not add the demo content.")
        parser.add_argument(
            "--new-public-url",
            action="store_true",
            help="PUBLIC_URL is another one than before: compile everything again for it.",
        )

        parser.add_argument(
            "--first-page",
            metavar="NAME",
            help="The name of a new newsroom: make its site, with a home page for each of --locales.",
        )
        parser.add_argument(
            "--locales",
            help="The languages of --first-page, such as de,en; the site begins with the first one.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        first_pages = _first_pages(options["first_page"], options["locales"])
        os.umask(settings.UMASK)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with self._alone():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            _check_public_url(is_new=options["new_public_url"])
            for page in make_home_pages(options["first_page"], first_pages).values() if first_pages else ():
                self.stdout.write(f"Home page: {settings.PUBLIC_URL}/{page.locale.language_code}/")
            _write_public_url()
            if settings.DEMO and not options["no_demo"]:
                call_command("seed_demo", stdout=self.stdout)
            # After a change of PUBLIC_URL or of the compiler every edition is outdated.
            sweep(now=timezone.now())
            require_recompilation_of_other_versions()
            # What stands around every page, before the articles that the background work compiles first.
            homes = HomePage.objects.values_list("pk", flat=True)
            publish_invalidated((edition_id("site", pk) for pk in homes), now=timezone.now())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until no other `prepare` works on the folder or the database."""
        with (settings.DATA_DIR / "prepare.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.stdout.write(f"Waiting for another prepare in {settings.DATA_DIR} ...")
                fcntl.flock(lock, fcntl.LOCK_EX)
            if connection.vendor == "postgresql":
                # Other machines have other folders. The lock ends with the connection, and so with this process.
                connection.cursor().execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            else:
                # SQLite gives its other files the mode of this one, which no group needs to read.
                database = Path(connection.settings_dict["NAME"])
                database.touch(mode=0o600)
                # That of an earlier version may be open to others.
                database.chmod(0o600)
            yield


def _first_pages(name: str | None, locales: str | None) -> dict[str, dict[str, str]]:
    """Return the fields of the home pages to make, by language; none without a name.

    :raises CommandError: if the name has no words, or a language is not one of the service
    """
    if name is None:
        if locales is not None:
            raise CommandError("--locales names the languages of --first-page, which is missing.")
        return {}
    name = name.strip()
    if not slug_of(name):
        raise CommandError("--first-page needs a name with at least one letter or digit.")
    if len(name) > NAME_LENGTH:
        raise CommandError(f"--first-page takes a name of at most {NAME_LENGTH} characters.")
    languages = [code.strip() for code in (settings.LANGUAGE_CODE if locales is None else locales).split(",")]
    allowed = dict(settings.LANGUAGES)
    if unknown := [language for language in languages if language not in allowed]:
        raise CommandError(
            f"--locales: no such language: {', '.join(unknown)}. Allowed: {', '.join(allowed)}."
        )
    return {language: {"title": name} for language in languages}


def _check_public_url(*, is_new: bool) -> None:
    if not is_new:
        try:
            require_same_url()
        except PublicUrlDiffers as error:
            raise CommandError(str(error)) from error
    keep_public_url()


def _write_public_url() -> None:
    url = urlsplit(settings.PUBLIC_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=url.hostname, port=port):
        site.hostname, site.port = url.hostname or "", port
        site.save()
