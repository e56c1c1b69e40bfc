"""The service as an operator starts it: one command, a real server, real sockets, on the embedded database."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from config import env

# The service has an SQLite database of its own, so it is not tested again on PostgreSQL.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
_PATIENCE_SECONDS = 60


# Schedule an article to be published in two seconds and, after a line on the standard input, to expire in one.
_SCHEDULING = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page, Site
from cms.models import ArticlePage, HomePage
root = Page.objects.get(depth=1)
home = root.add_child(instance=HomePage(title="Zeitung", slug="zeitung", locale=root.locale))
Site.objects.update(root_page=home)
Site.objects.first().save()
article = home.add_child(instance=ArticlePage(title="Bald", slug="bald", lead="Kurz.", live=False))
article.go_live_at = timezone.now() + timedelta(seconds=2)
article.save_revision().publish()
print(article.pk, flush=True)
input()
article = ArticlePage.objects.get(pk=article.pk)
article.go_live_at, article.expire_at = None, timezone.now() + timedelta(seconds=1)
article.save()
"""


@dataclass(frozen=True)
class Service:
    """A running service: its URL, and the environment of its commands."""

    url: str
    environment: dict[str, str]

    def manage(self, *command: str) -> "subprocess.Popen[str]":
        """Start a management command in the environment of the service."""
        line = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *command]
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen(line, env=self.environment, text=True, **pipes)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Run an empty newsroom on a free port until the end of the module.

    Its database is a copy of the migrated one that all tests start from.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("data")
    shutil.copy(env.text("DATABASE_URL").removeprefix("sqlite:///"), data / "leserbrief.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATA_DIR": str(data),
        "PORT": str(port),
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    made = Service(f"http://127.0.0.1:{port}", environment)
    with made.manage("prepare", "--no-demo") as preparing:
        preparing.communicate()
    assert preparing.returncode == 0
    server = made.manage("serve")
    try:
        yield made
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=_PATIENCE_SECONDS)


def ask(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=5) as response:  # noqa: S310
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, ConnectionError, TimeoutError):
        return 0, ""


def wait_for(url: str, status: int) -> str:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answered, body = ask(url)
        if answered == status:
            return body
        time.sleep(0.1)
    raise AssertionError(f"{url} never answered {status}")


def wait_until(url: str, look: Callable[[str], object], wanted: object) -> object:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (found := look(ask(url)[1])) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_server_and_background_loop_come_up_together_and_end_together(service: Service) -> None:
    ready = json.loads(wait_for(f"{service.url}/health/ready", 200))
    parts = ("database", "cache", "work", "schedule", "delivery", "caches")
    assert (ready["status"], ready["parts"]) == ("OK", dict.fromkeys(parts, "OK"))
    assert ready["lag"]["schedule"] == 0
    assert json.loads(ask(f"{service.url}/api/v1/articles/")[1])["meta"]["count"] == 0
    assert ask(f"{service.url}/api/v1/nichts/")[0] == 404
    assert ask(f"{service.url}/admin/login/")[0] == 200


def test_what_is_scheduled_appears_and_disappears_by_itself(service: Service) -> None:
    wait_for(f"{service.url}/health/ready", 200)
    with service.manage("shell", "--no-imports", "-c", _SCHEDULING) as editor:
        article = editor.stdout.readline().strip()  # type: ignore[union-attr]
        page = f"{service.url}/api/v1/articles/{article}/"
        assert json.loads(wait_for(page, 200))["title"] == "Bald"
        editor.communicate("\n")
    wait_for(page, 404)
    changes = wait_until(
        f"{service.url}/api/v1/changes/",
        lambda body: [item["change"] for item in json.loads(body)["items"] if item["id"] == int(article)],
        ["PUBLISHED", "REMOVED"],
    )
    assert changes == ["PUBLISHED", "REMOVED"]
