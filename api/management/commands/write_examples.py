"""Write the examples of the OpenAPI document from the demo."""

import re
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from api.v1.examples import FILE
from cms.models import Download
from comments import services
from comments.models import Comment
from comments.moderation import Status
from comments.reports import draw_case
from delivery.content.comment_form import challenge_out
from delivery.content.own_comments import PreviewOut, receipt_out
from delivery.content.reports import CaseOut
from delivery.serialization import to_json

_ARTICLE, _THREAD = "digitaler-zwilling-hafenviertel", "stadt-land-digital"
_WRITTEN = "Ein **guter** Preis."
# That of no reader of the demo.
_EMAIL = "ada@example.org"
_COMMENT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
# What differs from one demo to the next, and what stands for it.
_CHANGING = (
    (
        r'("(?:published_at|datePublished|article:published_time)"): "[^"]+"',
        r'\1: "2026-03-01T09:00:00+01:00"',
    ),
    (
        r'("(?:updated_at|replaced_at|at|dateModified|article:modified_time)"): "[^"]+"',
        r'\1: "2026-03-02T11:30:00+01:00"',
    ),
    (r'("created_at"): "[^"]+"', r'\1: "2026-03-02T12:00:00+01:00"'),
    (r'("edit_until"): "[^"]+"', r'\1: "2026-03-02T12:15:00+01:00"'),
    (r'("expires_at"): "[^"]+"', r'\1: "2026-03-02T12:30:00+01:00"'),
    (r'("etag"): "[^,]+"', r'\1: "\\"5f1d0c7e2b9a4c36\\""'),
    (r'("avatar"): "[^"]+"', r'\1: "k3v9q2"'),
    (r'("case"): "[^"]+"', r'\1: "K7MQ-2PXD"'),
    (r'("receipt"): "[^"]+"', r'\1: "0195d6a13c007a4b9c1d000000000005.4kqTq2yV8mJt0bXw1nZr5A"'),
    (r'("(?:nonce|salt|keyPrefix)"): "[^"]+"', r'\1: "7c1f0a5e2b9d4836c1e0f5a2b7d94836"'),
    (r'("(?:keyS|s)ignature"): "[^"]+"', r'\1: "' + 4 * "5f1d0c7e2b9a4c36" + '"'),
    (r'("next_cursor"): "[^"]+"', r'\1: "4711:4kqTq2yV8mJt0bXw1nZr5A"'),
    (r"\bcursor=[^\"&]+", "cursor=WyI2ZjEiXQ%3A4kqTq2yV8m"),
    (r"\?s=[\w-]+", "?s=4kqTq2yV8mJt0bXw1nZr5A"),
)


class Command(BaseCommand):
    help = "Writes the examples of the OpenAPI document from the demo, which must have been seeded."

    def handle(self, *args: Any, **options: Any) -> None:
        # The challenge of the example is not kept.
        with translation.override("de"), transaction.atomic():
            examples = make_examples()
            transaction.set_rollback(True)
        FILE.write_text(_steady(examples), encoding="utf-8")


def make_examples() -> dict[str, Any]:
    """Return the examples of answers, shortened to what is needed to understand them, and of parameters."""
    article = _get(f"articles/by-slug/{_ARTICLE}/")
    article["related"] = article["related"][:1]
    thread_id = _get(f"articles/by-slug/{_THREAD}/?profile=card")["id"]
    thread = _get(f"articles/{thread_id}/comments/?limit=1")
    parent = thread["items"][0]["id"]
    filed = _filed(article)
    waiting = Comment.objects.filter(article_id=thread_id, status=Status.PENDING).earliest("created_at")
    receipt = receipt_out(waiting)
    challenge = services.issue_challenge(article_id=article["id"], now=timezone.now())
    answers = {
        "IndexOut": {"items": _get("")["items"][:3]},
        "ArticleOut": article,
        "ArticleListOut": _get("articles/?locale=de&limit=1"),
        "ImageOut": article["image"],
        **_record(thread_id),
        "DownloadOut": _get(f"downloads/{Download.objects.earliest('pk').pk}/"),
        **filed,
        "ChangeListOut": _change_of(article["path"]),
        "HomeOut": _front_page(),
        "SearchOut": _get("search/?q=Preisverleihung&locale=de&limit=1"),
        "ResolvedOut": _get("resolve/?path=/de/projekte/"),
        "SiteOut": _get("site/"),
        "ThreadOut": thread,
        "ReplyListOut": _get(f"comments/{parent}/replies/?limit=1"),
        "CommentPlaceOut": _get(f"comments/{_deepest(thread)}/"),
        "LatestListOut": _get("comments/latest/?limit=1"),
        "CountListOut": _get(f"comments/counts/?article={thread_id},{article['id']}"),
        "ChallengeOut": challenge_out(challenge),
        "ReceiptOut": receipt,
        "OwnCommentOut": _get("comments/mine/", authorization=f"Receipt {receipt.receipt}"),
        "ExportOut": _export(receipt.receipt),
        "CaseOut": CaseOut(case=draw_case()),
        "PreviewOut": PreviewOut(html=services.html_of(_WRITTEN, [])),
        "SnapshotLineOut": filed["SectionFullOut"],
        "ChallengeIn": {"article": thread_id, "purpose": "COMMENT"},
        "TextIn": {"text": _WRITTEN},
        "ReportIn": {
            "reason": "ILLEGAL",
            "explanation": "Das ist eine Drohung.",
            "locale": "de",
            "challenge": {"id": challenge.id, "answer": "kxqf"},
        },
        "CommentIn": _comment_in(waiting, challenge.id),
    }
    decoded: dict[str, Any] = orjson.loads(
        to_json({"answers": answers, "parameters": _parameters(answers, thread_id, parent)})
    )
    return decoded


