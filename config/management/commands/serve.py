"""Run the web server and the background loop as child processes."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from config import env
from delivery.management.base import SameUrlCommand

_GRACE_SECONDS = 15
# glibc gives larger blocks back at once. By default it keeps those of the last large pictures, hundreds of megabytes.
_MALLOC = {"MALLOC_MMAP_THRESHOLD_": "1048576"}
# Of Linux's prctl(2).
_PR_SET_PDEATHSIG = 1


class Command(SameUrlCommand):
    help = "Starts granian and the background loop, and ends both together."

    def handle(self, *args: Any, **options: Any) -> None:
        with _reserve(settings.HOST, settings.PORT):
            self._run()

    def _run(self) -> None:
        children = [_start(command) for command in (_server(), [sys.executable, "manage.py", "work"])]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        self.stdout.write(_urls())
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            self.stderr.write("serve: one of the processes ended; stopping the other")
            sys.exit(1)
        finally:
            for child in children:
                child.terminate()
            self.stdout.write("Stopping ...")
            for child in children:
                _end(child)


def _reserve(host: str, port: int) -> socket.socket:
    """Return a socket that keeps the port for granian, which would share it with another server.

    :raises CommandError: if another process has it, or it cannot be had
    """
    reserved = None
    try:
        [(family, kind, protocol, _name, address), *_others] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        reserved = socket.socket(family, kind, protocol)
        # Connections that have just ended do not count.
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind(address)
        # Now granian may bind it as well. Another `serve` may not, because it needs the port for itself.
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        return reserved
    except OSError as error:
        if reserved:
            reserved.close()
        raise CommandError(
            f"serve cannot listen on port {port} of {host}: {error.strerror}. Stop the other server, or set PORT;"
            f" what a killed serve left ends within {_GRACE_SECONDS} seconds."
        ) from error


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A Ctrl-C in the terminal must not reach the children, which this process terminates itself.
    return subprocess.Popen(  # noqa: S603
        command,
        cwd=settings.BASE_DIR,
        env=_MALLOC | env.for_children(),
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )


def _end_with_parent() -> None:
    """Let Linux terminate this process when `serve` is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _server() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WORKERS), "--blocking-threads", str(settings.THREADS)),
        *("--workers-kill-timeout", str(_GRACE_SECONDS), "--log-level", "error"),
    ]


def _end(child: subprocess.Popen[bytes]) -> None:
    """Wait for a child, which ends its own children in time, and kill what is left of them."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE_SECONDS + 5)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


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
