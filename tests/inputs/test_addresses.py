"""E-mail addresses: international ones are taken, equal ones are one, and what receives no mail is refused."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment
from comments.privacy import decrypt_email, email_lookup
from comments.text import clean_email
from tests import factories
from tests.api.v1.comment_client import submit
from tests.inputs.addresses import DIFFERENT, EQUAL, INVALID, VALID
from tests.inputs.refusals import codes


def test_an_email_address_is_kept_as_it_was_written() -> None:
    for email in VALID:
        assert clean_email(f" {email}\n") == email


def test_what_could_not_receive_mail_is_no_email_address() -> None:
    accepted = [email for email, code in codes(clean_email, INVALID).items() if code in (None, "changed")]
    assert accepted == []


@given(st.builds("{}@{}.{}".format, *[st.text(max_size=9)] * 3))
def test_whatever_is_taken_as_an_email_address_has_a_lookup(typed: str) -> None:
    try:
        email = clean_email(typed)
    except ValidationError:
        return
    assert email_lookup(email) == email_lookup(clean_email(email))


@pytest.mark.parametrize("equal", EQUAL, ids=lambda equal: equal[0])
def test_one_mailbox_has_one_lookup(equal: tuple[str, ...]) -> None:
    assert len({email_lookup(clean_email(email)) for email in equal}) == 1


def test_two_mailboxes_have_two_lookups() -> None:
    assert len({email_lookup(email) for email in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.django_db
@pytest.mark.usefixtures("unlimited")
class TestTheApi:
    def test_takes_addresses_of_all_kinds(self) -> None:
        article_id = factories.article().pk
        sent = VALID[::3]
        assert {submit(article_id, email=email).status_code for email in sent} == {202}
        stored = Comment.objects.order_by("pk").values_list("encrypted_email", flat=True)
        assert [*map(decrypt_email, stored)] == [*sent]

    def test_stores_the_same_lookup_for_one_mailbox(self) -> None:
        article_id = factories.article().pk
        for email in EQUAL[1]:
            submit(article_id, email=email)
        assert Comment.objects.values("email_lookup").distinct().count() == 1

    def test_refuses_what_is_no_address(self) -> None:
        article_id = factories.article().pk
        for email in INVALID[2::4]:
            [error] = submit(article_id, email=email, challenge={"id": "none", "answer": "none"}).data[
                "errors"
            ]
            assert (error["pointer"], error["code"]) == ("/email", "invalid"), email
