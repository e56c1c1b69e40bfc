"""Examples for the OpenAPI document, one for each shape that an endpoint answers with."""

from typing import Any

from django.utils import translation

from api.http.problems import ProblemKind, kinds_by_status

_BASE = "https://example.org"
_PICTURE = f"{_BASE}/images/9/3f2a90c1d5e7"

IMAGE: dict[str, Any] = {
    "id": 9,
    "src": f"{_PICTURE}/1280.jpg?s=4kqTq2yV8mJt0bXw1nZr5A",
    "width": 2400,
    "height": 1600,
    "alt": "Zwei Menschen halten eine Urkunde",
    "alt_status": "EDITOR",
    "caption": "Bei der Preisverleihung",
    "credit": "Foto: M. Beispiel",
    "focal_point": {"x": 0.5, "y": 0.4},
    "color": "#2b6a4d",
    "thumbhash": "3OcRJYB4d3h/iIeHeEh3eIhw+j2w",
    "state": "OK",
    "sources": [
        {"type": "image/avif", "srcset": f"{_PICTURE}/320.avif?s=a 320w, {_PICTURE}/640.avif?s=b 640w"},
        {"type": "image/jpeg", "srcset": f"{_PICTURE}/320.jpg?s=c 320w, {_PICTURE}/640.jpg?s=d 640w"},
    ],
}
SECTION_REFERENCE = {
    "id": 5,
    "slug": "auszeichnungen",
    "title": "Auszeichnungen",
    "url": f"{_BASE}/de/auszeichnungen/",
}
CARD: dict[str, Any] = {
    "id": 12,
    "type": "article",
    "locale": "de",
    "slug": "auszeichnung",
    "path": "/de/auszeichnungen/auszeichnung/",
    "url": f"{_BASE}/de/auszeichnungen/auszeichnung/",
    "kicker": "Smart City",
    "title": "Ein Preis für die vernetzte Stadt",
    "lead": "Die Jury lobt, dass die Bürger mitreden.",
    "section": SECTION_REFERENCE,
    "authors": [
        {"id": 3, "slug": "m-beispiel", "name": "M. Beispiel", "url": f"{_BASE}/de/?author=m-beispiel"}
    ],
    "tags": [{"slug": "smart-city", "name": "Smart City"}],
    "image": IMAGE,
    "published_at": "2026-03-01T09:00:00+01:00",
    "updated_at": "2026-03-02T11:30:00+01:00",
    "comments": {
        "href": f"{_BASE}/api/v1/articles/12/comments/",
        "policy": "OPEN",
        "closes_at": None,
        "count": 7,
    },
}
ARTICLE: dict[str, Any] = {
    **CARD,
    "correction": {"at": "2026-03-02T11:30:00+01:00", "text": "Der Preis wird seit 2019 vergeben."},
    "body": [
        {
            "id": "0b9d5d6e-4f0e-4c53-8a6c-8f4b8d3f7a10",
            "type": "paragraph",
            "value": {
                "html": "<p>Sechs Städte waren nominiert.</p>",
                "text": "Sechs Städte waren nominiert.",
                "links": [],
            },
        },
        {
            "id": "6a0c2f0b-9a53-4c1c-8d3f-3a2b8f0e4d11",
            "type": "heading",
            "value": {"id": "hintergrund", "level": 2, "text": "Hintergrund"},
        },
        {
            "id": "f2f1a8de-0d2b-4d5e-9a7b-5b6c7d8e9f12",
            "type": "quotation",
            "value": {"text": "Eine Stadt, die zuhört.", "speaker": "Jo Beispiel", "role": "Jury"},
        },
    ],
    "related": [],
    "translations": [{"locale": "en", "id": 40, "url": f"{_BASE}/en/awards/award/"}],
}

