"""What schemathesis must know of the API beyond its document; loaded by the test and by `python -m tests.fuzz`."""

import random
import unicodedata
import zlib
from collections.abc import Mapping
from typing import Any

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import JsonSchemaError, RejectedPositiveData

from tests.fuzz.existing import Values

# Values that lead to something, by the name of a parameter.
EXISTING: dict[str, list[Any]] = {}

# Errors that no schema of a parameter or a body could announce, by where they are and by their code.
_BEYOND_SCHEMAS = {
    # Parameters that exclude each other, and lists in one text that name something twice or too much.
    *((name, "conflict") for name in ("order", "cursor", "limit")),
    *(
        (name, "repeated")
        for name in ("fields", "ids", "article", "section", "author", "tag", "tag_all", "year")
    ),
    *(
        (name, "too_large")
        for name in ("ids", "article", "section", "author", "tag", "tag_all", "year", "path")
    ),
    # A pattern without NUL would be one of all paths and of all that can be searched for.
    *((name, "null_character") for name in ("path", "q")),
    # How many words a text has depends on its script.
    *(("q", code) for code in ("invalid", "too_large")),
    # Whether a field exists depends on the profile; whether a cursor is ours, on its signature.
    *(("fields", "unknown"), ("cursor", "invalid"), ("after", "invalid")),
    # What is left of a text without what nobody sees, and addresses that no mail server could have.
    *(
        (f"/{name}", code)
        for name in ("name", "email", "text", "explanation")
        for code in ("blank", "null_character")
    ),
    *(("/name", "url"), ("/name", "address"), ("/email", "invalid")),
    # Whether e-mails are sent is a setting.
    ("/notify", "not_offered"),
    # How much of a challenge must be answered is a setting.
    *(("/challenge", "required"), ("/challenge/answer", "refused"), ("/challenge/pow", "refused")),
}


@schemathesis.hook
def filter_failure(context: Any, failure: Failure, case: Any, response: Any) -> bool:
    """Return whether a failure is one, although the document cannot say more than it does."""
    if isinstance(failure, RejectedPositiveData) and response.status_code == 400:
        errors = response.json()["errors"]
        places = {(error.get("parameter") or error.get("pointer"), error["code"]) for error in errors}
        return not places or not places <= _BEYOND_SCHEMAS | _slug_errors(case.query or {})
    # The document describes whole objects, and `fields` takes parts of them away.
    return not (isinstance(failure, JsonSchemaError) and "fields" in (case.query or {}))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Let half of the valid requests ask for something that exists, and every request come from another network."""
    chance = random.Random(zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode()))
    case.headers["X-Forwarded-For"] = ".".join(str(chance.randint(1, 250)) for _part in range(4))
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for values in (case.path_parameters, case.query, case.body):
        for name in values if isinstance(values, dict) else ():
            if EXISTING.get(name) and chance.random() < 0.5:
                values[name] = chance.choice(EXISTING[name])


def _slug_errors(query: Mapping[str, Any]) -> set[tuple[str | None, str]]:
    """Return errors for what is neither a letter nor ASCII: a pattern cannot tell the letters of all scripts."""
    return {
        (name, "invalid")
        for name, value in query.items()
        if any(
            not character.isascii() and unicodedata.category(character)[0] not in "LMN"
            for character in str(value)
        )
    }


def know(values: Values) -> None:
    """Replace the values that lead to something."""
    EXISTING.clear()
    EXISTING.update(values)
