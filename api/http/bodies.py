"""Request bodies as strict models, whose errors are those of the contract."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError
from rest_framework import serializers

from api.http.parameters import nearest
from api.http.problems import INVALID_BODY, Problem
from delivery.content.schema import without_titles

# Errors as the contract writes them, by the field of the body.
Errors = dict[str, list[Mapping[str, Any]]]

# The code and the text of what pydantic finds are those of the field of DRF, which translates them.
_FIELDS: Mapping[str, tuple[type[serializers.Field[Any, Any, Any, Any]], str]] = {
    "missing": (serializers.Field, "required"),
    "string_type": (serializers.CharField, "invalid"),
    "bool_type": (serializers.BooleanField, "invalid"),
    "int_type": (serializers.IntegerField, "invalid"),
    "greater_than_equal": (serializers.IntegerField, "min_value"),
    "less_than_equal": (serializers.IntegerField, "max_value"),
    "uuid_type": (serializers.UUIDField, "invalid"),
    "uuid_parsing": (serializers.UUIDField, "invalid"),
    "enum": (serializers.ChoiceField, "invalid_choice"),
    "list_type": (serializers.ListField, "not_a_list"),
    "model_type": (serializers.Serializer, "invalid"),
}


class Body(BaseModel):
    """A JSON object without unknown fields, whose values are never converted."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", json_schema_extra=without_titles)


Model = TypeVar("Model", bound=Body)


def read_body(model: type[Model], data: Any) -> Model:
    """Return a body as its model.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    refuse(body_errors(model, data))
    return model.model_validate(data)


def body_errors(model: type[Body], data: Any) -> Errors:
    """Return the errors of a body, in the order of the fields.

    :raises api.http.problems.Problem: `invalid-body` for what is no JSON object
    """
    if not isinstance(data, dict):
        refuse({"": [{"pointer": "", "code": "invalid", "detail": _("Send a JSON object.")}]})
    errors: Errors = {}
    try:
        model.model_validate(data)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            name, *_below = path = [str(part) for part in error["loc"]]
            code, detail = _explained(model, path, error)
            pointer = "".join("/" + part[:100].replace("~", "~0").replace("/", "~1") for part in path)
            allowed = {"allowed": error["ctx"]["allowed"]} if "allowed" in error.get("ctx", {}) else {}
            errors.setdefault(name, []).append(
                {"pointer": pointer, "code": code, "detail": detail, **allowed}
            )
    return errors


def refuse(errors: Errors) -> None:
    """Refuse a body that has errors.

    :raises api.http.problems.Problem: `invalid-body`
    """
    if errors:
        raise Problem(INVALID_BODY, errors=[error for found in errors.values() for error in found])


def _explained(model: type[Body], path: list[str], error: Mapping[str, Any]) -> tuple[str, str]:
    kind, value, limits = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return "unknown", _about_unknown(model, path)
    field, code = _FIELDS.get(kind, (serializers.Field, kind))
    if value is None:
        field, code = serializers.Field, "null"
    text = str(field.default_error_messages.get(code, error["msg"]))
    return code, text.format(
        input=value,
        datatype=type(value).__name__,
        input_type=type(value).__name__,
        min_value=limits.get("ge"),
        max_value=limits.get("le"),
    )


def _about_unknown(model: type[Body], path: list[str]) -> str:
    here: Any = model
    for name in path[:-1]:
        here = here.model_fields[name].annotation
    meant = nearest(path[-1], here.model_fields)
    return _("Did you mean “%s”?") % meant if meant else _("There is no such field here.")
