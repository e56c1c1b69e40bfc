"""The tables of docs/api.md are complete."""

import json
import re

from api.http.problems import KINDS
from tests.journeys.guide import GUIDE, ROOT

_FIRST_CELL = re.compile(r"^\| (.+?) \| ", re.MULTILINE)
_NAME = re.compile(r"`([\w-]+)`")


def named(section: str) -> set[str]:
    """Return the names in the first cells of the tables of a section."""
    (text,) = re.findall(rf"^##+ {section}\n(.*?)(?=^##|\Z)", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    return {name for cell in _FIRST_CELL.findall(text) for name in _NAME.findall(cell)}


def test_every_block_is_described() -> None:
    definitions = json.loads((ROOT / "docs" / "schemas" / "block.json").read_text())["$defs"]
    kinds = [
        one["properties"]["type"]["const"]
        for name, one in definitions.items()
        if name.endswith("BlockOut") and "properties" in one
    ]
    assert named("The body") == set(kinds)


def test_every_key_of_an_article_is_described() -> None:
    article = json.loads((ROOT / "docs" / "schemas" / "article.json").read_text())
    keys = article["$defs"]["ArticleFullOut"]["properties"].keys()
    assert named("One article") == keys


def test_every_code_of_a_problem_has_its_remedy() -> None:
    assert named("Problems") == KINDS.keys()
