"""The entries in docs/api-changes/: each change of the contract that a client can notice is told."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.contracts.compare import fingerprint
from tests.contracts.document import document

ENTRIES = sorted((Path(__file__).parents[2] / "docs" / "api-changes").glob("[0-9]*.md"))
CONTRACT = re.compile(r"^Contract: `([0-9a-f]{16})`$", re.MULTILINE)


def test_the_newest_entry_leads_to_the_contract_of_today() -> None:
    now = fingerprint(document())
    assert CONTRACT.findall(ENTRIES[-1].read_text()) == [now], (
        f"clients can notice a change: say what it is in docs/api-changes/, and `Contract: `{now}``"
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.stem)
def test_an_entry_has_a_date_one_contract_and_a_list_of_changes(entry: Path) -> None:
    day, text = date.fromisoformat(entry.name[:10]), entry.read_text()
    assert text.startswith(f"# {day}: ")
    assert len(CONTRACT.findall(text)) == 1
    assert "\n- " in text


def changed(**schemas: Any) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(document()))
    found["components"]["schemas"]["TagReferenceOut"] |= schemas
    return found


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"slug": {"type": "string"}}},
        {"properties": {"slug": {"type": "integer"}, "name": {"type": "string"}}},
        {"required": ["slug"]},
    ],
    ids=["gone", "retyped", "optional"],
)
def test_a_key_that_is_gone_retyped_or_optional_is_a_change(schema: dict[str, Any]) -> None:
    assert fingerprint(changed(**schema)) != fingerprint(document())


def test_other_words_are_no_change() -> None:
    assert fingerprint(changed(description="Other words.")) == fingerprint(document())
