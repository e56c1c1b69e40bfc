"""The status of a comment that has just arrived."""

import pytest

from comments import errors, services
from comments.checks import CHECKS, CheckInput, Hold
from comments.forms import Submission
from comments.moderation import Status
from comments.privacy import email_lookup
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db
SENT = Submission(name="Ida", email="ida@example.org", text="Das Stadtbad bleibt offen.")


@pytest.mark.parametrize("code", Hold)
def test_a_moderator_decides_whatever_was_found(code: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "finds_something", (code, lambda sent: ""))
    comment = services.accept_comment(
        article_id=factories.article().pk,
        submission=SENT,
        now=comment_factories.NOON,
    )
    assert [reason.code for reason in comment.hold_reasons.all()] == [code]
    assert comment.status == Status.PENDING


def test_the_checks_see_email_lookup_and_network_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[CheckInput] = []
    monkeypatch.setitem(CHECKS, "looks", (Hold.SHOUTING, seen.append))
    comment = services.accept_comment(
        article_id=factories.article().pk, submission=SENT, network="192.0.2.7", now=comment_factories.NOON
    )
    [sent] = seen
    assert comment.network_tag
    assert (sent.email_lookup, sent.network_tag) == (email_lookup(SENT.email), comment.network_tag)
    assert sent.network_tag not in repr(sent)


def test_without_a_language_it_has_that_of_its_article() -> None:
    article = factories.article(parent=factories.english_home())
    comment = services.accept_comment(article_id=article.pk, submission=SENT, now=comment_factories.NOON)
    assert comment.locale == "en"


def test_without_an_article_it_is_refused() -> None:
    with pytest.raises(errors.ArticleNotFound):
        services.accept_comment(article_id=999_999, submission=SENT, now=comment_factories.NOON)
