"""A front end that was written from docs/api.md alone shows the demo; and what that page shows is what the demo answers."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from PIL import Image

from tests.journeys import guide
from tests.journeys.services import Service, ask

# The service has an SQLite database of its own, so it is not tested again on PostgreSQL.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Serve the demo, without background work, which would make all renditions."""
    made = Service(tmp_path_factory.mktemp("data"))
    made.run("prepare")
    made.start_web()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def shown(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with what the front end has written."""
    folder = tmp_path_factory.mktemp("pages")
    line = [sys.executable, "-m", "tests.front_end", service.url, str(folder)]
    ran = subprocess.run(
        line, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture
def article(shown: Path) -> Tag:
    return page(shown / "article.html")


@pytest.fixture
def body(article: Tag) -> Tag:
    return one(article, ".body")


def page(path: Path) -> Tag:
    return BeautifulSoup(path.read_text(), "html.parser")


def one(within: Tag, selector: str) -> Tag:
    (found,) = within.select(selector)
    return found


def texts(within: Tag, selector: str) -> list[str]:
    return [found.get_text() for found in within.select(selector)]


def test_the_front_end_knows_nothing_of_the_newsroom() -> None:
    code = "\n".join(path.read_text() for path in (guide.ROOT / "tests" / "front_end").glob("*.py"))
    imported = set(re.findall(r"^(?:from|import) (\w+(?:\.front_end)?)", code, re.MULTILINE))
    assert imported <= {"tests.front_end", *sys.stdlib_module_names}


class TestTheFrontPage:
    def test_has_the_rows_of_its_editors(self, shown: Path) -> None:
        front = page(shown / "front.html")
        assert texts(front, ".lead h3") == ["Allianz Smart City Dortmund gewinnt Bundeswettbewerb"]
        assert texts(front, ".curated h2") == ["Unterwegs in der Stadt"]
        assert "Auszeichnungen" in texts(front, ".automatic h2")
        titles = texts(front, "article h3")
        assert len(titles) == len(set(titles)) > 5

    def test_shows_squares_of_pictures(self, shown: Path) -> None:
        square = one(page(shown / "front.html"), ".lead img")
        assert "/1%3A1/" in str(square["src"])

    def test_is_another_one_in_english(self, shown: Path) -> None:
        english = page(shown / "front.en.html")
        assert one(english, "html")["lang"] == "en"
        assert texts(english, ".lead h3") == ["Dortmund’s smart city alliance wins federal competition"]


class TestWhatStandsAround:
    def test_is_a_menu_two_deep(self, article: Tag) -> None:
        assert texts(article, "nav.main > ul > li > a") == ["Auszeichnungen", "Projekte", "Über uns"]
        assert texts(article, "nav.main li li a")[:2] == ["Der Preis", "Digitalste Stadt"]

    def test_is_a_footer_with_imprint_and_contact(self, article: Tag) -> None:
        footer = one(article, "footer nav").parent
        assert "Alles hier ist erfunden" in footer.get_text()
        assert {"Über uns", "Impressum", "Datenschutz", "redaktion@example.org"} <= set(texts(footer, "a"))

    def test_leads_to_the_other_language(self, shown: Path, article: Tag, service: Service) -> None:
        switch = one(article, "nav.languages a")
        assert (switch.get_text(), switch["href"]) == ("en", f"{service.url}/en/awards/stadt-land-digital/")
        english = page(shown / "article.en.html")
        assert texts(english, "h1") == ["Dortmund’s smart city alliance wins federal competition"]
        assert texts(english, "nav.main > ul > li > a") == ["Awards", "Projects", "About"]


class TestTheHead:
    def test_is_that_of_the_article(self, article: Tag, service: Service) -> None:
        url = f"{service.url}/de/auszeichnungen/stadt-land-digital/"
        assert texts(article, "title") == [
            "Allianz Smart City Dortmund: Sieg im Wettbewerb Stadt.Land.Digital"
        ]
        assert one(article, "meta[name=description]")["content"].startswith("Eine Jury hat")
        assert one(article, "link[rel=canonical]")["href"] == url
        assert [link["hreflang"] for link in article.select("link[rel=alternate]")] == ["de", "en"]
        assert one(article, "meta[property='og:type']")["content"] == "article"
        assert len(article.select("meta[property='article:tag']")) == 3

    def test_has_json_ld(self, article: Tag) -> None:
        news, crumbs = json.loads(one(article, "script").get_text())["@graph"]
        assert (news["@type"], news["commentCount"]) == ("NewsArticle", 8)
        assert crumbs["@type"] == "BreadcrumbList"


class TestTheArticle:
    def test_begins_with_what_leads_to_it(self, article: Tag) -> None:
        assert texts(article, ".breadcrumbs a") == ["Leserbrief", "Auszeichnungen"]
        assert texts(article, ".kicker, h1") == [
            "Smart City",
            "Allianz Smart City Dortmund gewinnt Bundeswettbewerb",
        ]
        assert texts(article, "a[rel=author]") == ["Mara Winter", "Jonas Feld"]
        assert texts(article, ".correction, .rights") == [
            "In einer früheren Fassung stand, es habe fünf Nominierte gegeben. Es waren sechs.",
            "In einer früheren Fassung war ein Zitat der falschen Person zugeschrieben.",
            "In einer früheren Fassung stand, die Allianz habe 120 Mitglieder. Es sind inzwischen 140.",
            "Leserbrief und Beteiligte, CC BY-SA 4.0",
        ]

    def test_has_a_table_of_contents_that_leads_into_its_text(self, article: Tag, body: Tag) -> None:
        targets = [str(link["href"]).removeprefix("#") for link in article.select(".toc a")]
        assert targets[0] == "entscheidung-auf-offener-buehne"
        assert [heading["id"] for heading in body.select("h2[id]")] == targets

    def test_ends_with_related_ones(self, article: Tag) -> None:
        assert len(article.select(".related article h3 a")) == 3


class TestTheBody:
    """Of each block what an editor has put into it."""

    def test_has_headings_and_paragraphs_with_links(self, body: Tag, service: Service) -> None:
        assert texts(body, "h2[id]")[0] == "Entscheidung auf offener Bühne"
        assert body.p.get_text().startswith("Mehr als 200 Bewerbungen")
        link = one(body, "p > a[href*=digitalste-stadt]")
        assert link["href"] == f"{service.url}/de/auszeichnungen/digitalste-stadt/"

    def test_has_an_image_in_a_background_box(self, body: Tag) -> None:
        box = one(body, "aside")
        assert texts(box, "h2") == ["Hintergrund: Was die Allianz tut"]
        assert [source["type"] for source in box.select("source")] == ["image/avif", "image/jpeg"]
        image = one(box, "img")
        assert image["alt"] == "Zeichnung eines Stadtviertels aus hellblauen Würfeln, einige davon orange"
        assert ask_image(str(image["src"])) == (1280, 800)
        assert texts(box, "figcaption small") == ["Zeichnung: Leserbrief"]

    def test_has_a_quotation(self, body: Tag) -> None:
        (said,) = texts(body, ".quotation p")
        assert said.startswith("„Bei uns sitzen Leute an einem Tisch")
        assert texts(body, ".quotation footer")[0].startswith("Kim Beispiel, arbeitet")

    def test_has_a_pull_quote(self, body: Tag) -> None:
        assert texts(body, ".pull-quote p") == ["„Vernetzt werden zuerst Menschen, dann Anlagen.“"]
        assert texts(body, ".pull-quote footer") == ["Broschüre der Demo-Redaktion, Seite 5"]

    def test_has_a_film_that_waits_for_the_reader(self, body: Tag) -> None:
        assert texts(body, ".embed button") == ["Vimeo: Big Buck Bunny"]
        film = BeautifulSoup(one(body, ".embed template").decode_contents(), "html.parser")
        assert str(one(film, "iframe")["src"]).startswith("https://player.vimeo.com/")

    def test_has_a_table(self, body: Tag) -> None:
        assert texts(body, "caption") == ["Der Wettbewerb in Zahlen"]
        assert [texts(row, "th, td") for row in body.select("tr")][:2] == [
            ["", "Anzahl"],
            ["Eingereichte Beiträge", "mehr als 200"],
        ]
        assert len(body.select("tr > th")) == 5

    def test_has_a_download_with_its_cover(self, body: Tag, shown: Path) -> None:
        assert texts(body, ".download p") == ["Allianz Smart City Dortmund (5.6 kB, 7 S.)"]
        assert one(body, ".download img")["alt"] == "Titelseite einer Broschüre"
        assert (shown / "allianz-smart-city-broschuere.pdf").read_bytes().startswith(b"%PDF")

    def test_has_a_list_of_links(self, body: Tag) -> None:
        assert texts(body, ".links h3") == ["Mehr dazu"]
        assert len(body.select(".links a[href]")) == 4


def ask_image(url: str) -> tuple[int, int]:
    with urlopen(url, timeout=60) as response:  # noqa: S310
        return Image.open(response).size


def test_a_crop_has_the_size_that_was_asked_for(shown: Path) -> None:
    with Image.open(shown / "crop.jpg") as crop:
        assert (crop.format, crop.size) == ("JPEG", (960, 960))


def test_the_thread_has_replies_below_comments(article: Tag) -> None:
    thread = one(article, ".thread")
    assert texts(thread, "h2") == ["8"]
    assert len(thread.select("li > b")) == 8
    replies = texts(thread, "ol > li:first-child > ol > li > b")
    assert replies[:2] == ["Bernd Oswald", "Momo Moderation"]


def test_an_author_has_a_portrait_and_articles_on_several_pages(shown: Path) -> None:
    author = page(shown / "author.html")
    assert (texts(author, "h1"), texts(author, "h1 + p")) == (["Mara Winter"], ["Redakteurin"])
    assert one(author, "figure img")["alt"] == "Gezeichnetes Porträt einer Frau mit rotbraunem Haar"
    lengths = [len(section.select("article")) for section in author.select(".page")]
    assert lengths == [4, 4, 2]
    assert len(set(texts(author, "article h3 a"))) == 10


def test_an_error_shows_what_is_allowed(shown: Path, service: Service) -> None:
    error = page(shown / "error.html")
    assert texts(error, "b") == ["section"]
    assert {"author", "section", "tag"} <= set(texts(error, ".allowed")[0].split(", "))
    status, explanation = ask(str(one(error, "p a")["href"]))
    assert (status, "did_you_mean" in explanation) == (200, True)


class TestTheGuide:
    def test_shows_what_the_demo_answers(self, service: Service) -> None:
        examples = guide.examples(service.url)
        wrong = {example.url: list(guide.differences(example.shown, example.ask())) for example in examples}
        assert len(examples) > 15
        assert {url: found for url, found in wrong.items() if found} == {}

    def test_names_every_endpoint(self, service: Service) -> None:
        base = f"{service.url}/api/v1/"
        items = json.loads(ask(base)[1])["items"]
        served = {(method, item["href"].removeprefix(base)) for item in items for method in item["methods"]}
        assert guide.endpoints() == served
