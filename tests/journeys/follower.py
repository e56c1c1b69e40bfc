"""A client that fetches everything once, and afterwards only what `changes/` lists."""

import json
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlsplit

from django.test import Client


class Follower:
    """A copy of all that is public, like that of a static site."""

    def __init__(self) -> None:
        *lines, end = snapshot()
        self.content = by_type_and_id(lines)
        self.cursor = end["cursor"]

    def follow(self) -> None:
        has_more = True
        while has_more:
            answer = Client().get(f"/api/v1/changes/?limit=100&after={self.cursor}").json()
            for item in answer["items"]:
                self._take(item)
            self.cursor, has_more = answer["meta"]["next_cursor"], answer["meta"]["has_more"]

    def _take(self, item: dict[str, Any]) -> None:
        self.content.pop((item["type"], item["id"]), None)
        if item["change"] in ("REMOVED", "KILLED"):
            return
        found = _FETCH.get(item["type"], _page)(item)
        # What has moved or gone since then has a later change of its own.
        if found and found["id"] == item["id"]:
            self.content[item["type"], item["id"]] = without_numbers(found)


def _page(item: dict[str, Any]) -> Any:
    response = Client().get(f"/api/v1/resolve/?path={quote(item['path'])}")
    return response.json().get("page")


def _author(item: dict[str, Any]) -> Any:
    (slug,) = parse_qs(urlsplit(item["path"]).query)["author"]
    response = Client().get(f"/api/v1/authors/{quote(slug)}/")
    return response.json() if response.status_code == 200 else None


def _site(item: dict[str, Any]) -> Any:
    response = Client().get(f"/api/v1/site/?locale={item['locale']}")
    return response.json() if response.status_code == 200 else None


# How what is no page is fetched.
_FETCH = {"author": _author, "site": _site}


def snapshot() -> list[Any]:
    response = cast(Any, Client().get("/api/v1/snapshot/"))
    return [without_numbers(json.loads(line)) for line in response.getvalue().splitlines()]


def by_type_and_id(lines: list[Any]) -> dict[tuple[str, int], Any]:
    return {(line["type"], line["id"]): line for line in lines}


def without_numbers(page: dict[str, Any]) -> dict[str, Any]:
    """Leave out the number of articles of a section or author: it changes without a change in the log."""
    return {
        name: value
        for name, value in page.items()
        if not (name == "articles" and page["type"] in ("section", "author"))
    }


def differences(copy: dict[tuple[str, int], Any], original: dict[tuple[str, int], Any]) -> list[str]:
    """Return in words how two contents differ."""
    return [
        f"{key}: {_difference(copy.get(key), original.get(key))}"
        for key in sorted(copy.keys() | original.keys())
        if copy.get(key) != original.get(key)
    ]


def _difference(copied: Any, original: Any) -> str:
    if not copied or not original:
        return "only in the copy" if copied else "missing in the copy"
    names = [name for name in original if copied.get(name) != original[name]]
    return "; ".join(f"{name} is {copied.get(name)} instead of {original[name]}" for name in names)
