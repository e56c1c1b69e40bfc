"""Settings of `make run`: the defaults, with secret keys that are generated once and kept in a file."""

import fcntl
import os
import secrets

from cryptography.fernet import Fernet

from config import env
from config.mail_url import mail_settings
from config.settings.base import *  # noqa: F403

_KEY_FILE = DATA_DIR / "keys.env"  # noqa: F405


def _kept_keys() -> dict[str, str]:
    # New keys after a restart would make stored e-mail addresses unreadable.
    _KEY_FILE.parent.mkdir(mode=0o777 & ~UMASK, parents=True, exist_ok=True)  # noqa: F405
    with os.fdopen(os.open(_KEY_FILE, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        # A first process may be writing them just now.
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = file.read().splitlines()
        if not lines:
            lines = [f"{name}={value}" for name, value in _new_keys().items()]
            file.write("\n".join([*lines, ""]))
    return dict(line.split("=", 1) for line in lines)


def _new_keys() -> dict[str, str]:
    names = ("SECRET_KEY", "ADDRESS_LOOKUP_KEY", "RECEIPT_KEY", "NETWORK_KEY")
    made = {name: secrets.token_urlsafe(48) for name in names}
    return {**made, "ADDRESS_KEYS": Fernet.generate_key().decode()}


_KEPT = _kept_keys()
SECRET_KEY = SECRET_KEY or _KEPT["SECRET_KEY"]  # noqa: F405
ADDRESS_KEYS = ADDRESS_KEYS or [_KEPT["ADDRESS_KEYS"]]  # noqa: F405
ADDRESS_LOOKUP_KEY = ADDRESS_LOOKUP_KEY or _KEPT["ADDRESS_LOOKUP_KEY"]  # noqa: F405
RECEIPT_KEY = RECEIPT_KEY or _KEPT["RECEIPT_KEY"]  # noqa: F405
NETWORK_KEY = NETWORK_KEY or _KEPT["NETWORK_KEY"]  # noqa: F405

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]  # noqa: F405
if not env.is_given("EMAIL_URL"):
    # The mails of the admin are printed. Mails to readers are offered if somebody asks for them, also with `console://`.
    globals().update({**mail_settings("console://"), "OUTBOX_EMAIL_BACKEND": ""})
DEMO = True
