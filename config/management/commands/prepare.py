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

from delivery.public_url import PublicUrlDiffers, keep_public_url, require_same_url
from delivery.verify import sweep

# The key of the advisory lock, an arbitrary constant.
_LOCK = 7_305_045


class Command(BaseCommand):
    help = "Migrates, makes the cache table, writes PUBLIC_URL to the main site and seeds the demo if wanted."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Do not add the demo content.")
        parser.add_argument(
            "--new-public-url",
            action="store_true",
            help="PUBLIC_URL is another one than before: compile everything again for it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(settings.UMASK)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with self._alone():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            _write_public_url(is_new=options["new_public_url"])
            if settings.DEMO and not options["no_demo"]:
                call_command("seed_demo", stdout=self.stdout)
            # After a change of PUBLIC_URL or of the compiler every edition is outdated.
            sweep(now=timezone.now())

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


def _write_public_url(*, is_new: bool) -> None:
    if not is_new:
        try:
            require_same_url()
        except PublicUrlDiffers as error:
            raise CommandError(str(error)) from error
    keep_public_url()
    url = urlsplit(settings.PUBLIC_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=url.hostname, port=port):
        site.hostname, site.port = url.hostname or "", port
        site.save()
