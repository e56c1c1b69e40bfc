"""What the typed models of the JSON have in common.

A model is the schema of a JSON object, the return type of the function that builds it, and a component of the
OpenAPI document. Its class name is the component's name, so no two models may have the same one.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.utils import timezone
from pydantic import (
    MISSING,
    AfterValidator,
    BaseModel,
    ConfigDict,
    RootModel,
    WithJsonSchema,
)

from cms.addresses import nfc, safe_url

Root = TypeVar("Root")
_NO_OFFSET = timedelta()
# Most URLs are built by the service and need no further encoding.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?\Z")


def without_titles(schema: dict[str, Any]) -> None:
    """Leave out the titles, which only repeat the names."""
    schema.pop("title", None)
    for described in schema.get("properties", {}).values():
        described.pop("title", None)


def _describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Leave out titles and defaults, and do not require keys that may be absent."""
    without_titles(schema)
    # A later version may add keys, so clients must not refuse unknown ones.
    schema.pop("additionalProperties", None)
    for name, field in model.model_fields.items():
        key = field.alias or name
        schema.get("properties", {}).get(key, {}).pop("default", None)
        if field.default is MISSING:
            schema["required"].remove(key)


class Content(BaseModel):
    """A JSON object that is sent. Every key is always there, unless its default is `MISSING`."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
        json_schema_extra=_describe,
    )


class OneOf(RootModel[Root], Generic[Root]):
    """A JSON object that has one of several models, told apart by a discriminator where they have one."""

    model_config = ConfigDict(frozen=True, strict=True, json_schema_extra=_describe)


def local_time(moment: datetime) -> datetime:
    """Return a time in the newsroom's zone, or in UTC where its offset or year cannot be written in RFC 3339."""
    try:
        # Not the active zone: in the admin that is the zone of the editor who publishes.
        local = moment.astimezone(timezone.get_default_timezone())
    except OverflowError:
        return moment.astimezone(UTC)
    # Offsets had seconds before zones were introduced: in Berlin until 1893, in Monrovia until 1972.
    offset = local.utcoffset() or _NO_OFFSET
    return moment.astimezone(UTC) if offset.seconds % 60 else local


def _sendable(url: str) -> str:
    """Return a URL as it may be sent, in ASCII.

    :raises ValueError: if its scheme is not allowed
    """
    sendable = url if _PLAIN_URL.match(url) else safe_url(url, f"{settings.PUBLIC_URL}/")
    if sendable is None:
        raise ValueError("not a URL that readers may follow")
    return sendable


def _string(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema})


# A path or slug: plain text, as readers and filters write it.
Plain = Annotated[str, AfterValidator(nfc)]
Url = Annotated[str, AfterValidator(_sendable), _string(format="uri")]
Moment = Annotated[datetime, AfterValidator(local_time), _string(format="date-time")]
Locale = Annotated[str, _string(enum=[code for code, _name in settings.LANGUAGES])]
