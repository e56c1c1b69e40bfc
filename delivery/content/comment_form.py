"""The comment form as data, and the challenge that belongs to it, so that no front end writes them by hand."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from comments import captcha
from comments.text import EMAIL_LENGTH, NAME_LENGTH, TEXT_LENGTH
from delivery.content.articles import moment_out

CHALLENGE_HREF = "/api/v1/comments/challenge/"


def form_out(locale: str) -> dict[str, Any]:
    """This will describe the form in one language: its fields in order, its two notices, its challenge."""
    with override(locale):
        return {
            "fields": [
                {"name": "name", "required": True, "max_length": NAME_LENGTH[1], "label": _("Name")},
                {"name": "email", "required": True, "max_length": EMAIL_LENGTH, "label": _("E-mail")},
                {
                    "name": "text",
                    "required": True,
                    "min_length": TEXT_LENGTH[0],
                    "max_length": TEXT_LENGTH[1],
                    "label": _("Comment"),
                },
                {"name": "consent", "required": True, "label": _consent()},
            ],
            "notices": {
                "email": _("Your e-mail address will not be published."),
                "required": _("Required fields are marked with *."),
            },
            "challenge": {"href": f"{settings.PUBLIC_URL}{CHALLENGE_HREF}", "modes": ["CAPTCHA"]},
        }


def challenge_out(issued: captcha.Challenge) -> dict[str, Any]:
    """This will represent a challenge with its picture, in the language that is active."""
    return {
        "id": issued.id,
        "expires_at": moment_out(issued.expires_at),
        "captcha": {
            "image": f"{settings.PUBLIC_URL}{CHALLENGE_HREF}{issued.id}/picture/",
            "width": captcha.WIDTH,
            "height": captcha.HEIGHT,
            "alt": _("Picture with letters to type"),
            "audio": None,
        },
        "pow": None,
    }


def _consent() -> str:
    return _(
        "I agree that my name and my comment are stored and published, and that my e-mail address is"
        " stored in encrypted form for questions about it."
    )
