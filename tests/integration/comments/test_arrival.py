"""The status of a comment that has just arrived."""

import pytest

from comments import services
from comments.checks import CHECKS, Hold
from comments.forms import Submission
from comments.moderation import Status
from tests import comment_factories, factories


@pytest.mark.django_db
@pytest.mark.parametrize("code", Hold)
def test_a_moderator_decides_whatever_was_found(code: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "finds_something", (code, lambda sent: ""))
    comment = services.accept_comment(
        article_id=factories.article().pk,
        submission=Submission(name="Ida", email="ida@example.org", text="Das Stadtbad bleibt offen."),
        now=comment_factories.NOON,
    )
    assert [reason.code for reason in comment.hold_reasons.all()] == [code]
    assert comment.status == Status.PENDING
