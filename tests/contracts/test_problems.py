"""The kinds of problems: those of the contract, each explained in German and English."""

import pytest
from django.test import Client
from django.utils import translation

from api.http.problems import KINDS

CODES = {
    *("invalid-parameter", "invalid-body", "malformed-json", "unsupported-media-type", "too-large"),
    *("length-required", "not-found", "gone", "method-not-allowed", "not-acceptable", "challenge-failed"),
    *("comments-closed", "idempotency-mismatch", "too-many-requests", "stale-decision", "forbidden"),
    *("unauthorized", "unavailable", "internal"),
}


def test_the_codes_are_those_of_the_contract() -> None:
    assert set(KINDS) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_is_translated(code: str) -> None:
    for text in (KINDS[code].title, KINDS[code].explanation, KINDS[code].remedy):
        with translation.override("en"):
            english = str(text)
        with translation.override("de"):
            assert str(text) != english


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_has_a_page_in_both_languages(code: str, language: str) -> None:
    response = Client().get(f"/api/v1/problems/{code}/?lang={language}")
    assert response.status_code == 200
    assert response["Content-Language"] == language
    with translation.override(language):
        assert f"<h1>{KINDS[code].title}</h1>" in response.content.decode()
