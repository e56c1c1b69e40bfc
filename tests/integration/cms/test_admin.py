"""The editor's views, requested as the admin does it."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.demo.people import make_logins
from cms.models import ArticlePage
from tests import factories
from tests.inputs.article_form import article_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """Return a client that is logged in as the demo's editor, in German."""
    make_logins()
    client.force_login(User.objects.get(username="redaktion"))
    client.cookies["django_language"] = "de"
    return client


def _form(**values: Any) -> dict[str, Any]:
    return article_form(**{"slug": "neuer-artikel", **values})


def _errors(answer: Any) -> dict[str, Any]:
    errors: dict[str, Any] = answer.context["form"].errors
    return errors


@pytest.mark.parametrize("kind", ["home", "section", "article"])
def test_every_page_type_can_be_edited(kind: str, editor: Client) -> None:
    section = factories.section()
    page = {"home": factories.home(), "section": section}.get(kind) or factories.article(
        parent=section, authors=[factories.author()], tags=["Stadt"], image=factories.image()
    )
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("model", ["sectionpage", "articlepage"])
def test_pages_can_be_made(model: str, editor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["cms", model, factories.home().pk])
    assert editor.get(address).status_code == 200


def test_an_article_is_published_by_its_form(editor: Client) -> None:
    section = factories.section()
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", section.pk])
    answer = editor.post(address, {**_form(), "action-publish": "1"})
    assert answer.status_code == 302
    assert ArticlePage.objects.get(slug="neuer-artikel").live


def test_the_form_says_in_german_that_a_slug_is_taken(editor: Client) -> None:
    factories.article(parent=factories.section(), slug="der-alte", title="Der alte")
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", factories.section().pk])
    answer = editor.post(address, {**_form(slug="der-alte"), "action-publish": "1"})
    assert answer.status_code == 200
    assert _errors(answer)["slug"] == [
        "Der Artikel „Der alte“ hat dieses URL-Kürzel bereits. Bitte ein anderes wählen."
    ]


def test_a_copy_with_a_taken_slug_is_refused(editor: Client) -> None:
    article = factories.article(parent=factories.section(), slug="original")
    target = factories.section()
    address = reverse("wagtailadmin_pages:copy", args=[article.pk])
    values = {"new_title": "Kopie", "new_slug": "original", "new_parent_page": target.pk}
    answer = editor.post(address, values)
    assert answer.status_code == 200
    assert _errors(answer)["new_slug"]
    assert editor.post(address, {**values, "alias": "on"}).status_code == 302


def test_a_section_is_not_copied_live_with_its_articles(editor: Client) -> None:
    section = factories.section(slug="alt")
    factories.article(parent=section)
    values = {
        "new_title": "Neu",
        "new_slug": "neu",
        "new_parent_page": factories.home().pk,
        "copy_subpages": "on",
    }
    address = reverse("wagtailadmin_pages:copy", args=[section.pk])
    assert _errors(editor.post(address, {**values, "publish_copies": "on"}))["publish_copies"]
    assert editor.post(address, values).status_code == 302


def test_the_preview_shows_the_article_with_its_blocks(editor: Client) -> None:
    article = factories.article(
        kicker="Dachzeile",
        image=factories.image(),
        authors=[factories.author(name="M. Beispiel")],
        body=[
            ("paragraph", "<p>Ein Absatz.</p>"),
            ("quotation", {"text": "Gesagt", "speaker": "Jo", "role": ""}),
            ("download", factories.download()),
        ],
    )
    answer = editor.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Dachzeile", "M. Beispiel", "Ein Absatz.", "Gesagt", "Broschüre"):
        assert words in text


def test_an_article_is_translated_by_the_form(editor: Client) -> None:
    english = factories.english_home()
    article = factories.article()
    address = reverse("simple_translation:submit_page_translation", args=[article.pk])
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"locales": [english.locale_id]}).status_code == 302
    assert article.get_translation(english.locale).get_parent().specific == english


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_home",
        "articles:index",
        "wagtailsnippets_cms_author:list",
        "wagtailsnippets_cms_author:add",
        "wagtailimages:index",
        "wagtaildocs:index",
    ],
)
def test_the_desk_opens(name: str, editor: Client) -> None:
    factories.article(authors=[factories.author()])
    factories.image()
    factories.download()
    assert editor.get(reverse(name)).status_code == 200


def test_the_files_and_people_can_be_edited(editor: Client) -> None:
    factories.download()
    places = [
        ("wagtailimages:edit", factories.image().pk),
        ("wagtaildocs:edit", factories.download(cover=factories.image()).pk),
        ("wagtailsnippets_cms_author:edit", factories.author(image=factories.image()).pk),
        ("wagtailadmin_explore", factories.section().pk),
    ]
    for name, pk in places:
        assert editor.get(reverse(name, args=[pk])).status_code == 200, name


def test_the_settings_open(editor: Client) -> None:
    address = reverse("wagtailsettings:edit", args=["cms", "sitesettings"])
    assert editor.get(address, follow=True).status_code == 200


def test_the_list_of_articles_costs_the_same_for_many(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    author = factories.author()

    def queries() -> int:
        with django_assert_max_num_queries(200) as counted:
            editor.get(reverse("articles:index"))
        return len(counted)

    section = factories.section()
    for _ in range(2):
        factories.article(parent=section, authors=[author])
    queries()
    few = queries()
    for _ in range(6):
        factories.article(parent=section, authors=[author])
    assert queries() <= few + 2


def test_the_demos_editor_may_publish_but_does_not_run_the_site(editor: Client) -> None:
    user = User.objects.get(username="redaktion")
    assert Group.objects.get(name="Redaktion") in user.groups.all()
    assert Page.objects.get(pk=factories.home().pk).permissions_for_user(user).can_publish_subpage()
    assert not user.has_perm("auth.change_user")


def test_every_script_and_style_of_the_article_form_is_installed(editor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", factories.home().pk])
    page = editor.get(address).content.decode()
    named = set(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', page))
    assert "wagtailadmin/js/telepath/blocks.js" in named
    assert [name for name in sorted(named) if not finders.find(name)] == []


@pytest.mark.parametrize(("username", "is_shown"), [("redaktion", True), ("moderation", False)])
def test_the_list_of_articles_is_in_the_menu_of_those_who_may_use_it(
    username: str, is_shown: bool, client: Client
) -> None:
    make_logins()
    client.force_login(User.objects.get(username=username))
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("articles:index") in menu) == is_shown


@pytest.mark.parametrize("model", ["sectionpage", "articlepage"])
def test_the_address_of_a_new_page_follows_its_title(model: str, editor: Client) -> None:
    form = editor.get(reverse("wagtailadmin_pages:add", args=("cms", model, factories.home().pk)))
    assert "w-sync" in re.search(r'<input[^>]*name="title"[^>]*>', form.content.decode())[0]  # type: ignore[index]
