"""Rules of the captcha: what is asked, for which article and purpose, and what counts as right.

django-simple-captcha has the table and draws the pictures. It seeds the shared random generator, so answers come
from `secrets` here. It knows no articles, so the id of a challenge is sealed for one, and for what it is used.
"""

import hmac
import io
import secrets
import unicodedata
from datetime import timedelta
from hashlib import sha256

from captcha.views import captcha_image
from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest
from PIL import Image

from comments.characters import is_visible

LIFE = timedelta(minutes=30)
# About 30 MB. At 3,300 new challenges a minute the oldest is removed when it expires.
MAX_OPEN = 100_000
# In CSS pixels; the picture has `SCALE` times as many.
WIDTH, HEIGHT = 180, 60
SCALE = 2
_LENGTH = 5
# Without letters that are easily mistaken for others or for digits.
_LETTERS = "abcdefghkmnpqrstuvwxyz"
_NONCE_LENGTH = _SEAL_LENGTH = 20


class Purpose(TextChoices):
    """What a challenge is solved for; it is accepted for nothing else."""

    COMMENT = "COMMENT"
    REPORT = "REPORT"


def draw_answer() -> str:
    """Draw the letters that a picture shows."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def draw_id(article_id: int, purpose: Purpose) -> str:
    """Draw the id of a challenge: a nonce, and a seal that binds it to an article and a purpose."""
    nonce = secrets.token_hex(_NONCE_LENGTH // 2)
    return nonce + _seal(nonce, article_id, purpose)


def belongs_to(challenge_id: str, article_id: int, purpose: Purpose) -> bool:
    """Return whether a challenge was issued for this article and purpose."""
    nonce, seal = challenge_id[:_NONCE_LENGTH], challenge_id[_NONCE_LENGTH:]
    return hmac.compare_digest(seal.encode(), _seal(nonce, article_id, purpose).encode())


def is_right(answer: str, expected: str) -> bool:
    """Compare an answer, whatever its case, its width and the spaces between its letters."""
    plain = "".join(filter(is_visible, unicodedata.normalize("NFKC", answer).casefold()))
    return hmac.compare_digest(plain.encode(), expected.encode())


def draw_picture(challenge_id: str) -> bytes | None:
    """Draw a challenge as a PNG, or return None if it has just been used."""
    # The library draws only in its view, which reads nothing of the request.
    response = captcha_image(HttpRequest(), challenge_id, scale=SCALE)
    return _fitted(response.content) if response.status_code == 200 else None


def _fitted(png: bytes) -> bytes:
    """Return a picture scaled to `WIDTH` and `HEIGHT`; those of the library are as wide as their letters."""
    # In grey, which is drawn in half of the time and a third of the bytes.
    canvas = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), "white")
    with Image.open(io.BytesIO(png)) as letters:
        scale = min(canvas.width / letters.width, canvas.height / letters.height)
        size = (int(letters.width * scale), int(letters.height * scale))
        resized = letters.convert("L").resize(size)
    canvas.paste(resized, ((canvas.width - size[0]) // 2, (canvas.height - size[1]) // 2))
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def _seal(nonce: str, article_id: int, purpose: Purpose) -> str:
    message = f"challenge:{nonce}:{article_id}:{purpose.value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, sha256).hexdigest()[:_SEAL_LENGTH]
