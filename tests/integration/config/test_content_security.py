"""Every page has a Content-Security-Policy, and only the admin allows inline scripts."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.admin import client_of

pytestmark = pytest.mark.django_db

PAGES = {
    "/admin/": 200,
    "/admin/gibt-es-nicht/": 404,
    "/admin/login/": 302,
    "/api/v1/docs/": 200,
    "/api/v1/problems/": 200,
    "/de/": 200,
    "/gibt-es-nicht/": 404,
}


def directives(answer: Any) -> dict[str, list[str]]:
    words = [directive.split() for directive in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in words}


@pytest.mark.parametrize("path", PAGES)
class TestThePolicy:
    def test_is_on_every_page_and_allows_nothing_from_elsewhere(self, path: str) -> None:
        factories.home().save_revision().publish()
        factories.settle()
        answer = client_of(factories.user(is_superuser=True)).get(path)
        policy = directives(answer)

        assert answer.status_code == PAGES[path]
        assert policy["default-src"] in (["'self'"], ["'none'"])
        assert not any(
            "//" in source for name, sources in policy.items() if name != "frame-src" for source in sources
        )
        assert "'unsafe-eval'" not in answer["Content-Security-Policy"]
        assert ("'unsafe-inline'" in answer["Content-Security-Policy"]) is path.startswith("/admin/")
        assert {"base-uri", "form-action", "frame-ancestors"} <= policy.keys()


class TestThePreviewOfADraft:
    def test_has_the_policy_of_the_admin_which_may_show_it_in_a_frame(self) -> None:
        draft = factories.draft_article()
        client = client_of(factories.user(is_superuser=True))
        for address in ("view_draft/", "edit/preview/?in_preview_panel=true"):
            answer = client.get(f"/admin/pages/{draft.pk}/{address}")
            assert directives(answer)["frame-ancestors"] == ["'self'"]


def test_json_and_files_need_none() -> None:
    stored: Any = client_of(factories.user(is_superuser=True)).get(factories.image().file.url)
    assert stored.getvalue()
    assert "sandbox" in stored["Content-Security-Policy"]
    assert "Content-Security-Policy" not in Client().get("/api/v1/articles/")
