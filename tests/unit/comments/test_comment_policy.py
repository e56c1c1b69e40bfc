"""Who may comment on an article, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from cms.comment_policy import CommentRules, comment_rules
from cms.models import CommentPolicy

PUBLISHED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
END = PUBLISHED + timedelta(days=3)
OPEN, CLOSED, OFF = CommentPolicy.OPEN, CommentPolicy.CLOSED, CommentPolicy.OFF


@dataclass
class Article:
    comment_policy: str = OPEN
    comments_close_at: datetime | None = None
    published_at: datetime | None = PUBLISHED
    first_published_at: datetime | None = None
    alias_of_id: int | None = None


@dataclass
class Site:
    comments_enabled: bool = True
    comments_close_after_days: int | None = None


@pytest.mark.parametrize(
    ("article", "site", "rules"),
    [
        (Article(), Site(), CommentRules(OPEN, None)),
        (Article(CLOSED), Site(), CommentRules(CLOSED, None)),
        (Article(OFF), Site(), CommentRules(OFF, None)),
        (Article(), Site(False), CommentRules(OFF, None)),
        (Article(CLOSED), Site(False), CommentRules(OFF, None)),
        (Article(alias_of_id=7), Site(), CommentRules(CLOSED, None)),
        (Article(OFF, alias_of_id=7), Site(), CommentRules(OFF, None)),
        (Article(comments_close_at=END), Site(), CommentRules(OPEN, END)),
        (Article(comments_close_at=END), Site(True, 1), CommentRules(OPEN, END)),
        (Article(), Site(True, 3), CommentRules(OPEN, END)),
        (Article(published_at=None, first_published_at=PUBLISHED), Site(True, 3), CommentRules(OPEN, END)),
        (Article(published_at=None), Site(True, 3), CommentRules(OPEN, None)),
        (Article(CLOSED, comments_close_at=END), Site(), CommentRules(CLOSED, None)),
    ],
)
def test_the_rules_of_article_and_site_become_one(article: Article, site: Site, rules: CommentRules) -> None:
    assert comment_rules(article, site) == rules


@pytest.mark.parametrize(
    ("rules", "open_"),
    [
        (CommentRules(OPEN, None), True),
        (CommentRules(OPEN, END), True),
        (CommentRules(OPEN, PUBLISHED), False),
        (CommentRules(CLOSED, None), False),
        (CommentRules(OFF, None), False),
    ],
)
def test_the_form_is_open_until_its_time(rules: CommentRules, open_: bool) -> None:
    assert rules.open_at(PUBLISHED) is open_
