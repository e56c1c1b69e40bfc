"""A real Varnish in front of a real server."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings as django_settings

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
_MODULES = ("/usr/lib", "/usr/local/lib")
_PATIENCE_SECONDS = 30
_direct = build_opener(ProxyHandler({}))


def varnishd_program() -> str | None:
    """Return the path of a varnishd that has xkey, or None."""
    found = shutil.which("varnishd", path=_PATH)
    has_xkey = any(any(Path(root).glob("**/varnish/vmods/libvmod_xkey.so")) for root in _MODULES)
    return found if has_xkey else None


class Varnish:
    """One varnishd with `ops/varnish.vcl`, on a free port, that a test may stop and start again."""

    def __init__(self, program: str, folder: Path, *, newsroom_port: int) -> None:
        self._program, self._folder = program, folder
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        rules = (Path(django_settings.BASE_DIR) / "ops" / "varnish.vcl").read_text()
        rules, places = re.subn(r'\.port = "8000"', f'.port = "{newsroom_port}"', rules)
        assert places == 1
        (folder / "newsroom.vcl").write_text(rules)

    def start(self) -> None:
        """Start it with an empty cache, and wait until it answers."""
        command = [
            *(self._program, "-F", "-j", "none", "-n", str(self._folder / f"work-{time.monotonic_ns()}")),
            *("-f", str(self._folder / "newsroom.vcl"), "-a", f"127.0.0.1:{self._port}"),
            *("-T", "none", "-s", "malloc,32m"),
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self.ask("/api/").status:
                return
            time.sleep(0.05)
        raise AssertionError((self._folder / "log").read_text())

    def stop(self) -> None:
        """End the process; its cache is lost."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(_PATIENCE_SECONDS)
            self._process = None

    def ask(self, path: str, method: str = "GET", **headers: str) -> "Answer":
        """Send a request through it; status 0 means that there was no response."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.url + path, headers=named, method=method)  # noqa: S310
        try:
            with _direct.open(request, timeout=_PATIENCE_SECONDS) as response:
                return Answer(response)
        except HTTPError as error:
            with error:
                return Answer(error)
        except (URLError, ConnectionError, TimeoutError):
            return Answer(None)


class Answer:
    """A response: status, headers and body."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status if response else 0
        self.headers: Any = response.headers if response else {}
        self.body: bytes = response.read() if response else b""

    @property
    def is_hit(self) -> bool:
        """Return whether the response comes from the cache."""
        return bool(self.headers["X-Cache"] == "HIT")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
