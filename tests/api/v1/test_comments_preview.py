"""`comments/preview/`."""

from typing import Any

import pytest

from comments.models import Comment
from comments.services.rates import Limit
from tests import factories
from tests.api.v1.comment_client import post, submit

pytestmark = pytest.mark.django_db


class TestAPreview:
    def test_is_the_html_of_the_comment_and_stores_nothing(self) -> None:
        text = "  **Fett** <script>x</script>\n\n\n\n[a](javascript:x) https://example.org "
        response = post("comments/preview/", {"text": text})
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert "preview-minute" in response["RateLimit-Policy"]
        assert not Comment.objects.exists()
        submit(factories.article().pk, text=text)
        assert response.data == {"html": Comment.objects.get().html}

    @pytest.mark.parametrize(("text", "code"), [("x" * 5001, "too_long"), ("", "blank"), (None, "null")])
    def test_refuses_what_a_submission_refuses(self, text: Any, code: str) -> None:
        response = post("comments/preview/", {"text": text})
        assert (response.status_code, response.data["errors"][0]["code"]) == (400, code)

    def test_is_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.v1.previews.PREVIEW", Limit("preview-minute", 0, 60))
        assert post("comments/preview/", {"text": "Ja."}).status_code == 429
