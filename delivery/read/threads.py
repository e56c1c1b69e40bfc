"""Thread summaries: what a response with comments needs from the edition of their article."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cms.comment_policy import CommentRules
from cms.models import CommentPolicy
from delivery.read.statements import Record, fetch, is_outdated, is_public, with_zone


@dataclass(frozen=True)
class ThreadSummary:
    """The thread of a public article without its comments. `count` is zero if comments are off."""

    article_id: int
    locale: str
    url: str
    rules: CommentRules
    count: int
    expires_at: datetime | None

    @property
    def shows_comments(self) -> bool:
        """Return whether readers see any comments at all."""
        return self.rules.policy != CommentPolicy.OFF


def thread_summary(article_id: int, *, now: datetime) -> ThreadSummary | None:
    """Return the summary of a public article, which may be an alias, or None."""
    return next(iter(thread_summaries([article_id], now=now)), None)


def thread_summaries(article_ids: Collection[int], *, now: datetime) -> list[ThreadSummary]:
    """Return the summaries of the public ones of these articles, in the order of the ids, by one statement."""
    ids = {f"id_{number}": article_id for number, article_id in enumerate(article_ids)}
    statement = f"""
        SELECT e.id, e.locale, e.url, e.comment_policy, e.comments_close_at, e.expires_at,
            COALESCE(thread.count, 0) AS count, {is_outdated("e")} AS is_outdated
        FROM delivery_edition AS e LEFT JOIN comments_thread AS thread ON thread.article_id = e.id
        WHERE e.type = 'article' AND {is_public("e")}
            AND e.id IN ({", ".join(f"%({name})s" for name in ids)})
    """
    records = fetch(statement, ids, now=now) if ids else []
    found = {record["id"]: _summary(record) for record in records}
    return [found[article_id] for article_id in article_ids if article_id in found]


def _summary(record: Record) -> ThreadSummary:
    rules = CommentRules(CommentPolicy(record["comment_policy"]), with_zone(record["comments_close_at"]))
    return ThreadSummary(
        article_id=record["id"],
        locale=record["locale"],
        url=record["url"],
        rules=rules,
        count=0 if rules.policy == CommentPolicy.OFF else record["count"],
        expires_at=with_zone(record["expires_at"]),
    )
