"""Send generated requests to a newsroom with the demo, and print every wrong answer with its request and the seed.

`LESERBRIEF_TEST_DATABASE` chooses the database.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from schemathesis.cli import schemathesis as schemathesis_cli
from urllib3.util import Retry

from bench import databases
from tests.fuzz import existing, hooks

_session = requests.Session()
# The server takes a moment to start.
_session.mount("http://", HTTPAdapter(max_retries=Retry(connect=12, backoff_factor=0.1)))


def main() -> None:
    """Start the newsroom and send the requests. The status is 1 if an answer was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", default="60", help="when to stop")
    parser.add_argument("--seed", help="that of an earlier run, to repeat it")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="leserbrief-fuzz-") as folder,
        databases.fresh("fuzz") as database,
    ):
        port = _free_port()
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": database, "PORT": str(port)}
        # Every request names another network, so that no rate limit hides what is behind it.
        environment |= {"TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR"}
        subprocess.run([sys.executable, "manage.py", "prepare"], env=environment, check=True)
        with subprocess.Popen([sys.executable, "manage.py", "serve"], env=environment) as server:
            try:
                _send(f"http://127.0.0.1:{port}", folder, options)
            finally:
                server.terminate()


def _send(url: str, folder: str, options: argparse.Namespace) -> None:
    """Send the requests, and exit."""
    document = _json(f"{url}/api/v1/openapi.json")
    hooks.know(existing.existing_values(lambda path: _json(url + path), document))
    seed = ["--seed", options.seed] if options.seed else []
    config = str(Path(__file__).with_name("schemathesis.toml"))
    report = ["--report", "json", "--report-json-path", f"{folder}/report.json"]
    command = ["--config-file", config, "run", f"{url}/api/v1/openapi.json", "--continue-on-failure"]
    database = ["--generation-database", "none"]
    schemathesis_cli.main([*command, "--max-time", options.seconds, *seed, *database, *report])


def _json(url: str) -> Any:
    response = _session.get(url, timeout=30)
    is_json = response.ok and response.headers["Content-Type"] == "application/json"
    return response.json() if is_json else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
