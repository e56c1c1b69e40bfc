"""Asks the newsroom."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came back from a URL."""

    status: int
    headers: Any
    body: bytes


class Refused(Exception):
    """The newsroom answered with a problem."""

    def __init__(self, problem: Json) -> None:
        super().__init__(problem["detail"])
        self.problem = problem


class Newsroom:
    """The API of a newsroom."""

    def __init__(self, url: str) -> None:
        self.base = f"{url}/api/v1/"

    def get(self, path: str, /, **query: Any) -> Json:
        """Return the JSON at a path of the API, or raise `Refused`."""
        answer = fetch(self.base + path + (f"?{urlencode(query)}" if query else ""))
        found: Json = json.loads(answer.body)
        if answer.status != 200:
            raise Refused(found)
        return found

    def pages(self, path: str, /, **query: Any) -> Iterator[Json]:
        """Yield one page of a list after the other."""
        page = self.get(path, **query)
        yield page
        while following := page["links"]["next"]:
            page = json.loads(fetch(following).body)
            yield page


def fetch(url: str, **headers: str) -> Answer:
    """Return what is at a URL, whatever its status."""
    request = Request(url, headers={"Accept-Language": "en", **headers})  # noqa: S310
    try:
        with urlopen(request, timeout=30) as response:  # noqa: S310
            return Answer(response.status, response.headers, response.read())
    except HTTPError as error:
        return Answer(error.code, error.headers, error.read())