COMMENT_ID = "0195d6a1-3c00-7a4b-9c1d-2e3f4a5b6c7d"
COMMENT: dict[str, Any] = {
    "id": COMMENT_ID,
    "article": 12,
    "parent": None,
    "depth": 0,
    "state": "PUBLISHED",
    "author": {"name": "Ida Beispiel", "badge": None, "avatar": "k3v9q2"},
    "html": "<p>Das sehe ich anders.</p>",
    "text": "Das sehe ich anders.",
    "created_at": "2026-03-01T12:00:00+01:00",
    "edited_at": None,
    "featured": False,
    "url": f"{_BASE}/de/auszeichnungen/auszeichnung/#comment-{COMMENT_ID}",
    "replies": {"count": 0, "items": [], "next": None},
}
FORM: dict[str, Any] = {
    "fields": [
        {"name": "name", "required": True, "max_length": 60, "label": "Name"},
        {"name": "email", "required": True, "max_length": 254, "label": "E-Mail"},
        {"name": "text", "required": True, "min_length": 2, "max_length": 5000, "label": "Kommentar"},
        {"name": "consent", "required": True, "label": "Ich bin einverstanden …"},
    ],
    "notices": {
        "email": "Deine E-Mail-Adresse wird nicht veröffentlicht.",
        "required": "Erforderliche Felder sind mit * markiert.",
    },
    "challenge": {"href": f"{_BASE}/api/v1/comments/challenge/", "modes": ["CAPTCHA"]},
}
CHALLENGE: dict[str, Any] = {
    "id": "b2f7c0e4a1d94c5f8e6a",
    "expires_at": "2026-03-01T12:30:00+01:00",
    "captcha": {
        "image": f"{_BASE}/api/v1/comments/challenge/b2f7c0e4a1d94c5f8e6a/picture/",
        "width": 180,
        "height": 60,
        "alt": "Bild mit Buchstaben zum Abtippen",
        "audio": None,
    },
    "pow": None,
}

# By the name of the component.
ANSWERS: dict[str, Any] = {
    "ArticleOut": ARTICLE,
    "ArticleListOut": {
        "items": [CARD],
        "meta": {"count": 1000, "limit": 20},
        "links": {"next": f"{_BASE}/api/v1/articles/?cursor=WyI2ZjEiXQ%3A4kqTq2yV8m"},
    },
    "ChangeListOut": {
        "items": [
            {
                "change": "PUBLISHED",
                "type": "article",
                "id": 12,
                "locale": "de",
                "path": "/de/auszeichnungen/auszeichnung/",
                "etag": '"5f1d0c7e2b9a4c36"',
                "at": "2026-03-01T09:00:00+01:00",
            }
        ],
        "meta": {"next_cursor": "4711:4kqTq2yV8mJt0bXw1nZr5A", "has_more": False},
    },
    "ResolvedOut": {"kind": "PAGE", "page": ARTICLE},
    "ThreadOut": {
        "items": [COMMENT],
        "meta": {
            "count": 1,
            "limit": 20,
            "open": True,
            "policy": "OPEN",
            "closes_at": None,
            "max_depth": 3,
            "form": FORM,
        },
        "links": {"next": None},
    },
    "ReplyListOut": {"items": [], "meta": {"count": 0, "limit": 20}, "links": {"next": None}},
    "CountListOut": {"items": [{"article": 12, "count": 7}, {"article": 40, "count": 0}]},
    "ChallengeOut": CHALLENGE,
    "ReceiptOut": {
        "id": COMMENT_ID,
        "status": "PENDING",
        "receipt": "eyJpZCI6…",
        "edit_until": "2026-03-01T12:15:00+01:00",
        "message": "Dein Kommentar wartet auf Freigabe.",
    },
    "OwnCommentOut": {
        "id": COMMENT_ID,
        "article": 12,
        "status": "PENDING",
        "reason": None,
        "text": "Das sehe ich anders.",
        "created_at": "2026-03-01T12:00:00+01:00",
        "edit_until": "2026-03-01T12:15:00+01:00",
        "url": None,
    },
}


def problem_example(kind: ProblemKind, *, language: str = "en") -> dict[str, Any]:
    """This will make up a refusal of this kind."""
    with translation.override(language):
        return {
            "type": f"{_BASE}/api/v1/problems/{kind.code}/",
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(kind.explanation),
            "instance": _INSTANCES.get(kind.code, "/api/v1/articles/12/comments/"),
            "request_id": "6b1f0d0c5a3e4b0f9d5f0a4c2e7b8d91",
            "errors": _ERRORS.get(kind.code, []),
            **({"challenge": CHALLENGE} if kind.code == "challenge-failed" else {}),
        }


_INSTANCES = {
    "invalid-parameter": "/api/v1/articles/?publishd_after=2026-03-01",
    "not-found": "/api/v1/articles/999/",
    "gone": "/api/v1/resolve/?path=/de/gestern/",
    "unauthorized": "/api/v1/comments/mine/",
}
_ERRORS: dict[str, list[dict[str, Any]]] = {
    "invalid-parameter": [
        {
            "parameter": "publishd_after",
            "code": "unknown",
            "detail": "There is no such parameter here.",
            "did_you_mean": "published_after",
            "allowed": ["published_after", "published_before"],
        }
    ],
    "invalid-body": [{"pointer": "/email", "code": "required", "detail": "This field is required."}],
}


def components() -> dict[str, Any]:
    """This will return every example as the document's components hold them."""
    return {
        **{name: {"value": value} for name, value in ANSWERS.items()},
        **{kind.code: {"value": problem_example(kind)} for kind in kinds_by_status()},
    }
