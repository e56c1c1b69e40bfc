"""Query parameters as data: what an endpoint takes is a tuple of `Parameter`, and everything else is refused.

The same tuple reads the request and describes itself in the OpenAPI document.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from api.http.problems import INVALID_PARAMETER, Problem, Text

Query = Mapping[str, Any]

LOCALES = tuple(dict(settings.LANGUAGES))
# Every id of so many digits is in the range of a database, so that a pattern can say which there are.
ID_PATTERN = "[1-9][0-9]{0,17}"
MAX_ID = 10**18 - 1
MAX_LIMIT = 100
DEFAULT_LIMIT = 20
# Of unknown parameters no more are named: looking for what was meant takes time for each.
MAX_ERRORS = 20
# Python's own parser takes all of ISO 8601, such as weeks and seconds in offsets.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?\Z"
)
_YEARS = "(?!0000)[0-9]{4}"
_YEAR = re.compile(rf"{_YEARS}\Z")
_NUMBER = re.compile(rf"{ID_PATTERN}\Z")


class ParameterError(ValueError):
    """A value that a parameter does not take: its error code, a sentence, and what is allowed."""

    def __init__(self, code: str, detail: Text, allowed: Sequence[str] = (), did_you_mean: str | None = None):
        super().__init__(code)
        self.code, self.detail, self.allowed, self.did_you_mean = code, detail, allowed, did_you_mean


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `parse` turns its text into a value or raises `ParameterError`.

    A parser of this module has its schema, so that `schema` is left out.
    """

    name: str
    parse: Callable[[str], Any]
    description: str
    default: Any = None
    required: bool = False
    schema: Mapping[str, Any] | None = None

    def openapi(self) -> OpenApiParameter:
        """Return the parameter as the OpenAPI document describes it."""
        schema = self.schema or _SCHEMAS.get(self.parse, {"type": "string"})
        return OpenApiParameter(self.name, dict(schema), required=self.required, description=self.description)


def choice(name: str, description: str, *words: str, default: str | None = None) -> Parameter:
    """Return a parameter whose value is one of these words."""

    def parse(text: str) -> str:
        if text not in words:
            raise ParameterError("unknown", _("This value is not allowed."), words, nearest(text, words))
        return text

    schema = {"type": "string", "enum": list(words)} | ({"default": default} if default else {})
    return Parameter(name, parse, description, default, schema=schema)


