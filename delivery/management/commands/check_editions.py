"""Tell whether what readers get is what editors wrote."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delivery.counts import miscounted
from delivery.jobs import page_ids
from delivery.verify import reason_of_drift


class Command(BaseCommand):
    help = "Compiles every page in memory and compares it with its edition. Ends with status 1 on drift."

    def handle(self, *args: Any, **options: Any) -> None:
        drift = 0
        for page_id in page_ids():
            reason = reason_of_drift(page_id, now=timezone.now())
            if reason:
                drift += 1
                self.stdout.write(f"page {page_id}: {reason}")
        wrong = sorted(miscounted().items())
        for (name, locale), count in wrong:
            self.stdout.write(f"list {name or 'of all'} {locale or 'in all languages'}: should count {count}")
        if drift or wrong:
            raise CommandError(
                f"{drift} editions differ from their pages, {len(wrong)} counters from their lists;"
                " rebuild_editions repairs them"
            )
        self.stdout.write("0 drift")
