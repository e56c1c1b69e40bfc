"""The keys of every answer, written out by hand so that they do not depend on the code."""

CARD = {
    *("id", "type", "locale", "slug", "path", "url", "kicker", "title", "lead"),
    *("section", "authors", "tags", "image", "published_at", "updated_at", "comments"),
}
FULL = CARD | {"correction", "body", "related", "translations"}
SECTION_REFERENCE = {"id", "slug", "title", "url"}
AUTHOR_REFERENCE = {"id", "slug", "name", "url"}
TAG_REFERENCE = {"slug", "name"}
ARTICLE_COMMENTS = {"href", "policy", "closes_at", "count"}
CORRECTION = {"at", "text"}
TRANSLATION = {"locale", "id", "url"}

IMAGE = {
    *("id", "src", "width", "height", "alt", "alt_status", "caption", "credit"),
    *("focal_point", "color", "thumbhash", "state", "sources"),
}
FOCAL_POINT = {"x", "y"}
SOURCE = {"type", "srcset"}
LINK = {"href", "text", "kind", "id", "state"}
DOWNLOAD = {
    *("id", "title", "url", "filename", "content_type", "bytes", "pages", "sha256", "cover", "state"),
}

BLOCK = {"id", "type", "value"}
BLOCK_VALUES = {
    "paragraph": {"html", "text", "links"},
    "heading": {"id", "level", "text"},
    "image": {"image"},
    "quotation": {"text", "speaker", "role"},
    "pull_quote": {"text", "source", "url"},
    "background_box": {"title", "body"},
    "download": DOWNLOAD,
    "embed": {"url", "provider", "title", "html", "width", "height", "state"},
    "link_list": {"title", "links"},
    "table": {"caption", "columns", "rows", "first_row_header", "first_column_header"},
    "broken": {"was", "state"},
}

LIST = {"items", "meta", "links"}
LIST_META = {"count", "limit"}
LIST_LINKS = {"next"}
SECTION = {"id", "type", "locale", "slug", "title", "lead", "url", "articles"}
HOME = {"id", "type", "locale", "slug", "title", "lead", "url", "sections", "translations"}
REDIRECT = {"to", "permanent"}

CHANGE_LIST = {"items", "meta"}
CHANGE = {"change", "type", "id", "locale", "path", "etag", "at"}
CHANGE_META = {"next_cursor", "has_more"}
SNAPSHOT_END = {"cursor"}

THREAD_META = {"count", "limit", "open", "policy", "closes_at", "max_depth", "form"}
FORM = {"fields", "notices", "challenge"}
FORM_FIELDS = {
    "name": {"name", "required", "max_length", "label"},
    "email": {"name", "required", "max_length", "label"},
    "text": {"name", "required", "min_length", "max_length", "label"},
    "consent": {"name", "required", "label"},
}
NOTICES = {"email", "required"}
FORM_CHALLENGE = {"href", "modes"}
COMMENT = {
    *("id", "article", "parent", "depth", "state", "author", "html", "text"),
    *("created_at", "edited_at", "featured", "url", "replies"),
}
REMOVED_COMMENT = {"id", "article", "parent", "depth", "state", "replies"}
COMMENT_AUTHOR = {"name", "badge", "avatar"}
REPLIES = {"count", "items", "next"}
CHALLENGE = {"id", "expires_at", "captcha", "pow"}
CAPTCHA = {"image", "width", "height", "alt", "audio"}
RECEIPT = {"id", "status", "receipt", "edit_until", "message"}
OWN_COMMENT = {"id", "article", "status", "reason", "text", "created_at", "edit_until", "url"}
COUNT = {"article", "count"}

PROBLEM = {"type", "title", "status", "detail", "instance", "request_id", "errors"}
PARAMETER_ERROR = {"parameter", "code", "detail", "did_you_mean", "allowed"}
BODY_ERROR = {"pointer", "code", "detail"}
PROBLEM_CODES = {
    *("invalid-parameter", "invalid-body", "malformed-json", "unsupported-media-type", "too-large"),
    *("length-required", "not-found", "gone", "method-not-allowed", "not-acceptable", "challenge-failed"),
    *("comments-closed", "idempotency-mismatch", "too-many-requests", "stale-decision", "forbidden"),
    *("unauthorized", "unavailable", "internal"),
}
