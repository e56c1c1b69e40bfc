"""No e-mail address, nothing computed from one and no network in the answers of the comment endpoints."""

import hashlib
import logging
from typing import Any

import pytest

from comments import services
from comments.models import Comment
from comments.moderation import Status
from tests import comment_factories, factories
from tests.api.v1.comment_client import get, post, solved, submit

pytestmark = pytest.mark.django_db

EMAILS = ["Jörg.Öz@Beispiel.DE", "ida+zeitung@example.org", "GROSS@EXAMPLE.COM"]


def traces(email: str) -> set[str]:
    """Return the forms in which an e-mail address could be recognised."""
    forms = {email, email.lower(), email.strip().casefold(), email.replace("+", "%2B")}
    digests = {
        hashlib.new(name, form.encode()).hexdigest() for form in forms for name in ("md5", "sha1", "sha256")
    }
    return {form.lower() for form in forms} | digests


def everything_said(answers: list[Any]) -> str:
    return "\n".join(f"{answer.headers}\n{answer.content.decode()}" for answer in answers).lower()


def test_no_answer_and_no_log_line_holds_an_email_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    article, moderator = factories.compiled_article(), comment_factories.moderator()
    answers = []
    for email in EMAILS:
        wrong = {**solved(article.pk), "answer": "x"}
        taken = submit(article.pk, email=email)
        answers += [
            taken,
            submit(article.pk, email=email, text=""),
            submit(article.pk, email=email, challenge=wrong),
        ]
        answers.append(get("comments/mine/", Authorization=f"Receipt {taken.data['receipt']}"))
    for comment in Comment.objects.all():
        services.moderate_comment(
            comment_id=comment.pk,
            to=Status.PUBLISHED,
            expected_version=comment.version,
            moderator=moderator,
            now=comment_factories.NOON,
        )
        answers.append(get(f"comments/{comment.pk}/replies/"))
    answers += [
        get(f"articles/{article.pk}/comments/"),
        get(f"articles/{article.pk}/"),
        get(f"comments/counts/?article={article.pk}"),
        post("comments/challenge/", {"article": article.pk}),
    ]
    said = everything_said(answers) + caplog.text.lower()
    assert all(trace not in said for email in EMAILS for trace in traces(email))
    assert "127.0.0.1" not in said


def test_the_avatar_of_an_author_is_random() -> None:
    article = factories.compiled_article()
    for _ in range(2):
        comment_factories.comment(article=article, status=Status.PUBLISHED, email=EMAILS[0])
    items = get(f"articles/{article.pk}/comments/").data["items"]
    assert len({item["author"]["avatar"] for item in items}) == 2
