"""Identifiers and seeds of comments."""

import secrets
from datetime import datetime
from uuid import UUID


def uuid7(now: datetime) -> UUID:
    """Return a UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def avatar_seed() -> str:
    """Draw the seed of a comment's avatar. It is random, so it says nothing about the author."""
    return secrets.token_hex(8)
