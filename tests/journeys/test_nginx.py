"""Behind the nginx of `docs/operations.md`: slow clients hold no thread, and answers stay what they are."""

import http.client
import json
import os
from collections.abc import Iterator

import pytest

from tests.inputs import slow_clients
from tests.journeys.nginx import Answer, Nginx, nginx_program
from tests.journeys.services import Service

# The service has an SQLite database of its own.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
THREADS = 8
# Headers of a connection or of one request, or for nginx alone.
_OF_THE_HOP = {
    "date",
    "server",
    "connection",
    "content-length",
    "transfer-encoding",
    "x-accel-redirect",
    "x-request-id",
}
_SIZE = 32_000_000


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Run a web server with the fewest threads, without background work."""
    made = Service(tmp_path_factory.mktemp("data"), ACCEL_PREFIX="/_media/", THREADS=str(THREADS))
    made.make_content()
    try:
        made.start_web("--blocking-threads", str(THREADS))
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def nginx(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    program = nginx_program()
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("There is no nginx, and its journeys must run here.")
    if program is None:
        pytest.skip("there is no nginx")
    front = Nginx(program, tmp_path_factory.mktemp("nginx"), service=service)
    front.start()
    yield front
    front.stop()


def direct(service: Service, path: str, **headers: str) -> Answer:
    return Answer(http.client.HTTPConnection("127.0.0.1", service.port), path, "GET", headers)


def test_more_slow_clients_of_each_kind_than_threads_hold_none(service: Service, nginx: Nginx) -> None:
    kinds = slow_clients.KINDS
    with slow_clients.connected(nginx.port, kinds, service.paths, each=THREADS + 1, tls=True):
        assert direct(service, "/health/live").status == 200
        assert nginx.ask("/health/live").status == 200
        assert nginx.ask(service.paths["article"]).status == 200


class TestAFileThatNginxSends:
    @pytest.mark.parametrize("name", ["download", "image", "media"])
    def test_has_the_headers_of_the_newsroom(self, name: str, service: Service, nginx: Nginx) -> None:
        headers = {"Cookie": f"sessionid={service.paths['session']}", "Accept_Encoding": "gzip"}
        ours = direct(service, service.paths[name], **headers)
        sent = nginx.ask(service.paths[name], **headers)
        assert (ours.status, ours.body, sent.status) == (200, b"", 200)
        assert ours.headers["X-Accel-Redirect"].startswith("/_media/")
        wanted = {key.lower(): value for key, value in ours.headers.items()}
        got = {key.lower(): value for key, value in sent.headers.items()}
        assert {key: got.get(key) for key in wanted if key not in _OF_THE_HOP} == {
            key: value for key, value in wanted.items() if key not in _OF_THE_HOP
        }
        assert "Last-Modified" not in sent.headers
        assert int(sent.headers["Content-Length"]) == len(sent.body) > 0

    @pytest.mark.parametrize(
        ("wanted", "status", "body"),
        [
            ("bytes=0-3", 206, b"0123"),
            ("bytes=16-31", 206, b"0123456789abcdef"),
            (f"bytes={_SIZE - 2}-", 206, b"ef"),
            ("bytes=-4", 206, b"cdef"),
            (f"bytes={_SIZE}-", 416, None),
            ("bytes=9-1", 416, None),
        ],
    )
    def test_comes_in_ranges(
        self, wanted: str, status: int, body: bytes | None, service: Service, nginx: Nginx
    ) -> None:
        part = nginx.ask(service.paths["download"], Range=wanted)
        assert part.status == status
        assert body is None or part.body == body

    def test_goes_on_only_with_its_own_etag(self, service: Service, nginx: Nginx) -> None:
        path = service.paths["download"]
        etag = nginx.ask(path, "HEAD").headers["ETag"]
        assert nginx.ask(path, Range="bytes=0-3", If_Range=etag).status == 206
        assert nginx.ask(path, Range="bytes=0-3", If_Range='"another"').status == 200
        assert nginx.ask(path, If_None_Match=etag).status == 304

    def test_is_not_to_be_had_past_the_newsroom(self, service: Service, nginx: Nginx) -> None:
        place = direct(service, service.paths["download"]).headers["X-Accel-Redirect"]
        assert nginx.ask(place).status == 404
        assert nginx.ask(service.paths["media"]).status == 302
        assert "X-Accel-Redirect" not in nginx.ask(service.paths["download"], "HEAD").headers


class TestTheCache:
    def test_keeps_what_is_public_for_all(self, service: Service, nginx: Nginx) -> None:
        path = f"{service.paths['article']}?fields=title"
        assert [nginx.ask(path).headers["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]

    def test_keeps_nothing_private(self, service: Service, nginx: Nginx) -> None:
        path = service.paths["article"]
        nginx.ask(path)
        assert nginx.ask(path, Authorization="Receipt 1").headers["X-Cache"] == "BYPASS"
        for private in ("/api/v1/changes/", "/api/v1/snapshot/"):
            assert [nginx.ask(private).headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"]
        assert "X-Cache" not in nginx.ask("/admin/login/").headers
        assert "X-Cache" not in nginx.ask(service.paths["image"]).headers

    def test_keeps_a_version_for_each_language(self, nginx: Nginx) -> None:
        titles = [
            json.loads(nginx.ask("/api/v1/articles/999/", Accept_Language=language).body)["title"]
            for language in ("de", "en", "de")
        ]
        assert titles == ["Nicht gefunden", "Not found", "Nicht gefunden"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Receipt 1"}], ids=["kept", "passed on"])
def test_a_compressed_answer_is_recognised_by_its_weak_etag(
    headers: dict[str, str], service: Service, nginx: Nginx
) -> None:
    packed = nginx.ask(service.paths["article"], Accept_Encoding="gzip", **headers)
    assert (packed.headers["Content-Encoding"], packed.headers["ETag"][:3]) == ("gzip", 'W/"')
    again = nginx.ask(service.paths["article"], If_None_Match=packed.headers["ETag"], **headers)
    assert (again.status, again.body) == (304, b"")


def test_a_body_over_the_limit_of_the_api_is_refused_by_the_newsroom(service: Service, nginx: Nginx) -> None:
    refused = nginx.ask(service.paths["comments"], "POST", b" " * 70_000, Content_Type="application/json")
    assert (refused.status, refused.headers["Content-Type"]) == (413, "application/problem+json")
