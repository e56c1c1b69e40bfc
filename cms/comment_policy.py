"""Who may comment on an article, and until when. Pure: the values come in, the answer goes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cms.models import CommentPolicy


class Article(Protocol):
    """What must be known of an article."""

    comment_policy: str
    comments_close_at: datetime | None
    published_at: datetime | None
    first_published_at: datetime | None
    alias_of_id: int | None


class Site(Protocol):
    """What must be known of the settings of its site."""

    comments_enabled: bool
    comments_close_after_days: int | None


@dataclass(frozen=True)
class CommentRules:
    """What holds for one article. Time alone never changes it; `open_at` is asked with a time."""

    policy: CommentPolicy
    closes_at: datetime | None

    def open_at(self, now: datetime) -> bool:
        """This will tell whether a comment that arrives at `now` is taken."""
        return self.policy == CommentPolicy.OPEN and (self.closes_at is None or now < self.closes_at)


def comment_rules(article: Article, site: Site) -> CommentRules:
    """This will work out the policy and the closing time; the article's own time goes before the site's.

    An alias takes no comments: they belong to the article that it repeats.
    """
    if not site.comments_enabled or article.comment_policy == CommentPolicy.OFF:
        return CommentRules(CommentPolicy.OFF, None)
    if article.alias_of_id is not None or article.comment_policy == CommentPolicy.CLOSED:
        return CommentRules(CommentPolicy.CLOSED, None)
    return CommentRules(CommentPolicy.OPEN, article.comments_close_at or _end_of_days(article, site))


def _end_of_days(article: Article, site: Site) -> datetime | None:
    published = article.published_at or article.first_published_at
    if published is None or site.comments_close_after_days is None:
        return None
    return published + timedelta(days=site.comments_close_after_days)
