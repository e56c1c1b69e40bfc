"""What the blocks of bodies name by id, so that a batch reads it at once. Pure functions."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

_LINK = re.compile(
    r'<a\b[^>]*\bid="([0-9]{1,18})"[^>]*\blinktype="page"|<a\b[^>]*\blinktype="page"[^>]*\bid="([0-9]{1,18})"'
)
Named = tuple[str, int]


def named_in(bodies: Iterable[Iterable[Any]]) -> dict[str, set[int]]:
    """Return the ids of the images, downloads and pages that raw blocks name, by these words.

    What it does not find is read when it is needed.
    """
    found: dict[str, set[int]] = {"image": set(), "download": set(), "page": set()}
    for body in bodies:
        for kind, object_id in _named(body):
            found[kind].add(object_id)
    return found


def _named(blocks: Iterable[Any]) -> Iterator[Named]:
    for block in blocks:
        match block:
            case {"type": "paragraph", "value": str(source)}:
                yield from (("page", int(match[1] or match[2])) for match in _LINK.finditer(source))
            case {"type": "image", "value": {"image": int(image_id)}} | {
                "type": "image",
                "value": int(image_id),
            }:
                yield "image", image_id
            case {"type": "download", "value": int(download_id)}:
                yield "download", download_id
            case {"type": "link_list", "value": {"links": list(links)}}:
                yield from _linked(links)
            case {"type": "background_box", "value": {"body": list(inner)}}:
                yield from _named(inner)


def _linked(links: Iterable[Any]) -> Iterator[Named]:
    for link in links:
        match link:
            case {"value": {"page": int(page_id)}}:
                yield "page", page_id
            case {"value": {"download": int(download_id)}}:
                yield "download", download_id
