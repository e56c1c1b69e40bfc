"""Settings that hold in every environment."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from cms.addresses import safe_url
from config import env
from config.connections import pool_options
from config.mail_url import mail_settings, sender
from config.settings.api import *  # noqa: F403
from config.settings.logins import *  # noqa: F403
from config.settings.wagtail import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = BASE_DIR / env.text("DATA_DIR", "var")

HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://{HOST}:{PORT}").rstrip("/")
# In ASCII, as browsers send the host and as it stands in every URL.
PUBLIC_URL = safe_url(PUBLIC_URL, "") or PUBLIC_URL
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or HOST
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
# The processes of the web server, and the threads of each. A slow client may hold one of them.
WORKERS = env.number("WORKERS", 1, least=1)
THREADS = env.number("THREADS", 32, least=8)
# The location by which nginx sends files of `MEDIA_ROOT`; empty if the service sends them itself.
ACCEL_PREFIX = env.text("ACCEL_PREFIX")
if ACCEL_PREFIX and (env.is_given("S3_BUCKET") or not re.fullmatch("/.+/", ACCEL_PREFIX)):
    raise ImproperlyConfigured("ACCEL_PREFIX must begin and end with a slash, and does not go with S3_BUCKET")
# New files hold people's data: only their owner may read them, and nginx, by its group, if it sends them. The processes
# of the service set this umask; other commands, which write code and documents, keep that of their user.
UMASK = 0o027 if ACCEL_PREFIX else 0o077
FILE_UPLOAD_PERMISSIONS = 0o640 if ACCEL_PREFIX else 0o600

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ADDRESS_KEYS = env.words("ADDRESS_KEYS")
ADDRESS_LOOKUP_KEY = env.text("ADDRESS_LOOKUP_KEY")
RECEIPT_KEY = env.text("RECEIPT_KEY")
NETWORK_KEY = env.text("NETWORK_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [PUBLIC_HOST]

INSTALLED_APPS = [
    "config",
    "web",
    "api",
    "delivery",
    "comments",
    "cms",
    "jobs",
    "axes",
    "captcha",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# CORS stands before `ApiGuard`, so that a front end can read its refusals; only preflights do not reach `ApiGuard`.
# The middleware of `api.http.middleware.OutsideApi*` does nothing for requests to the API.
MIDDLEWARE = [
    "config.connections.ReleaseWhileStreaming",
    "corsheaders.middleware.CorsMiddleware",
    "api.http.middleware.ApiGuard",
    "config.content_security.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.http.middleware.OutsideApiSession",
    "api.http.middleware.OutsideApiLocale",
    "api.http.middleware.OutsideApiCommon",
    "api.http.middleware.OutsideApiCsrf",
    "api.http.middleware.OutsideApiAuthentication",
    "api.http.middleware.OutsideApiMessages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.accel.SendFilesByNginx",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR}/leserbrief.sqlite3"),
        # Without health checks, each of which costs a round trip. A restarted database costs each connection one request.
        conn_max_age=60,
    )
}
_pool = pool_options(allowed=env.number("DATABASE_CONNECTIONS", 80), workers=WORKERS, threads=THREADS)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Mapped, because rows with whole articles fill a page each, and its own cache holds 500 of them.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
    }
elif _pool:
    # Django refuses persistent connections beside a pool.
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**DATABASES["default"].get("OPTIONS", {}), "pool": _pool},
    }

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    )
}
# Seconds for which a shared cache may serve an answer without asking again.
SHARED_CACHE_SECONDS = env.number("SHARED_CACHE_SECONDS", 60)
# The shared caches to purge, in this order: from the innermost to the outermost.
CACHE_PURGERS: dict[str, dict[str, object]] = {}
if env.words("VARNISH_URLS"):
    CACHE_PURGERS["varnish"] = {"urls": env.words("VARNISH_URLS")}
if env.is_given("CLOUDFLARE_ZONE"):
    CACHE_PURGERS["cloudflare"] = {
        "zone": env.text("CLOUDFLARE_ZONE"),
        "token": env.text("CLOUDFLARE_TOKEN"),
    }
if env.is_given("FASTLY_SERVICE"):
    CACHE_PURGERS["fastly"] = {"service": env.text("FASTLY_SERVICE"), "token": env.text("FASTLY_TOKEN")}

# What robots.txt says to crawlers.
AI_CRAWLERS = env.choice("AI_CRAWLERS", "allow", "refuse")
RSL_LICENSE_URL = env.text("RSL_LICENSE_URL")
if RSL_LICENSE_URL and not (safe_url(RSL_LICENSE_URL, "") or "").startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"RSL_LICENSE_URL must be an absolute URL, not {RSL_LICENSE_URL!r}")
RSL_LICENSE_URL = safe_url(RSL_LICENSE_URL, "") or ""

# What readers solve before they send something.
COMMENT_CHALLENGE = env.choice("COMMENT_CHALLENGE", "captcha", "pow", "either", "both", "off")

# How many levels a thread has: comments, replies, and replies to these.
COMMENT_LEVELS = int(env.choice("COMMENT_LEVELS", "2", "3"))

globals().update(mail_settings(env.text("EMAIL_URL")))
DEFAULT_FROM_EMAIL = (
    sender(env.text("MAIL_FROM")) if env.is_given("MAIL_FROM") else f"leserbrief@{PUBLIC_HOST}"
)

TIME_ZONE = env.text("TIME_ZONE", "Europe/Berlin")
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Our words for some texts of Wagtail (docs/texts.md); they come before its own translations.
LOCALE_PATHS = [BASE_DIR / "config" / "wagtail_texts"]

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Static files are served from the apps; production collects them first.
WHITENOISE_USE_FINDERS = True
S3_BUCKET = env.text("S3_BUCKET")
S3_ENDPOINT_URL = env.text("S3_ENDPOINT_URL")
S3_REGION = env.text("S3_REGION")
S3_ACCESS_KEY = env.text("S3_ACCESS_KEY")
S3_SECRET_KEY = env.text("S3_SECRET_KEY")
STORAGES = {
    "default": {
        "BACKEND": "cms.storage.ClosedBucket" if S3_BUCKET else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The page editor of a long article has many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAILADMIN_BASE_URL = PUBLIC_URL
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"mail_links": {"()": "config.logs.WithoutMailLinks"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mail_links"]}
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    # These log several lines for each save or log-in; the admin has a log of who did what.
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "django_tasks", "modelsearch", "wagtail")},
}
