"""Run the web server and the background loop as child processes."""

import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config import env

_GRACE_SECONDS = 15


class Command(BaseCommand):
    help = "Starts granian and the background loop, and ends both together."

    def handle(self, *args: Any, **options: Any) -> None:
        children = [self._start(command) for command in (_server(), [sys.executable, "manage.py", "work"])]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        self.stdout.write(_urls())
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            self.stderr.write("serve: one of the processes ended; stopping the other")
            sys.exit(1)
        finally:
            self.stdout.write("Stopping ...")
            for child in children:
                child.terminate()
            for child in children:
                _wait(child)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A Ctrl-C in the terminal must not reach the children, which this process terminates itself.
        return subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=env.for_children(), start_new_session=True
        )


def _server() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WORKERS), "--blocking-threads", str(settings.THREADS)),
        *("--log-level", "error"),
    ]


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def _urls() -> str:
    url = settings.PUBLIC_URL
    return "\n".join(
        (
            "",
            f"  Reader's site   {url}/",
            f"  Wagtail admin   {url}/admin/",
            f"  API             {url}{settings.API_ROOT}articles/",
            f"  API docs        {url}{settings.API_ROOT}docs/",
            "",
        )
    )
