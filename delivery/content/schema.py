"""What the typed models of the JSON have in common.

A model is the schema of a JSON object, the return type of the function that builds it, and a component of the
OpenAPI document. Its class name is the component's name, so no two models may have the same one.
"""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema


class Content(BaseModel):
    """A JSON object that is sent; every key is always there, unless its default is `MISSING`."""

    model_config = ConfigDict(frozen=True, strict=True, json_schema_serialization_defaults_required=True)


def local_time(moment: datetime) -> str:
    """Return a time in the newsroom's zone, to the second (RFC 3339)."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _string(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema})


Url = Annotated[str, _string(format="uri")]
Moment = Annotated[datetime, PlainSerializer(local_time, return_type=str), _string(format="date-time")]
Locale = Annotated[str, _string(enum=[code for code, _name in settings.LANGUAGES])]
