"""The whole life of a guest's comment by HTTP, and two edits of it at the same moment."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Decision
from comments.moderation import Status
from tests import factories
from tests.admin import client_of, staff
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import get, proven, submit
from tests.api.v1.own_comment_client import edit, erase, mine, receipt_of, withdraw
from tests.races import at_the_same_moment


def decide(desk: Client, comment_id: str, version: int, to: str) -> int:
    fields = {"comment": f"{comment_id}:{version}", "to": to, "back": ""}
    headers = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
    return desk.post("/admin/comments/decide/", fields, headers=headers).status_code


def thread(article_id: int) -> list[Any]:
    items: list[Any] = get(f"articles/{article_id}/comments/").data["items"]
    return items


@pytest.mark.django_db
def test_a_guest_writes_edits_is_answered_withdraws_and_erases() -> None:
    article = factories.compiled_article()
    sent = submit(article.pk, challenge=proven(article.pk)).data
    comment_id, receipt = sent["id"], sent["receipt"]
    ada = staff("moderate_comment", "reply_as_newsroom", first_name="Ada", last_name="Erste")
    desk = client_of(ada)
    assert (mine(receipt).data["status"], thread(article.pk)) == ("PENDING", [])

    assert edit(receipt, "Das sehe ich **ganz** anders.").data["status"] == "PENDING"
    assert decide(desk, comment_id, 1, Status.PUBLISHED) == 409
    assert decide(desk, comment_id, 2, Status.PUBLISHED) == 200
    assert mine(receipt).data["status"] == "PUBLISHED"
    desk.post(f"/admin/comments/{comment_id}/reply/", {"text": "Erzähl uns mehr.", "back": ""})
    [shown] = thread(article.pk)
    assert shown["html"] == "<p>Das sehe ich <strong>ganz</strong> anders.</p>"
    assert shown["author"]["badge"] is None
    answer = shown["replies"]["items"][0]["author"]
    assert (answer["name"], answer["badge"]) == ("Ada Erste", "STAFF")

    assert edit(receipt, "Doch nicht.").data["status"] == "PENDING"
    assert thread(article.pk)[0]["state"] == "WAITING"
    assert withdraw(receipt).data["status"] == "WITHDRAWN"
    assert thread(article.pk)[0]["state"] == "REMOVED"
    assert erase(receipt).status_code == 204
    assert mine(receipt).status_code == 410
    assert thread(article.pk)[0]["replies"]["count"] == 1
    assert Comment.objects.get(pk=comment_id).text == ""


@pytest.mark.postgresql
@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED])
@pytest.mark.parametrize(("texts", "codes"), [(("A.", "B."), [200, 409]), (("A.", "A."), [200, 200])])
def test_of_two_edits_at_the_same_moment_one_wins(
    committed_site: None, status: Status, texts: tuple[str, str], codes: list[int]
) -> None:
    comment = comment_client.comment(status=status, created_at=timezone.now())
    receipt = receipt_of(comment)
    answers = at_the_same_moment(*[partial(edit, receipt, text) for text in texts])
    assert sorted(answer.status_code for answer in answers) == codes
    [won] = {answer.data["text"] for answer in answers if answer.status_code == 200}
    assert list(Comment.objects.values_list("text", "version")) == [(won, 2)]
    assert Decision.objects.count() == (status == Status.PUBLISHED)
