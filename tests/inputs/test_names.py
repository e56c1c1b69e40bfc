"""What people are called is a name, and a web address is none."""

import pytest

from comments.models import Comment
from comments.text import clean_name, normalise
from tests import factories
from tests.api.v1.comment_client import submit
from tests.inputs.names import BLANK, LINKS, NAMES
from tests.inputs.refusals import codes


def test_what_people_are_called_is_a_name() -> None:
    assert codes(clean_name, NAMES) == dict.fromkeys(NAMES)


def test_a_web_address_is_no_name() -> None:
    assert codes(clean_name, LINKS) == dict.fromkeys(LINKS, "url")


def test_what_has_no_letter_and_no_digit_is_no_name() -> None:
    assert codes(clean_name, BLANK) == dict.fromkeys(BLANK, "blank")


@pytest.mark.django_db
@pytest.mark.usefixtures("unlimited")
class TestTheApi:
    def test_takes_names_of_all_kinds(self) -> None:
        article_id = factories.article().pk
        sent = NAMES[::6]
        assert {submit(article_id, name=name).status_code for name in sent} == {202}
        stored = Comment.objects.order_by("pk").values_list("author_name", flat=True)
        assert [*stored] == [normalise(name) for name in sent]

    def test_refuses_web_addresses_and_nothing(self) -> None:
        article_id = factories.article().pk
        for name, code in [*((one, "url") for one in LINKS[::4]), *((one, "blank") for one in BLANK[::4])]:
            [error] = submit(article_id, name=name, challenge={"id": "none", "answer": "none"}).data["errors"]
            assert (error["pointer"], error["code"]) == ("/name", code), name
