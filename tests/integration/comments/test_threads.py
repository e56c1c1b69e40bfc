"""What is stored of a thread: exact after every move, whatever is moved in which order, and after every crash."""

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import ArticlePage
from comments import selectors, services
from comments.errors import CommentRefusal
from comments.jobs import check_comments
from comments.models import Comment, Thread
from comments.moderation import Status
from comments.services.moves import find_comment
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


class Crashed(BaseException):
    """The process ends between two statements."""


def added_up(article_id: int) -> tuple[int, dict[UUID, int], set[UUID]]:
    """Return what the statuses of the comments add up to: the count, the listed replies to each, and all listed."""
    rows = list(Comment.objects.filter(article_id=article_id).order_by("-depth"))
    replies: dict[UUID, int] = defaultdict(int)
    listed = set()
    for row in rows:
        if row.status == Status.PUBLISHED or row.public_text or replies[row.pk]:
            listed.add(row.pk)
            if row.parent_id:
                replies[row.parent_id] += 1
    published = [row for row in rows if row.status == Status.PUBLISHED]
    return len(published), {row.pk: replies[row.pk] for row in rows}, listed


def stored(article_id: int) -> tuple[int, dict[UUID, int], set[UUID]]:
    rows = list(Comment.objects.filter(article_id=article_id))
    thread = Thread.objects.filter(pk=article_id).first()
    return (
        thread.count if thread else 0,
        {row.pk: row.public_replies for row in rows},
        {row.pk for row in rows if row.listed},
    )


def tree() -> tuple[ArticlePage, list[Comment]]:
    """Store three comments on an article, with two replies each and one below the first of these, all pending."""
    article = factories.article()
    roots = [comment_factories.comment(article=article) for _ in range(3)]
    replies = [comment_factories.comment(parent=root) for root in roots for _ in range(2)]
    deepest = [comment_factories.comment(parent=reply) for reply in replies[::2]]
    return article, [*roots, *replies, *deepest]


def edit(comment: Comment) -> None:
    """Edit a comment for its author; a published one waits for approval again."""
    text = f"Anders gesagt, zum {comment.version}. Mal."
    services.edit_comment(comment_id=comment.pk, text=text, now=comment.created_at)


def act(comment: Comment, draw: random.Random, moderator: Any) -> None:
    """Let a moderator, the author or the law do something to a comment; what is not allowed changes nothing."""
    kind = draw.choices(["decide", "undo", "edit", "withdraw", "erase"], [12, 4, 6, 1, 1])[0]
    seen = {"comment_id": comment.pk, "expected_version": comment.version}
    with suppress(CommentRefusal):
        if kind == "decide":
            to = draw.choice([Status.PUBLISHED, *Status])
            services.moderate_comment(**seen, to=to, moderator=moderator, now=NOW, reason="Ton")
        elif kind == "undo":
            services.undo_decision(**seen, moderator=moderator, now=NOW)
        elif kind == "edit":
            edit(comment)
        elif kind == "withdraw":
            services.withdraw_comment(comment_id=comment.pk, now=NOW)
        else:
            services.erase_comment(comment_id=comment.pk, now=NOW)


def crashes_at(number: int, call: Callable[[], Any]) -> bool:
    """Run a call in a process that ends at its statement with this number, and return whether there is one."""
    left = number

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal left
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            left -= 1
            if left == -1:
                raise Crashed
        return execute(sql, *rest)

    with connection.execute_wrapper(count), suppress(Crashed):
        call()
    return left < 0


class TestAnyMixOfMoves:
    @pytest.mark.parametrize("seed", range(2))
    def test_leaves_what_the_comments_add_up_to(self, seed: int) -> None:
        draw, moderator = random.Random(seed), comment_factories.moderator()
        article, comments = tree()
        for _ in range(50):
            act(find_comment(draw.choice(comments).pk), draw, moderator)
            assert stored(article.pk) == added_up(article.pk)
        assert selectors.miscounted_threads() == []


class TestACrash:
    @pytest.mark.parametrize("to", [Status.PUBLISHED, Status.HIDDEN, Status.ERASED])
    def test_between_any_two_statements_of_a_move_leaves_no_difference(self, to: Status) -> None:
        moderator = comment_factories.moderator()
        moderator.has_perm("comments.moderate_comment")
        article = factories.article()
        root = comment_factories.comment(article=article, status=Status.HIDDEN)
        reply = comment_factories.comment(parent=comment_factories.comment(parent=root))
        if to == Status.HIDDEN:
            decide(reply, Status.PUBLISHED, moderator)
        before = stored(article.pk)
        call = partial(decide, reply, to, moderator)
        number = 0
        while crashes_at(number, call):
            assert selectors.miscounted_threads() == []
            assert stored(article.pk) == before
            number += 1
        assert number >= 6
        assert stored(article.pk) == added_up(article.pk)


