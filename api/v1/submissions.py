"""The JSON bodies that readers send.

The models check types, known locales and NUL characters; `comments.forms` checks what a comment may contain.
"""

from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from pydantic import MISSING, AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from api.http.bodies import Body, body_errors, refuse
from api.http.parameters import LOCALES, MAX_ID
from api.http.rate_limits import refuse_if_over
from comments import services
from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.forms import CommentForm, ReportForm, ReportSubmission, Submission, TextForm
from comments.notices import Notice, readers_get_mails
from comments.reports import EXPLANATION_MAX_LENGTH, Reason
from comments.services.rates import SUBMIT_HOUR, SUBMIT_MINUTE, Usage
from comments.text import EMAIL_MAX_LENGTH, MIN_LENGTH, NAME_MAX_LENGTH, TEXT_MAX_LENGTH

Form = TypeVar("Form", bound=forms.Form)


def _without_nul(text: str) -> str:
    try:
        ProhibitNullCharactersValidator()(text)
    except ValidationError as error:
        raise PydanticCustomError(error.code, str(error.message)) from error  # type: ignore[arg-type]
    return text


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _known_locale(value: Any) -> Any:
    if value not in LOCALES:
        raise PydanticKnownError("enum", {"expected": ", ".join(LOCALES)})
    return value


String = Annotated[str, AfterValidator(_without_nul), Field(json_schema_extra={"pattern": r"^[^\x00]*$"})]
LocaleIn = Annotated[
    str, BeforeValidator(_known_locale), WithJsonSchema({"type": "string", "enum": [*LOCALES]})
]


# To JSON Schema, 12.0 is an integer.
WholeNumber = Annotated[int, BeforeValidator(_whole)]


class AnswerIn(Body):
    """The answer to a challenge: `id` and the letters of the picture, or the proof of work, or both.

    The form tells by `challenge.require` how many are needed.
    """

    id: String | MISSING = MISSING
    answer: String | MISSING = MISSING
    pow: String | MISSING = MISSING

    @property
    def given(self) -> ChallengeAnswer:
        return ChallengeAnswer(**self.model_dump())


def _enough(answer: AnswerIn) -> AnswerIn:
    if not answer.given.is_enough:
        raise PydanticKnownError("missing")
    return answer


def _known_notice(value: Any) -> Any:
    if value not in Notice.values:
        raise PydanticCustomError("enum", "unknown", {"allowed": Notice.values})
    return value


def _few(values: Any) -> Any:
    # One more than there are is wrong already: thousands would get thousands of errors.
    return values[: len(Notice) + 1] if isinstance(values, list) else values


def _notices(values: list[str]) -> list[str]:
    if values and not readers_get_mails():
        raise PydanticCustomError(
            "not_offered", "{reason}", {"reason": _("No e-mails are sent here."), "allowed": []}
        )
    if len(set(values)) < len(values):
        raise PydanticCustomError(
            "repeated", "{reason}", {"reason": _("This is named twice."), "allowed": Notice.values}
        )
    return values


NoticeIn = Annotated[
    str, BeforeValidator(_known_notice), WithJsonSchema({"type": "string", "enum": Notice.values})
]
# A form that requires no challenge sends none.
Answer = Annotated[AnswerIn, AfterValidator(_enough), Field(default=AnswerIn(), validate_default=True)]
ReasonIn = Annotated[Reason, WithJsonSchema({"type": "string", "enum": Reason.values})]
PurposeIn = Annotated[Purpose, WithJsonSchema({"type": "string", "enum": Purpose.values})]


class CommentIn(Body):
    """A comment as a reader sends it. `homepage` is a honeypot: forms hide it, so people leave it empty."""

    # `CommentForm` checks the lengths, after it has cleaned the texts.
    name: str = Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": NAME_MAX_LENGTH})
    email: str = Field(json_schema_extra={"format": "email", "maxLength": EMAIL_MAX_LENGTH})
    text: str = Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": TEXT_MAX_LENGTH})
    consent: bool = Field(json_schema_extra={"const": True})
    parent: UUID | MISSING | None = Field(default=MISSING, strict=False)
    locale: LocaleIn | MISSING = MISSING
    notify: Annotated[list[NoticeIn], BeforeValidator(_few), AfterValidator(_notices)] | MISSING = Field(
        default=MISSING,
        json_schema_extra={"uniqueItems": True},
        description="What the author wants to be told by e-mail, if the form has a field for it.",
    )
    challenge: Answer
    homepage: String = ""


class ChallengeIn(Body):
    """The article that somebody wants to comment on, or a comment of which somebody wants to report."""

    article: WholeNumber = Field(ge=1, le=MAX_ID, json_schema_extra={"format": "int64"})
    purpose: PurposeIn = Field(default=Purpose.COMMENT, strict=False)


class TextIn(Body):
    """The text of a comment alone: a new one for a comment that was sent, or one to be shown as HTML."""

    text: str = Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": TEXT_MAX_LENGTH})


class ReportIn(Body):
    """What a reader reports of a comment. `ILLEGAL` needs an explanation."""

    reason: ReasonIn = Field(strict=False)
    explanation: str = Field(default="", json_schema_extra={"maxLength": EXPLANATION_MAX_LENGTH})
    locale: LocaleIn | MISSING = MISSING
    challenge: Answer


def read_submission(data: Any) -> tuple[Submission, ChallengeAnswer]:
    """Return the comment in a body, and the answer to its challenge.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    form = _valid_form(CommentForm, CommentIn, data)
    return form.submission, AnswerIn(**data.get("challenge", {})).given


def read_report(data: Any) -> tuple[ReportSubmission, ChallengeAnswer]:
    """Return the report in a body, and the answer to its challenge.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    form = _valid_form(ReportForm, ReportIn, data)
    return form.submission, AnswerIn(**data.get("challenge", {})).given


def read_text(data: Any) -> str:
    """Return the cleaned text in a body.

    :raises api.http.problems.Problem: `invalid-body` with every error at once
    """
    text: str = _valid_form(TextForm, TextIn, data).cleaned_data["text"]
    return text


def _valid_form(form_class: type[Form], model: type[Body], data: Any) -> Form:
    errors = body_errors(model, data)
    # A field of the wrong type is not given to the form; its error is found already.
    values = {name: value for name, value in data.items() if name not in errors}
    form = form_class({**values, "honeypot": values.get("homepage")})
    for name, found in form.errors.as_data().items():
        if name not in errors:
            errors[name] = [
                {"pointer": f"/{name}", "code": one.code, "detail": one.messages[0]} for one in found
            ]
    refuse({name: errors[name] for name in (*model.model_fields, *errors) if name in errors})
    return form


def count_submission(network: str, *, now: datetime) -> list[Usage]:
    """Count what a reader sends against the limits of their network, and return how far each is used.

    :raises api.http.problems.Problem: `too-many-requests`
    """
    usages = services.consume_each((SUBMIT_MINUTE, SUBMIT_HOUR), network, now=now)
    refuse_if_over(usages)
    return usages
