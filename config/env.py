"""The environment variables that an operator can set, and their defaults, read once.

This is the only module that reads `os.environ`. It removes the secrets from there, because the server copies the
environment into every request. `docs/settings.md` explains each variable; a test compares the two lists.
"""

import os
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One environment variable. `default` is the text of the documentation.

    The settings pass the value to `text` and `number`, because some defaults are computed from other variables.
    """

    name: str
    default: str
    secret: bool = False


VARIABLES: tuple[Variable, ...] = (
    Variable("HOST", "127.0.0.1"),
    Variable("PORT", "8000"),
    Variable("PUBLIC_URL", "http://HOST:PORT"),
    Variable("DATA_DIR", "var"),
    Variable("DATABASE_URL", "sqlite:///DATA_DIR/leserbrief.sqlite3", secret=True),
    Variable("DATABASE_CONNECTIONS", "80"),
    Variable("REDIS_URL", "", secret=True),
    Variable("ALLOWED_HOSTS", "the host of PUBLIC_URL"),
    Variable("CORS_ALLOWED_ORIGINS", ""),
    Variable("TRUSTED_PROXIES", "0"),
    Variable("EMAIL_URL", "console:// in development", secret=True),
    Variable("MAIL_FROM", "leserbrief@ the host of PUBLIC_URL"),
    Variable("SHARED_CACHE_SECONDS", "60"),
    Variable("VARNISH_URLS", ""),
    Variable("CLOUDFLARE_ZONE", ""),
    Variable("CLOUDFLARE_TOKEN", "", secret=True),
    Variable("FASTLY_SERVICE", ""),
    Variable("FASTLY_TOKEN", "", secret=True),
    Variable("S3_BUCKET", ""),
    Variable("S3_ENDPOINT_URL", ""),
    Variable("S3_REGION", ""),
    Variable("S3_ACCESS_KEY", "", secret=True),
    Variable("S3_SECRET_KEY", "", secret=True),
    Variable("IMAGE_CROPS", "16:9,1:1"),
    Variable("AI_CRAWLERS", "allow"),
    Variable("RSL_LICENSE_URL", ""),
    Variable("COMMENT_CHALLENGE", "either"),
    Variable("COMMENT_LEVELS", "3"),
    Variable("TIME_ZONE", "Europe/Berlin"),
    Variable("WORKERS", "1"),
    Variable("THREADS", "32"),
    Variable("ACCEL_PREFIX", ""),
    Variable("LOG_LEVEL", "INFO"),
    Variable("SECRET_KEY", "generated in development", secret=True),
    Variable("ADDRESS_KEYS", "generated in development", secret=True),
    Variable("ADDRESS_LOOKUP_KEY", "generated in development", secret=True),
    Variable("RECEIPT_KEY", "generated in development", secret=True),
    Variable("NETWORK_KEY", "generated in development", secret=True),
)

_DEFAULTS = {v.name: v.default for v in VARIABLES}
_VALUES = {v.name: os.environ.get(v.name, "") for v in VARIABLES}
_GIVEN = {name: value for name, value in _VALUES.items() if value}
for _variable in VARIABLES:
    if _variable.secret:
        os.environ.pop(_variable.name, None)


def text(name: str, default: str = "") -> str:
    """Return the variable, or `default` if it is unset or empty."""
    return _VALUES[name] or default


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable as a whole number.

    :raises ValueError: if it is not one, or less than `least`; the message names the variable
    """
    value = _VALUES[name]
    if not value:
        return default
    if not value.isdigit():
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    if int(value) < least:
        raise ValueError(f"{name} must be at least {least}, not {value}")
    return int(value)


def choice(name: str, *allowed: str) -> str:
    """Return the variable, or the default of the documentation if it is unset or empty.

    :raises ImproperlyConfigured: if it is none of `allowed`; the message names them
    """
    value = text(name, _DEFAULTS[name])
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def words(name: str) -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return _parts(_VALUES[name])


def words_or_default(name: str) -> list[str]:
    """Return what `words` does, or the default of the documentation if the variable is unset; empty is a value."""
    return words(name) if name in os.environ else _parts(_DEFAULTS[name])


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def is_given(name: str) -> bool:
    """Return whether the variable is set and not empty."""
    return name in _GIVEN


def for_children() -> dict[str, str]:
    """Return the environment for a child process, with the secrets that were removed."""
    return {**os.environ, **_GIVEN}
