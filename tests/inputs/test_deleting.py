"""What articles and their versions name is deleted through the admin; every page of the articles goes on working."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Collection, Comment, Locale, Page, ReferenceIndex, Revision
from wagtail.signals import page_published

from cms.jobs import publish_due
from cms.models import ArticlePage, Author
from delivery.models import Edition
from tests import comment_factories, factories
from tests.admin import soup
from tests.inputs.editing import DELETE_VIEWS, PROTECTS_AUTHORS, STATES, Named

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    """Return a client that is logged in as a user who may do everything."""
    client.force_login(User.objects.create_superuser("chefredaktion"))
    return client


def _delete(client: Client, view: str, pk: int) -> str:
    """Delete an object by its view and return what the next page says."""
    answer = client.post(reverse(view, args=[pk]))
    assert answer.status_code == 302, view
    told = client.get(answer.url, follow=True)
    return str(soup(told).select_one(".messages").get_text(" "))


def _pages_of(article: ArticlePage) -> list[str]:
    """Return the addresses of the admin that load a version of the article."""
    first, *_others, last = [*article.revisions.order_by("pk"), article.get_latest_revision()]
    named = [
        ("edit",),
        ("view_draft",),
        ("usage",),
        ("revisions_view", first.pk),
        ("revisions_revert", first.pk),
        ("revisions_compare", "earliest", last.pk),
    ]
    return [reverse(f"wagtailadmin_pages:{name}", args=[article.pk, *args]) for name, *args in named]


@pytest.mark.parametrize("protects", [True, False], ids=["author in use", "author in versions only"])
def test_articles_survive_that_everything_they_name_is_deleted(protects: bool, chief: Client) -> None:
    named = Named()
    states = [state for state in STATES if (state in PROTECTS_AUTHORS) == protects]
    articles = [ArticlePage.objects.get(pk=STATES[state](named).pk) for state in states]
    for item in named.unprotected():
        item.delete()
    said = _delete(chief, "wagtailsnippets_cms_author:delete", named.author.pk)
    assert Author.objects.filter(pk=named.author.pk).exists() == protects
    assert [f"„Nennt alles {article.pk}“" in said for article in articles] == [protects] * len(articles)
    for state, article in zip(states, articles, strict=True):
        _use(article, chief, state)


def _use(article: ArticlePage, client: Client, state: str) -> None:
    """Open, unschedule, copy and publish an article."""
    for url in _pages_of(article):
        assert client.get(url).status_code == 200, (state, url)
    for revision in article.revisions.exclude(approved_go_live_at=None):
        unschedule = reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, revision.pk])
        assert client.post(unschedule).status_code == 302, state
    place = {"new_title": "Kopie", "new_slug": f"kopie-{article.pk}", "new_parent_page": factories.home().pk}
    copy = reverse("wagtailadmin_pages:copy", args=[article.pk])
    assert client.post(copy, place).status_code == 302, state
    version = article.revisions.earliest("pk").as_object()
    version.go_live_at = None
    version.save_revision().publish()
    factories.settle()
    assert b'"broken"' not in bytes(Edition.objects.get(pk=article.pk).full), state


def test_pictures_files_and_pages_that_a_version_names_can_be_deleted_by_their_views(chief: Client) -> None:
    named = Named()
    STATES["scheduled changes of a live article"](named)
    for item in named.unprotected():
        view = DELETE_VIEWS.get(type(item))
        if view:
            assert chief.post(reverse(view, args=[item.pk])).status_code == 302
            assert not type(item).objects.filter(pk=item.pk).exists()


def test_the_page_that_asks_shows_no_button_for_what_is_protected_but_the_places(chief: Client) -> None:
    author = factories.author()
    # Written by a task, which the settings of the tests leave out.
    ReferenceIndex.create_or_update_for_object(factories.article(title="Nennt sie", authors=[author]))
    url = reverse("wagtailsnippets_cms_author:delete", args=[author.pk])
    asked, sent = soup(chief.get(url)), soup(chief.post(url))
    assert "Nennt sie" in sent.select_one("main").text
    assert not asked.select("main form[method=POST]")
    (place,) = asked.select("main li a")
    assert place.get_text() == "Nennt sie"
    assert chief.get(place["href"]).status_code == 200


def test_every_key_in_a_version_can_be_gone() -> None:
    """Modelcluster raises for other rules. Nothing deletes a type or a language that has pages."""
    known = (models.CASCADE, models.SET_NULL, models.DO_NOTHING)
    holders = [ArticlePage, *(relation.related_model for relation in get_all_child_relations(ArticlePage))]
    keys = [
        f"{model.__name__}.{field.name}"
        for model in holders
        for field in model._meta.concrete_fields
        if field.many_to_one and field.remote_field.on_delete not in known
        if not hasattr(model, "from_serializable_data") or model is ArticlePage
    ]
    assert sorted(keys) == ["ArticlePage.content_type", "ArticlePage.locale"]


def test_a_section_takes_its_drafts_and_comments_with_it(chief: Client) -> None:
    section = factories.section()
    draft = factories.draft_article(parent=section)
    comment = comment_factories.comment(article=factories.published_article(parent=section))
    comment_factories.comment(parent=comment)
    _delete(chief, "wagtailadmin_pages:delete", section.pk)
    assert not Page.objects.filter(pk__in=[section.pk, draft.pk, comment.article_id]).exists()


def test_a_user_can_go_who_wrote_locked_and_commented(chief: Client) -> None:
    person = factories.user()
    article = factories.article(owner=person, locked=True, locked_by=person, live=False)
    article.wagtail_admin_comments = [Comment(user=person, text="Hier?", contentpath="title")]
    article.save_revision(user=person)
    _delete(chief, "wagtailusers_users:delete", person.pk)
    for url in _pages_of(ArticlePage.objects.get(pk=article.pk)):
        assert chief.get(url).status_code == 200, url


@pytest.mark.parametrize("kind", ["collection", "locale"])
def test_what_is_in_use_stays(kind: str, chief: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Archiv")
    factories.image(collection=collection)
    view, pk = {
        "collection": ("wagtailadmin_collections:delete", collection.pk),
        "locale": ("wagtaillocales:delete", Locale.objects.get(language_code="de").pk),
    }[kind]
    assert chief.post(reverse(view, args=[pk])).status_code in (200, 302, 403)
    assert Collection.objects.filter(pk=collection.pk).exists()
    assert Locale.objects.filter(language_code="de").exists()


class TestUnscheduling:
    """A scheduled version is taken off the schedule."""

    def test_changes_nothing_if_it_fails(self, chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        article = STATES["scheduled changes of a live article"](Named())
        revision = article.revisions.exclude(approved_go_live_at=None).get()
        monkeypatch.setattr(Revision, "as_object", lambda revision: 1 / 0)
        chief.raise_request_exception = False
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, revision.pk])
        assert chief.post(url).status_code == 500
        revision.refresh_from_db()
        assert revision.approved_go_live_at

    def test_holds_while_the_job_publishes_others(self, chief: Client) -> None:
        first, second = (_due(minutes) for minutes in (2, 1))
        url = reverse(
            "wagtailadmin_pages:revisions_unschedule", args=[second.pk, second.get_latest_revision().pk]
        )

        def unschedule(instance: Any, **kwargs: Any) -> None:
            if instance.pk == first.pk:
                chief.post(url)

        page_published.connect(unschedule)
        publish_due(timezone.now())
        page_published.disconnect(unschedule)
        assert ArticlePage.objects.get(pk=first.pk).live
        assert not ArticlePage.objects.get(pk=second.pk).live


def _due(minutes: int) -> ArticlePage:
    article = factories.article(live=False)
    due = timezone.now() - timedelta(minutes=minutes)
    article.go_live_at = due
    revision = article.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=due)
    return article
