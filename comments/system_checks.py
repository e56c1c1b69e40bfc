"""System checks of the settings of the comments."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from comments.challenge import Mode, offer


@register(Tags.security)
def check_challenge(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a challenge that programs pass as easily as people."""
    if Mode.CAPTCHA in offer().modes:
        return []
    message = (
        "COMMENT_CHALLENGE asks for no picture: a comment costs a program a seventh of a second, or nothing."
    )
    hint = "Use `either`, the default, or `both`."
    return [Warning(message, hint=hint, id="comments.W001")]
