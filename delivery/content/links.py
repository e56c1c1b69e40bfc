"""Links as JSON: where they lead, and whether they still do."""

from typing import Any

from cms.models import Download
from delivery.content.build import Compilation
from delivery.content.downloads import file_url

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def page_link(page_id: int, text: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent a link to a page; to one that is not public it is `GONE`."""
    page = compilation.public_page(page_id)
    if page is None:
        return gone("PAGE", text, compilation)
    return _ok("PAGE", compilation.url_of(page), text, page_id)


def download_link(download_id: int, text: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent a link to a file; to a private or deleted one it is `GONE`."""
    compilation.touch("download", download_id)
    download = Download.objects.filter(pk=download_id).first()
    if download is None or compilation.is_private(download.collection_id):
        return gone("DOWNLOAD", text, compilation)
    return _ok("DOWNLOAD", file_url(download_id), text, download_id)


def address_link(href: str, text: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent a link to an address on the web, in mail or on the same page."""
    scheme, colon, _rest = href.partition(":")
    if colon and scheme.lower() not in SCHEMES:
        return gone("EXTERNAL", text, compilation)
    kind = "EMAIL" if href.startswith("mailto:") else "ANCHOR" if href.startswith("#") else "EXTERNAL"
    return _ok(kind, href, text, None)


def _ok(kind: str, href: str, text: str, target_id: int | None) -> dict[str, Any]:
    return {"href": href, "text": text, "kind": kind, "id": target_id, "state": "OK"}


def gone(kind: str, text: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent a link whose target the public may not see, or no longer, and note it."""
    compilation.lacks("link", "GONE", text)
    return {"href": None, "text": text, "kind": kind, "id": None, "state": "GONE"}
