"""A real nginx with `ops/nginx.conf` in front of a service."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from tests.inputs.slow_clients import unverified
from tests.journeys.services import PATIENCE_SECONDS, Service, free_port

# What Debian's nginx.conf says around the file, with one process that is not in the background.
_AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log stderr warn;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {temporary}
    include {folder}/leserbrief.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def nginx_program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Nginx:
    """One nginx on free ports. Of `ops/nginx.conf` only addresses, paths and time-outs are replaced."""

    def __init__(self, program: str, folder: Path, *, service: Service) -> None:
        self.port = free_port()
        self._program, self._folder = program, folder
        places = {
            r"server 127\.0\.0\.1:8000;": f"server 127.0.0.1:{service.port};",
            r"listen 443 ": f"listen 127.0.0.1:{self.port} ",
            r"listen 80;": f"listen 127.0.0.1:{free_port()};",
            r"/var/cache/nginx-leserbrief": f"{folder}/cache",
            r"/etc/ssl/leserbrief/fullchain.pem": f"{folder}/certificate",
            r"/etc/ssl/leserbrief/privkey.pem": f"{folder}/key",
            r"/var/lib/leserbrief/media/": f"{service.data}/media/",
            # Slow clients of a test stay.
            r"client_body_timeout 20s;": "client_body_timeout 1h;",
            r"client_header_timeout 15s;": "client_header_timeout 1h;",
            r"send_timeout 60s;": "send_timeout 1h;",
        }
        rules = (Path(settings.BASE_DIR) / "ops" / "nginx.conf").read_text()
        for place, ours in places.items():
            rules, found = re.subn(place, ours, rules)
            assert found == 1, place
        (folder / "leserbrief.conf").write_text(rules)
        temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, temporary=temporary))
        _write_certificate(folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [self._program, "-p", str(self._folder), "-c", str(self._folder / "nginx.conf")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.ask("/health/live")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self._folder / "log").read_text())

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE_SECONDS)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> "Answer":
        """Send a request through it."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=PATIENCE_SECONDS, context=unverified()
        )
        return Answer(connection, path, method, headers, body)


class Answer:
    """A response: status, headers and body."""

    def __init__(
        self,
        connection: http.client.HTTPConnection,
        path: str,
        method: str,
        headers: dict[str, str],
        body: bytes | None = None,
    ) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()


def _write_certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
