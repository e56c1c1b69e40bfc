"""The JSON bodies that readers send. Types are checked here, what a comment may contain in `comments.forms`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.http import problems
from api.http.parameters import MAX_ID, nearest
from comments.forms import CommentForm, Submission
from comments.text import EMAIL_LENGTH, NAME_LENGTH, TEXT_LENGTH

_LOCALES = [code for code, _name in settings.LANGUAGES]


class StringIn(serializers.CharField):
    """A string and nothing that could be turned into one."""

    def __init__(self, *, allow_blank: bool = True, **options: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=allow_blank, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(data)


class TextIn(StringIn):
    """A string that `CommentForm` checks and cleans. Its limits are only for the OpenAPI document."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return data if isinstance(data, str) else super().run_validation(data)


class StrictBoolean(serializers.BooleanField):
    """`true` or `false`, no words for them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(data)


class Body(serializers.Serializer[Any]):
    """A JSON object without unknown fields."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        errors: dict[str, Any] = {}
        value: Any = {}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors = dict(error.detail) if isinstance(error.detail, Mapping) else {}
        for name in unknown:
            errors[name] = [serializers.ErrorDetail(self._about_unknown(name), "unknown")]
        if errors:
            raise serializers.ValidationError(errors)
        return value

    def _about_unknown(self, name: str) -> str:
        meant = nearest(name, self.fields)
        return _("Did you mean “%s”?") % meant if meant else _("There is no such field here.")


class AnswerIn(Body):
    """The reader's answer to a challenge."""

    id = StringIn()
    answer = StringIn()


class CommentIn(Body):
    """A comment as a reader sends it. `homepage` is a honeypot: forms hide it, so people leave it empty."""

    name = TextIn(allow_blank=False, max_length=NAME_LENGTH[1], min_length=NAME_LENGTH[0])
    email = TextIn(max_length=EMAIL_LENGTH)
    text = TextIn(allow_blank=False, max_length=TEXT_LENGTH[1], min_length=TEXT_LENGTH[0])
    consent = StrictBoolean()
    parent = serializers.UUIDField(required=False, allow_null=True, default=None)  # type: ignore[assignment]
    locale = serializers.ChoiceField(_LOCALES, required=False, default="")
    challenge = AnswerIn()
    homepage = StringIn(required=False, default="")


class ChallengeIn(Body):
    """The article that somebody wants to comment on."""

    article = serializers.IntegerField(min_value=1, max_value=MAX_ID)


def read_submission(data: Any) -> tuple[Submission, dict[str, str]]:
    """Return the comment in a body, and the `id` of the challenge with the `answer`.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    body = _checked(CommentIn, data)
    # A field of the wrong type is not given to the form; its error is found already.
    values = {name: value for name, value in body.initial_data.items() if name not in body.errors}
    form = CommentForm({**values, "honeypot": values.get("homepage")})
    errors = dict(body.errors)
    for name, found in form.errors.as_data().items():
        errors.setdefault(name, [serializers.ErrorDetail(one.messages[0], one.code) for one in found])
    _refuse({name: errors[name] for name in (*body.fields, *body.errors) if name in errors})
    return form.submission, body.validated_data["challenge"]


def read_body(shape: type[Body], data: Any) -> dict[str, Any]:
    """Return the values of a body.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    body = _checked(shape, data)
    _refuse(body.errors)
    return dict(body.validated_data)


def _checked(shape: type[Body], data: Any) -> Body:
    if not isinstance(data, dict):
        error = {"pointer": "", "code": "invalid", "detail": _("Send a JSON object.")}
        raise problems.Problem(problems.INVALID_BODY, errors=[error])
    body = shape(data=data)
    body.is_valid()
    return body


def _refuse(errors: Mapping[str, Any]) -> None:
    if errors:
        raise problems.Problem(problems.INVALID_BODY, errors=list(_entries(errors)))


def _entries(errors: Any, pointer: str = "") -> Iterable[dict[str, Any]]:
    if isinstance(errors, Mapping):
        for name, below in errors.items():
            # DRF puts the errors of an object as a whole under this name.
            step = (
                "" if name == "non_field_errors" else "/" + name[:100].replace("~", "~0").replace("/", "~1")
            )
            yield from _entries(below, pointer + step)
        return
    for error in errors:
        yield {"pointer": pointer, "code": getattr(error, "code", "invalid"), "detail": str(error)}
