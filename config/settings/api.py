"""Settings of the API: where it stands, its views, its OpenAPI document, and other origins."""

from config import env

# Where version 1 of the API begins.
API_ROOT = "/api/v1/"
# The paths that front ends may read from other origins, and all paths without cookies whose errors are problems.
FRONT_END_PREFIXES = ("/api/", "/images/", "/feeds/")
API_PREFIXES = (*FRONT_END_PREFIXES, "/health/", "/sitemap.xml", "/sitemap-", "/robots.txt")

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["api.http.json.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.http.json.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "api.http.problem_responses.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "api.v1.openapi.Schema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Leserbrief",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "A headless newsroom: editors write in Wagtail, front ends read JSON, readers answer in moderated "
        "comments.\n\nNothing is ever guessed: an unknown parameter, field or value is a 400 that says what is "
        "allowed. Every refusal is a problem in the sense of RFC 9457, with a page that explains it. "
        "Keys are always present, `null` when unknown; `fields` leaves out what was not asked for."
    ),
    "LICENSE": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
    "OAS_VERSION": "3.1.1",
    # The body of a PATCH has one field, which is required.
    "COMPONENT_SPLIT_PATCH": False,
    "SERVERS": [{"url": "/", "description": "This newsroom"}],
    "TAGS": [
        {"name": "index", "description": "Where everything is."},
        {"name": "articles", "description": "What the newsroom has published."},
        {"name": "search", "description": "What stands in articles."},
        {"name": "sections", "description": "The departments of the newsroom, with what lies below them."},
        {"name": "authors", "description": "Who is named over public articles."},
        {"name": "tags", "description": "The topics of public articles."},
        {"name": "changes", "description": "Following everything that is published."},
        {"name": "snapshot", "description": "Everything that is public, to begin with."},
        {"name": "home", "description": "The front page, as its editors made it."},
        {"name": "site", "description": "What stands around every page: menus, footer, publisher."},
        {"name": "resolve", "description": "From a path of the reader's site to what is there."},
        {"name": "images", "description": "What is told of an image."},
        {"name": "downloads", "description": "Files to take home."},
        {"name": "comments", "description": "What readers write, once a moderator has approved it."},
    ],
    "DEFAULT_GENERATOR_CLASS": "api.v1.openapi.Generator",
    "SCHEMA_PATH_PREFIX_INSERT": API_ROOT.rstrip("/"),
    # Enumerations stay where they are used: the one-value types of the blocks would collide by name.
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATION_PARAMETERS": False,
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "integer", "format": "int64", "minimum": 1}},
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

CORS_ALLOWED_ORIGINS = env.words("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = f"^({'|'.join(FRONT_END_PREFIXES)})"
CORS_ALLOW_HEADERS = ["authorization", "content-type", "idempotency-key", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
    "Content-Language",
]
