"""The query strings of the desk."""

import pytest
from django.http import Http404, QueryDict

from comments.admin.filters import decided_ids, decided_parameter, query_string, tab_status
from comments.identifiers import uuid7
from tests.factories import MORNING


def test_a_query_string_keeps_known_parameters_only() -> None:
    assert query_string(QueryDict("status=SPAM&q=a+b&age=&p=2&next=x&decided=y")) == "status=SPAM&q=a%20b&p=2"


def test_a_query_string_takes_changes_and_drops_empty_values() -> None:
    assert (
        query_string(QueryDict("status=SPAM&p=2"), status="ALL", p="", decided="a,b")
        == "status=ALL&decided=a,b"
    )


@pytest.mark.parametrize(("query", "status"), [("", "PENDING"), ("status=SPAM", "SPAM"), ("status=ALL", "")])
def test_the_tab_is_read_from_the_query_string(query: str, status: str) -> None:
    assert tab_status(QueryDict(query)) == status


@pytest.mark.parametrize("query", ["status=", "status=spam", "status=LOUD"])
def test_an_unknown_tab_is_not_found(query: str) -> None:
    with pytest.raises(Http404):
        tab_status(QueryDict(query))


def test_the_ids_of_decided_comments_survive_the_query_string() -> None:
    ids = [uuid7(MORNING), uuid7(MORNING)]
    assert decided_ids({"decided": decided_parameter(ids)}) == ids
