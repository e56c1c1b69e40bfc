"""The service as an operator starts it: one command, a real server, real sockets, on the embedded database."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

_PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """This will prepare and serve an empty newsroom on a free port, and end it with the module."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "PORT": str(port),
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    manage = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
    subprocess.run([*manage, "prepare", "--no-demo"], env=environment, check=True)
    server = subprocess.Popen([*manage, "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(_PATIENCE_SECONDS)


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
        time.sleep(0.3)
    raise AssertionError(f"{url} never answered {status}")


@pytest.mark.slow
def test_server_and_background_loop_come_up_together_and_end_together(address: str) -> None:
    ready = json.loads(wait_for(f"{address}/health/ready", 200))
    parts = ("database", "cache", "work", "schedule", "delivery", "caches")
    assert (ready["status"], ready["parts"]) == ("OK", dict.fromkeys(parts, "OK"))
    assert ready["lag"]["schedule"] == 0
    assert json.loads(ask(f"{address}/api/v1/articles/")[1])["meta"]["count"] == 0
    assert ask(f"{address}/api/v1/nichts/")[0] == 404
    assert ask(f"{address}/admin/login/")[0] == 200
