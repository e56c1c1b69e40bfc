"""What `POST articles/{id}/comments/` checks before it takes a comment: open article, key, limits, one answer for each challenge."""

from collections.abc import Callable
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.models import SiteSettings
from comments.models import Comment
from comments.services.rates import Limit
from tests import factories
from tests.api.v1.comment_client import get, post, proven, solved, still_clock, submit
from tests.races import at_the_same_moment

__all__ = ["still_clock"]


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: None) -> None:
    cache.clear()


def _settings(page: Any, **values: Any) -> None:
    SiteSettings.objects.update_or_create(site=page.get_site(), defaults=values)


class TestTheArticle:
    @pytest.mark.parametrize(
        "hide",
        [
            lambda page: page.unpublish(),
            lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
            lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
            lambda page: page.delete(),
        ],
        ids=["draft", "private", "expired", "deleted"],
    )
    def test_that_the_public_does_not_see_is_the_same_404(self, hide: Callable[[Any], Any]) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        hide(article)
        response = submit(article.pk, challenge=challenge)
        unknown = submit(9_999_999, challenge=challenge)
        for answer in (response, unknown):
            assert answer.status_code == 404
            for name in ("instance", "request_id"):
                answer.data.pop(name)
        assert response.data == unknown.data

    @pytest.mark.parametrize(
        "close",
        [
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comment_policy="CLOSED"),
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comment_policy="OFF"),
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comments_close_at=timezone.now()),
            lambda page: _settings(page, comments_enabled=False),
            lambda page: _settings(page, comments_close_after_days=1),
        ],
        ids=["closed", "off", "over", "site off", "after days"],
    )
    def test_that_takes_no_comments_says_so(self, close: Callable[[Any], Any]) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        close(article)
        response = submit(article.pk, challenge=challenge)
        assert response.status_code == 403
        assert response.data["type"].endswith("/comments-closed/")
        assert post("comments/challenge/", {"article": article.pk}).status_code == 403

    def test_that_is_an_alias_takes_no_comments(self) -> None:
        source = factories.article()
        alias = source.create_alias(parent=factories.section())
        assert post("comments/challenge/", {"article": alias.pk}).status_code == 403


