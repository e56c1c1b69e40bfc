"""The filter `year` of `articles/`."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def read(year: str, status: int = 200, more: str = "") -> Any:
    response = Client().get(f"/api/v1/articles/?year={year}{more}")
    assert response.status_code == status, response.content
    return response.json()


class TestYears:
    def test_are_those_of_the_newsroom_and_any_of_them(self) -> None:
        # In Berlin the last one belongs to 2026.
        moments = [datetime(2023, 6, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)]
        moments += [datetime(2025, 6, 1, tzinfo=UTC), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)]
        ids = [factories.article(published_at=moment).pk for moment in moments]
        factories.settle()
        assert [item["id"] for item in read("2025,2023", more="&order=published_at")["items"]] == [
            ids[0],
            ids[2],
        ]
        assert [item["id"] for item in read("2026")["items"]] == [ids[3]]
        assert read("2024,2025")["meta"]["count"] == 2
        assert read("0001,9999")["items"] == []

    @pytest.mark.parametrize(
        ("year", "code"),
        [
            ("2025,2025", "repeated"),
            ("26", "invalid"),
            ("0000", "invalid"),
            ("", "invalid"),
            ("2025-2026", "invalid"),
            (",".join(map(str, range(1900, 2001))), "too_large"),
        ],
    )
    def test_that_are_none_are_refused(self, year: str, code: str) -> None:
        (error,) = read(year, 400)["errors"]
        assert (error["parameter"], error["code"]) == ("year", code)