def decide(comment: Comment, to: Status, moderator: Any) -> None:
    if to == Status.ERASED:
        services.erase_comment(comment_id=comment.pk, now=NOW)
        return
    version = Comment.objects.values_list("version", flat=True).get(pk=comment.pk)
    services.moderate_comment(
        comment_id=comment.pk, expected_version=version, to=to, moderator=moderator, now=NOW
    )


class TestTheCheck:
    @pytest.fixture
    def spoilt(self) -> int:
        """Return the id of an article whose comments were changed and deleted by hand."""
        article = factories.article()
        kept = comment_factories.comment(article=article, status=Status.PUBLISHED)
        gone = comment_factories.comment(parent=kept, status=Status.PUBLISHED)
        comment_factories.comment(article=factories.article(), status=Status.PUBLISHED)
        gone.delete()
        Thread.objects.filter(pk=article.pk).update(count=7)
        return article.pk

    def test_names_the_articles_and_fails(self, spoilt: int) -> None:
        out = StringIO()
        with pytest.raises(CommandError, match="1 threads differ"):
            call_command("check_comments", stdout=out)
        assert out.getvalue() == f"article {spoilt}: its numbers of comments and replies are wrong\n"

    def test_takes_no_decision_that_is_made_meanwhile_for_a_difference(self) -> None:
        root = comment_factories.comment(status=Status.PUBLISHED)
        waiting = [comment_factories.comment(parent=root) for _ in range(9)]
        moderator = comment_factories.moderator()
        moderator.has_perm("comments.moderate_comment")

        def decide_before(execute: Any, sql: str, *rest: Any) -> Any:
            nonlocal is_deciding
            if not is_deciding:
                is_deciding = True
                decide(waiting.pop(), Status.PUBLISHED, moderator)
                is_deciding = False
            return execute(sql, *rest)

        is_deciding = False
        with connection.execute_wrapper(decide_before):
            assert selectors.miscounted_threads() == []
        assert 1 < len(waiting) < 8

    @pytest.mark.parametrize("stored_replies", [0, 2])
    def test_finds_one_reply_too_few_and_too_many(self, stored_replies: int) -> None:
        root = comment_factories.comment(status=Status.PUBLISHED)
        comment_factories.comment(parent=root, status=Status.PUBLISHED)
        services.recount_thread(article_id=root.article_id)
        assert selectors.miscounted_threads() == []

        Comment.objects.filter(pk=root.pk).update(public_replies=stored_replies)

        assert selectors.miscounted_threads() == [root.article_id]

    @pytest.mark.parametrize("by", ["command", "job"])
    def test_repairs_them(self, spoilt: int, by: str) -> None:
        version = Thread.objects.get(pk=spoilt).version
        if by == "command":
            call_command("check_comments", repair=True, stdout=StringIO())
        else:
            assert check_comments(timezone.now()) == 1
        out = StringIO()
        call_command("check_comments", stdout=out)
        assert out.getvalue() == "0 differences\n"
        assert stored(spoilt) == added_up(spoilt)
        assert Thread.objects.get(pk=spoilt).version > version


class TestTheVersionOfAThread:
    def test_rises_with_what_readers_see_and_with_nothing_else(self) -> None:
        moderator = comment_factories.moderator()
        comment = comment_factories.comment()
        versions = []
        for to in (Status.SPAM, Status.PENDING, Status.PUBLISHED, Status.HIDDEN, Status.ERASED):
            decide(comment, to, moderator)
            versions.append(Thread.objects.get(pk=comment.article_id).version)
        assert versions == [0, 0, 1, 2, 2]

    def test_rises_when_a_waiting_comment_is_erased(self) -> None:
        comment = comment_factories.comment(status=Status.PUBLISHED)
        edit(comment)
        before = Thread.objects.get(pk=comment.article_id)
        services.erase_comment(comment_id=comment.pk, now=NOW)
        after = Thread.objects.get(pk=comment.article_id)
        assert (before.count, after.count, after.version) == (0, 0, before.version + 1)
        assert Comment.objects.get().public_text == ""


class TestAnArticle:
    def test_is_deleted_with_its_comments(self) -> None:
        article, comments = tree()
        decide(comments[-1], Status.PUBLISHED, comment_factories.moderator())
        article.delete()
        assert not Comment.objects.exists()
        assert not Thread.objects.exists()

    @pytest.mark.postgresql
    def test_locks_its_thread_before_its_comments_are_deleted(self) -> None:
        comment = comment_factories.comment(status=Status.PUBLISHED)
        with CaptureQueriesContext(connection) as asked:
            comment.article.delete()
        statements = [query["sql"] for query in asked]
        first = next(
            place
            for place, sql in enumerate(statements)
            if '"comments_thread"' in sql and "FOR UPDATE" in sql
        )
        deleted = next(
            place for place, sql in enumerate(statements) if sql.startswith('DELETE FROM "comments_')
        )
        assert first < deleted
