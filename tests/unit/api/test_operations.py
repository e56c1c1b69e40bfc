"""What holds for every endpoint: how it may refuse, and the headers of its answers."""

from collections import Counter
from typing import Any

import pytest

from api.http.problems import KINDS
from api.http.views import Operation, operation_of
from api.v1.articles import ArticleListView
from api.v1.challenges import ChallengeView
from api.v1.comments import ThreadView
from api.v1.openapi import COMPONENTS, headers, refusals
from api.v1.urls import urlpatterns


class TestTheRefusalsOfAnEndpoint:
    @staticmethod
    def codes(operation: type[Operation]) -> set[str]:
        return {kind.code for kind in refusals(operation)}

    def test_of_a_read(self) -> None:
        assert self.codes(ArticleListView) == {
            *("invalid-parameter", "not-found", "not-acceptable", "internal", "unavailable"),
        }

    def test_of_a_write(self) -> None:
        more = self.codes(ChallengeView) - self.codes(ArticleListView)
        assert more == {
            *("invalid-body", "malformed-json", "unsupported-media-type", "too-large", "length-required"),
            *("too-many-requests", "comments-closed"),
        }

    def test_come_in_the_order_of_their_status(self) -> None:
        found = refusals(operation_of(ThreadView, "POST"))
        assert [kind.status for kind in found] == sorted(kind.status for kind in found)
        assert set(found) <= set(KINDS.values())


def test_a_status_alone_means_one_kind_in_whatever_order_the_kinds_were_registered() -> None:
    general = Counter(kind.status for kind in KINDS.values() if not kind.is_specific)
    assert general == dict.fromkeys({kind.status for kind in KINDS.values()}, 1)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("status", [200, 202, 304, 400, 429])
def test_every_header_that_is_named_is_described(method: str, status: int) -> None:
    assert set(headers(method, status, has_validator=True)) <= set(COMPONENTS["headers"])


def test_too_many_requests_say_when_to_come_back() -> None:
    assert "Retry-After" in headers("POST", 429, has_validator=False)


def test_every_endpoint_but_the_documentation_is_in_the_document() -> None:
    views: Any = urlpatterns
    undocumented = [
        url.name
        for url in views
        if not any(operation_of(url.callback.cls, method).operation_id for method in ("GET", "POST"))
    ]
    assert undocumented == ["openapi", "docs", "problems", "problem"]
