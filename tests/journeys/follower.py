"""A client that fetches everything once, and afterwards only what `changes/` lists."""

import json
from typing import Any, cast
from urllib.parse import quote

from django.test import Client


class Follower:
    """A copy of all pages, like that of a static site."""

    def __init__(self) -> None:
        self.pages: dict[int, Any] = {}
        *lines, end = snapshot()
        self.pages = {line["id"]: line for line in lines}
        self.cursor = end["cursor"]

    def follow(self) -> None:
        has_more = True
        while has_more:
            answer = Client().get(f"/api/v1/changes/?limit=100&after={self.cursor}").json()
            for item in answer["items"]:
                self._take(item)
            self.cursor, has_more = answer["meta"]["next_cursor"], answer["meta"]["has_more"]

    def _take(self, item: dict[str, Any]) -> None:
        self.pages.pop(item["id"], None)
        if item["change"] == "REMOVED":
            return
        response = Client().get(f"/api/v1/resolve/?path={quote(item['path'])}")
        body = response.json()
        # A page that has moved or gone since then has a later change of its own.
        if response.status_code == 200 and body["kind"] == "PAGE" and body["page"]["id"] == item["id"]:
            self.pages[item["id"]] = without_numbers(body["page"])


def snapshot() -> list[Any]:
    response = cast(Any, Client().get("/api/v1/snapshot/"))
    return [without_numbers(json.loads(line)) for line in response.getvalue().splitlines()]


def without_numbers(page: dict[str, Any]) -> dict[str, Any]:
    """Leave out the number of articles of a section or author: it changes without a change in the log."""
    return {
        name: value
        for name, value in page.items()
        if not (name == "articles" and page["type"] in ("section", "author"))
    }
