"""The pages behind the links in mails: whoever reads the mails of an address confirms or stops them."""

import logging
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from comments.models import Comment
from comments.moderation import Status
from comments.notices import Notice, Purpose, mail_link
from comments.services import erase_comment, withdraw_comment
from tests import comment_factories, factories
from tests.admin import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return comment_factories.comment(
        article=factories.article(title="Der Preis"),
        status=Status.PUBLISHED,
        notify_decision=True,
        notify_replies=True,
    )


def path_of(purpose: Purpose, comment: Comment) -> str:
    return urlsplit(mail_link(purpose, comment.pk)).path


def notices_of(comment: Comment) -> tuple[list[Notice], bool]:
    """Return what the author is told, and whether the address is confirmed."""
    comment.refresh_from_db()
    return comment.notify, comment.address_confirmed_at is not None


def press(path: str, **data: str) -> Any:
    """Post as a mail program does, without a cookie and without a token against forged requests."""
    return Client(enforce_csrf_checks=True).post(path, data)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("purpose", list(Purpose))
def test_following_a_link_changes_nothing(purpose: Purpose, method: str, comment: Comment) -> None:
    response = getattr(Client(), method)(path_of(purpose, comment))
    assert response.status_code == 200
    assert notices_of(comment) == ([Notice.DECISION, Notice.REPLIES], False)


def test_the_page_asks_in_the_language_of_the_comment_and_names_the_article(comment: Comment) -> None:
    page = soup(Client().get(path_of(Purpose.STOP, comment)))
    assert page.select_one("h1").text == "E-Mails zu diesem Kommentar abbestellen?"
    [paper, article] = page.select("main a")
    assert paper["href"] == "/"
    assert (article.text, article["href"]) == ("Der Preis", comment.article.full_url)
    assert page.select_one("form[method=post] button").text == "E-Mails abbestellen"


def test_the_link_stays_with_its_reader(comment: Comment) -> None:
    for response in (Client().get(path_of(Purpose.STOP, comment)), press(path_of(Purpose.STOP, comment))):
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def test_the_link_stays_out_of_the_log(comment: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    [handler] = (one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
    log = StringIO()
    monkeypatch.setattr(handler, "stream", log)
    path = path_of(Purpose.STOP, comment)
    Client().options(path)
    Client(enforce_csrf_checks=True).post(path.rstrip("/"))
    assert "Method Not Allowed (OPTIONS): /mails/…" in log.getvalue()
    assert comment.pk.hex not in log.getvalue()


def test_the_button_confirms_the_address(comment: Comment) -> None:
    path = path_of(Purpose.CONFIRM, comment)
    assert [press(path).status_code for _ in range(2)] == [200, 200]
    assert notices_of(comment) == ([Notice.DECISION, Notice.REPLIES], True)


def test_one_click_stops_all_mails_about_the_comment_and_says_which(comment: Comment) -> None:
    path = path_of(Purpose.STOP, comment)
    text = soup(press(path, **{"List-Unsubscribe": "One-Click"})).select_one("main").text
    assert "über eine Entscheidung" in text
    assert "über Antworten" in text
    assert notices_of(comment) == ([], False)
    again = press(path)
    assert (again.status_code, "Du bekommst keine E-Mails" in again.content.decode()) == (200, True)


def test_a_link_does_only_what_it_was_made_for(comment: Comment) -> None:
    token = path_of(Purpose.STOP, comment).split("/")[3]
    forged = [
        f"/mails/confirm/{token}/",
        f"/mails/stop/{uuid4().hex}.{token.partition('.')[2]}/",
        f"/mails/stop/{token[:-1]}/",
        f"/mails/stop/{token}ü/",
        f"/mails/other/{token}/",
        "/mails/stop/x/",
    ]
    assert [press(path).status_code for path in forged] == [404] * len(forged)
    assert notices_of(comment) == ([Notice.DECISION, Notice.REPLIES], False)


@pytest.mark.parametrize(
    ("purpose", "heading"), [(Purpose.CONFIRM, "Bestätigt"), (Purpose.STOP, "Abbestellt")]
)
def test_a_link_that_is_opened_again_says_what_was_done(
    purpose: Purpose, heading: str, comment: Comment
) -> None:
    press(path_of(purpose, comment))
    page = soup(Client().get(path_of(purpose, comment)))
    assert page.select_one("h1").text == heading
    assert not page.select("form")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_to_an_erased_comment_is_gone_in_its_language(purpose: Purpose, comment: Comment) -> None:
    erase_comment(comment_id=comment.pk, now=comment_factories.NOON)
    response = Client(headers={"Accept-Language": "en"}).post(path_of(purpose, comment))
    assert response.status_code == 410
    assert "Der Kommentar ist gelöscht" in response.content.decode()


def test_nothing_is_confirmed_that_was_stopped_or_withdrawn(comment: Comment) -> None:
    withdraw_comment(comment_id=comment.pk, now=comment_factories.NOON)
    assert press(path_of(Purpose.CONFIRM, comment)).status_code == 410
    assert notices_of(comment) == ([], False)


def test_the_page_does_not_name_an_article_that_the_public_does_not_see(comment: Comment) -> None:
    comment.article.unpublish()
    response = Client().get(path_of(Purpose.STOP, comment))
    assert (response.status_code, "Der Preis" in response.content.decode()) == (200, False)
