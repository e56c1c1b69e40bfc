"""What a response with comments needs of their articles: through the editions, the one gate for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson

from cms.comment_policy import CommentRules
from cms.models import CommentPolicy
from comments.moderation import Status
from comments.selectors.branches import Branch, ThreadCursor, branch_of, columns, stored_key
from delivery.read.statements import (
    Record,
    any_of,
    earliest,
    fetch,
    is_outdated,
    is_public,
    sql_time,
    with_zone,
)

_COUNT = f"e.id, e.comment_policy, e.expires_at, COALESCE(thread.count, 0) AS count, {is_outdated('e')} AS is_outdated"
_SUMMARY = f"{_COUNT}, e.locale, e.url, e.etag, e.comments_close_at, COALESCE(thread.version, 0) AS version"
_SOURCE = "delivery_edition AS e LEFT JOIN comments_thread AS thread ON thread.article_id = e.id"
_PUBLIC = f"e.type = 'article' AND {is_public('e')}"
# A page of the latest comments looks at no more, or one of a language with few comments would read them all.
LOOKED_AT = 1_000
_NAMES = [f"comment_{place}" for place in range(len(columns()))]
_COMMENT = ", ".join(f"{column} AS {name}" for column, name in zip(columns(), _NAMES, strict=True))


@dataclass(frozen=True)
class ThreadSummary:
    """The thread of a public article without its comments. `count` is zero if comments are off.

    `etag` changes with everything that is shown of the comments and of their article.
    """

    article_id: int
    locale: str
    url: str
    rules: CommentRules
    count: int
    expires_at: datetime | None
    etag: str

    @property
    def shows_comments(self) -> bool:
        """Return whether readers see any comments at all."""
        return self.rules.policy != CommentPolicy.OFF


class CommentCounts(NamedTuple):
    """How many comments each of several articles shows, and until when all of them are public."""

    by_article: dict[int, int]
    expires_at: datetime | None


class CommentOfArticle(NamedTuple):
    """A comment without its replies, and of its article the URL and the title, which is empty if not asked for."""

    branch: Branch
    published_at: datetime
    article_url: str
    title: str
    locale: str


class LatestComments(NamedTuple):
    """Some published comments, where the next ones begin, and until when all of their articles are public.

    There may be less than asked for, and still next ones: `LOOKED_AT` comments were looked at.
    """

    comments: list[CommentOfArticle]
    next: ThreadCursor | None
    expires_at: datetime | None


def thread_summary(article_id: int, *, now: datetime) -> ThreadSummary | None:
    """Return the summary of a public article, which may be an alias, or None."""
    statement = f"SELECT {_SUMMARY} FROM {_SOURCE} WHERE {_PUBLIC} AND e.id = %(article_id)s"
    return next(map(_summary, fetch(statement, {"article_id": article_id}, now=now)), None)


def comment_counts(article_ids: Sequence[int], *, now: datetime) -> CommentCounts:
    """Return the counts of the public ones of these articles, in the order of the ids, by one statement."""
    among = any_of("e.id", "id", article_ids)
    statement = f"SELECT {_COUNT} FROM {_SOURCE} WHERE {_PUBLIC} AND {among.condition}"
    records = fetch(statement, among.values, now=now)
    found = {record["id"]: _shown_count(record) for record in records}
    by_article = {article_id: found[article_id] for article_id in article_ids if article_id in found}
    return CommentCounts(by_article, earliest(*(with_zone(record["expires_at"]) for record in records)))


def thread_of_comment(comment_id: UUID, *, now: datetime) -> tuple[ThreadSummary, int] | None:
    """Return the summary of the article of a comment, and how many replies to the comment are listed.

    None unless readers see the comment, or the place where it was.
    """
    statement = f"""
        SELECT {_SUMMARY}, c.public_replies FROM comments_comment AS c
        JOIN delivery_edition AS e ON e.id = c.article_id
        LEFT JOIN comments_thread AS thread ON thread.article_id = e.id
        WHERE c.id = %(comment_id)s AND c.listed AND {_PUBLIC} AND e.comment_policy <> %(off)s
    """
    values = {"comment_id": stored_key(comment_id), "off": str(CommentPolicy.OFF)}
    records = fetch(statement, values, now=now)
    return (_summary(records[0]), records[0]["public_replies"]) if records else None


def latest_comments(
    *,
    limit: int,
    article_id: int | None = None,
    locale: str | None = None,
    after: ThreadCursor | None = None,
    for_feed: bool = False,
    now: datetime,
) -> LatestComments:
    """Return published comments of public articles, those first that were published last.

    For a feed with the titles of their articles, and without the place where the next ones begin.
    """
    listed, shown, values = _latest(article_id, locale, after)
    # With the limit PostgreSQL asks for the article of each comment. A join reads all articles if the planner expects
    # few comments in a language.
    statement = f"""
        SELECT {_COMMENT}, c.published_at, e.id, e.url, e.locale, e.expires_at,
            {"e.card" if for_feed else "NULL"} AS card, {is_outdated("e")} AS is_outdated
        FROM comments_comment AS c CROSS JOIN delivery_edition AS e
        WHERE e.id = c.article_id AND {listed}
            AND EXISTS (SELECT 1 FROM delivery_edition AS its WHERE its.id = c.article_id AND {shown} LIMIT 1 OFFSET 0)
            AND c.published_at >= COALESCE(({_end(listed)}), '0001-01-01')
        ORDER BY c.published_at DESC, c.id DESC LIMIT {limit + 1}
    """
    records = fetch(statement, values, now=now)
    found = [_comment_of_article(record) for record in records[:limit]]
    following = None
    if len(records) > limit:
        following = ThreadCursor(found[-1].published_at, found[-1].branch.id)
    elif not for_feed:
        # All comments of that moment were looked at, whatever their ids.
        looked_at = fetch(_end(listed), values, now=now)
        if looked_at:
            following = ThreadCursor(
                cast(datetime, with_zone(looked_at[0]["published_at"])), str(UUID(int=0))
            )
    expires_at = earliest(*(with_zone(record["expires_at"]) for record in records[:limit]))
    return LatestComments(found, following, expires_at)


def _latest(
    article_id: int | None, locale: str | None, after: ThreadCursor | None
) -> tuple[str, str, Mapping[str, Any]]:
    """Return in SQL what `latest_comments` asks of comments and of their articles, and the parameters."""
    values: dict[str, Any] = {"off": str(CommentPolicy.OFF)}
    listed = f"c.status = '{Status.PUBLISHED}'"
    shown = f"its.type = 'article' AND {is_public('its')} AND its.comment_policy <> %(off)s"
    if article_id is not None:
        listed += " AND c.article_id = %(article_id)s"
        values["article_id"] = article_id
    if locale:
        shown += " AND its.locale = %(locale)s"
        values["locale"] = locale
    if after:
        listed += " AND (c.published_at, c.id) < (%(after)s, %(after_id)s)"
        values |= {"after": sql_time(after.at), "after_id": stored_key(after.id)}
    return listed, shown, values


def _end(listed: str) -> str:
    """Return the SQL for when the last comment that a page looks at was published; nothing if there are no more."""
    return f"""
        SELECT c.published_at FROM comments_comment AS c WHERE {listed}
        ORDER BY c.published_at DESC, c.id DESC LIMIT 1 OFFSET {LOOKED_AT - 1}
    """


def _comment_of_article(record: Record) -> CommentOfArticle:
    branch = branch_of(record[name] for name in _NAMES)
    published_at = cast(datetime, with_zone(record["published_at"]))
    title = orjson.loads(record["card"])["title"] if record["card"] else ""
    return CommentOfArticle(branch, published_at, record["url"], title, record["locale"])


def _summary(record: Record) -> ThreadSummary:
    return ThreadSummary(
        article_id=record["id"],
        locale=record["locale"],
        url=record["url"],
        rules=CommentRules(CommentPolicy(record["comment_policy"]), with_zone(record["comments_close_at"])),
        count=_shown_count(record),
        expires_at=with_zone(record["expires_at"]),
        etag=f"{record['etag']}-{record['version']}",
    )


def _shown_count(record: Record) -> int:
    count: int = record["count"]
    return 0 if record["comment_policy"] == CommentPolicy.OFF else count
