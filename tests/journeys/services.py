"""The service in processes of its own: a real server on real sockets, with an SQLite database of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings

from config import env

PATIENCE_SECONDS = 120


class Service:
    """A newsroom below `data` on a free port: its commands, and its server, which may be stopped and started again."""

    def __init__(self, data: Path, **variables: str) -> None:
        """Copy the migrated database that all tests start from. `variables` are added to the environment."""
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONUNBUFFERED": "1",
            "DATA_DIR": str(data),
            "PORT": str(self.port),
            "DATABASE_URL": "",
            "REDIS_URL": "",
            **variables,
        }
        (data / "leserbrief.sqlite3").touch(mode=0o600)
        shutil.copyfile(env.text("DATABASE_URL").removeprefix("sqlite:///"), data / "leserbrief.sqlite3")
        self.log = data / "serve.log"
        # What the journeys ask for, by name.
        self.paths: dict[str, str] = {}
        self.server: subprocess.Popen[bytes] | None = None

    def command(self, *command: str, **variables: str) -> "subprocess.Popen[str]":
        """Start a management command in the environment of the service."""
        line = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *command]
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = {**self.environment, **variables}
        return subprocess.Popen(line, env=environment, cwd=settings.BASE_DIR, text=True, **pipes)

    def run(self, *command: str, status: int = 0, **variables: str) -> str:
        """Run a management command to its end, expect its status, and return its output, or its errors if it is to fail."""
        with self.command(*command, **variables) as process:
            output, errors = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == status, errors
        return errors if status else output

    def make_content(self) -> None:
        """Prepare the newsroom, with what `paths` then leads to."""
        script = "import json; from tests.journeys.service_content import make_content; print(json.dumps(make_content()))"
        self.paths = json.loads(self.run("shell", "--no-imports", "-c", script).splitlines()[-1])

    def start(self, *line: str) -> None:
        """Start `serve`, or another server, unless it runs, and wait for it. Its output goes to `log`."""
        if self.server is None:
            command = line or (sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "serve")
            with self.log.open("ab") as log:
                self.server = subprocess.Popen(
                    command, env=self.environment, cwd=settings.BASE_DIR, stdout=log, stderr=log
                )
        wait_for(f"{self.url}/health/live", 200)

    def start_web(self, *options: str) -> None:
        """Start the web server alone, without background work."""
        server = (sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application")
        self.start(*server, "--port", str(self.port), "--log-level", "error", *options)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send a signal to `serve`, and wait until it has ended."""
        if self.server is not None:
            self.server.send_signal(number)
            self.server.wait(PATIENCE_SECONDS)
            self.server = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str) -> tuple[int, str]:
    """Return status and body; the status is 0 if there was no response."""
    try:
        with urlopen(url, timeout=15) as response:  # noqa: S310
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, ConnectionError, TimeoutError):
        return 0, ""


def wait_for(url: str, status: int) -> str:
    """Ask until the answer has this status, and return its body."""
    answered, body = until(lambda: ask(url), lambda answer: answer[0] == status)
    assert answered == status, f"{url} never answered {status}"
    return body


def until(look: Callable[[], Any], is_right: Callable[[Any], bool]) -> Any:
    """Look again and again until it is right or patience ends, and return what was seen last."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_right(found := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found
