"""The rule for comments on an article: which policy holds, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from cms.models import ArticlePage, CommentPolicy, SiteSettings


class CommentedArticle(NamedTuple):
    """What comments need to know of an article: to read these columns takes half as long as to make a page of them."""

    alias_of_id: int | None
    comment_policy: str
    comments_close_at: datetime | None
    published_at: datetime | None
    first_published_at: datetime | None
    locale__language_code: str


@dataclass(frozen=True)
class CommentRules:
    """The policy of one article and the time when it closes."""

    policy: CommentPolicy
    closes_at: datetime | None

    def open_at(self, now: datetime) -> bool:
        """Return whether a comment that arrives at `now` is accepted."""
        return self.policy == CommentPolicy.OPEN and (self.closes_at is None or now < self.closes_at)


def comment_rules(article: ArticlePage | CommentedArticle, site: SiteSettings) -> CommentRules:
    """Return the policy and the closing time of an article; its own time overrides that of the site.

    An alias takes no comments: they belong to its source.
    """
    if not site.comments_enabled or article.comment_policy == CommentPolicy.OFF:
        return CommentRules(CommentPolicy.OFF, None)
    if article.alias_of_id is not None or article.comment_policy == CommentPolicy.CLOSED:
        return CommentRules(CommentPolicy.CLOSED, None)
    return CommentRules(CommentPolicy.OPEN, article.comments_close_at or _end_of_days(article, site))


def _end_of_days(article: ArticlePage | CommentedArticle, site: SiteSettings) -> datetime | None:
    published = article.published_at or article.first_published_at
    if published is None or site.comments_close_after_days is None:
        return None
    try:
        return published + timedelta(days=site.comments_close_after_days)
    except OverflowError:
        # After the end of the calendar.
        return None
