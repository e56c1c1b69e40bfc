"""No response, header, log line or mail contains an e-mail address, or anything computed from it.

Nor does anything public contain the text of a comment that is not published, or what a reader writes in a report.
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage
from comments.models import Comment
from comments.moderation import Status
from comments.services import edit_comment, moderate_comment
from jobs.runner import run_next
from tests import comment_factories, factories

pytestmark = pytest.mark.usefixtures("committed_site")

ADDRESSES = ("Grün.Leserin@Bücher.example", "reader+award@Example.org", "GROSS.Klein@EXAMPLE.org")
NETWORKS = ("203.0.113.77", "2001:db8:77:88::9")
# In every text that only its author and moderators may read.
UNREAD = "nichts für alle"
STARTS = (
    "/api/v1/articles/?profile=full",
    "/api/v1/openapi.json",
    "/api/v1/docs/",
    "/api/v1/problems/",
    "/api/v1/resolve/?path=/de/",
    "/health/live",
    "/health/ready",
    "/de/",
    "/de/gibt-es-nicht/",
    "/api/v1/gibt-es-nicht/",
)


def forbidden() -> Iterator[bytes]:
    """Yield every form in which an e-mail address or a network could show."""
    for network in NETWORKS:
        yield network.encode()
    for address in ADDRESSES:
        for form in {address, address.lower(), address.casefold(), address.upper()}:
            raw = form.encode()
            yield from (raw, raw.split(b"@")[0], base64.b64encode(raw).rstrip(b"="))
            for algorithm in ("md5", "sha1", "sha256"):
                digest = hashlib.new(algorithm, raw, usedforsecurity=False)
                yield digest.hexdigest().encode()
                yield base64.b64encode(digest.digest()).rstrip(b"=")


def assert_clean(text: bytes, where: str) -> None:
    folded = text.lower()
    unescaped = folded.decode("utf-8", "replace").encode()
    for secret in forbidden():
        assert secret.lower() not in unescaped, f"{secret!r} in {where}"


def assert_public(text: bytes, where: str) -> None:
    assert_clean(text, where)
    assert UNREAD not in text.decode("utf-8", "replace"), where
    assert json.dumps(UNREAD)[1:-1].encode() not in text, where


def all_of(response: Any) -> bytes:
    """Return the body and the headers of a response."""
    return bytes(response.getvalue()) + repr(dict(response.headers)).encode()


def submit(article_id: int, address: str, network: str, text: str) -> Any:
    client = Client(REMOTE_ADDR=network)
    challenge = client.post(
        "/api/v1/comments/challenge/", {"article": article_id}, content_type="application/json"
    ).json()
    answer = CaptchaStore.objects.get(hashkey=challenge["id"]).response
    body = {
        "name": "Leserin",
        "email": address,
        "text": text,
        "consent": True,
        "locale": "de",
        "challenge": {"id": challenge["id"], "answer": answer},
    }
    return client.post(
        f"/api/v1/articles/{article_id}/comments/", json.dumps(body), content_type="application/json"
    )


def report(comment: Comment, network: str, explanation: str) -> Any:
    client = Client(REMOTE_ADDR=network)
    asked = {"article": comment.article_id, "purpose": "REPORT"}
    challenge = client.post("/api/v1/comments/challenge/", asked, content_type="application/json").json()
    answer = CaptchaStore.objects.get(hashkey=challenge["id"]).response
    body = {
        "reason": "ILLEGAL",
        "explanation": explanation,
        "challenge": {"id": challenge["id"], "answer": answer},
    }
    return client.post(
        f"/api/v1/comments/{comment.pk}/reports/", json.dumps(body), content_type="application/json"
    )


def write_what_nobody_reads(article: ArticlePage, moderator: User) -> None:
    """Store comments that have a place in the thread, and texts that readers do not see: hidden, edited, rejected."""
    address = {"email": ADDRESSES[0]}
    texts = {"text": UNREAD, "html": f"<p>{UNREAD}</p>", "article": article, **address}
    hidden = comment_factories.comment(status=Status.HIDDEN, **texts)
    comment_factories.comment(parent=hidden, status=Status.PUBLISHED, **address)
    edited = comment_factories.comment(status=Status.PUBLISHED, **texts)
    edit_comment(comment_id=edited.pk, text=f"{UNREAD}, auch später", now=edited.created_at)
    refused = comment_factories.comment(**texts)
    moderate_comment(
        comment_id=refused.pk,
        to=Status.REJECTED,
        expected_version=refused.version,
        moderator=moderator,
        now=timezone.now(),
        reason=f"Das ist {UNREAD}.",
    )


def crawl(starts: list[str], receipts: list[str]) -> int:
    """Follow every link of our own in every response, check each response and return their number."""
    client = Client(REMOTE_ADDR=NETWORKS[0], raise_request_exception=False)
    waiting, seen = [*starts], set(starts)
    while waiting:
        path = waiting.pop()
        response: Any = client.get(path)
        answer = all_of(response)
        assert response.status_code < 500, path
        assert_public(answer, path)
        for found in re.findall(rb'(?:http://testserver|(?:href|src)=")(/[^"\s\\<>,]*)', answer):
            link = found.decode().split("#")[0].replace("&amp;", "&")
            if link not in seen and not link.startswith(("/admin", "/static")):
                seen.add(link)
                waiting.append(link)
    for receipt in receipts:
        own = client.get("/api/v1/comments/mine/", headers={"Authorization": f"Receipt {receipt}"})
        assert own.status_code == 200
        assert_clean(all_of(own), "comments/mine/")
    return len(seen)


def test_no_email_address_and_no_network_is_in_anything_that_leaves_the_service(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    moderator = comment_factories.moderator()
    article = factories.compiled_article(
        parent=factories.section(), authors=[factories.author()], image=factories.image()
    )
    receipts = []
    for number, address in enumerate(ADDRESSES):
        network = NETWORKS[number % 2]
        answer = submit(
            article.pk, address, network, f"Mein Gedanke Nummer {number}: {UNREAD if number == 2 else ''}."
        )
        assert answer.status_code == 202, answer.content
        assert_public(all_of(answer), "the answer to a comment")
        receipts.append(answer.json()["receipt"])
    refused = submit(article.pk, ADDRESSES[0], NETWORKS[0], "")
    assert refused.status_code == 400
    assert_clean(refused.content, "a refusal")
    for comment in Comment.objects.exclude(text__contains="Nummer 2"):
        moderate_comment(
            comment_id=comment.pk,
            to=Status.PUBLISHED,
            expected_version=comment.version,
            moderator=moderator,
            now=timezone.now(),
        )
    write_what_nobody_reads(article, moderator)
    published = Comment.objects.filter(status=Status.PUBLISHED).earliest("created_at")
    reported = report(published, NETWORKS[1], f"Das schreibt {ADDRESSES[1]}, {UNREAD}.")
    assert reported.status_code == 202, reported.content
    assert_public(all_of(reported), "the answer to a report")
    preview = Client().post("/api/v1/comments/preview/", {"text": "So."}, content_type="application/json")
    assert preview.status_code == 200
    assert_public(all_of(preview), "a preview")
    now = timezone.now()
    while run_next(now=now):
        pass
    call_command("check_editions")

    pages = crawl(
        [
            *STARTS,
            f"/api/v1/articles/{article.pk}/comments/",
            f"/api/v1/comments/counts/?article={article.pk}",
            "/api/v1/comments/latest/",
            f"/api/v1/comments/{Comment.objects.filter(status=Status.PUBLISHED).latest('pk').pk}/",
            "/feeds/comments.atom",
            f"/feeds/articles/{article.pk}/comments.atom",
        ],
        receipts,
    )

    assert pages > 30
    assert Comment.objects.filter(status=Status.PUBLISHED).count() == 3
    assert_public(caplog.text.encode(), "the log")
    printed = capsys.readouterr()
    assert_public((printed.out + printed.err).encode(), "the output")
    assert_public("".join(message.message().as_string() for message in mail.outbox).encode(), "the mails")


def test_the_database_holds_no_readable_email_address() -> None:
    article = factories.compiled_article()
    for address in ADDRESSES:
        assert (
            submit(article.pk, address, NETWORKS[0], f"Ein Satz von {len(address)} Leuten.").status_code
            == 202
        )
    for row in Comment.objects.values():
        assert_clean(repr(row).encode(), "a row")


def test_the_search_for_leaks_finds_one() -> None:
    for leak in (
        ADDRESSES[0],
        hashlib.md5(b"reader+award@example.org", usedforsecurity=False).hexdigest(),
        NETWORKS[1],
    ):
        with pytest.raises(AssertionError, match="in here"):
            assert_clean(f"x {leak} y".encode(), "here")
    for text in (UNREAD, json.dumps(UNREAD)):
        with pytest.raises(AssertionError, match="here"):
            assert_public(f"x {text} y".encode(), "here")
