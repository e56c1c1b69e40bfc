"""Settings of the test suite: fixed keys, files in a temporary folder, fast password hashes."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403

SECRET_KEY = "test-secret-key-that-is-long-enough-for-every-check-0123456789"
ADDRESS_KEYS = ["dGVzdC1hZGRyZXNzLWtleS10aGlydHktdHdvLWJ5dGU="]
ADDRESS_LOOKUP_KEY = "test-address-lookup-key"
RECEIPT_KEY = "test-receipt-key"
NETWORK_KEY = "test-network-key"
PUBLIC_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CORS_ALLOWED_ORIGINS = ["https://front.example"]

CACHE_PURGERS = {}
# Tests must not write into a bucket that the environment names.
STORAGES["default"] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}  # noqa: F405

MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="leserbrief-test-"))
# WhiteNoise would read every static file for each test client, which takes longer than most tests.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_EMAIL_BACKEND = ""
DEMO = True

# Tests start from a migrated database; see tests/servers.py. SQLite gets a file, because threads that share a database
# in memory lock it for each other.
DATABASES["default"]["TEST"] = (  # noqa: F405
    {"NAME": str(MEDIA_ROOT / "test.sqlite3")}
    if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"  # noqa: F405
    else {"TEMPLATE": "leserbrief_template"}
)
LOGGING["root"] = {"handlers": ["stderr"], "level": "WARNING"}  # noqa: F405
# Without Wagtail's reference index and search index, which no test reads, a page is stored a fifth faster.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
