"""Settings of production. They refuse to start with a default that would be dangerous."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import *  # noqa: F403

for _name in (
    "SECRET_KEY",
    "ADDRESS_KEYS",
    "ADDRESS_LOOKUP_KEY",
    "RECEIPT_KEY",
    "NETWORK_KEY",
    "PUBLIC_URL",
    "TRUSTED_PROXIES",
):
    if not env.is_given(_name):
        raise ImproperlyConfigured(f"{_name} must be set in production; see docs/settings.md")
for _name in ("SECRET_KEY", "ADDRESS_LOOKUP_KEY", "RECEIPT_KEY", "NETWORK_KEY"):
    if len(env.text(_name)) < 32:
        raise ImproperlyConfigured(f"{_name} must have at least 32 characters")
if not env.text("PUBLIC_URL").startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_URL must start with https:// in production")
# Without both, the role of the machine gives access to the bucket.
if env.is_given("S3_ACCESS_KEY") != env.is_given("S3_SECRET_KEY"):
    raise ImproperlyConfigured("S3_ACCESS_KEY and S3_SECRET_KEY belong together")
if env.text("EMAIL_URL").startswith("console:"):
    raise ImproperlyConfigured(
        "EMAIL_URL must not be console:// in production: links to new passwords would be logged"
    )
if env.is_given("EMAIL_URL") and not env.is_given("MAIL_FROM"):
    raise ImproperlyConfigured("MAIL_FROM must be set with EMAIL_URL; see docs/settings.md")

DEMO = False
STATIC_ROOT = DATA_DIR / "static"  # noqa: F405
WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
