"""The comment form as data, and the challenge that belongs to it, so that no front end writes them by hand."""

import functools
from typing import Annotated

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import MISSING, Field, WithJsonSchema

from comments import captcha
from comments.challenge import Challenge, Mode, Offer, Require, offer
from comments.notices import Notice, readers_get_mails
from comments.text import EMAIL_MAX_LENGTH, MIN_LENGTH, NAME_MAX_LENGTH, TEXT_MAX_LENGTH
from delivery.content.schema import Content, Moment, Url
from delivery.serialization import to_json

ModeName = Annotated[str, WithJsonSchema({"type": "string", "enum": Mode.values})]
RequireName = Annotated[str, WithJsonSchema({"type": "string", "enum": Require.values})]
PurposeName = Annotated[str, WithJsonSchema({"type": "string", "enum": captcha.Purpose.values})]
_CHALLENGE_PATH = f"{settings.API_ROOT}comments/challenge/"


class FormOptionOut(Content):
    """One thing that may be chosen."""

    value: str
    label: str


class FormFieldOut(Content):
    """One field of the comment form. With `options` its value is a list of some of them."""

    name: str
    required: bool = True
    min_length: int | MISSING = MISSING
    max_length: int | MISSING = MISSING
    label: str
    options: list[FormOptionOut] | MISSING = MISSING


class FormNoticesOut(Content):
    """Notices that a form shows beside its fields."""

    email: str
    required: str
    notify: str | MISSING = MISSING


class FormChallengeOut(Content):
    """Where to get a challenge when the reader begins to write, and how it may be solved."""

    href: Url
    modes: list[ModeName] = Field(description="What is offered, the first one first.")
    require: RequireName = Field(description="How many of them are to be solved.")


class FormOut(Content):
    """The comment form as data."""

    fields: list[FormFieldOut]
    notices: FormNoticesOut
    challenge: FormChallengeOut


class CaptchaOut(Content):
    """An image with letters to type."""

    image: Url
    width: int
    height: int
    alt: str


class PowDataOut(Content):
    """What a proof of work is for."""

    article: int
    purpose: PurposeName
    expires_at: str


class PowParametersOut(Content):
    """A calculation, in the form of ALTCHA 2: find the counter whose derived key begins with `keyPrefix`."""

    algorithm: str
    cost: int
    keyLength: int  # noqa: N815
    keyPrefix: str  # noqa: N815
    keySignature: str  # noqa: N815
    nonce: str
    salt: str
    data: PowDataOut


class PowOut(Content):
    """A proof of work to make instead of reading a picture. It is sent back as it is, with the solution."""

    parameters: PowParametersOut
    signature: str


class ChallengeOut(Content):
    """A challenge that can be answered once. What is not offered is null."""

    id: str
    expires_at: Moment
    captcha: CaptchaOut | None
    pow: PowOut | None


def form_json(locale: str) -> bytes:
    """Return a `FormOut` in one language as ready JSON: its fields in order, its notices, its challenge."""
    return _form_json(locale, offer(), readers_get_mails())


@functools.cache
def _form_json(locale: str, offered: Offer, has_mails: bool) -> bytes:
    return to_json(_form(locale, offered, has_mails))


def _form(locale: str, offered: Offer, has_mails: bool) -> FormOut:
    with override(locale):
        consent = _(
            "I agree that my name and my comment are stored and published, and that my e-mail address is"
            " stored in encrypted form for questions about it."
        )
        return FormOut(
            fields=[
                FormFieldOut(name="name", max_length=NAME_MAX_LENGTH, label=_("Name")),
                FormFieldOut(name="email", max_length=EMAIL_MAX_LENGTH, label=_("E-mail")),
                FormFieldOut(
                    name="text", min_length=MIN_LENGTH, max_length=TEXT_MAX_LENGTH, label=_("Comment")
                ),
                FormFieldOut(name="consent", label=consent),
                *([_notify_field()] if has_mails else []),
            ],
            notices=FormNoticesOut(
                email=_("Your e-mail address will not be published."),
                required=_("Required fields are marked with *."),
                notify=_notify_hint() if has_mails else MISSING,
            ),
            challenge=FormChallengeOut(
                href=f"{settings.PUBLIC_URL}{_CHALLENGE_PATH}",
                modes=list(offered.modes),
                require=offered.require,
            ),
        )


def _notify_field() -> FormFieldOut:
    return FormFieldOut(
        name="notify",
        required=False,
        label=_("Send me an e-mail"),
        options=[FormOptionOut(value=notice, label=str(notice.label)) for notice in Notice],
    )


def _notify_hint() -> str:
    return _(
        "For replies you confirm your e-mail address once, by a link that you get when your comment is published."
    )


def challenge_out(issued: Challenge) -> ChallengeOut:
    """Build the JSON of a challenge with its image, in the active language."""
    picture = CaptchaOut(
        image=f"{settings.PUBLIC_URL}{_CHALLENGE_PATH}{issued.id}/picture/",
        width=captcha.WIDTH,
        height=captcha.HEIGHT,
        alt=_("Picture with letters to type"),
    )
    return ChallengeOut(
        id=issued.id,
        expires_at=issued.expires_at,
        captcha=picture if issued.has_picture else None,
        pow=PowOut.model_validate(issued.work.to_dict()) if issued.work else None,
    )
