"""The captcha: django-simple-captcha's store and pictures, with the rules that the library leaves open.

Answers are drawn from `secrets`; a challenge belongs to one article; one attempt uses it up, right or wrong.
"""

import hmac
import io
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django.conf import settings
from django.http import HttpRequest
from PIL import Image

LIFE = timedelta(minutes=30)
# In CSS pixels; the picture itself has twice as many.
WIDTH, HEIGHT = 180, 60
_SHARPNESS = 2
_LENGTH = 5
# Without letters that look like each other or like digits.
_LETTERS = "abcdefghkmnpqrstuvwxyz"
_NONCE_LENGTH = _SEAL_LENGTH = 20


@dataclass(frozen=True)
class Challenge:
    """A question that waits for its answer."""

    id: str
    expires_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt; `issued_at` is unknown when there was no such challenge."""

    passed: bool
    issued_at: datetime | None = None


def issue(*, article_id: int, now: datetime) -> Challenge:
    """This will make a fresh challenge that can be answered once, for this article, within `LIFE`."""
    answer = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    nonce = secrets.token_hex(_NONCE_LENGTH // 2)
    store = CaptchaStore.objects.create(
        challenge=answer.upper(),
        response=answer,
        hashkey=nonce + _seal(nonce, article_id),
        expiration=now + LIFE,
    )
    return Challenge(store.hashkey, store.expiration)


def attempt(*, challenge_id: str, answer: str, article_id: int, now: datetime) -> Outcome:
    """This will use a challenge up and tell whether the answer was right.

    Of any number of simultaneous attempts one deletes the row, and only that one can pass.
    """
    if not _belongs_to(challenge_id, article_id):
        return Outcome(passed=False)
    row = CaptchaStore.objects.filter(hashkey=challenge_id).values_list("response", "expiration").first()
    deleted, _ = CaptchaStore.objects.filter(hashkey=challenge_id).delete()
    if row is None or not deleted:
        return Outcome(passed=False)
    response, expires_at = row
    is_right = hmac.compare_digest(answer.strip().lower().encode(), response.encode())
    return Outcome(passed=is_right and now < expires_at, issued_at=expires_at - LIFE)


def picture(*, challenge_id: str, now: datetime) -> bytes | None:
    """This will draw the challenge as a PNG of one size, or return nothing if it cannot be answered any more."""
    if not CaptchaStore.objects.filter(hashkey=challenge_id, expiration__gt=now).exists():
        return None
    drawn = captcha_image(HttpRequest(), challenge_id, scale=_SHARPNESS)
    if drawn.status_code != 200:
        return None
    return _fitted(drawn.content)


def forget_expired(*, now: datetime) -> int:
    """This will delete the challenges whose time is over and return how many there were."""
    deleted, _ = CaptchaStore.objects.filter(expiration__lte=now).delete()
    return deleted


def _seal(nonce: str, article_id: int) -> str:
    message = f"challenge:{nonce}:{article_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, sha256).hexdigest()[:_SEAL_LENGTH]


def _belongs_to(challenge_id: str, article_id: int) -> bool:
    nonce, seal = challenge_id[:_NONCE_LENGTH], challenge_id[_NONCE_LENGTH:]
    return hmac.compare_digest(seal.encode(), _seal(nonce, article_id).encode())


def _fitted(png: bytes) -> bytes:
    """The library's pictures are as wide as their letters; a form wants to know the size beforehand."""
    canvas = Image.new("RGB", (WIDTH * _SHARPNESS, HEIGHT * _SHARPNESS), "#ffffff")
    with Image.open(io.BytesIO(png)) as drawn:
        scale = min(canvas.width / drawn.width, canvas.height / drawn.height)
        size = (int(drawn.width * scale), int(drawn.height * scale))
        fitted = drawn.convert("RGB").resize(size)
    canvas.paste(fitted, ((canvas.width - size[0]) // 2, (canvas.height - size[1]) // 2))
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()
