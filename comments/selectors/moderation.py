"""What moderators see: the queue, its counts and the log of decisions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from wagtail.models import Page

from cms.models import ArticlePage
from cms.selectors import subtree_range
from comments.models import Comment, Decision, EmailReveal, Report
from comments.moderation import Actor, DecisionKind, Status, can_be_undone

# Counting all rows would cost more with every comment; a higher number is shown as "1,000+".
COUNTED_AT_MOST = 1_000
# Words are searched in so many comments, the newest ones, because each of them is read.
SEARCHED_AT_MOST = 50_000
# In place of a status: the comments with open reports, whatever their status.
REPORTED = "REPORTED"
_COUNTED = (REPORTED, *Status.values)


def moderation_queue(*, status: str = "", reported_for: str = "", **filters: Any) -> QuerySet[Comment]:
    """Return comments with hold reasons, decisions and what the desk shows of article and parent.

    `status` is one, `REPORTED`, or empty for all; `reported_for` narrows `REPORTED` to a reason; `filters` are the
    arguments of `_matching`. Pending comments come oldest first, those that have a place in their thread before all
    others; reported ones come in the order of their oldest open report, other comments newest first. Reading takes
    four queries for any number of rows, and one more for reported comments. The e-mail address is not read.
    """
    found = Comment.objects.select_related("parent").only(*_SHOWN)
    found = found.filter(_in_tab(status, reported_for), _matching(**filters))
    decisions = Decision.objects.select_related("moderator").order_by("version")
    # By key: joined, PostgreSQL may read all articles for the reported comments.
    articles = ArticlePage.objects.only(*_SHOWN_OF_ARTICLE)
    found = found.prefetch_related(
        "hold_reasons", Prefetch("decisions", decisions), Prefetch("article", articles)
    )
    return found.order_by(*_ORDERS.get(status, ["-created_at", "-id"]))


_SHOWN = (
    *("status", "version", "author_name", "text", "html", "public_text", "locale", "featured", "by_newsroom"),
    *("article", "created_at", "edited_at"),
    *("parent__status", "parent__author_name", "parent__html", "parent__locale"),
)
# What its title, its URL and the permission to edit it are made of. All of its sixty columns would cost more to load
# than all else of a comment.
_SHOWN_OF_ARTICLE = ("title", "path", "depth", "url_path", "locale", "content_type")
_FIRST_REPORT = Report.objects.filter(comment=OuterRef("pk"), decision=None).order_by("at").values("at")[:1]
_ORDERS: Mapping[str, Sequence[Any]] = {
    Status.PENDING: ["-listed", "created_at", "id"],
    REPORTED: [Subquery(_FIRST_REPORT), "id"],
}


def _in_tab(status: str, reported_for: str = "") -> Q:
    if status == REPORTED:
        return Q(pk__in=_reported(reported_for))
    return Q(status=status) if status else Q()


def _reported(reason: str) -> list[UUID]:
    """Return the ids of the comments whose reports have been open longest, up to one more than `COUNTED_AT_MOST`.

    They are read first: for a subquery the planner of PostgreSQL may read all comments.
    """
    reports = Report.objects.filter(decision=None)
    reports = reports.filter(reason=reason) if reason else reports
    first = reports.values("comment").annotate(first=Min("at")).order_by("first", "comment")
    found = list(first.values_list("comment", flat=True)[: COUNTED_AT_MOST + 1])
    # Django writes no SQL for an empty list. No comment has this id.
    return found or [UUID(int=0)]


def _matching(
    *,
    article_id: int | None = None,
    written_after: datetime | None = None,
    written_before: datetime | None = None,
    text: str = "",
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


def status_counts(*statuses: str) -> dict[str, int]:
    """Count the comments of each of these statuses, by default of all, up to one more than `COUNTED_AT_MOST`.

    `REPORTED` may be among them, and is by default.
    """
    # The desk and each decision read it. Django would need five times as long to write the statement.
    at_most = COUNTED_AT_MOST + 1
    counts: list[str] = []
    values: list[Any] = []
    for status in statuses or _COUNTED:
        rows = _REPORTED_ROWS if status == REPORTED else _STATUS_ROWS
        counts.append(f"(SELECT count(*) FROM ({rows}) AS bounded)")
        values += [at_most] if status == REPORTED else [status, at_most]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        return dict(zip(statuses or _COUNTED, cursor.fetchone(), strict=True))


_STATUS_ROWS = "SELECT 1 FROM comments_comment WHERE status = %s LIMIT %s"
_REPORTED_ROWS = "SELECT DISTINCT comment_id FROM comments_report WHERE decision_id IS NULL LIMIT %s"


def matching_counts(*, reported_for: str = "", **filters: Any) -> dict[str, tuple[int, int]]:
    """Count by status the comments that the filters of `moderation_queue` find, and all, as `status_counts` does."""
    wanted = _matching(**filters)
    total = status_counts()
    if not (wanted or reported_for):
        return {status: (count, count) for status, count in total.items()}
    found = _counts(
        {status: Comment.objects.filter(wanted, _in_tab(status, reported_for)) for status in _COUNTED}
    )
    return {status: (found[status], total[status]) for status in _COUNTED}


def searched_since(*, article_id: int | None = None) -> datetime | None:
    """Return when the oldest of the comments was written in which words are searched, or None if these are all.

    They are the newest ones, of an article if one is chosen.
    """
    among = Comment.objects.all() if article_id is None else Comment.objects.filter(article_id=article_id)
    newest = among.order_by("-created_at", "-id").values_list("created_at", flat=True)
    last_and_next = newest[SEARCHED_AT_MOST - 1 : SEARCHED_AT_MOST + 1]
    return last_and_next[0] if len(last_and_next) == 2 else None


def comments_below(pages: Iterable[Page]) -> int:
    """Count the comments on pages and on all articles below them, up to one more than `COUNTED_AT_MOST`."""
    there = Q(pk__in=[])
    for page in pages:
        there |= Q(article__path__range=subtree_range(page.path))
    return _bounded(Comment.objects.filter(there)).count()


def _counts(groups: Mapping[str, QuerySet[Comment]]) -> dict[str, int]:
    """Count each group up to one more than `COUNTED_AT_MOST`, by one statement."""
    counts: list[str] = []
    values: list[Any] = []
    for group in groups.values():
        sql, parameters = _bounded(group).query.sql_with_params()
        counts.append(f"(SELECT count(*) FROM ({sql}) AS bounded)")
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        return dict(zip(groups, cursor.fetchone(), strict=True))


def _bounded(comments: QuerySet[Comment]) -> QuerySet[Comment, Any]:
    return comments.order_by().values("pk")[: COUNTED_AT_MOST + 1]


def decision_log(*, comment_id: UUID) -> QuerySet[Decision]:
    """Return all decisions on a comment with their moderators, oldest first."""
    return Decision.objects.filter(comment_id=comment_id).select_related("moderator").order_by("version")


def email_reveals(*, comment_id: UUID) -> QuerySet[EmailReveal]:
    """Return who saw the e-mail address of a comment's author, and when, oldest first."""
    return EmailReveal.objects.filter(comment_id=comment_id).select_related("moderator")


