"""Add the demo: content first, then the comments on it."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

import cms.demo
import comments.demo
from delivery.management.base import SameUrlCommand
from delivery.publish import publish_due


def _compile_all() -> None:
    while publish_due(now=timezone.now()):
        pass


class Command(SameUrlCommand):
    help = "Adds the demo's articles, images, people and comments; what is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has public passwords; it is only made where DEMO is on.")
        now = timezone.now()
        demo = cms.demo.seed(now=now)
        n_comments = comments.demo.seed(now=now)
        # The demo has more editions than the end of a transaction compiles.
        _compile_all()
        cms.demo.correct(now=now, settle=_compile_all)
        cms.demo.take_down(now=now)
        _compile_all()
        self.stdout.write(f"Demo: {demo.articles} articles, {n_comments} comments. Accounts:")
        for login in demo.logins:
            self.stdout.write(f"  {login.username:<12} {login.password:<22} {login.name}")
