"""What readers may ask to be told by e-mail: offered, stored and exported where e-mails are sent, refused elsewhere."""

from typing import Any

import pytest

from comments.models import Comment
from comments.notices import Notice
from comments.receipts import receipt_for
from tests import factories
from tests.api.v1.comment_client import VALID_COMMENT, get, post, solved

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(settings: Any) -> None:
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def form_field(article_id: int) -> dict[str, Any] | None:
    form = get(f"articles/{article_id}/comments/").data["meta"]["form"]
    return next((field for field in form["fields"] if field["name"] == "notify"), None)


def send(notify: Any, **headers: str) -> Any:
    article = factories.compiled_article()
    body = {**VALID_COMMENT, "notify": notify, "challenge": solved(article.pk)}
    return post(f"articles/{article.pk}/comments/", body, **headers)


@pytest.mark.usefixtures("mails")
def test_the_form_offers_both_notices_in_its_language() -> None:
    assert form_field(factories.compiled_article().pk) == {
        "name": "notify",
        "required": False,
        "label": "Schick mir eine E-Mail",
        "options": [
            {"value": "DECISION", "label": "wenn über meinen Kommentar entschieden ist"},
            {"value": "REPLIES", "label": "wenn mir jemand geantwortet hat"},
        ],
    }


def test_the_form_offers_none_where_no_mail_is_sent() -> None:
    assert form_field(factories.compiled_article().pk) is None


@pytest.mark.usefixtures("mails")
@pytest.mark.parametrize("notify", [[], ["DECISION"], ["REPLIES"], ["DECISION", "REPLIES"]])
def test_what_was_asked_for_is_stored_and_exported(notify: list[str]) -> None:
    response = send(notify)
    assert response.status_code == 202
    comment = Comment.objects.get(pk=response.data["id"])
    assert comment.notify == [Notice(one) for one in notify]
    receipt = receipt_for(comment_id=comment.pk, receipt_version=1)
    exported = get("comments/mine/export/", authorization=f"Receipt {receipt}").data
    assert (exported["comment"]["notify"], exported["mails"]) == (notify, [])


@pytest.mark.usefixtures("mails")
@pytest.mark.parametrize(
    ("notify", "pointer", "code", "allowed"),
    [
        (["DECISIONS"], "/notify/0", "invalid_choice", ["DECISION", "REPLIES"]),
        (["DECISION", 1], "/notify/1", "invalid_choice", ["DECISION", "REPLIES"]),
        (["REPLIES", "REPLIES"], "/notify", "repeated", ["DECISION", "REPLIES"]),
        ("DECISION", "/notify", "not_a_list", None),
        (None, "/notify", "null", None),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(
    notify: Any, pointer: str, code: str, allowed: list[str] | None
) -> None:
    response = send(notify)
    assert response.status_code == 400
    errors = [error for error in response.data["errors"] if error["pointer"] == pointer]
    assert [(error["code"], error.get("allowed")) for error in errors] == [(code, allowed)]
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("mails")
def test_thousands_of_values_get_few_errors() -> None:
    response = send(["x"] * 1000)
    assert [error["pointer"] for error in response.data["errors"]] == ["/notify/0", "/notify/1", "/notify/2"]


def test_a_notice_is_refused_where_no_mail_is_sent() -> None:
    response = send(["DECISION"], accept_language="en")
    (error,) = response.data["errors"]
    assert (response.status_code, error["code"], error["allowed"]) == (400, "not_offered", [])
    assert error["detail"] == "No e-mails are sent here."