def read_query(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Parse a query string strictly: a value for each parameter, defaults where none was sent.

    :raises api.http.problems.Problem: `invalid-parameter` with every error at once
    """
    known = {parameter.name: parameter for parameter in parameters}
    unknown = [name for name in query if name not in known]
    errors = [_unknown(name, known) for name in unknown[:MAX_ERRORS]]
    values = {}
    for name, parameter in known.items():
        try:
            values[name] = _value(parameter, query)
        except ParameterError as error:
            errors.append(error_out(name, error))
    if errors:
        raise Problem(INVALID_PARAMETER, errors=errors)
    return values


def invalid(name: str, error: ParameterError) -> Problem:
    """Return the problem for the value of one parameter."""
    return Problem(INVALID_PARAMETER, errors=[error_out(name, error)])


def error_out(name: str, error: ParameterError) -> dict[str, Any]:
    """Return the error as the contract writes it."""
    return {
        "parameter": name,
        "code": error.code,
        "detail": error.detail,
        "did_you_mean": error.did_you_mean,
        "allowed": list(error.allowed),
    }


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that was probably meant."""
    return next(iter(difflib.get_close_matches(given[:100], list(allowed), n=1, cutoff=0.6)), None)


def _value(parameter: Parameter, query: QueryDict) -> Any:
    texts = query.getlist(parameter.name)
    if not texts:
        if parameter.required:
            raise ParameterError("required", _("This parameter is required."))
        return parameter.default
    if len(texts) > 1:
        raise ParameterError("repeated", _("This parameter was sent more than once."))
    return parameter.parse(texts[0])


def _unknown(name: str, known: Iterable[str]) -> dict[str, Any]:
    allowed = sorted(known)
    detail = _("There is no such parameter here.")
    return error_out(name[:100], ParameterError("unknown", detail, allowed, nearest(name, allowed)))


# Parsers: each takes the text of a parameter.


def items(text: str) -> list[str]:
    """Split a list at its commas, and refuse what is named twice: it costs time and changes nothing."""
    parts = text.split(",")
    if len(set(parts)) < len(parts):
        raise ParameterError("repeated", _("Name each only once."))
    return parts


def identifiers(text: str) -> list[int]:
    """Parse up to 100 content ids, separated by commas, each once; none so large that a database overflows."""
    parts = items(text)
    if len(parts) > MAX_LIMIT:
        raise ParameterError("too_large", _("At most 100 at once."), [str(MAX_LIMIT)])
    if not all(map(_NUMBER.match, parts)):
        raise ParameterError("invalid", _("An id is a whole number from 1."))
    return [int(part) for part in parts]


def slugs(text: str) -> list[str]:
    """Parse up to 100 slugs that are separated by commas, each once, in any normal form of Unicode."""
    parts = items(unicodedata.normalize("NFC", text))
    if len(parts) > MAX_LIMIT:
        raise ParameterError("too_large", _("At most 100 at once."), [str(MAX_LIMIT)])
    if not all(map(_is_slug, parts)):
        raise ParameterError("invalid", _("Slugs, separated by commas."))
    return parts


def _is_slug(text: str) -> bool:
    # Letters, digits and the marks that belong to letters: an imported slug may have marks.
    return 0 < len(text) <= 255 and all(
        character in "-_" or unicodedata.category(character)[0] in "LMN" for character in text
    )


def limit(text: str) -> int:
    """Parse the number of items on a page: 1 to 100, never clamped."""
    if not _NUMBER.match(text) or int(text) > MAX_LIMIT:
        raise ParameterError("invalid", _("A page holds 1 to 100 items."), ["1", str(MAX_LIMIT)])
    return int(text)


def parse_moment(text: str) -> datetime:
    """Parse an RFC 3339 time with zone, or a date, which is its midnight in the newsroom's zone."""
    try:
        # A plus sign that was not escaped arrives as a space.
        found = _MOMENT.match(text.replace(" ", "+"))
        moment = datetime.fromisoformat(found[0].upper() if found else "")
    except ValueError as error:
        detail = _("A date such as 2026-03-01, or a time with zone such as 2026-03-01T09:00:00+01:00.")
        raise ParameterError("invalid", detail) from error
    return _in_utc(moment if moment.tzinfo else timezone.make_aware(moment, timezone.get_default_timezone()))


def years(text: str) -> list[tuple[datetime, datetime]]:
    """Parse up to 100 years, separated by commas, each once: first moment and end in the newsroom's zone."""
    parts = items(text)
    if len(parts) > MAX_LIMIT:
        raise ParameterError("too_large", _("At most 100 at once."), [str(MAX_LIMIT)])
    if not all(map(_YEAR.match, parts)):
        raise ParameterError("invalid", _("Years such as 2026, separated by commas."))
    return [(_start_of(int(part)), _start_of(int(part) + 1)) for part in parts]


def _start_of(year: int) -> datetime:
    if year > MAXYEAR:
        return datetime.max.replace(tzinfo=UTC)
    return _in_utc(datetime(year, 1, 1, tzinfo=timezone.get_default_timezone()))


def _in_utc(moment: datetime) -> datetime:
    """Return a time in UTC; one that is before or after its calendar is the first or last moment of that."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if moment.year == 1 else datetime.max.replace(tzinfo=UTC)


def joined(pattern: str) -> dict[str, Any]:
    """Return the schema of a list with commas between its items."""
    return {"type": "string", "pattern": f"^{pattern}(,{pattern})*$"}


_SCHEMAS: Mapping[Callable[[str], Any], Mapping[str, Any]] = {
    identifiers: joined(ID_PATTERN),
    # Of ASCII letters, digits, - and _. What is a letter of another script, patterns of some languages cannot say.
    slugs: joined(r"[^\x00-,./:-@\[-\^`{-\x7f]+"),
    years: joined(_YEARS),
    limit: {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    parse_moment: {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
}
# The form of a signed position.
CURSOR_SCHEMA = {"type": "string", "pattern": "^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$"}
LOCALE = choice("locale", "Only this language.", *LOCALES)
LIMIT = Parameter("limit", limit, "Items on a page.", DEFAULT_LIMIT)
CURSOR = Parameter("cursor", str, "Where the page begins: from `links.next`, opaque.", schema=CURSOR_SCHEMA)
