"""Examples of the OpenAPI document: answers from `examples.json`, problems from their table.

`make examples` writes the file from the demo.
"""

from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from api.http.problems import ProblemKind, kinds_by_status

FILE = Path(__file__).with_suffix(".json")
_WRITTEN: dict[str, Any] = orjson.loads(FILE.read_bytes())
# Answers and bodies of requests, by the name of the component.
ANSWERS: dict[str, Any] = _WRITTEN["answers"]
# Values of required parameters, by operation id and name.
PARAMETERS: dict[str, dict[str, Any]] = _WRITTEN["parameters"]

# By the code of the problem: what an example of it has of its own.
_PROBLEMS: dict[str, Any] = orjson.loads(FILE.with_name("problem_examples.json").read_bytes())


def problem_example(kind: ProblemKind) -> dict[str, Any]:
    """Return a made-up problem of this kind in the active language."""
    return {
        "type": f"https://example.org{settings.API_ROOT}problems/{kind.code}/",
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(kind.explanation),
        "instance": f"{settings.API_ROOT}articles/12/comments/",
        "request_id": "6b1f0d0c5a3e4b0f9d5f0a4c2e7b8d91",
        "errors": [],
        **_PROBLEMS.get(kind.code, {}),
        **({"challenge": ANSWERS["ChallengeOut"]} if kind.code == "challenge-failed" else {}),
    }


def components() -> dict[str, Any]:
    """Return every example as the components of the document hold them."""
    return {
        **{name: {"value": value} for name, value in ANSWERS.items()},
        **{kind.code: {"value": problem_example(kind)} for kind in kinds_by_status()},
    }
