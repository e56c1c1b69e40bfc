"""A client that fetches everything once, and from then on what `changes/` names."""

import json
from typing import Any, cast
from urllib.parse import quote

from django.test import Client


class Follower:
    """A static site: it fetches everything once, and from then on only what `changes/` names."""

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
        # What has moved on or gone since has a line of its own further down.
        if response.status_code == 200 and body["kind"] == "PAGE" and body["page"]["id"] == item["id"]:
            self.pages[item["id"]] = without_numbers(body["page"])


def snapshot() -> list[Any]:
    response = cast(Any, Client().get("/api/v1/snapshot/"))
    return [without_numbers(json.loads(line)) for line in response.getvalue().splitlines()]


def without_numbers(page: dict[str, Any]) -> dict[str, Any]:
    """Leave out the one number that changes without the page, and so without a line in the log."""
    return {
        name: value for name, value in page.items() if not (name == "articles" and page["type"] == "section")
    }
