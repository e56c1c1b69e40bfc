"""What is kept only for a time, in `comments` and at the doors."""

from datetime import timedelta

import pytest
from captcha.models import CaptchaStore

from api import jobs as api_jobs
from api.models import IdempotencyKey, Tally
from comments import captcha as challenge
from comments import jobs, services
from comments.models import Comment, NetworkKey
from comments.submission import Submission
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db

NOW = comment_factories.NOON
LETTER = Submission(name="Ida", email="ida@example.org", text="Hallo.", consent=True, locale="de")


def test_a_comment_keeps_a_tag_of_its_network_and_not_the_network() -> None:
    comment = services.accept_comment(
        article_id=factories.article().pk, submission=LETTER, network="192.0.2.7", now=NOW
    )
    assert len(comment.network_tag) == 64
    stored = str(Comment.objects.values().get(pk=comment.pk))
    assert "192.0.2.7" not in stored


def test_comments_of_one_network_and_day_have_one_tag() -> None:
    article_id = factories.article().pk
    tags = {
        services.accept_comment(
            article_id=article_id, submission=LETTER, network=network, now=now
        ).network_tag
        for network, now in [("a", NOW), ("a", NOW + timedelta(hours=1)), ("b", NOW)]
    }
    assert len(tags) == 2


def test_a_week_later_tag_and_key_are_gone() -> None:
    article_id = factories.article().pk
    for now in (NOW, NOW + timedelta(days=3)):
        services.accept_comment(article_id=article_id, submission=LETTER, network="a", now=now)
    assert jobs.forget_network_tags(NOW + timedelta(days=7)) == 1
    assert NetworkKey.objects.get().day == (NOW + timedelta(days=3)).date()
    assert Comment.objects.exclude(network_tag="").count() == 1
    assert jobs.forget_network_tags(NOW + timedelta(days=7)) == 0


def test_challenges_are_forgotten_when_their_time_is_over() -> None:
    challenge.issue(article_id=1, now=NOW)
    assert jobs.forget_challenges(NOW + timedelta(minutes=29)) == 0
    assert jobs.forget_challenges(NOW + timedelta(minutes=30)) == 1
    assert not CaptchaStore.objects.exists()


def test_tallies_are_forgotten_when_their_window_is_over() -> None:
    Tally.objects.create(key="old", count=1, expires_at=NOW)
    Tally.objects.create(key="new", count=1, expires_at=NOW + timedelta(seconds=1))
    assert api_jobs.forget_tallies(NOW) == 1
    assert Tally.objects.get().key == "new"


def test_idempotency_keys_are_forgotten_after_a_day() -> None:
    for digest, age in (("old", 24), ("new", 23)):
        IdempotencyKey.objects.create(digest=digest, fingerprint="", created_at=NOW - timedelta(hours=age))
    assert api_jobs.forget_idempotency_keys(NOW) == 1
    assert IdempotencyKey.objects.get().digest == "new"
