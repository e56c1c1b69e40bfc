"""What a reader may send: the fields of a comment and of a request for a challenge, checked all at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.http import problems
from api.http.parameters import MAX_ID, nearest
from comments.submission import Submission
from comments.text import (
    ADDRESS_LENGTH,
    NAME_LENGTH,
    TEXT_LENGTH,
    FieldRefused,
    clean_address,
    clean_name,
    clean_text,
)

_LOCALES = [code for code, _name in settings.LANGUAGES]


class TextIn(serializers.CharField):
    """A string and nothing that could be turned into one. Its content is checked by the domain."""

    def __init__(self, clean: Callable[[str], str] | None = None, **options: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=clean is None, **options)
        self._clean = clean

    def run_validation(self, data: Any = serializers.empty) -> Any:
        # An empty text would come through untouched, and so unchecked.
        return self.to_internal_value(data) if data == "" else super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if self._clean is None:
            return str(data)
        try:
            return self._clean(data)
        except FieldRefused as refusal:
            raise serializers.ValidationError(str(refusal.detail), refusal.code) from refusal


class StrictBoolean(serializers.BooleanField):
    """`true` or `false`, no words for them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(data)


class Body(serializers.Serializer[Any]):
    """A JSON object without fields that nobody reads."""

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

    id = TextIn()
    answer = TextIn()


class CommentIn(Body):
    """A comment as a reader sends it. `homepage` is for forms that set a trap: people leave it empty."""

    name = TextIn(clean_name, max_length=NAME_LENGTH[1], min_length=NAME_LENGTH[0])
    email = TextIn(clean_address, max_length=ADDRESS_LENGTH)
    text = TextIn(clean_text, max_length=TEXT_LENGTH[1], min_length=TEXT_LENGTH[0])
    consent = StrictBoolean()
    parent = serializers.UUIDField(required=False, allow_null=True, default=None)  # type: ignore[assignment]
    locale = serializers.ChoiceField(_LOCALES, required=False, default="")
    challenge = AnswerIn()
    homepage = TextIn(required=False, default="")

    def validate_consent(self, consent: bool) -> bool:
        """This will insist on agreement."""
        if not consent:
            raise serializers.ValidationError(
                _("Please agree, or we may not keep your comment."), code="required"
            )
        return consent


class ChallengeIn(Body):
    """The article that somebody wants to comment on."""

    article = serializers.IntegerField(min_value=1, max_value=MAX_ID)


def read_submission(data: Any) -> Submission:
    """This will turn a body into a submission.

    :raises api.http.problems.Problem: `invalid-body` with every fault at once
    """
    values = read_body(CommentIn, data)
    parent: UUID | None = values["parent"]
    return Submission(
        name=values["name"],
        email=values["email"],
        text=values["text"],
        consent=values["consent"],
        locale=values["locale"],
        parent=parent,
        challenge_id=values["challenge"]["id"],
        challenge_answer=values["challenge"]["answer"],
        trap=values["homepage"],
    )


def read_body(shape: type[Body], data: Any) -> dict[str, Any]:
    """This will check a body against its shape and return the values.

    :raises api.http.problems.Problem: `invalid-body` with every fault at once
    """
    if not isinstance(data, dict):
        fault = {"pointer": "", "code": "invalid", "detail": _("Send a JSON object.")}
        raise problems.Problem(problems.INVALID_BODY, errors=[fault])
    serializer = shape(data=data)
    if not serializer.is_valid():
        raise problems.Problem(problems.INVALID_BODY, errors=list(_faults(serializer.errors)))
    return dict(serializer.validated_data)


def _faults(errors: Any, pointer: str = "") -> Iterable[dict[str, Any]]:
    if isinstance(errors, Mapping):
        for name, below in errors.items():
            # A fault of a whole object stands under this name and belongs to the object itself.
            step = (
                "" if name == "non_field_errors" else "/" + name[:100].replace("~", "~0").replace("/", "~1")
            )
            yield from _faults(below, pointer + step)
        return
    for error in errors:
        yield {"pointer": pointer, "code": getattr(error, "code", "invalid"), "detail": str(error)}
