"""What holds for every endpoint: problems, headers, bodies that are refused before they are read."""

import logging
from typing import Any
from unittest.mock import Mock

import orjson
import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from api.http.problem_responses import in_contract
from cms.renditions import rendition_url
from tests import factories
from tests.api.v1.comment_client import VALID_COMMENT

pytestmark = pytest.mark.django_db
client = Client(raise_request_exception=False)
ARTICLES = "/api/v1/articles/"
PROBLEM = "application/problem+json"


def code_of(response: Any) -> tuple[int, str]:
    assert response["Content-Type"] == PROBLEM, response.content
    body = response.json()
    assert body["status"] == response.status_code
    assert body["request_id"] == response["X-Request-Id"]
    return response.status_code, body["type"].rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    "path", ["/api/v1/nichts/", "/api/", "/api/v1/articles", "/images/1/x/9.gif", "/health/x"]
)
@pytest.mark.parametrize("debug", [False, True])
def test_an_unknown_path_is_a_problem(path: str, debug: bool, settings: Any) -> None:
    settings.DEBUG = debug
    assert code_of(client.get(path)) == (404, "not-found")


@pytest.mark.parametrize(
    "path", ["/api/v1/art%00icles/", "/api/v1/articles/?tag=%00", "/images/1/%00/64.jpg"]
)
def test_a_null_byte_is_a_problem_and_never_reaches_a_database(path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_a_null_byte_in_a_parameter_is_named() -> None:
    errors = client.get("/api/v1/resolve/?path=/de/%00&locale=de").json()["errors"]
    assert [(error["parameter"], error["code"]) for error in errors] == [("path", "null_character")]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", ARTICLES, "GET, HEAD"),
        ("OPTIONS", ARTICLES, "GET, HEAD"),
        ("OPTIONS", "/api/v1/comments/challenge/", "POST"),
        ("QUERY", "/api/v1/comments/challenge/", "POST"),
        ("DELETE", "/api/v1/articles/1/comments/", "GET, HEAD, POST"),
    ],
)
def test_a_wrong_method_names_the_right_ones(method: str, path: str, allowed: str) -> None:
    response = client.generic(method, path, b"{}", content_type="application/json")
    assert code_of(response) == (405, "method-not-allowed")
    assert response["Allow"] == allowed


def test_head_answers_like_get() -> None:
    factories.compiled_article()
    assert client.head(ARTICLES).status_code == 200


def test_a_format_other_than_json_is_not_acceptable() -> None:
    assert code_of(client.get(ARTICLES, headers={"Accept": "application/xml"})) == (406, "not-acceptable")


def test_a_body_without_length_is_refused() -> None:
    request = client.generic("POST", ARTICLES, b"", CONTENT_LENGTH="")
    assert code_of(request) == (411, "length-required")


def test_a_body_over_64_kb_is_refused_before_it_is_read() -> None:
    response = client.post("/api/v1/articles/1/comments/", b"x" * 65_537, content_type="application/json")
    assert code_of(response) == (413, "too-large")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Nicht gefunden"),
        ("en-GB,de;q=0.5", "Not found"),
        ("", "Nicht gefunden"),
        ("fr", "Nicht gefunden"),
    ],
)
def test_a_problem_speaks_the_readers_language(language: str, title: str) -> None:
    response = client.get("/api/v1/articles/999/", headers={"Accept-Language": language})
    assert response.json()["title"] == title
    assert "Accept-Language" in response["Vary"]


def test_a_problem_is_not_cached_except_not_found_for_ten_seconds() -> None:
    assert client.get("/api/v1/articles/999/")["Cache-Control"] == "public, max-age=10"
    assert client.get(f"{ARTICLES}?x=1")["Cache-Control"] == "no-store"


def test_the_callers_request_id_comes_back_if_it_is_one() -> None:
    good = client.get(ARTICLES, headers={"X-Request-Id": "abcdef-123456"})
    bad = client.get(ARTICLES, headers={"X-Request-Id": "a b\tc<script>"})
    assert good["X-Request-Id"] == "abcdef-123456"
    assert len(bad["X-Request-Id"]) == 32


