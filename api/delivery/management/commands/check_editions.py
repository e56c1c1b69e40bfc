"""Tell whether what readers get is what editors wrote."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from api.delivery.drift import find_drift


class Command(BaseCommand):
    help = "Compiles every page in memory and compares it with its edition. Ends with status 1 on drift."

    def handle(self, *args: Any, **options: Any) -> None:
        found = find_drift(now=timezone.now())
        for page_id, reason in found:
            self.stdout.write(f"page {page_id}: {reason}")
        if found:
            raise CommandError(
                f"{len(found)} editions differ from their pages; rebuild_editions repairs them"
            )
        self.stdout.write("0 drift")
