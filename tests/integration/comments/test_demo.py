"""The comments of the demo."""

import json
from collections import Counter
from typing import Any

import pytest

from comments import demo
from comments.forms import CommentForm
from comments.models import Comment, Decision
from comments.moderation import State, Status
from tests import factories
from tests.comment_factories import NOON

pytestmark = pytest.mark.django_db


def entries(comments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*comments, *(entry for comment in comments for entry in entries(comment.get("replies", [])))]


def test_a_thread_is_written_with_every_status_and_only_once() -> None:
    factories.user(username=demo.MODERATOR, is_superuser=True)
    article = factories.article(slug="stadt-land-digital")
    [thread, *_others] = json.loads(demo.THREADS.read_text(encoding="utf-8"))
    assert demo.seed(now=NOON) == demo.seed(now=NOON) == len(entries(thread["comments"]))
    wanted = Counter(entry.get("status", Status.PUBLISHED) for entry in entries(thread["comments"]))
    assert Counter(Comment.objects.filter(article=article).values_list("status", flat=True)) == wanted
    assert set(wanted) == set(Status.values)
    assert Decision.objects.filter(at__gt=NOON).count() == 0
    assert State.WAITING in {comment.state for comment in Comment.objects.all()}


def test_the_texts_are_clean_already() -> None:
    for thread in json.loads(demo.THREADS.read_text(encoding="utf-8")):
        for entry in entries(thread["comments"]):
            # A reply of the newsroom is signed by its user.
            typed = {"name": "Momo", **entry}
            form = CommentForm({**typed, "email": "a@example.org", "consent": True})
            assert form.is_valid()
            assert (form.submission.name, form.submission.text) == (typed["name"], typed["text"])