class TestAnIdempotencyKey:
    KEY = {"Idempotency-Key": "abcdefgh-1"}

    def test_gives_the_same_answer_and_one_comment(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        first, second = (submit(article.pk, challenge=challenge, headers=self.KEY) for _ in range(2))
        assert (first.status_code, second.status_code) == (202, 202)
        assert first.data == second.data
        assert Comment.objects.count() == 1

    def test_gives_the_same_answer_although_the_challenge_is_another(self) -> None:
        article = factories.article()
        first, second = (submit(article.pk, headers=self.KEY) for _ in range(2))
        assert first.data == second.data

    @pytest.mark.parametrize("change", [{"text": "Etwas ganz anderes."}, {"email": "other@example.org"}])
    def test_with_another_body_is_refused(self, change: dict[str, str]) -> None:
        article = factories.article()
        submit(article.pk, headers=self.KEY)
        response = submit(article.pk, headers=self.KEY, **change)
        assert response.status_code == 422
        assert response.data["type"].endswith("/idempotency-mismatch/")

    def test_with_another_article_is_refused(self) -> None:
        submit(factories.article().pk, headers=self.KEY)
        assert submit(factories.article().pk, headers=self.KEY).status_code == 422

    def test_is_free_again_after_a_refusal(self) -> None:
        article = factories.article()
        wrong = {**solved(article.pk), "answer": "falsch"}
        assert submit(article.pk, challenge=wrong, headers=self.KEY).status_code == 400
        assert not CaptchaStore.objects.filter(hashkey=wrong["id"]).exists()
        assert submit(article.pk, headers=self.KEY).status_code == 202

    def test_of_an_article_that_was_deleted_finds_nothing(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        assert submit(article.pk, challenge=challenge, headers=self.KEY).status_code == 202
        article.delete()
        assert submit(article.pk, challenge=challenge, headers=self.KEY).status_code == 404

    @pytest.mark.parametrize("key", ["short", "x" * 201, "mit leerzeichen"])
    def test_that_is_none_is_refused(self, key: str) -> None:
        response = submit(factories.article().pk, headers={"Idempotency-Key": key})
        assert response.status_code == 400
        (error,) = response.json()["errors"]
        assert error["header"] == "Idempotency-Key"


@pytest.mark.usefixtures("still_clock")
class TestTooManyComments:
    WRONG = {"id": "x", "answer": "y"}

    @pytest.fixture(params=["Redis", "database"])
    def few(
        self, request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Limit submissions to three a minute, counted in Redis or in the database."""
        if request.param == "database":
            settings.REDIS_URL = ""
        monkeypatch.setattr("api.v1.submissions.SUBMIT_MINUTE", Limit("submit-minute", 3, 60))

    def test_from_one_network_are_refused_until_the_minute_is_over(self, few: None) -> None:
        article = factories.article()
        responses = [submit(article.pk, challenge=self.WRONG) for _ in range(4)]
        assert [response.status_code for response in responses] == [400, 400, 400, 429]
        assert responses[-1]["Retry-After"] == "60"
        assert '"submit-minute";r=0;t=60' in responses[-1]["RateLimit"]

    def test_do_not_include_those_with_wrong_fields(self, few: None) -> None:
        article = factories.article()
        assert {submit(article.pk, text="", challenge={}).status_code for _ in range(5)} == {400}
        assert submit(article.pk).status_code == 202

    @pytest.fixture
    def one_for_each_article(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Limit each article to one comment a minute."""
        monkeypatch.setattr("comments.services.submitting.ARTICLE_MINUTE", Limit("article-minute", 1, 60))

    def test_for_one_article_are_refused_wherever_they_come_from(self, one_for_each_article: None) -> None:
        busy, quiet = factories.article(), factories.article()
        first, second, other = (submit(article.pk) for article in (busy, busy, quiet))
        assert [answer.status_code for answer in (first, second, other)] == [202, 429, 202]
        assert (second["Retry-After"], Comment.objects.count()) == ("60", 2)
        assert '"article-minute";r=0;t=60' in second["RateLimit"]

    def test_for_one_article_come_with_a_fresh_challenge(
        self, one_for_each_article: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article, key = factories.article(), {"Idempotency-Key": "too-many-1"}
        submit(article.pk)
        fresh = submit(article.pk, headers=key).data["challenge"]["id"]
        monkeypatch.undo()
        answer = CaptchaStore.objects.get(hashkey=fresh).response
        assert submit(article.pk, challenge={"id": fresh, "answer": answer}, headers=key).status_code == 202

    def test_for_one_article_do_not_include_those_with_a_wrong_answer(
        self, one_for_each_article: None
    ) -> None:
        article = factories.article()
        wrong = [{**solved(article.pk), "answer": "falsch"}, self.WRONG, solved(factories.article().pk)]
        assert {submit(article.pk, challenge=challenge).status_code for challenge in wrong} == {400}
        assert submit(article.pk).status_code == 202

    def test_are_announced_in_every_answer_to_a_submission_and_in_no_other(self) -> None:
        article = factories.compiled_article()
        response = submit(article.pk)
        assert response["RateLimit-Policy"] == (
            '"submit-minute";q=30;w=60, "submit-hour";q=200;w=3600, "article-minute";q=60;w=60'
        )
        assert '"submit-minute";r=29;t=60' in response["RateLimit"]
        assert "RateLimit" not in get(f"articles/{article.pk}/comments/")


@pytest.mark.slow
@pytest.mark.parametrize("solve", [solved, proven])
def test_sixteen_threads_with_one_right_answer_make_one_comment(
    committed_site: None, solve: Callable[[int], dict[str, str]]
) -> None:
    article = factories.article()
    challenge = solve(article.pk)
    answers = at_the_same_moment(*[lambda: submit(article.pk, challenge=challenge)] * 16)
    assert sorted(answer.status_code for answer in answers) == [202] + [400] * 15
    assert Comment.objects.count() == 1


@pytest.mark.slow
def test_sixteen_threads_with_one_key_make_one_comment_and_get_one_answer(committed_site: None) -> None:
    article = factories.article()
    challenge = solved(article.pk)
    headers = {"Idempotency-Key": "sixteen-times-1"}
    answers = at_the_same_moment(*[lambda: submit(article.pk, challenge=challenge, headers=headers)] * 16)
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert Comment.objects.count() == 1
