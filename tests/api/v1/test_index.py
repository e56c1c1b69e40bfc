"""`GET /api/v1/` lists the resources."""

from typing import Any

from django.test import Client

from api.v1.index import IndexOut
from api.v1.urls import urlpatterns
from tests.contracts.document import check, check_model, document

client = Client()
INDEX = "/api/v1/"


def hrefs() -> dict[str, str]:
    return {item["name"]: item["href"] for item in client.get(INDEX).json()["items"]}


def test_names_every_resource_but_itself() -> None:
    assert [*hrefs()] == [pattern.name for pattern in urlpatterns if pattern.name != "index"]


def test_gives_absolute_urls_and_templates(settings: Any) -> None:
    settings.PUBLIC_URL = "https://zeitung.example"
    assert hrefs()["articles"] == "https://zeitung.example/api/v1/articles/"
    assert hrefs()["article"] == "https://zeitung.example/api/v1/articles/{article_id}/"


def test_has_every_path_of_the_document() -> None:
    root = "http://testserver"
    assert {href.removeprefix(root) for href in hrefs().values()} >= document()["paths"].keys() - {INDEX}


def test_names_the_methods_of_the_document() -> None:
    named = {
        item["href"].removeprefix("http://testserver"): item["methods"]
        for item in client.get(INDEX).json()["items"]
    }
    for path, item in document()["paths"].items():
        if path != INDEX:
            assert named[path] == [
                method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if method.lower() in item
            ]
    assert named["/api/v1/comments/challenge/"] == ["POST"]


def test_answers_as_its_schema_says() -> None:
    check_model(check(client.get(INDEX), "/"), IndexOut)  # type: ignore[arg-type]


def test_is_revalidated_like_every_read() -> None:
    answer = client.get(INDEX)
    again = client.get(INDEX, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(INDEX).status_code == 200
    assert client.post(INDEX, b"{}", content_type="application/json").status_code == 405
    assert client.get(f"{INDEX}?all=1").status_code == 400


def test_is_found_without_the_slash() -> None:
    answer = client.get("/api/v1")
    assert (answer.status_code, answer["Location"]) == (301, INDEX)
    refused = client.post("/api/v1", b"{}", content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")
