"""What moderators see: the queue, its numbers and the log of decisions."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from comments.models import AddressReveal, Comment, Decision
from comments.moderation import Status


def moderation_queue(
    *,
    status: str = "",
    article_id: int | None = None,
    written_after: datetime | None = None,
    written_before: datetime | None = None,
    text: str = "",
) -> QuerySet[Comment]:
    """This will select comments for moderators, with article, parent, hold reasons and decisions at hand.

    What waits comes oldest first, everything else newest first. The address is left out. Whatever the
    length of the list, reading it takes three queries.
    """
    found = Comment.objects.select_related("article", "parent").defer("address", "article__body")
    if status:
        found = found.filter(status=status)
    found = found.filter(_matching(article_id, written_after, written_before, text))
    decisions = Decision.objects.select_related("moderator").order_by("version")
    oldest_first = status == Status.PENDING
    return found.prefetch_related("hold_reasons", Prefetch("decisions", decisions)).order_by(
        *(["created_at", "id"] if oldest_first else ["-created_at", "-id"])
    )


def _matching(
    article_id: int | None, written_after: datetime | None, written_before: datetime | None, text: str
) -> Q:
    wanted = Q()
    if article_id is not None:
        wanted &= Q(article_id=article_id)
    if written_after:
        wanted &= Q(created_at__gte=written_after)
    if written_before:
        wanted &= Q(created_at__lt=written_before)
    if text:
        wanted &= Q(text__icontains=text) | Q(author_name__icontains=text)
    return wanted


def status_counts() -> dict[str, int]:
    """This will count the comments of each status; a status without any counts zero."""
    rows = Comment.objects.order_by().values_list("status").annotate(Count("id"))
    return {**dict.fromkeys(Status.values, 0), **dict(rows)}


def matching_counts(
    *,
    article_id: int | None = None,
    written_after: datetime | None = None,
    written_before: datetime | None = None,
    text: str = "",
) -> dict[str, tuple[int, int]]:
    """This will count by status, in one query, what the filters of `moderation_queue` find, and all there is."""
    wanted = _matching(article_id, written_after, written_before, text)
    everything = Comment.objects.order_by().values_list("status")
    rows = everything.annotate(found=Count("id", filter=wanted) if wanted else Count("id"), total=Count("id"))
    return {
        **dict.fromkeys(Status.values, (0, 0)),
        **{status: (found, total) for status, found, total in rows},
    }


def waiting_count() -> int:
    """This will count what waits for a moderator."""
    return Comment.objects.filter(status=Status.PENDING).count()


def decision_log(*, comment_id: UUID) -> QuerySet[Decision]:
    """This will select all decisions on a comment, oldest first, with who made them."""
    return Decision.objects.filter(comment_id=comment_id).select_related("moderator").order_by("version")


def last_decision(*, comment_id: UUID) -> Decision | None:
    """This will find the latest decision on a comment."""
    return decision_log(comment_id=comment_id).last()


def reveal_log(*, comment_id: UUID) -> QuerySet[AddressReveal]:
    """This will select who saw the address of a comment's author, oldest first."""
    return (
        AddressReveal.objects.filter(comment_id=comment_id).select_related("moderator").order_by("at", "pk")
    )


def commented_articles(*, status: str = "", limit: int) -> list[tuple[int, str, int]]:
    """This will list articles with comments of a status, the latest commented first: id, title, how many."""
    found = Comment.objects.filter(status=status) if status else Comment.objects.all()
    rows = found.order_by().values_list("article_id", "article__title")
    return list(
        rows.annotate(comments=Count("id"), latest=Max("created_at"))
        .order_by("-latest")
        .values_list("article_id", "article__title", "comments")[:limit]
    )
