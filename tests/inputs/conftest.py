"""Fixtures for tests that send many inputs to the API."""

import itertools

import pytest

from comments.services.rates import Limit


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come from another network, and an article take any number of comments."""
    numbers = itertools.count()
    monkeypatch.setattr("api.v1.comments.client_network", lambda request: str(next(numbers)))
    monkeypatch.setattr("api.v1.challenges.client_network", lambda request: str(next(numbers)))
    monkeypatch.setattr("comments.services.submitting.ARTICLE_MINUTE", Limit("article-minute", 10_000, 60))
