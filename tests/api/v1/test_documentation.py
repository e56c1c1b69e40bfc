"""`openapi.json`, `docs/`, `problems/` and `problems/{code}/`."""

import re
from typing import Any

import orjson
import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from api.v1.documentation import with_code

PAGES = ["docs/", "problems/", "problems/not-found/"]


def get(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def text(response: HttpResponse) -> str:
    return response.content.decode()


class TestTheDocument:
    def test_is_json_that_a_cache_may_keep(self) -> None:
        response = get("openapi.json")
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"].startswith("public")
        assert orjson.loads(response.content)["openapi"].startswith("3.1.")

    def test_is_not_sent_twice(self) -> None:
        etag = get("openapi.json")["ETag"]
        assert get("openapi.json", if_none_match=etag).status_code == 304

    def test_knows_no_parameter(self) -> None:
        assert get("openapi.json?format=yaml").status_code == 400


@pytest.mark.parametrize("path", PAGES)
class TestAPage:
    def test_is_html(self, path: str) -> None:
        response = get(path, accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/html; charset=utf-8"

    @pytest.mark.parametrize(
        ("accept_language", "expected"), [("en-GB,en;q=0.9", "en"), ("de-AT", "de"), ("fr", "de"), ("", "de")]
    )
    def test_has_the_language_of_the_browser(self, path: str, accept_language: str, expected: str) -> None:
        response = get(path, accept_language=accept_language)
        assert response["Content-Language"] == expected
        assert f'<html lang="{expected}">' in text(response)
        assert "Accept-Language" in response["Vary"]

    def test_has_the_language_that_was_asked_for(self, path: str) -> None:
        response = get(f"{path}?lang=en", accept_language="de")
        assert response["Content-Language"] == "en"
        assert "Accept-Language" not in response.get("Vary", "")

    def test_refuses_a_language_that_it_does_not_have(self, path: str) -> None:
        response = get(f"{path}?lang=fr")
        assert response.status_code == 400
        assert response.json()["errors"][0]["allowed"] == ["de", "en"]

    def test_is_not_sent_twice(self, path: str) -> None:
        etag = get(f"{path}?lang=de")["ETag"]
        assert get(f"{path}?lang=de", if_none_match=etag).status_code == 304
        assert get(f"{path}?lang=en", if_none_match=etag).status_code == 200

    def test_runs_no_script_of_its_own_and_loads_nothing_from_elsewhere(self, path: str) -> None:
        response = get(path)
        html = text(response)
        assert "unsafe" not in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html)
        addresses = re.findall(r'(?:src|href|data-document)="([^"]*)"', html)
        assert addresses
        assert all(re.match(r"/(?!/)|\?lang=", address) for address in addresses)

    def test_has_every_file_that_it_loads(self, path: str) -> None:
        addresses = re.findall(r'"/static/([^"]+)"', text(get(path)))
        assert addresses
        assert [address for address in addresses if not finders.find(address)] == []

    def test_has_no_address_that_leads_nowhere(self, path: str) -> None:
        addresses = re.findall(r'href="/api/v1/([^"]*)"', text(get(path)))
        assert addresses
        assert [address for address in addresses if get(address).status_code != 200] == []

    def test_asks_for_no_cookie(self, path: str) -> None:
        assert not get(path).cookies


class TestThePageOfAProblem:
    def test_explains_advises_and_shows_an_example(self) -> None:
        html = text(get("problems/challenge-failed/?lang=de"))
        assert "Die Aufgabe wurde nicht gelöst" in html
        assert "Zeige die neue Aufgabe aus <code>challenge</code>" in html
        assert "https://example.org/api/v1/problems/challenge-failed/" in html

    def test_leads_to_its_other_language(self) -> None:
        assert 'href="?lang=en" hreflang="en"' in text(get("problems/gone/?lang=de"))
        assert 'href="?lang=de" hreflang="de"' in text(get("problems/gone/?lang=en"))

    def test_of_an_unknown_code_is_not_found(self) -> None:
        response = get("problems/nonsense/", accept_language="en")
        assert response.status_code == 404
        assert response.json()["type"] == "http://testserver/api/v1/problems/not-found/"

    def test_is_where_the_type_of_a_problem_leads(self) -> None:
        problem = get("articles/?nonsense=1").json()
        path = problem["type"].removeprefix("http://testserver/api/v1/")
        assert get(path).status_code == 200


def test_text_between_backticks_is_code_and_nothing_is_markup() -> None:
    assert with_code("Say `<b>` & go") == "Say <code>&lt;b&gt;</code> &amp; go"
