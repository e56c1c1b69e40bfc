"""Rows that are kept only for a time, in `comments` and `api`."""

from datetime import timedelta

import pytest
from captcha.models import CaptchaStore

from api import jobs as api_jobs
from api.models import IdempotencyKey
from comments import jobs, services
from comments.forms import Submission
from comments.models import Comment, NetworkKey, RateCounter
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db

NOW = comment_factories.NOON
COMMENT = Submission(name="Ida", email="ida@example.org", text="Hallo.", locale="de")


def test_a_comment_keeps_a_tag_of_its_network_and_not_the_network() -> None:
    comment = services.accept_comment(
        article_id=factories.article().pk, submission=COMMENT, network="192.0.2.7", now=NOW
    )
    assert len(comment.network_tag) == 64
    stored = str(Comment.objects.values().get(pk=comment.pk))
    assert "192.0.2.7" not in stored


def test_comments_of_one_network_and_day_have_one_tag() -> None:
    article_id = factories.article().pk
    tags = {
        services.accept_comment(
            article_id=article_id, submission=COMMENT, network=network, now=now
        ).network_tag
        for network, now in [("a", NOW), ("a", NOW + timedelta(hours=1)), ("b", NOW)]
    }
    assert len(tags) == 2


def test_a_week_later_tag_and_key_are_gone() -> None:
    article_id = factories.article().pk
    for now in (NOW, NOW + timedelta(days=3)):
        services.accept_comment(article_id=article_id, submission=COMMENT, network="a", now=now)
    assert jobs.delete_network_tags(NOW + timedelta(days=7)) == 1
    assert NetworkKey.objects.get().day == (NOW + timedelta(days=3)).date()
    assert Comment.objects.exclude(network_tag="").count() == 1
    assert jobs.delete_network_tags(NOW + timedelta(days=7)) == 0


def test_challenges_are_deleted_when_they_have_expired() -> None:
    services.issue_challenge(article_id=factories.article().pk, now=NOW)
    assert jobs.delete_expired_challenges(NOW + timedelta(minutes=29)) == 0
    assert jobs.delete_expired_challenges(NOW + timedelta(minutes=30)) == 1
    assert not CaptchaStore.objects.exists()


def test_counters_are_deleted_when_their_window_has_ended() -> None:
    RateCounter.objects.create(key="old", count=1, expires_at=NOW)
    RateCounter.objects.create(key="new", count=1, expires_at=NOW + timedelta(seconds=1))
    assert jobs.delete_rate_counters(NOW) == 1
    assert RateCounter.objects.get().key == "new"


def test_idempotency_keys_are_deleted_after_a_day() -> None:
    for digest, age in (("old", 24), ("new", 23)):
        IdempotencyKey.objects.create(digest=digest, fingerprint="", created_at=NOW - timedelta(hours=age))
    assert api_jobs.delete_idempotency_keys(NOW) == 1
    assert IdempotencyKey.objects.get().digest == "new"
