"""The service as an operator starts it: one command, a real server, real sockets, on the embedded database."""

import json
import os
import signal
import socket
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.inputs import slow_clients
from tests.journeys.services import Service, ask, until, wait_for

# The service has an SQLite database of its own, so it is not tested again on PostgreSQL.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

# Schedule an article to be published in two seconds and, after a line on the standard input, to expire in one.
_SCHEDULING = """
from datetime import timedelta
from django.utils import timezone
from cms.models import ArticlePage, HomePage
home = HomePage.objects.get()
article = home.add_child(instance=ArticlePage(title="Bald", slug="bald", lead="Kurz.", live=False))
article.go_live_at = timezone.now() + timedelta(seconds=2)
article.save_revision().publish()
print(article.pk, flush=True)
input()
article = ArticlePage.objects.get(pk=article.pk)
article.go_live_at, article.expire_at = None, timezone.now() + timedelta(seconds=1)
article.save()
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Make a newsroom with one article and a large file, and stop its server at the end of the module."""
    made = Service(tmp_path_factory.mktemp("data"))
    made.make_content()
    yield made
    made.stop()


@pytest.fixture
def service(newsroom: Service) -> Service:
    """Return the newsroom with a running server."""
    newsroom.start()
    return newsroom


def changes_of(service: Service, article: str) -> list[str]:
    items = json.loads(ask(f"{service.url}/api/v1/changes/")[1])["items"]
    return [item["change"] for item in items if item["id"] == int(article)]


def test_server_and_background_loop_come_up_together_and_end_together(service: Service) -> None:
    ready = json.loads(wait_for(f"{service.url}/health/ready", 200))
    parts = ("database", "cache", "work", "schedule", "delivery", "caches")
    assert (ready["status"], ready["parts"]) == ("OK", dict.fromkeys(parts, "OK"))
    assert ready["lag"]["schedule"] == 0
    assert json.loads(ask(f"{service.url}/api/v1/articles/")[1])["meta"]["count"] == 1
    assert ask(f"{service.url}/api/v1/nichts/")[0] == 404
    assert ask(f"{service.url}/admin/login/")[0] == 200
    assert "ERROR" not in service.log.read_text()


def test_what_is_scheduled_appears_and_disappears_by_itself(service: Service) -> None:
    wait_for(f"{service.url}/health/ready", 200)
    with service.command("shell", "--no-imports", "-c", _SCHEDULING) as editor:
        article = editor.stdout.readline().strip()  # type: ignore[union-attr]
        page = f"{service.url}/api/v1/articles/{article}/"
        assert json.loads(wait_for(page, 200))["title"] == "Bald"
        editor.communicate("\n")
    wait_for(page, 404)
    wanted = ["PUBLISHED", "REMOVED"]
    assert until(lambda: changes_of(service, article), lambda changes: changes == wanted) == wanted


class TestSlowClients:
    def test_leave_threads_for_others(self, service: Service) -> None:
        with slow_clients.connected(service.port, slow_clients.KINDS, service.paths, each=4):
            assert ask(f"{service.url}/health/live")[0] == 200
            assert ask(service.url + service.paths["article"])[0] == 200

    def test_leave_threads_for_others_while_they_wait_to_write(self, service: Service) -> None:
        kinds = {"a writer": lambda at: (_challenge(at["article"]), b"")}
        with closing(sqlite3.connect(service.data / "leserbrief.sqlite3", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            with slow_clients.connected(service.port, kinds, service.paths, each=8):
                assert ask(f"{service.url}/health/live")[0] == 200
                assert ask(service.url + service.paths["article"])[0] == 200


def _challenge(article: str) -> bytes:
    body = json.dumps({"article": int(article.split("/")[-2])})
    head = "POST /api/v1/comments/challenge/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def test_jobs_run_again_after_the_clock_was_set_back_by_a_year(service: Service) -> None:
    wait_for(f"{service.url}/health/ready", 200)
    ahead = datetime.now(UTC) + timedelta(days=365)
    columns = ("started_at", "succeeded_at", "leased_until")
    moved = ", ".join(f"{name} = '{ahead:%Y-%m-%d %H:%M:%S}'" for name in columns)
    query = "SELECT count(*) FROM jobs_jobstate WHERE succeeded_at > datetime('now', '1 day')"
    with closing(sqlite3.connect(service.data / "leserbrief.sqlite3", isolation_level=None)) as database:
        database.execute(f"UPDATE jobs_jobstate SET {moved}")
        assert until(lambda: database.execute(query).fetchone()[0], lambda left: left == 0) == 0
    wait_for(f"{service.url}/health/ready", 200)


def test_a_second_server_is_refused_with_its_address(service: Service) -> None:
    refusal = service.run("serve", status=1)
    assert f"serve cannot listen on port {service.port} of 127.0.0.1: Address already in use" in refusal
    assert ask(f"{service.url}/health/live")[0] == 200


def test_a_command_in_a_shell_with_another_port_writes_nothing(service: Service) -> None:
    before = ask(service.url + service.paths["article"])
    refusal = service.run("rebuild_editions", status=1, PORT="8001")
    assert (
        f"PUBLIC_URL is http://127.0.0.1:8001 here, but the articles were compiled for {service.url}."
        in refusal
    )
    assert ask(service.url + service.paths["article"]) == before


def test_only_the_owner_reads_its_files(service: Service) -> None:
    paths = [Path(folder) / name for folder, _folders, names in os.walk(service.data) for name in names]
    theirs = [path for path in paths if path != service.log]
    names = {path.name for path in theirs}
    assert {"leserbrief.sqlite3", "leserbrief.sqlite3-wal", "leserbrief.sqlite3-shm", "keys.env"} < names
    assert any("original_images" in path.parts for path in theirs)
    assert {stat.S_IMODE(path.stat().st_mode) for path in theirs} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in theirs} == {0o700}


def test_its_processes_end_when_it_is_killed(service: Service) -> None:
    service.stop(signal.SIGKILL)
    until(lambda: _is_free(service.port), bool)
    assert _is_free(service.port)


def _is_free(port: int) -> Any:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
