"""Whether `articles/{id}/comments/` shows comments and takes more of them, and the form that it describes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import SiteSettings
from delivery.models import Edition
from tests import factories
from tests.api.v1.comment_client import get, published, thread

pytestmark = pytest.mark.django_db


class TestTheForm:
    def test_is_described_in_the_language_of_the_article(self) -> None:
        form = thread(factories.compiled_article()).data["meta"]["form"]
        assert [field["name"] for field in form["fields"]] == ["name", "email", "text", "consent"]
        assert [field["label"] for field in form["fields"][:3]] == ["Name", "E-Mail", "Kommentar"]
        assert form["notices"] == {
            "email": "Deine E-Mail-Adresse wird nicht veröffentlicht.",
            "required": "Erforderliche Felder sind mit * markiert.",
        }
        assert form["challenge"] == {
            "href": "http://testserver/api/v1/comments/challenge/",
            "modes": ["CAPTCHA", "POW"],
            "require": "ANY",
        }

    def test_is_described_in_another_language_on_request(self) -> None:
        form = thread(factories.compiled_article(), "?locale=en").data["meta"]["form"]
        assert form["notices"]["email"] == "Your e-mail address will not be published."

    def test_of_an_english_article_is_english(self) -> None:
        article = factories.compiled_article(parent=factories.english_home())
        form = thread(article).data["meta"]["form"]
        assert form["notices"]["required"] == "Required fields are marked with *."


class TestThePolicy:
    def test_says_until_when_comments_are_taken(self) -> None:
        at = timezone.now() + timedelta(days=1)
        meta = thread(factories.compiled_article(comments_close_at=at)).data["meta"]
        assert (meta["open"], meta["policy"]) == (True, "OPEN")
        assert meta["closes_at"] == timezone.localtime(at).isoformat(timespec="seconds")

    def test_closes_at_its_time_and_keeps_showing_comments(self) -> None:
        article = factories.compiled_article(comments_close_at=timezone.now() - timedelta(seconds=1))
        published(article=article)
        data = thread(article).data
        assert (data["meta"]["open"], len(data["items"])) == (False, 1)

    def test_is_not_kept_in_a_cache_beyond_the_closing_time(self) -> None:
        article = factories.compiled_article(comments_close_at=timezone.now() + timedelta(seconds=20))
        seconds = int(thread(article)["Cache-Control"].split("s-maxage=")[1].split(",")[0])
        assert seconds <= 20

    @pytest.mark.parametrize("where", ["article", "site"])
    def test_that_is_off_shows_nothing(self, where: str) -> None:
        article = factories.compiled_article(comment_policy="OFF" if where == "article" else "OPEN")
        if where == "site":
            SiteSettings.objects.update_or_create(
                site=article.get_site(), defaults={"comments_enabled": False}
            )
        comment = published(article=article)
        published(parent=comment)
        data = thread(article).data
        assert (data["items"], data["meta"]["count"], data["meta"]["policy"]) == ([], 0, "OFF")
        assert get(f"comments/{comment.pk}/replies/").status_code == 404
        assert get(f"comments/counts/?article={article.pk}").data["items"][0]["count"] == 0


HIDE: dict[str, Callable[[Any], Any]] = {
    "draft": lambda page: page.unpublish(),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "private above": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "expired": lambda page: Edition.objects.filter(pk=page.pk).update(expires_at=timezone.now()),
}


class TestAnArticleThatIsNotPublic:
    @pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
    def test_shows_no_comments(self, hide: Callable[[Any], Any]) -> None:
        article = factories.compiled_article(parent=factories.section())
        comment = published(article=article)
        published(parent=comment)
        hide(article)
        assert thread(article).status_code == 404
        assert get(f"comments/{comment.pk}/replies/").status_code == 404

    def test_is_no_different_from_one_that_never_was(self) -> None:
        assert get("articles/9999999/comments/").status_code == 404
        assert get(f"comments/{uuid4()}/replies/").status_code == 404
        assert get(f"articles/{10**30}/comments/").status_code == 404


class TestSwitchingCommentsOff:
    def test_hides_them_with_the_next_answer_although_nothing_is_compiled_yet(self) -> None:
        article = factories.compiled_article()
        comment = published(article=article)
        published(parent=comment)

        article.comment_policy = "OFF"
        article.save()

        data = thread(article).data
        assert (data["items"], data["meta"]["policy"], data["meta"]["count"]) == ([], "OFF", 0)
        assert get(f"comments/{comment.pk}/replies/").status_code == 404

    def test_hides_them_also_while_the_article_cannot_be_compiled(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article = factories.compiled_article()
        published(article=article)
        monkeypatch.setattr("delivery.publish.compile_edition", lambda *of, **more: 1 / 0)

        article.comment_policy = "OFF"
        article.save()

        assert thread(article).status_code == 404
