"""Rules of the proof of work: a device calculates for a moment instead of a person reading a picture.

altcha makes and verifies it. Its own check of the expiry reads the clock, it compares no data, and it accepts one proof
any number of times, also in another encoding. So expiry, article and purpose are signed as data and compared here,
and whoever takes a proof must spend its nonce.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import altcha
from django.conf import settings

from comments.captcha import Purpose

Work = altcha.Challenge

ALGORITHM = "PBKDF2/SHA-256"
# A browser takes about a sixth of a second for it, an old telephone two.
COST = 2_000
_FEWEST, _MOST = 200, 400


@dataclass(frozen=True)
class Proof:
    """A proof for a genuine challenge, right or wrong."""

    nonce: str
    expires_at: datetime
    is_right: bool


def draw_work(article_id: int, purpose: Purpose, expires_at: datetime) -> Work:
    """Draw the parameters of a calculation that ends after 200 to 400 steps, signed for one article and purpose."""
    return altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=_FEWEST + secrets.randbelow(_MOST - _FEWEST + 1),
        data=_data(article_id, purpose, expires_at),
        hmac_secret=_key("parameters"),
        hmac_key_secret=_key("solution"),
    )


def read_proof(payload: str, article_id: int, purpose: Purpose, now: datetime) -> Proof | None:
    """Return a proof for this article and purpose, or None if its challenge is forged, another one's or expired."""
    result = altcha.verify_solution(payload, _key("parameters"), hmac_key_secret=_key("solution"))
    if result.error or result.invalid_signature:
        return None
    # It has our signature, so everything in it is as it was drawn.
    parameters = altcha.Payload.from_base64(payload).challenge.parameters
    data = parameters.data or {}
    expires_at = datetime.fromisoformat(data["expires_at"])
    if now >= expires_at or data != _data(article_id, purpose, expires_at):
        return None
    return Proof(parameters.nonce, expires_at, result.verified)


def _data(article_id: int, purpose: Purpose, expires_at: datetime) -> dict[str, object]:
    return {"article": article_id, "purpose": purpose.value, "expires_at": expires_at.isoformat()}


def _key(use: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"proof-of-work:{use}".encode(), sha256).digest()
