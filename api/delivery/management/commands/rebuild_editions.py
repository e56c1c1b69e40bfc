"""Compile everything again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from api.delivery.jobs import page_ids
from api.delivery.marks import mark_pages
from api.delivery.models import Mark
from api.delivery.publisher import publish_marked

_BATCH = 200


class Command(BaseCommand):
    help = (
        "Compiles editions again: all, of one type, or by id. Safe while the site is live. "
        "What is not finished stays marked, and the background loop goes on with it."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--type", choices=["article", "section", "home"], help="Only pages of this type.")
        parser.add_argument("--id", type=int, nargs="+", help="Only these pages.")

    def handle(self, *args: Any, **options: Any) -> None:
        ids = options["id"] or page_ids(kind=options["type"])
        for start in range(0, len(ids), _BATCH):
            mark_pages(ids[start : start + _BATCH], now=timezone.now())
        for start in range(0, len(ids), _BATCH):
            publish_marked(ids[start : start + _BATCH], now=timezone.now())
            self.stdout.write(f"{min(start + _BATCH, len(ids))} of {len(ids)}")
        left = Mark.objects.filter(page_id__in=ids).exclude(error="").count()
        self.stdout.write(f"rebuilt {len(ids) - left} pages; {left} failed and will be tried again")
