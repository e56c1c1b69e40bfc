"""`comments/challenge/` and the picture."""

import io
import random
from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from comments.services.rates import Limit
from tests import factories
from tests.api.v1.comment_client import get, post, still_clock

__all__ = ["still_clock"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: None) -> None:
    cache.clear()


class TestAChallenge:
    def test_has_the_shape_of_the_contract(self) -> None:
        response = post("comments/challenge/", {"article": factories.article().pk})
        assert response.status_code == 201
        assert set(response.data) == {"id", "expires_at", "captcha", "pow"}
        assert set(response.data["captcha"]) == {"image", "width", "height", "alt"}
        assert set(response.data["pow"]) == {"parameters", "signature"}
        assert response["Cache-Control"] == "no-store"
        assert response["RateLimit-Policy"] == '"challenge-minute";q=120;w=60'

    def test_does_not_tell_its_answer(self) -> None:
        response = post("comments/challenge/", {"article": factories.article().pk})
        answer = CaptchaStore.objects.get().response
        assert answer not in response.content.decode().lower().replace(response.data["id"], "")

    def test_lives_for_half_an_hour(self) -> None:
        post("comments/challenge/", {"article": factories.article().pk})
        left = CaptchaStore.objects.get().expiration - timezone.now()
        assert timedelta(minutes=29) < left <= timedelta(minutes=30)

    def test_is_drawn_without_the_shared_generator(self) -> None:
        article = factories.article()
        answers = set()
        for _ in range(2):
            random.seed(1)
            answers.add(CaptchaStore.objects.get(hashkey=_issue(article.pk)).response)
        assert len(answers) == 2

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({}, "/article"),
            ({"article": "x"}, "/article"),
            ({"article": 2**63}, "/article"),
            ({"article": 0}, "/article"),
            ({"article": None}, "/article"),
            ([], ""),
        ],
    )
    def test_for_nothing_is_refused(self, body: object, pointer: str) -> None:
        response = post("comments/challenge/", body)
        assert response.status_code == 400
        assert response.data["errors"][0]["pointer"] == pointer

    def test_for_what_is_not_public_is_not_found(self) -> None:
        draft = factories.article(live=False)
        assert post("comments/challenge/", {"article": draft.pk}).status_code == 404
        assert post("comments/challenge/", {"article": 9_999_999}).status_code == 404

    def test_takes_no_parameter(self) -> None:
        assert post("comments/challenge/?x=1", {"article": factories.article().pk}).status_code == 400

    def test_is_not_had_by_a_get(self) -> None:
        assert get("comments/challenge/").status_code == 405

    @pytest.mark.usefixtures("still_clock")
    def test_is_refused_when_too_many_were_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.v1.challenges.CHALLENGE", Limit("few", 3, 60))
        codes = [post("comments/challenge/", {"article": 9_999_999}).status_code for _ in range(4)]
        assert codes == [404] * 3 + [429]

    def test_is_open_while_it_is_among_the_newest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comments.services.challenges.MAX_OPEN", 3)
        article = factories.article()
        issued = [_issue(article.pk) for _ in range(5)]
        assert [*CaptchaStore.objects.order_by("pk").values_list("hashkey", flat=True)] == issued[2:]


class TestThePicture:
    def test_has_the_size_that_was_announced_twice_as_sharp(self) -> None:
        captcha = post("comments/challenge/", {"article": factories.article().pk}).data["captcha"]
        response = get(captcha["image"].removeprefix("http://testserver"), Accept="image/avif,image/*")
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        with Image.open(io.BytesIO(response.content)) as drawn:
            assert drawn.size == (captcha["width"] * 2, captcha["height"] * 2)

    def test_is_kept_in_no_cache(self) -> None:
        path = f"comments/challenge/{_issue(factories.article().pk)}/picture/"
        assert get(path)["Cache-Control"] == "no-store"

    def test_takes_no_parameter(self) -> None:
        path = f"comments/challenge/{_issue(factories.article().pk)}/picture/"
        assert get(f"{path}?x=1").status_code == 400

    def test_uses_nothing_up(self) -> None:
        challenge_id = _issue(factories.article().pk)
        for _ in range(2):
            assert get(f"comments/challenge/{challenge_id}/picture/").status_code == 200

    @pytest.mark.usefixtures("still_clock")
    def test_is_refused_when_too_many_were_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.v1.challenges.PICTURE", Limit("few", 2, 60))
        path = f"comments/challenge/{_issue(factories.article().pk)}/picture/"
        answers = [get(path) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert (answers[2]["Retry-After"], answers[2]["Cache-Control"]) == ("60", "no-store")

    def test_is_gone_with_its_challenge(self) -> None:
        challenge_id = _issue(factories.article().pk)
        CaptchaStore.objects.update(expiration=timezone.now())
        response = get(f"comments/challenge/{challenge_id}/picture/")
        assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
        assert get("comments/challenge/unknown/picture/").status_code == 404


def _issue(article_id: int) -> str:
    return str(post("comments/challenge/", {"article": article_id}).data["id"])