def _parameters(answers: dict[str, Any], thread_id: int, comment_id: str) -> dict[str, Any]:
    """Return values of required parameters, by operation id and name."""
    article_id = answers["ArticleOut"]["id"]
    return {
        "readArticle": {"article_id": article_id},
        "readArticleBySlug": {"slug": _ARTICLE},
        "listVersions": {"article_id": thread_id},
        "readVersion": {"article_id": thread_id, "version": answers["VersionOut"]["version"]},
        "listComments": {"article_id": thread_id},
        "submitComment": {"article_id": thread_id},
        "listReplies": {"comment_id": comment_id},
        "reportComment": {"comment_id": comment_id},
        "readComment": {"comment_id": answers["CommentPlaceOut"]["comment"]["id"]},
        "countComments": {"article": f"{thread_id},{article_id}"},
        "readChallengePicture": {"challenge_id": answers["ChallengeOut"].id},
        "readDownloadFile": {"download_id": Download.objects.earliest("pk").pk},
        "readSection": {"section_id": answers["SectionFullOut"]["id"]},
        "readAuthor": {"slug": answers["AuthorOut"]["slug"]},
        "readTag": {"slug": answers["TagOut"]["slug"]},
        "readImage": {"image_id": answers["ImageOut"]["id"]},
        "readDownload": {"download_id": answers["DownloadOut"]["id"]},
        "resolvePath": {"path": "/de/projekte/"},
        "searchArticles": {"q": "Preisverleihung"},
    }


def _deepest(thread: dict[str, Any]) -> str:
    """Return the id of the first comment of a thread that no reply is shown for, of those at each level."""
    comment = thread["items"][0]
    while comment["replies"]["items"]:
        comment = comment["replies"]["items"][0]
    return str(comment["id"])


def _record(article_id: int) -> dict[str, Any]:
    """Return the examples of what an article said before."""
    versions = f"articles/{article_id}/versions/"
    version = _get(f"{versions}1/")
    version["article"]["body"] = version["article"]["body"][:2]
    return {"VersionListOut": _get(versions), "VersionOut": version}


def _filed(article: dict[str, Any]) -> dict[str, Any]:
    """Return the examples of what articles are filed under."""
    return {
        "SectionListOut": _get("sections/?locale=de&limit=1"),
        "SectionFullOut": _get("resolve/?path=/de/projekte/")["page"],
        "AuthorListOut": _get("authors/?limit=1"),
        "AuthorOut": _get(f"authors/{article['authors'][0]['slug']}/"),
        "TagListOut": _get("tags/?limit=2"),
        "TagOut": _get(f"tags/{article['tags'][0]['slug']}/"),
    }


def _front_page() -> Any:
    """Return the front page with one article in each row, and one row of each type."""
    page = _get("home/")
    page["rows"] = list({row["type"]: row for row in reversed(page["rows"])}.values())[::-1]
    for row in page["rows"]:
        row["value"] |= {"articles": row["value"]["articles"][:1]} if "articles" in row["value"] else {}
    return page


def _comment_in(comment: Comment, challenge_id: str) -> dict[str, Any]:
    """Return what a reader sends."""
    return {
        "name": comment.author_name,
        "email": _EMAIL,
        "text": comment.text,
        "consent": True,
        "parent": None,
        "locale": "de",
        "challenge": {"id": challenge_id, "answer": "kxqf"},
        "homepage": "",
    }


def _export(receipt: str) -> dict[str, Any]:
    export: dict[str, Any] = _get("comments/mine/export/", authorization=f"Receipt {receipt}")
    return {**export, "comment": {**export["comment"], "email": _EMAIL}}


def _change_of(path: str) -> dict[str, Any]:
    """Return the log with the first line about one page: those of one transaction are compiled in no order."""
    changes = _get("changes/?limit=100")
    return {**changes, "items": [line for line in changes["items"] if line["path"] == path][:1]}


def _get(path: str, **headers: str) -> Any:
    client = Client(SERVER_NAME=urlsplit(settings.PUBLIC_URL).hostname, raise_request_exception=True)
    return orjson.loads(client.get(f"{settings.API_ROOT}{path}", headers=headers).content)


def _steady(examples: dict[str, Any]) -> str:
    """Return the examples as text that is the same for every demo on the same URL."""
    text = orjson.dumps(examples, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    for changing, fixed in _CHANGING:
        text = re.sub(changing, fixed, text)
    text = text.replace(examples["answers"]["ChallengeOut"]["id"], "b2f7c0e4a1d94c5f8e6a")
    found = list(dict.fromkeys(_COMMENT_ID.findall(text)))
    for number, comment_id in enumerate(found, start=1):
        text = text.replace(comment_id, f"0195d6a1-3c00-7a4b-9c1d-{number:012}")
    return text
