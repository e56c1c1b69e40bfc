"""The report of broken parts: what readers do not see as its editor intended, in words for editors."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.models import ArticlePage, Author
from delivery.models import Edition
from delivery.reports import sentence
from tests import factories
from tests.admin import client_of, soup, staff
from tests.integration.jobs.stage import REPORT, editor, text_of

pytestmark = pytest.mark.django_db

NO_FILE = {"part": "image", "state": "MISSING", "what": "Skyline"}


def broken(*defects: dict[str, str], **fields: Any) -> ArticlePage:
    article = factories.compiled_article(**fields)
    Edition.objects.filter(pk=article.pk).update(defects=list(defects or [NO_FILE]), has_defects=True)
    return article


def titles(client: Client) -> list[str]:
    return [cell.get_text(strip=True) for cell in soup(client.get(REPORT)).select("td.title")]


def exported(client: Client) -> list[dict[str, str]]:
    answer = b"".join(client.get(REPORT, {"export": "csv"})).decode()
    return list(csv.DictReader(io.StringIO(answer)))


@pytest.fixture
def administrator(db: None) -> Client:
    return client_of(staff(is_superuser=True))


class TestARow:
    def test_is_there_for_each_article_with_broken_parts_and_for_no_other(
        self, administrator: Client
    ) -> None:
        broken(title="Zerbrochen")
        factories.compiled_article(title="Ganz")
        assert titles(administrator) == ["Zerbrochen"]

    def test_leads_to_the_editor_and_names_section_language_and_defects(self, administrator: Client) -> None:
        section = factories.section(title="Projekte")
        article = broken(NO_FILE, {"part": "table", "state": "ERROR", "what": ""}, parent=section)
        page = administrator.get(REPORT)
        assert soup(page).select(f"a[href='/admin/pages/{article.pk}/edit/']")
        said = text_of(page, "#listing-results tbody")
        assert "Projekte" in said
        assert "German" in said or "Deutsch" in said
        assert "Image “Skyline”: the file is missing" in said
        assert "Block “Table”: cannot be shown; the error is in the log" in said

    def test_is_escaped(self, administrator: Client) -> None:
        broken({"part": "link", "state": "GONE", "what": "<script>alert(1)</script>"})
        assert b"<script>alert(1)</script>" not in administrator.get(REPORT).content

    def test_comes_from_a_compilation(self, administrator: Client) -> None:
        factories.compiled_article(title="Mit Video", body=[("embed", "https://www.youtube.com/watch?v=abc")])
        assert titles(administrator) == ["Mit Video"]
        said = text_of(administrator.get(REPORT), "#listing-results tbody")
        assert "Video https://www.youtube.com/watch?v=abc: the provider has not answered yet" in said


@pytest.mark.parametrize(
    ("defect", "english", "german"),
    [
        (
            ("image", "MISSING", "A"),
            "Image “A”: the file is missing or cannot be read",
            "Bild „A“: Die Datei fehlt oder ist nicht lesbar",
        ),
        (
            ("image", "MISSING", ""),
            "An image that was chosen does not exist any more",
            "Ein Bild, das ausgewählt war, gibt es nicht mehr",
        ),
        (
            ("download", "PRIVATE", "A"),
            "Download “A”: its collection is not public",
            "Download „A“: Seine Sammlung ist nicht öffentlich",
        ),
        (
            ("embed", "PENDING", "https://v.example/1"),
            "Video https://v.example/1: the provider has not answered yet",
            "Video https://v.example/1: Der Anbieter hat noch nicht geantwortet",
        ),
        (
            ("related", "ERROR", "100 %"),
            "Related article “100 %”: cannot be shown; the error is in the log",
            "Verwandter Artikel „100 %“: kann nicht gezeigt werden; der Fehler steht im Protokoll",
        ),
        (
            ("brand_new", "ODD", "x"),
            "Block “brand_new”: cannot be shown; the error is in the log",
            "Block „brand_new“: kann nicht gezeigt werden; der Fehler steht im Protokoll",
        ),
    ],
)
def test_a_defect_is_described_in_words(defect: tuple[str, str, str], english: str, german: str) -> None:
    as_stored = dict(zip(("part", "state", "what"), defect, strict=True))
    with translation.override("en"):
        assert sentence(as_stored) == english
    with translation.override("de"):
        assert sentence(as_stored) == german


class TestAnAuthorWithoutTheirPortrait:
    @pytest.fixture
    def author(self) -> Author:
        author = factories.author(name="Ada", image=factories.image(title="Ada am Fenster"))
        author.image.file.storage.delete(author.image.file.name)
        factories.compiled_article(authors=[author])
        return author

    def test_is_named_with_a_link_to_the_form(self, author: Author, administrator: Client) -> None:
        page = administrator.get(REPORT)
        assert titles(administrator) == ["Ada"]
        (link,) = soup(page).select(f"a[href='/admin/snippets/cms/author/edit/{author.pk}/']")
        assert link.get_text(strip=True) == "Ada"
        assert "Image “Ada am Fenster”: the file is missing" in text_of(page, "#listing-results")

    @pytest.mark.usefixtures("author")
    def test_is_in_the_export(self, administrator: Client) -> None:
        (row,) = exported(administrator)
        assert (row["Title"], row["Section"]) == ("Ada", "")
        assert row["What is broken"].startswith("Image “Ada am Fenster”: the file is missing")

    @pytest.mark.usefixtures("author")
    def test_is_not_named_to_who_may_not_change_them(self) -> None:
        client = client_of(editor("change_page"))
        assert (titles(client), exported(client)) == ([], [])


PEOPLE: dict[str, Callable[[], Client]] = {
    "anonymous": Client,
    "user without permissions": lambda: client_of(staff()),
    "editor elsewhere": lambda: client_of(editor("change_page", page=factories.section())),
    "publisher without editing": lambda: client_of(editor("publish_page")),
    "editor": lambda: client_of(editor("change_page")),
    "administrator": lambda: client_of(staff(is_superuser=True)),
}
OPEN = {"editor elsewhere", "publisher without editing", "editor", "administrator"}
SEE = {"editor", "administrator"}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_truth_table_of_the_report(who: str) -> None:
    broken(title="Zerbrochen")
    client = PEOPLE[who]()
    response = client.get(REPORT)
    assert (response.status_code == 200) is (who in OPEN)
    assert (b"Zerbrochen" in response.content) is (who in SEE)
    assert (b'"broken-parts"' in client.get("/admin/").content) is (who in OPEN)
    assert (b"Zerbrochen" in b"".join(client.get(REPORT, {"export": "csv"}))) is (who in SEE)


class TestTheReport:
    def test_says_when_nothing_is_broken(self, administrator: Client) -> None:
        factories.compiled_article()
        assert "Every published page shows everything" in text_of(
            administrator.get(REPORT), "#listing-results"
        )

    def test_is_exported_as_a_table(self, administrator: Client) -> None:
        broken(NO_FILE, {"part": "link", "state": "GONE", "what": "dort"}, title="Zerbrochen")
        (row,) = exported(administrator)
        assert row["Title"] == "Zerbrochen"
        assert row["Section"] == "Leserbrief"
        assert row["What is broken"].startswith(
            "Image “Skyline”: the file is missing or cannot be read, Link “dort”: "
        )
        assert administrator.get(REPORT, {"export": "xlsx"}).status_code == 200

    @pytest.mark.parametrize("order", ["title", "-title", "locale", "nonsense"])
    def test_can_be_put_in_order(self, administrator: Client, order: str) -> None:
        for title in ("B", "A"):
            broken(title=title)
        found = soup(administrator.get(REPORT, {"ordering": order})).select("td.title")
        expected = {"-title": ["B", "A"], "locale": ["B", "A"]}.get(order, ["A", "B"])
        assert [cell.get_text(strip=True) for cell in found] == expected

    def test_asks_no_more_queries_for_twenty_rows_than_for_one(self, administrator: Client) -> None:
        def queries(path: str) -> int:
            with CaptureQueriesContext(connection) as seen:
                b"".join(administrator.get(path))
            return len(seen)

        paths = (REPORT, f"{REPORT}?export=csv")
        broken()
        for path in paths:
            queries(path)
        one = [queries(path) for path in paths]
        for _ in range(19):
            factories.article()
        factories.settle()
        Edition.objects.filter(type="article").update(defects=[NO_FILE], has_defects=True)
        assert [queries(path) for path in paths] == one
