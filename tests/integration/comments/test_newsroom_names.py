"""Names that look like those of the newsroom."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User, update_last_login
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from cms.models import Author, SiteTexts
from comments import services
from comments.checks import Hold
from comments.forms import Submission
from comments.models import Comment, NewsroomName
from comments.selectors.newsroom import resembled_name
from comments.services import refresh_newsroom_names
from comments.text import clean_name
from tests import comment_factories, factories
from tests.api.v1.comment_client import submit
from tests.inputs.newsroom_names import AUTHORS, IMPOSTORS, ORDINARY, PAPER, STAFF
from tests.inputs.refusals import codes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def newsroom(module_transaction: None) -> None:
    """Make the newsroom of `newsroom_names`; its staff may enter the admin."""
    Site.objects.update(site_name=PAPER)
    inside = Group.objects.create(name="Drinnen")
    inside.permissions.add(Permission.objects.get(codename="access_admin"))
    for first, last in STAFF:
        factories.user(first_name=first, last_name=last, groups=[inside])
    Author.objects.bulk_create(Author(name=name, slug=f"a-{at}") for at, name in enumerate(AUTHORS))
    refresh_newsroom_names()


def sent(name: str) -> Comment:
    """Return the comment of a reader with this name."""
    submission = Submission(name=name, email="ida@example.org", text=f"Ein Gedanke von {name}.")
    return services.accept_comment(
        article_id=factories.article().pk, submission=submission, now=comment_factories.NOON
    )


def held(comment: Comment) -> list[tuple[str, str]]:
    return [*comment.hold_reasons.values_list("code", "detail")]


class TestANameThatLooksLikeOneOfTheNewsroom:
    def test_is_found_however_it_is_written(self) -> None:
        assert len(IMPOSTORS) >= 40
        assert [name for name in IMPOSTORS if not resembled_name(name)] == []

    def test_is_held_with_what_it_looks_like_and_never_refused(self) -> None:
        response = submit(factories.compiled_article().pk, name="Аnna  Веisріel")
        assert response.status_code == 202
        assert (Hold.IMPERSONATION, "Anna Beispiel") in held(Comment.objects.get(pk=response.data["id"]))
        assert set(codes(clean_name, IMPOSTORS).values()) <= {None, "changed"}

    def test_is_held_for_a_word_in_it(self) -> None:
        assert held(sent("Ulf von der Rеdaktion")) == [(Hold.IMPERSONATION, "Redaktion")]


class TestAnOrdinaryName:
    def test_is_not_found(self) -> None:
        assert len(ORDINARY) >= 40
        assert {name: resembled_name(name) for name in ORDINARY} == dict.fromkeys(ORDINARY, "")

    def test_is_not_held(self) -> None:
        assert held(sent("Anna")) == []


class TestTheNewsroom:
    def test_is_those_who_may_enter_the_admin(self) -> None:
        factories.user(first_name="Nora", last_name="Fremd")
        factories.user(first_name="Olaf", last_name="Ehemals", is_superuser=True, is_active=False)
        factories.user(first_name="Petra", last_name="Chefin", is_superuser=True)
        refresh_newsroom_names()
        assert [resembled_name(name) for name in ("Nora Fremd", "Olaf Ehemals", "Petra Chefin")] == [
            "",
            "",
            "Petra Chefin",
        ]

    def test_has_no_user_names(self) -> None:
        factories.user(username="kurt kurz", is_superuser=True)
        refresh_newsroom_names()
        assert resembled_name("kurt kurz") == ""

    def test_changes_with_its_people(self) -> None:
        author = Author.objects.create(name="Vera Neu")
        refresh_newsroom_names()
        author.name = "Vera Anders"
        author.save()
        # The new name is there already.
        assert refresh_newsroom_names() == 1
        assert (resembled_name("Vera Neu"), resembled_name("Vera Anders")) == ("", "Vera Anders")
        assert refresh_newsroom_names() == 0

    def test_is_protected_as_soon_as_it_is_saved(self) -> None:
        Author.objects.create(name="Vera Neu")
        factories.user(first_name="Nina", last_name="Neu", is_superuser=True)
        site_settings = factories.settings_of_site()
        site_settings.name = "Die Laterne"
        site_settings.save()
        assert [resembled_name(name) for name in ("Neu, Vera", "Nina Neu", "Die Laterne")] == [
            "Vera Neu",
            "Nina Neu",
            "Die Laterne",
        ]

    def test_is_not_written_when_somebody_logs_in(self) -> None:
        user = factories.user(first_name="Nina", last_name="Neu", is_superuser=True)
        with CaptureQueriesContext(connection) as queries:
            update_last_login(User, user)
        assert not [query for query in queries if NewsroomName._meta.db_table in query["sql"]]


def test_the_words_of_a_language_can_be_chosen() -> None:
    german = Locale.objects.get(language_code="de")
    SiteTexts.objects.create(
        settings=factories.settings_of_site(), locale=german, newsroom_words="Blattmacher, das  Haus,"
    )
    names = ("Ein Blattmacher", "Das Haus", "Redaktion", "Editors")
    assert [resembled_name(name) for name in names] == ["Blattmacher", "das  Haus", "Redaktion", "Editors"]
    refresh_newsroom_names()
    assert [resembled_name(name) for name in names] == ["Blattmacher", "das  Haus", "", "Editors"]


def test_a_name_of_thirty_words_is_looked_up_in_one_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert resembled_name(" ".join("abcdefghij" * 3)) == ""
    assert len(queries) == 1


def test_without_the_table_the_comment_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> Any:
        raise RuntimeError

    monkeypatch.setattr("comments.services.authoring.resembled_name", fail)
    assert held(sent("Anna Beispiel")) == [(Hold.CHECK_FAILED, "newsroom names")]
