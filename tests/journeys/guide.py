"""Reads docs/api.md and the README as their readers do: commands, and the answers that are shown for them."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "api.md"
HOST = "http://127.0.0.1:8000"
REST = "…"

_EXAMPLE = re.compile(r"^```sh\n(curl [^`]*?)\n```\n+```json\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_ENDPOINTS = re.compile(r"`(GET|POST|PATCH|DELETE) ([a-z][^`]*)`")


@dataclass
class Example:
    """A command, and the JSON that is shown as its answer. `…` in it stands for the rest."""

    url: str
    shown: Any
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def ask(self) -> Any:
        """Return the JSON that the newsroom answers."""
        request = Request(self.url, data=self.body, headers=self.headers)  # noqa: S310
        try:
            with urlopen(request, timeout=30) as response:  # noqa: S310
                return json.loads(response.read())
        except HTTPError as error:
            return json.loads(error.read())


def examples(host: str) -> list[Example]:
    """Return the examples that can be asked for as they stand, from a newsroom at another host.

    A command with `…` needs something that only an earlier answer has.
    """
    texts = [path.read_text().replace(HOST, host) for path in (GUIDE, ROOT / "README.md")]
    found = [match for text in texts for match in _EXAMPLE.findall(text)]
    return [_example(command, answer) for command, answer in found if REST not in command]


def _example(command: str, answer: str) -> Example:
    words = iter(shlex.split(command)[1:])
    example = Example(url="", shown=json.loads(_with_marks(answer)))
    for word in words:
        if word == "-H":
            name, _colon, value = next(words).partition(": ")
            example.headers[name] = value
        elif word == "-d":
            example.body = next(words).encode()
        else:
            example.url = word
    return example


def _with_marks(answer: str) -> str:
    """Make JSON of an answer that was shortened."""
    answer = re.sub(rf"([{{,]\s*){REST}(?=\s*}})", rf'\1"{REST}": 0', answer)
    return re.sub(rf"([\[,]\s*){REST}(?=\s*\])", rf'\1"{REST}"', answer)


def differences(shown: Any, answer: Any, path: str = "") -> Iterator[str]:
    """Yield what of an answer is not as it is shown. Times are those of the demo, which is always of today."""
    if isinstance(shown, dict) and isinstance(answer, dict):
        if not (shown.keys() - {REST} <= answer.keys() if REST in shown else shown.keys() == answer.keys()):
            yield f"{path}: {sorted(shown)} instead of {sorted(answer)}"
            return
        for name in shown.keys() - {REST}:
            if not name.endswith("_at"):
                yield from differences(shown[name], answer[name], f"{path}.{name}")
    elif isinstance(shown, list) and isinstance(answer, list):
        is_short = shown[-1:] == [REST]
        beginning = shown[: len(shown) - is_short]
        if not (len(beginning) <= len(answer) if is_short else len(beginning) == len(answer)):
            yield f"{path}: {len(shown)} entries instead of {len(answer)}"
        for number, (one, other) in enumerate(zip(beginning, answer, strict=False)):
            yield from differences(one, other, f"{path}[{number}]")
    elif isinstance(shown, str) and isinstance(answer, str):
        pattern = ".*".join(map(re.escape, shown.split(REST)))
        if not re.fullmatch(pattern, answer, re.DOTALL):
            yield f"{path}: {shown!r} instead of {answer!r}"
    elif shown != answer:
        yield f"{path}: {shown!r} instead of {answer!r}"


def endpoints() -> set[tuple[str, str]]:
    """Return the methods and paths of the table of all endpoints."""
    table = GUIDE.read_text().split("## All endpoints\n")[1].split("\n**For all of them.**")[0]
    return set(_ENDPOINTS.findall(table))
