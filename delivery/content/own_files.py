"""Addresses of our own files, as editors paste them: that of the API, that of the admin, and that of the stored file."""

import re
from urllib.parse import unquote

from django.conf import settings

from cms.models import Download

# 18 digits are within the range of ids.
_BY_ID = re.compile(
    rf"(?:{settings.API_ROOT}downloads/([0-9]{{1,18}})/file/?|/documents/([0-9]{{1,18}})/.*)\Z"
)


def own_download_id(quoted_path: str) -> int | None:
    """Return the id of the download whose file has a path of this service, or None. The file may have been deleted."""
    path = unquote(quoted_path)
    # PostgreSQL takes no NUL.
    if "\0" in path:
        return None
    if match := _BY_ID.match(path):
        return int(match[1] or match[2])
    if not path.startswith(settings.MEDIA_URL):
        return None
    stored = Download.objects.filter(file=path.removeprefix(settings.MEDIA_URL)).order_by("pk")
    return stored.values_list("pk", flat=True).first()
