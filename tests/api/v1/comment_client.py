"""A small client of the API: it asks for a challenge, reads its answer from the database and sends a comment."""

from datetime import datetime, timedelta
from typing import Any

import altcha
import orjson
import pytest
from captcha.models import CaptchaStore
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage
from comments.models import Comment
from comments.moderation import Status
from tests import comment_factories, factories

VALID_COMMENT = {
    "name": "Ida Beispiel",
    "email": "ida@example.org",
    "text": "Das sehe ich anders.",
    "consent": True,
    "locale": "de",
}


def comment(**fields: Any) -> Comment:
    """Store a comment as `comment_factories` does, below an article that the API knows."""
    if not fields.keys() & {"article", "parent"}:
        fields["article"] = factories.compiled_article()
    return comment_factories.comment(**fields)


def post(path: str, body: Any, client: Client | None = None, **headers: str) -> Any:
    """Post JSON and return the response; `data` on it is the decoded body."""
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    response = (client or Client()).post(
        f"/api/v1/{path}", raw, content_type="application/json", headers=headers
    )
    return with_data(response)


def get(path: str, **headers: str) -> Any:
    return with_data(Client().get(path if path.startswith("/") else f"/api/v1/{path}", headers=headers))


def with_data(response: HttpResponse) -> Any:
    if response.content and "json" in response.get("Content-Type", ""):
        response.data = orjson.loads(response.content)  # type: ignore[attr-defined]
    return response


def solved(article_id: int, purpose: str = "COMMENT") -> dict[str, str]:
    """Ask for a challenge and return the letters of its picture."""
    challenge_id = post("comments/challenge/", {"article": article_id, "purpose": purpose}).data["id"]
    return {"id": challenge_id, "answer": CaptchaStore.objects.get(hashkey=challenge_id).response}


def proven(article_id: int, purpose: str = "COMMENT") -> dict[str, str]:
    """Ask for a challenge and return a proof of work, as the solver of altcha makes it."""
    issued = post("comments/challenge/", {"article": article_id, "purpose": purpose}).data
    work = altcha.Challenge.from_dict(issued["pow"])
    solution = altcha.solve_challenge(work, counter_start=200)
    assert solution
    return {"pow": altcha.Payload(work, solution).to_base64()}


def submit(article_id: int, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    """Send a valid comment with other values for some fields; a field whose value is `...` is left out."""
    body = {**VALID_COMMENT, **fields}
    if "challenge" not in body:
        body["challenge"] = solved(article_id)
    body = {name: value for name, value in body.items() if value is not ...}
    return post(f"articles/{article_id}/comments/", body, **(headers or {}))


def thread(article: ArticlePage, query: str = "") -> Any:
    """Read the comments on an article."""
    return get(f"articles/{article.pk}/comments/{query}")


def published(**fields: Any) -> Comment:
    return comment(**{"status": Status.PUBLISHED, **fields})


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the views at the beginning of a minute in the future."""
    moment = (timezone.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment
