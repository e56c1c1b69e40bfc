"""The constraints of the tables."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comments.models import Comment
from comments.moderation import Status
from tests import comment_factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"status": "UNKNOWN"},
        {"status": Status.PUBLISHED, "published_at": None},
        {"depth": 1},
        {"version": 0},
        {"text": ""},
        {"author_name": ""},
        {"status": Status.ERASED},
        {"consent_version": ""},
    ],
)
def test_a_comment_that_cannot_be_is_refused(values: dict[str, Any]) -> None:
    comment_factories.comment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(**values)


def test_a_fourth_level_is_refused() -> None:
    comment = comment_factories.comment()
    for _ in range(2):
        comment = comment_factories.comment(parent=comment)
    with pytest.raises(IntegrityError), transaction.atomic():
        comment_factories.comment(parent=comment)


def test_a_comment_can_be_erased_completely() -> None:
    comment_factories.comment()
    gone = dict.fromkeys(
        ("author_name", "encrypted_email", "email_lookup", "network_tag", "text", "html"), ""
    )
    assert Comment.objects.update(status=Status.ERASED, **gone) == 1


def test_the_name_of_a_row_does_not_contain_the_email_address() -> None:
    comment = comment_factories.comment(email="geheim@example.org")
    assert "geheim" not in f"{comment} {comment!r}"
