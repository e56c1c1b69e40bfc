"""The pages of the admin that take articles down and lift it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Page

from cms.models import ArticlePage, Download, Image, Takedown, TakenAlong
from tests import admin, factories
from tests.takedowns import chief, lift, take_down

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/takedowns/"
FORM = {"reason": "Falsche Zahlen.", "sentence_de": "Vom Netz genommen.", "sentence_en": ""}


def address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/take-down/"


def editor() -> User:
    return admin.staff(groups=["Redaktion"], username="redaktion")


def messages_of(client: Client, path: str) -> str:
    return " ".join(admin.soup(client.get(path)).select_one(".messages").get_text().split())


@pytest.fixture
def client() -> Client:
    return admin.client_of(admin.staff(username="chief", is_superuser=True))


@pytest.fixture
def article() -> ArticlePage:
    return factories.compiled_article(title="Das Urteil", parent=factories.section(title="Stadt"))


class TestThePage:
    def test_offers_what_only_this_article_shows(self, client: Client) -> None:
        own, shared, portrait = (
            factories.image(title=title) for title in ("Tatort", "Rathaus", "Kopf der Autorin")
        )
        file, other_file = factories.download(title="Akte"), factories.download(title="Satzung", cover=own)
        article = factories.article(
            image=own,
            authors=[factories.author(image=portrait)],
            body=[
                ("image", {"image": shared, "decorative": False, "alt_text": "x"}),
                ("image", {"image": portrait, "decorative": False, "alt_text": "x"}),
                ("download", file),
                ("download", other_file),
            ],
        )
        article.create_alias(parent=factories.section()).create_alias(
            parent=factories.section(slug="noch-eines")
        )
        factories.article(image=shared, body=[("download", other_file)])
        factories.settle()
        page = admin.soup(client.get(address(article)))
        offered = [box.parent.get_text(strip=True) for box in page.select("[type=checkbox][checked]")]
        # The image is also the cover of a file that another article shows.
        assert offered == ["Akte"]
        Download.objects.filter(pk=other_file.pk).first().delete()
        factories.settle()
        page = admin.soup(client.get(address(article)))
        offered = [box.parent.get_text(strip=True) for box in page.select("[type=checkbox][checked]")]
        assert offered == ["Tatort", "Akte"]

    def test_takes_down_with_what_is_ticked(self, client: Client) -> None:
        images = [factories.image(title="Tatort"), factories.image(title="Gericht")]
        article = factories.compiled_article(
            image=images[0],
            body=[("image", {"image": images[1], "decorative": False, "alt_text": "x"})],
        )
        answer = client.post(address(article), {**FORM, "images": [images[0].pk]})
        assert answer.headers["Location"] == REPORT
        takedown = Takedown.objects.get()
        assert (takedown.reason, takedown.by, takedown.sentences) == (
            "Falsche Zahlen.",
            chief(),
            {"de": "Vom Netz genommen."},
        )
        assert [row.image for row in TakenAlong.objects.all()] == [images[0]]

    def test_takes_along_nothing_that_it_does_not_offer(self, client: Client, article: ArticlePage) -> None:
        other = factories.image()
        answer = client.post(address(article), {**FORM, "images": [other.pk]})
        assert answer.status_code == 302
        assert Image.objects.get(pk=other.pk).collection == other.collection

    def test_changes_nothing_when_it_is_looked_at(self, client: Client, article: ArticlePage) -> None:
        assert client.get(address(article)).status_code == 200
        assert not Takedown.objects.exists()

    def test_asks_for_a_reason_and_a_sentence_in_the_language_of_the_article(
        self, client: Client, article: ArticlePage
    ) -> None:
        nothing = {"reason": "\u200b", "sentence_de": " "}
        answer = client.post(address(article), {**nothing, "sentence_en": "Gone."})
        assert set(answer.context["form"].errors) == {"reason", "sentence_de"}
        assert not Takedown.objects.exists()

    def test_proposes_a_sentence_in_each_language(self, client: Client, article: ArticlePage) -> None:
        page = admin.soup(client.get(address(article)))
        proposed = {box["name"]: box["value"] for box in page.select("[name^=sentence_]")}
        assert proposed == {
            "sentence_de": "Die Redaktion hat diesen Artikel vom Netz genommen.",
            "sentence_en": "The editors have taken this article down.",
        }

    @pytest.mark.parametrize(
        ("make", "sentence"),
        [
            (lambda article: factories.draft_article(), "Readers do not see this article"),
            (lambda article: article.create_alias(parent=factories.home()), "This is an alias."),
            (lambda article: article.get_parent(), "Only articles can be taken down."),
            (lambda article: take_down(article) and article, "taken down already"),
        ],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_says_why_it_cannot(
        self, client: Client, article: ArticlePage, make: Any, sentence: str, method: str
    ) -> None:
        page = make(article)
        before = Takedown.objects.count()
        answer = client.get(address(page)) if method == "get" else client.post(address(page), FORM)
        assert sentence in admin.soup(answer).select_one("main").get_text()
        assert Takedown.objects.count() == before

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_tells_somebody_without_the_permission(self, article: ArticlePage, method: str) -> None:
        client = admin.client_of(editor())
        answer = client.get(address(article)) if method == "get" else client.post(address(article), FORM)
        assert answer.headers["Location"] == "/admin/"
        assert "You may not take articles down." in messages_of(client, "/admin/account/")
        assert not Takedown.objects.exists()


class TestThePermission:
    def test_is_that_of_chief_editors_and_not_of_editors(self) -> None:
        allowed = Group.objects.filter(permissions__codename="take_down").values_list("name", flat=True)
        assert list(allowed) == ["Schlussredaktion"]

    def test_opens_the_way_in_the_menus_of_a_public_article(self, article: ArticlePage) -> None:
        draft = factories.draft_article(parent=article.get_parent())
        for client, number in ((admin.client_of(chief()), 1), (admin.client_of(editor()), 0)):
            for path in (f"/admin/pages/{article.get_parent().pk}/", f"/admin/pages/{article.pk}/edit/"):
                page = admin.soup(client.get(path))
                assert len(page.select(f'a[href="{address(article)}"]')) == number, path
                assert not page.select(f'a[href="{address(draft)}"]')


class TestTheReport:
    def test_says_what_when_by_whom_and_why(self, client: Client, article: ArticlePage) -> None:
        take_down(article, reason="Falsche Zahlen.")
        row = admin.soup(client.get(REPORT)).select_one("main tbody tr").get_text()
        for part in ("Das Urteil", "Falsche Zahlen.", "vom Netz genommen", "chief", "taken down"):
            assert part in row

    def test_asks_before_it_lifts(self, client: Client, article: ArticlePage) -> None:
        takedown = take_down(article)
        link = admin.soup(client.get(REPORT)).select_one(f'a[href="{REPORT}{takedown.pk}/lift/"]')
        asked = admin.soup(client.get(link["href"])).select_one("main")
        assert "Do you want to show “Das Urteil” again?" in asked.get_text()
        assert "public again everywhere at once" in asked.get_text()
        assert asked.select_one("form[method=post] button[type=submit]")
        assert Takedown.objects.filter(lifted_at=None).exists()
        client.post(link["href"])
        assert not Takedown.objects.filter(lifted_at=None).exists()
        page = admin.soup(client.get(REPORT))
        assert "“Das Urteil” is shown again." in page.get_text()
        assert not page.select('main a[href$="/lift/"]')

    def test_asks_nothing_about_a_takedown_that_was_lifted(
        self, client: Client, article: ArticlePage
    ) -> None:
        takedown = take_down(article)
        lift(takedown)
        assert client.get(f"{REPORT}{takedown.pk}/lift/").headers["Location"] == REPORT
        assert "This takedown was lifted before." in messages_of(client, REPORT)

    def test_says_what_did_not_come_back(self, client: Client, article: ArticlePage) -> None:
        image = factories.image(title="Tatort")
        takedown = take_down(article, media=[image])
        Image.objects.filter(pk=image.pk).update(collection=Collection.get_first_root_node())
        article.unpublish()
        client.post(f"{REPORT}{takedown.pk}/lift/")
        said = messages_of(client, REPORT)
        assert "Readers see the article when it is published." in said
        assert "stay where they are: Tatort" in said
        client.post(f"{REPORT}{takedown.pk}/lift/")
        assert "This takedown was lifted before." in messages_of(client, REPORT)

    def test_keeps_what_was_deleted(self, client: Client, article: ArticlePage) -> None:
        takedown = take_down(article)
        ArticlePage.objects.get(pk=article.pk).delete()
        row = admin.soup(client.get(REPORT)).select_one("main tbody tr")
        assert "Das Urteil (deleted)" in row.get_text()
        client.post(f"{REPORT}{takedown.pk}/lift/")
        assert "The article was deleted." in messages_of(client, REPORT)

    def test_is_closed_to_others(self, article: ArticlePage) -> None:
        takedown, client = take_down(article), admin.client_of(editor())
        assert client.get(REPORT).headers["Location"] == "/admin/"
        client.post(f"{REPORT}{takedown.pk}/lift/")
        assert Takedown.objects.filter(lifted_at=None).exists()

    def test_takes_no_more_statements_for_many(
        self, client: Client, article: ArticlePage, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(9):
            Takedown.objects.create(
                page_id=10**6 + number,
                title=f"Artikel {number}",
                locale="de",
                reason="x",
                sentences={"de": "Weg."},
                at=timezone.now(),
                by=chief(),
            )
        client.get(REPORT)
        with django_assert_max_num_queries(12):
            rows = admin.soup(client.get(REPORT)).select("main tbody tr")
        assert len(rows) == 9


class TestAnArticleThatIsTakenDown:
    def test_says_so_in_lists_and_in_the_editor(self, client: Client, article: ArticlePage) -> None:
        other = factories.compiled_article(parent=article.get_parent(), title="Ein anderer")
        take_down(article)
        # Unsaved changes: the status is that of another object than the form.
        ArticlePage.objects.get(pk=article.pk).save_revision()
        for path in ("/admin/articles/", f"/admin/pages/{article.get_parent().pk}/"):
            rows = admin.soup(client.get(path)).select("main tbody tr")
            marked = [row for row in rows if "taken down" in row.get_text()]
            assert ["Das Urteil" in row.get_text() for row in marked] == [True], path
        edit = f"/admin/pages/{article.pk}/edit/"
        assert "This article is taken down." in messages_of(client, edit)
        statuses = admin.soup(client.get(edit)).select("header .page-status-tag")
        assert [status.get_text(strip=True) for status in statuses] == ["taken down"]
        assert admin.soup(client.get(f"/admin/pages/{other.pk}/edit/")).select(".messages li") == []

    def test_is_not_copied_alone_or_with_its_section(self, client: Client, article: ArticlePage) -> None:
        section = article.get_parent()
        take_down(article)
        for page in (article, section):
            form = f"/admin/pages/{page.pk}/copy/"
            sent = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": section.get_parent().pk}
            number = ArticlePage.objects.count()
            client.post(form, {**sent, "copy_subpages": "on", "publish_copies": "on"})
            assert ArticlePage.objects.count() == number
            assert "cannot be copied: “Das Urteil”" in messages_of(client, "/admin/account/")
        client.post(form, sent)
        assert section.get_siblings().filter(slug="kopie").exists()
