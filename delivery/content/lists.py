"""What surrounds the items of every list."""

from collections.abc import Iterable

from pydantic import Field

from delivery.content.schema import Content, Url
from delivery.serialization import to_json


class LinksOut(Content):
    """Where the list goes on."""

    next: Url | None = Field(description="The next page; `null` on the last.")


class ListMetaOut(Content):
    """Facts about a list."""

    count: int = Field(description="Exact, for the whole list.")
    limit: int = Field(description="The most items that a page holds.")


def list_json(items: Iterable[bytes], meta: Content, links: LinksOut) -> bytes:
    """Return a list around the compiled JSON of its items."""
    return b'{"items":[%b],"meta":%b,"links":%b}' % (b",".join(items), to_json(meta), to_json(links))
