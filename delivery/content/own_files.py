"""Addresses of our own files, as editors paste them: that of the API, that of the admin, and that of the stored file."""

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.conf import settings

from cms.models import Download

# 18 digits are within the range of ids.
_BY_ID = re.compile(
    rf"(?:{settings.API_ROOT}downloads/([0-9]{{1,18}})/file/?|/documents/([0-9]{{1,18}})/.*)\Z"
)


def own_download_id(url: str) -> int | None:
    """Return the id of the download to whose file a URL leads, or None. The file may have been deleted."""
    path = _own_path(url)
    if match := _BY_ID.match(path):
        return int(match[1] or match[2])
    if not path.startswith(settings.MEDIA_URL):
        return None
    stored = Download.objects.filter(file=path.removeprefix(settings.MEDIA_URL)).order_by("pk")
    return stored.values_list("pk", flat=True).first()


def _own_path(url: str) -> str:
    """Return the path of a URL of this service, relative or not, without its encoding; empty for any other URL."""
    try:
        parts = urlsplit(urljoin(settings.PUBLIC_URL, url.strip()))
        is_own = parts.scheme in ("http", "https") and _host(parts) == _host(urlsplit(settings.PUBLIC_URL))
    except ValueError:
        return ""
    path = unquote(parts.path) if is_own else ""
    # PostgreSQL takes no NUL.
    return "" if "\0" in path else path


def _host(parts: SplitResult) -> tuple[str | None, int | None]:
    """Return host and port, without a port that is the default of HTTP or HTTPS: both lead here."""
    return parts.hostname, None if parts.port in (80, 443) else parts.port
