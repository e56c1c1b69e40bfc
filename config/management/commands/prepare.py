"""Prepare the database and the content before the service starts."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Site

from delivery.verify import sweep


class Command(BaseCommand):
    help = "Migrates, makes the cache table, writes PUBLIC_URL to the main site and seeds the demo if wanted."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Do not add the demo content.")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        _write_public_url()
        if settings.DEMO and not options["no_demo"]:
            call_command("seed_demo", stdout=self.stdout)
        # After a change of PUBLIC_URL or of the compiler every edition is outdated.
        sweep(now=timezone.now())


def _write_public_url() -> None:
    url = urlsplit(settings.PUBLIC_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=url.hostname, port=port):
        site.hostname, site.port = url.hostname or "", port
        site.save()
