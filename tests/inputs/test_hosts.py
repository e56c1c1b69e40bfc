"""`ALLOWED_HOSTS` holds for every path but the health checks; a path of the admin without its slash gets it."""

from itertools import cycle
from typing import Any

import pytest
from django.test import Client

from tests.admin import client_of
from tests.factories import user
from tests.inputs.hosts import ADMIN_PATHS, ALLOWED, API_PATHS, FOREIGN, OTHER_PATHS, OURS

pytestmark = pytest.mark.django_db
client = Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _allowed_hosts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ALLOWED


def get(path: str, host: str, **headers: str) -> Any:
    return client.get(path, HTTP_HOST=host, headers=headers)


def is_refused(response: Any) -> bool:
    return response.status_code == 400 and "host" in response.json()["errors"][0]["header"].lower()


class TestAForeignHost:
    @pytest.mark.parametrize(("host", "path"), [*zip(FOREIGN, cycle(API_PATHS), strict=False)])
    def test_gets_a_problem_from_the_api(self, host: str, path: str) -> None:
        response = get(path, host, accept_language="en")
        assert is_refused(response)
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["type"].endswith("/problems/invalid-parameter/")
        assert response.json()["detail"] == "This service does not answer for this host name."
        assert "evil" not in response.content.decode()

    @pytest.mark.parametrize("path", API_PATHS)
    def test_gets_it_on_every_path(self, path: str) -> None:
        assert is_refused(get(path, "evil.example"))
        assert is_refused(client.post(path, b"{}", content_type="application/json", HTTP_HOST="evil.example"))

    @pytest.mark.parametrize("path", OTHER_PATHS)
    def test_gets_no_page_either(self, path: str) -> None:
        assert get(path, "evil.example").status_code == 400

    @pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
    def test_may_ask_for_the_health(self, path: str) -> None:
        assert get(path, "10.0.0.3:8000").status_code in (200, 503)

    def test_is_not_made_ours_by_a_header_for_proxies(self) -> None:
        assert is_refused(get(API_PATHS[0], "evil.example", x_forwarded_host="zeitung.example"))
        assert get(API_PATHS[0], "zeitung.example", x_forwarded_host="evil.example").status_code == 200


@pytest.mark.parametrize("host", OURS)
def test_a_host_of_ours_is_answered(host: str) -> None:
    assert get("/api/v1/articles/", host).status_code == 200


class TestAPathOfTheAdmin:
    @pytest.mark.parametrize("path", ADMIN_PATHS)
    @pytest.mark.parametrize("query", ["", "?next=/admin/pages/"])
    def test_gets_its_slash(self, path: str, query: str) -> None:
        response = get(f"{path}{query}", "zeitung.example")
        assert (response.status_code, response["Location"]) == (301, f"{path}/{query}")

    def test_leads_an_editor_to_the_admin(self) -> None:
        editor = client_of(user(is_superuser=True))
        response = editor.get("/admin", HTTP_HOST="zeitung.example", follow=True)
        assert (response.status_code, response.redirect_chain) == (200, [("/admin/", 301)])

    @pytest.mark.parametrize("path", ["/administration", "/admin-x", "/admins/", "/de/admin"])
    def test_is_told_from_pages_of_the_site(self, path: str) -> None:
        response = get(path, "zeitung.example")
        assert (response.status_code, b"/static/web/" in response.content) == (404, True)
