"""The one way in which a comment is changed: with its thread, and with the comments above it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from cms.models import ArticlePage
from comments.errors import CommentNotFound
from comments.models import MAX_DEPTH, Comment, Thread
from comments.moderation import State, Status
from comments.selectors.verification import listed_replies, miscounted_threads
from comments.signals import thread_changed


def lock_thread(article_id: int) -> Thread:
    """Return the thread of an article; its comments are changed only by the transaction that has locked it."""
    thread, _created = Thread.objects.select_for_update().get_or_create(article_id=article_id)
    return thread


def lock_threads(article_ids: Iterable[int]) -> None:
    """Lock the threads of several articles as far as there are any, always in the order of the ids."""
    list(Thread.objects.select_for_update().filter(pk__in=set(article_ids)).order_by("pk"))


def change_comment(comment: Comment, changes: Mapping[str, Any]) -> bool:
    """Change columns of a comment that was read at its version, and raise the version, in a transaction.

    Without changes only the version is raised, which the public does not see.

    Return False, with the comment as it is now, if it was changed meanwhile.

    :raises CommentNotFound: if it was deleted meanwhile
    """
    thread = lock_thread(comment.article_id)
    seen = comment.version
    try:
        # A reply is counted in the comments that it answers, which are changed with it.
        rows = (
            Comment.objects.select_related("parent__parent") if comment.parent_id else Comment.objects.all()
        )
        comment.refresh_from_db(from_queryset=rows)
    except Comment.DoesNotExist as error:
        raise CommentNotFound from error
    if comment.version != seen:
        return False
    before = comment.state
    for name, value in changes.items():
        setattr(comment, name, value)
    comment.version += 1
    comment.save(update_fields=[*changes, "version"])
    if changes:
        _count(thread, comment, before)
        _list_above(comment, was_listed=before is not None)
    return True


def _count(thread: Thread, comment: Comment, before: State | None) -> None:
    after = comment.state
    if before == after != State.PUBLISHED:
        return
    thread.count += (after == State.PUBLISHED) - (before == State.PUBLISHED)
    thread.version += 1
    thread.save(update_fields=["count", "version"])
    thread_changed.send(Comment, article_id=thread.article_id)


def _list_above(comment: Comment, *, was_listed: bool) -> None:
    """Count a reply that has got a place in its thread, or has lost it, and its parent if that changes with it."""
    is_listed = comment.state is not None
    parent = comment.parent
    if is_listed == was_listed or parent is None:
        return
    parent_was_listed = parent.state is not None
    parent.public_replies += 1 if is_listed else -1
    parent.save(update_fields=["public_replies"])
    _list_above(parent, was_listed=parent_was_listed)


def recount_threads() -> int:
    """Correct the numbers that differ from the comments, and return of how many articles they were."""
    wrong = miscounted_threads()
    for article_id in wrong:
        recount_thread(article_id=article_id)
    return len(wrong)


@transaction.atomic
def recount_thread(*, article_id: int) -> None:
    """Store what the comments of an article add up to, whoever has written or deleted them."""
    thread = lock_thread(article_id)
    # From the deepest level up: whether a comment has a place depends on its replies.
    for depth in reversed(range(MAX_DEPTH - 1)):
        Comment.objects.filter(article_id=article_id, depth=depth).update(public_replies=listed_replies())
    thread.count = Comment.objects.filter(article_id=article_id, status=Status.PUBLISHED).count()
    thread.version += 1
    thread.save(update_fields=["count", "version"])
    thread_changed.send(Comment, article_id=article_id)


@receiver(pre_delete, sender=ArticlePage)
def on_article_deleted(sender: type, instance: ArticlePage, **kwargs: Any) -> None:
    # Before the rows of the comments, which are deleted with the article: the order in which all writers lock.
    lock_threads([instance.pk])
