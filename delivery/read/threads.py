"""What an answer with the comments of an article must know of the article, from its edition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cms.comment_policy import CommentRules
from cms.models import CommentPolicy
from delivery.read.statements import Record, fetch, is_public, is_stale, moment


@dataclass(frozen=True)
class ThreadSummary:
    """The frame of the thread of a public article. Where comments are off, `count` is zero."""

    article_id: int
    locale: str
    url: str
    rules: CommentRules
    count: int
    expires_at: datetime | None

    @property
    def shows_comments(self) -> bool:
        """Tell whether readers see any comments at all."""
        return self.rules.policy != CommentPolicy.OFF


def thread_summary(article_id: int, *, now: datetime) -> ThreadSummary | None:
    """Return the summary of a public article, which may be an alias, or None."""
    return next(iter(thread_summaries([article_id], now=now)), None)


def thread_summaries(article_ids: Collection[int], *, now: datetime) -> list[ThreadSummary]:
    """Return the summaries of those of the articles that are public, in the order asked, by one statement."""
    ids = {f"id_{number}": article_id for number, article_id in enumerate(article_ids)}
    statement = f"""
        SELECT e.page_id, e.locale, e.url, e.comment_policy, e.comments_close_at, e.comment_count, e.expires_at,
            {is_stale("e")} AS is_stale
        FROM delivery_edition AS e
        WHERE e.type = 'article' AND {is_public("e")}
            AND e.page_id IN ({", ".join(f"%({name})s" for name in ids)})
    """
    records = fetch(statement, ids, now=now) if ids else []
    found = {record["page_id"]: _summary(record) for record in records if not record["is_stale"]}
    return [found[article_id] for article_id in article_ids if article_id in found]


def _summary(record: Record) -> ThreadSummary:
    rules = CommentRules(CommentPolicy(record["comment_policy"]), moment(record["comments_close_at"]))
    return ThreadSummary(
        article_id=record["page_id"],
        locale=record["locale"],
        url=record["url"],
        rules=rules,
        count=0 if rules.policy == CommentPolicy.OFF else record["comment_count"],
        expires_at=moment(record["expires_at"]),
    )
