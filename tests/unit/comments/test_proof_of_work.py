"""The proof of work: drawn, made as a client makes it, read."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha
import pytest
from pytest_django import Settings

from comments.captcha import Purpose
from comments.proof_of_work import draw_work, read_proof

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
END = NOW + timedelta(minutes=30)
Change = Callable[[dict[str, Any]], object]


def payload_of(work: altcha.Challenge) -> dict[str, Any]:
    solution = altcha.solve_challenge(work, counter_start=200)
    assert solution
    return {"challenge": work.to_dict(), "solution": solution.to_dict()}


def encode(payload: Any, **options: Any) -> str:
    return base64.b64encode(json.dumps(payload, **options).encode()).decode()


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return payload_of(draw_work(12, Purpose.COMMENT, END))


def test_a_proof_is_right_for_its_article_and_purpose_until_it_expires(payload: dict[str, Any]) -> None:
    sent = encode(payload)
    proof = read_proof(sent, 12, Purpose.COMMENT, END - timedelta(microseconds=1))
    assert proof
    assert proof.is_right
    assert proof.expires_at == END
    assert read_proof(sent, 12, Purpose.COMMENT, END) is None
    assert read_proof(sent, 13, Purpose.COMMENT, NOW) is None
    assert read_proof(sent, 12, Purpose.REPORT, NOW) is None


def test_it_has_one_nonce_however_it_is_encoded(payload: dict[str, Any]) -> None:
    reordered = {"solution": payload["solution"], "more": 1, "challenge": payload["challenge"]}
    upper = {**payload, "solution": {"counter": 0, "derivedKey": payload["solution"]["derivedKey"].upper()}}
    sent = [
        encode(payload),
        encode(payload, indent=2),
        encode(reordered),
        encode(upper),
        encode(payload) + "\n",
    ]
    proofs = [read_proof(one, 12, Purpose.COMMENT, NOW) for one in sent]
    assert {proof and (proof.nonce, proof.is_right) for proof in proofs} == {
        (payload["challenge"]["parameters"]["nonce"], True)
    }


@pytest.mark.parametrize("key", ["", "00", "00" * 32, "x", None, 7, []])
def test_a_wrong_key_is_a_wrong_proof(payload: dict[str, Any], key: object) -> None:
    proof = read_proof(
        encode({**payload, "solution": {"counter": 1, "derivedKey": key}}), 12, Purpose.COMMENT, NOW
    )
    assert proof
    assert not proof.is_right


def _parameters(**values: object) -> Change:
    return lambda payload: payload["challenge"]["parameters"].update(values)


@pytest.mark.parametrize(
    "change",
    [
        _parameters(cost=1),
        _parameters(nonce="A" * 32),
        _parameters(expiresAt=None),
        _parameters(expiresAt=1e400),
        _parameters(data=None),
        _parameters(data={"article": 13, "purpose": "COMMENT", "expires_at": END.isoformat()}),
        _parameters(keySignature=None),
        lambda payload: payload["challenge"].update(signature=None),
        lambda payload: payload["challenge"].update(signature="0" * 64),
        lambda payload: payload["challenge"].update(signature="\ud800"),
        lambda payload: payload["challenge"].pop("signature"),
    ],
)
def test_a_changed_challenge_is_forged(payload: dict[str, Any], change: Change) -> None:
    changed = json.loads(json.dumps(payload))
    change(changed)
    assert read_proof(encode(changed), 12, Purpose.COMMENT, NOW) is None


@pytest.mark.parametrize(
    "sent",
    [
        "x",
        "ä",
        "\ud800",
        encode(None),
        encode([]),
        encode({"challenge": 1, "solution": 2}),
        encode({"challenge": {"parameters": "abc"}, "solution": []}),
        base64.b64encode(b"\xff").decode(),
        base64.b64encode(b"[" * 20_000).decode(),
        base64.b64encode(b'{"challenge": ' + b"1" * 5_000 + b"}").decode(),
    ],
    ids=["letter", "umlaut", "surrogate", "null", "list", "numbers", "texts", "bytes", "deep", "long number"],
)
def test_what_is_no_proof_is_none(sent: str) -> None:
    assert read_proof(sent, 12, Purpose.COMMENT, NOW) is None


def test_another_key_of_the_service_makes_it_forged(payload: dict[str, Any], settings: Settings) -> None:
    settings.SECRET_KEY = "another"
    assert read_proof(encode(payload), 12, Purpose.COMMENT, NOW) is None


def test_no_two_are_alike_and_each_takes_two_to_four_hundred_steps() -> None:
    works = [draw_work(12, Purpose.COMMENT, END) for _number in range(20)]
    assert len({work.parameters.nonce for work in works}) == 20
    solution = altcha.solve_challenge(works[0])
    assert solution
    assert 200 <= solution.counter <= 400