@pytest.mark.parametrize(
    "header", [{"If-Match": '"x"'}, {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}]
)
def test_a_condition_for_writers_changes_no_read(header: dict[str, str]) -> None:
    image = factories.image()
    picture = rendition_url(image, "64.jpg").removeprefix("http://testserver")
    for path in (ARTICLES, picture):
        response: Any = client.get(path, headers=header)
        assert (response.status_code, bool(response.getvalue())) == (200, True)


@pytest.mark.parametrize("known", ['"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_a_client_that_has_an_answer_already_gets_304(known: str) -> None:
    etag = client.get(ARTICLES)["ETag"]
    response = client.get(ARTICLES, headers={"If-None-Match": known.format(etag.strip('"'))})
    assert (response.status_code, response["ETag"], response.content) == (304, etag, b"")


@pytest.mark.parametrize(
    ("error", "expected"),
    [(BadRequest(), (400, "invalid-parameter")), (PermissionDenied(), (403, "forbidden"))],
)
def test_a_refusal_of_django_is_not_our_fault(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: tuple[int, str]
) -> None:
    monkeypatch.setattr("api.v1.articles.listed_editions", Mock(side_effect=error))
    assert code_of(client.get(ARTICLES)) == expected


def test_a_refusal_that_the_contract_does_not_know_stays_what_it_is() -> None:
    response = in_contract(RequestFactory().get(ARTICLES), HttpResponse(status=417))
    assert response.status_code == 417


def test_an_unforeseen_error_is_logged_and_answered_without_its_details(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("geheim")

    monkeypatch.setattr("api.v1.articles.listed_editions", fail)
    with caplog.at_level(logging.ERROR):
        response = client.get(ARTICLES)
    assert code_of(response) == (500, "internal")
    assert b"geheim" not in response.content
    assert "geheim" in caplog.text


def test_a_database_that_is_away_is_a_problem_and_health_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr("delivery.read.lists.fetch", fail)
    monkeypatch.setattr("config.health.late_jobs", fail)
    assert code_of(client.get(ARTICLES)) == (503, "unavailable")
    ready = client.get("/health/ready")
    assert code_of(ready) == (503, "unavailable")
    assert ready.json()["parts"]["work"] == "UNKNOWN"
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize(("method", "answer"), [("GET", 200), ("POST", 400)])
def test_a_cache_that_is_away_stops_neither_reading_nor_writing(
    settings: Any, method: str, answer: int
) -> None:
    path = f"{ARTICLES}{factories.compiled_article().pk}/comments/"
    away = "unix:///nowhere/redis.sock"
    settings.REDIS_URL = away
    settings.CACHES = {"default": {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": away}}
    body = orjson.dumps({**VALID_COMMENT, "challenge": {"id": "x", "answer": "x"}})
    response = client.generic(method, path, body, content_type="application/json")
    # The comment is refused only for its wrong answer to the challenge.
    assert response.status_code == answer


def test_a_front_end_from_the_list_may_read_and_no_other() -> None:
    listed = client.get(ARTICLES, headers={"Origin": "https://front.example"})
    other = client.get(ARTICLES, headers={"Origin": "https://evil.example"})
    assert listed["Access-Control-Allow-Origin"] == "https://front.example"
    assert "ETag" in listed["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in other


@pytest.mark.parametrize(
    ("method", "path", "length", "status"),
    [
        ("GET", "/api/v1/nichts/", "0", 404),
        ("GET", f"{ARTICLES}?tag=%00", "0", 400),
        ("POST", ARTICLES, "", 411),
        ("POST", ARTICLES, "65537", 413),
    ],
)
def test_a_front_end_may_read_every_refusal(method: str, path: str, length: str, status: int) -> None:
    origin = {"Origin": "https://front.example"}
    response = client.generic(method, path, CONTENT_LENGTH=length, headers=origin)
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "https://front.example"
    assert response["X-Request-Id"]


def test_a_preflight_allows_what_comments_need() -> None:
    response = client.options(
        "/api/v1/articles/1/comments/",
        headers={
            "Origin": "https://front.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,idempotency-key",
        },
    )
    assert response.status_code == 200
    assert "idempotency-key" in response["Access-Control-Allow-Headers"]


def test_a_health_check_may_send_any_query() -> None:
    assert client.get("/health/live?probe=1").status_code == 200


def test_a_forged_host_is_refused(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    response = Client(headers={"Host": "evil.example"}).get(ARTICLES)
    assert b"evil.example" not in response.content
