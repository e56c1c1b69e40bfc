"""The versions of an article in the admin: who sees them, and who may withhold them."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from cms.models import ArticlePage, ArticleVersion
from tests import factories
from tests.contracts import rich_article
from tests.inputs.article_form import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def page(module_transaction: None) -> ArticlePage:
    """Publish an article with every block and correct it."""
    page = rich_article.published()
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    draft.title, draft.correction_note = "Ein anderer Titel", "Der Titel war falsch."
    draft.save_revision().publish()
    factories.settle()
    return page


def url(name: str, page: ArticlePage, *numbers: int) -> str:
    return reverse(name, args=[page.pk, *numbers])


def editor(*permissions: str) -> Client:
    """Return a client of somebody who may edit all pages, with further permissions."""
    group = Group.objects.create(name="Ressort")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", *permissions]))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=factories.home(), permission=change)
    client = Client()
    client.force_login(factories.user(groups=[group]))
    client.cookies["django_language"] = "de"
    return client


class TestTheList:
    def test_has_all_versions_with_their_corrections(self, page: ArticlePage) -> None:
        shown = editor().get(url("article_versions", page)).content.decode()

        assert url("article_version", page, 1) in shown
        assert "Der Titel war falsch." in shown
        assert "Sichtbar, solange der Artikel öffentlich ist" in shown

    def test_is_in_the_menu_of_an_article_but_of_no_other_page(self, page: ArticlePage) -> None:
        client = logged_in()
        link = url("article_versions", page)

        assert link in client.get(url("wagtailadmin_pages:edit", page)).content.decode()
        parent = page.get_parent()
        edit = reverse("wagtailadmin_pages:edit", args=[parent.pk])
        assert f"{parent.pk}/versions/" not in client.get(edit).content.decode()


class TestAVersion:
    def test_is_shown_in_words(self, page: ArticlePage) -> None:
        shown = editor().get(url("article_version", page, 1)).content.decode()

        article = shown[shown.index('<article lang="de">') : shown.index("</article>")]
        for word in ("Smart City", "YouTube", "a.txt", "Kasten", "Zahlen", "Viel.", "Gelöscht"):
            assert word in article
        assert "href" not in article
        assert "<img" not in article

    def test_that_was_never_kept_is_not_there(self, page: ArticlePage) -> None:
        assert logged_in().get(url("article_version", page, 7)).status_code == 404


class TestWithholding:
    def test_hides_it_from_readers_and_is_logged(self, page: ArticlePage) -> None:
        client = editor("withhold_version")
        public = f"/api/v1/articles/{page.pk}/versions/1/"
        assert client.get(public).status_code == 200
        answer = client.post(url("withhold_version", page, 1), follow=True)

        assert "Zurückgehalten von" in answer.content.decode()
        assert Client().get(public).status_code == 404
        entry = PageLogEntry.objects.get(action="cms.withhold_version")
        assert (entry.page_id, entry.data) == (page.pk, {"version": 1})
        history = client.get(url("wagtailadmin_pages:history", page)).content.decode()
        assert "Version 1 wurde vor Leser:innen zurückgehalten" in history

        client.post(url("show_version", page, 1))
        assert Client().get(public).status_code == 200
        assert PageLogEntry.objects.filter(action="cms.show_version").count() == 1

    def test_twice_is_logged_once_and_keeps_who_did_it(self, page: ArticlePage) -> None:
        editor("withhold_version").post(url("withhold_version", page, 1))
        first = ArticleVersion.objects.get().withheld_by
        logged_in().post(url("withhold_version", page, 1))

        assert ArticleVersion.objects.get().withheld_by == first
        assert PageLogEntry.objects.filter(action="cms.withhold_version").count() == 1

    def test_takes_a_permission_of_its_own(self, page: ArticlePage) -> None:
        client = editor()

        assert (
            url("withhold_version", page, 1)
            not in client.get(url("article_version", page, 1)).content.decode()
        )
        assert client.post(url("withhold_version", page, 1)).headers["Location"] == "/admin/"
        assert ArticleVersion.objects.get().withheld_at is None

    def test_needs_a_post(self, page: ArticlePage) -> None:
        assert logged_in().get(url("withhold_version", page, 1)).status_code == 405

    def test_outlives_the_account_of_who_did_it(self, page: ArticlePage) -> None:
        logged_in().post(url("withhold_version", page, 1))
        User.objects.get(username="chefin").delete()

        assert ArticleVersion.objects.get().withheld_at is not None
        assert editor().get(url("article_version", page, 1)).status_code == 200


def test_chief_editors_may_withhold_and_editors_may_not() -> None:
    holders = Group.objects.filter(permissions__codename="withhold_version")
    assert [group.name for group in holders] == ["Schlussredaktion"]
