"""Examples of the OpenAPI document: answers from `examples.json`, problems from their table.

`make examples` writes the file from the demo.
"""

from pathlib import Path
from typing import Any

import orjson
from django.utils import translation

from api.http.problems import ProblemKind, kinds_by_status

FILE = Path(__file__).with_suffix(".json")
# By the name of the component.
ANSWERS: dict[str, Any] = orjson.loads(FILE.read_bytes())

_BASE = "https://example.org"
_INSTANCES = {
    "invalid-parameter": "/api/v1/articles/?publishd_after=2026-03-01",
    "not-found": "/api/v1/articles/999/",
    "gone": "/api/v1/resolve/?path=/de/gestern/",
    "unauthorized": "/api/v1/comments/mine/",
}
_ERRORS: dict[str, list[dict[str, Any]]] = {
    "invalid-parameter": [
        {
            "parameter": "publishd_after",
            "code": "unknown",
            "detail": "There is no such parameter here.",
            "did_you_mean": "published_after",
            "allowed": ["published_after", "published_before"],
        }
    ],
    "invalid-body": [{"pointer": "/email", "code": "required", "detail": "This field is required."}],
}


def problem_example(kind: ProblemKind, *, language: str = "en") -> dict[str, Any]:
    """Return a made-up problem of this kind."""
    with translation.override(language):
        return {
            "type": f"{_BASE}/api/v1/problems/{kind.code}/",
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(kind.explanation),
            "instance": _INSTANCES.get(kind.code, "/api/v1/articles/12/comments/"),
            "request_id": "6b1f0d0c5a3e4b0f9d5f0a4c2e7b8d91",
            "errors": _ERRORS.get(kind.code, []),
            **({"challenge": ANSWERS["ChallengeOut"]} if kind.code == "challenge-failed" else {}),
        }


def components() -> dict[str, Any]:
    """Return every example as the components of the document hold them."""
    return {
        **{name: {"value": value} for name, value in ANSWERS.items()},
        **{kind.code: {"value": problem_example(kind)} for kind in kinds_by_status()},
    }
