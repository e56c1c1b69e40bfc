"""The comment form as data, and the challenge that belongs to it, so that no front end writes them by hand."""

import functools
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import MISSING, Field

from comments import captcha
from comments.text import EMAIL_MAX_LENGTH, MIN_LENGTH, NAME_MAX_LENGTH, TEXT_MAX_LENGTH
from delivery.content.schema import Content, Moment, Url

_CHALLENGE_PATH = f"{settings.API_ROOT}comments/challenge/"


class FormFieldOut(Content):
    """One field of the comment form."""

    name: str
    required: bool = True
    min_length: int | MISSING = MISSING
    max_length: int | MISSING = MISSING
    label: str


class FormNoticesOut(Content):
    """Notices that a form shows beside its fields."""

    email: str
    required: str


class FormChallengeOut(Content):
    """Where to get a challenge when the reader begins to write."""

    href: Url
    modes: list[Literal["CAPTCHA"]]


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
    audio: Url | None


class ChallengeOut(Content):
    """A challenge that can be answered once."""

    id: str
    expires_at: Moment
    captcha: CaptchaOut
    pow: None = Field(default=None, description="Proof of work; not offered yet.")


@functools.cache
def form_out(locale: str) -> FormOut:
    """Build the form in one language, once in each process: its fields in order, its two notices, its challenge."""
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
            ],
            notices=FormNoticesOut(
                email=_("Your e-mail address will not be published."),
                required=_("Required fields are marked with *."),
            ),
            challenge=FormChallengeOut(href=f"{settings.PUBLIC_URL}{_CHALLENGE_PATH}", modes=["CAPTCHA"]),
        )


def challenge_out(issued: captcha.Challenge) -> ChallengeOut:
    """Build the JSON of a challenge with its image, in the active language."""
    return ChallengeOut(
        id=issued.id,
        expires_at=issued.expires_at,
        captcha=CaptchaOut(
            image=f"{settings.PUBLIC_URL}{_CHALLENGE_PATH}{issued.id}/picture/",
            width=captcha.WIDTH,
            height=captcha.HEIGHT,
            alt=_("Picture with letters to type"),
            audio=None,
        ),
    )
