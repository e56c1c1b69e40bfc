"""The picture of a challenge."""

from datetime import datetime

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django.http import HttpRequest

from comments.captcha import SCALE, fitted


def challenge_picture(*, challenge_id: str, now: datetime) -> bytes | None:
    """Return the picture as a PNG, or None if the challenge is used, expired or unknown."""
    if not CaptchaStore.objects.filter(hashkey=challenge_id, expiration__gt=now).exists():
        return None
    response = captcha_image(HttpRequest(), challenge_id, scale=SCALE)
    return fitted(response.content) if response.status_code == 200 else None
