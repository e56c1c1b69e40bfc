"""Corrections: the note that an editor writes, and what becomes of it when the article is published."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import ArticlePage, Correction
from tests import factories
from tests.inputs.article_form import PUBLISH, article_form, logged_in

pytestmark = pytest.mark.django_db


def draft_of(page: ArticlePage, **fields: Any) -> ArticlePage:
    """Return an article as its editor opens it, with other fields."""
    draft: ArticlePage = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft


def publish(page: ArticlePage, **fields: Any) -> None:
    draft_of(page, **fields).save_revision().publish()
    factories.settle()


def made(page: ArticlePage) -> list[tuple[str, int | None]]:
    """Return the corrections of an article with their versions, the newest first."""
    return list(Correction.objects.filter(page=page).values_list("text", "version"))


@pytest.fixture
def page() -> ArticlePage:
    return factories.published_article(title="Drei Preise")


class TestPublishing:
    def test_makes_a_correction_of_the_note(self, page: ArticlePage) -> None:
        before = timezone.now()
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")

        assert made(page) == [("Es waren zwei.", 1)]
        assert Correction.objects.get().at >= before

    def test_leaves_no_note_in_the_row_and_in_the_form(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")

        assert ArticlePage.objects.get(pk=page.pk).correction_note == ""
        assert draft_of(page).correction_note == ""

    def test_adds_nothing_for_the_note_of_the_newest_correction(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        ArticlePage.objects.get(pk=page.pk).get_latest_revision().publish()
        publish(page, title="Zwei", correction_note=" Es waren zwei. ")

        assert made(page) == [("Es waren zwei.", 1)]

    def test_numbers_each_by_the_version_that_readers_had(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        publish(page, lead="Ein anderer Satz.")
        publish(page, title="Ein Preis", correction_note="Es war einer.")

        assert made(page) == [("Es war einer.", 3), ("Es waren zwei.", 1)]

    def test_names_no_version_if_nothing_that_is_kept_was_wrong(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise")
        publish(page, correction_note="Ein Thema war falsch.")
        publish(page, title="Ein Preis")

        assert made(page) == [("Ein Thema war falsch.", None)]

    def test_names_no_version_for_the_first_time(self) -> None:
        draft = factories.draft_article()
        publish(draft, correction_note="Schon vorher falsch.")

        assert made(draft) == [("Schon vorher falsch.", None)]

    def test_again_names_the_version_that_was_taken_off(self, page: ArticlePage) -> None:
        page.unpublish()
        factories.settle()
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        publish(page, title="Ein Preis", correction_note="Es war einer.")

        assert made(page) == [("Es war einer.", 2), ("Es waren zwei.", 1)]

    def test_names_what_readers_had_even_if_a_publication_before_was_not_compiled(
        self, page: ArticlePage
    ) -> None:
        for title in ("Zwei Preise", "Ein Preis"):
            draft_of(page, title=title, correction_note=title).save_revision().publish()

        assert made(page) == [("Ein Preis", 1), ("Zwei Preise", 1)]


class TestADraft:
    def test_keeps_its_note_until_it_is_published(self, page: ArticlePage) -> None:
        note = "Es waren zwei."
        revision = draft_of(page, title="Zwei Preise", correction_note=note).save_revision()

        assert made(page) == []
        assert draft_of(page).correction_note == note
        revision.publish()
        assert made(page) == [("Es waren zwei.", 1)]

    def test_with_another_note_is_not_emptied(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        draft_of(page, correction_note="Es war einer.").save_revision()

        assert draft_of(page).correction_note == "Es war einer."

    def test_of_before_does_not_bring_its_note_back(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        publish(page, title="Ein Preis", correction_note="Es war einer.")
        page.revisions.get(content__correction_note="Es waren zwei.").publish()

        assert made(page) == [("Es war einer.", 2), ("Es waren zwei.", 1)]

    def test_may_have_the_note_of_an_earlier_correction(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Ein Tippfehler.")
        publish(page, title="Ein Preis", correction_note="Es war einer.")
        publish(page, title="Ein Preis!", correction_note="Ein Tippfehler.")

        assert made(page) == [("Ein Tippfehler.", 3), ("Es war einer.", 2), ("Ein Tippfehler.", 1)]


class TestAnotherPage:
    def test_that_is_a_copy_has_neither_note_nor_corrections(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        draft_of(page, correction_note="Noch nicht veröffentlicht.").save_revision()
        copy = ArticlePage.objects.get(pk=page.pk).copy(
            update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=True
        )

        assert made(copy) == []
        assert draft_of(copy).correction_note == ""
        copy.get_latest_revision().publish()
        assert made(copy) == []

    def test_that_is_an_alias_shows_the_corrections_of_its_source_without_their_versions(
        self, page: ArticlePage
    ) -> None:
        alias = page.create_alias(parent=factories.section(slug="zweitens"), update_slug="alias")
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")

        assert made(alias) == []
        assert ArticlePage.objects.get(pk=alias.pk).correction_note == ""
        answer = Client().get("/api/v1/resolve/?path=/de/zweitens/alias/").json()["page"]
        shown = [(one["text"], one["version"]) for one in answer["corrections"]]
        assert shown == [("Es waren zwei.", None)]
        assert made(page) == [("Es waren zwei.", 1)]

    def test_that_is_a_translation_has_its_own(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        english = page.copy_for_translation(factories.english_home().locale, copy_parents=True)
        publish(english, title="Two prizes", correction_note="There were two.")

        assert made(english) == [("There were two.", None)]


class TestTheForm:
    def test_takes_a_note_of_a_thousand_characters(self, page: ArticlePage) -> None:
        client, edit = logged_in(), reverse("wagtailadmin_pages:edit", args=[page.pk])
        sent = article_form(title="Zwei Preise", slug=page.slug, correction_note="x" * 1001) | PUBLISH

        errors = client.post(edit, sent).context["form"].errors
        assert list(errors) == ["correction_note"]
        assert "1000 Zeichen" in str(errors)
        assert client.post(edit, sent | {"correction_note": "x" * 1000}).status_code == 302
        assert made(page) == [("x" * 1000, 1)]

    def test_is_not_the_only_place_that_refuses_a_longer_one(self, page: ArticlePage) -> None:
        with pytest.raises(ValidationError, match="correction_note"):
            draft_of(page, correction_note="x" * 1001).save_revision()

    def test_shows_the_corrections_that_were_made_and_an_empty_field(self, page: ArticlePage) -> None:
        client, edit = logged_in(), reverse("wagtailadmin_pages:edit", args=[page.pk])
        note = "Es waren zwei."
        sent = article_form(title="Zwei Preise", slug=page.slug, correction_note=note) | PUBLISH
        assert client.post(edit, sent).status_code == 302

        answer = client.get(edit)
        assert answer.context["form"]["correction_note"].value() == ""
        shown = answer.content.decode()
        assert note in shown
        assert reverse("article_versions", args=[page.pk]) in shown
        assert "Fehler in Version 1" in shown