def decision_to_undo(decisions: Iterable[Decision]) -> Decision | None:
    """Return the last of a comment's decisions that is in force, if a moderator may undo it.

    `decisions` are all of one comment, oldest first. The first one, at the submission, is no move.
    """
    last = next(reversed(_in_force(decisions)), None)
    if last is None:
        return None
    is_move = last.kind == DecisionKind.MOVE
    return last if not is_move or can_be_undone(last.actor, last.from_status, last.to_status) else None


def decides_on_an_edit(decision: Decision, decisions: Iterable[Decision]) -> bool:
    """Return whether a decision in force is the first one after an edit of the published comment by its author."""
    before = [one for one in _in_force(decisions) if one.version < decision.version]
    return bool(before) and before[-1].actor == Actor.AUTHOR


def _in_force(decisions: Iterable[Decision]) -> list[Decision]:
    moves = [decision for decision in decisions if decision.from_status]
    undone = {decision.undoes_id for decision in moves}
    return [decision for decision in moves if not decision.undoes_id and decision.pk not in undone]


def commented_articles(*, status: str = "", limit: int) -> list[tuple[int, str, int]]:
    """List the articles of the newest `COUNTED_AT_MOST` comments of a status: id, title, number of comments.

    The article with the newest comment comes first.
    """
    found = Comment.objects.filter(_in_tab(status))
    newest = found.order_by("-created_at", "-id").values("article_id", "created_at")[:COUNTED_AT_MOST]
    sql, values = newest.query.sql_with_params()
    statement = f"""
        SELECT newest.article_id, page.title, count(*)
        FROM ({sql}) AS newest JOIN wagtailcore_page AS page ON page.id = newest.article_id
        GROUP BY newest.article_id, page.title ORDER BY max(newest.created_at) DESC, newest.article_id LIMIT {limit}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
