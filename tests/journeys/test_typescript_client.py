"""The TypeScript client and its examples, compiled strictly and run against a live server."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_started

from cms.models import ArticlePage
from delivery.models import DeliveryState
from tests import comment_factories, factories
from tests.front_pages import arrange, curated, lead
from tests.node import CLIENT, MODULES, compile_typescript, need_node, run_node

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_site")]
SOURCES = sorted(path for folder in ("src", "examples") for path in (CLIENT / folder).glob("*.ts"))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the client, and return the folder of its examples."""
    need_node()
    folder = tmp_path_factory.mktemp("client")
    assert compile_typescript(CLIENT, "--outDir", str(folder)) == []
    shutil.copy(CLIENT / "package.json", folder)
    (folder / "node_modules").symlink_to(MODULES)
    return folder / "examples"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Return the list of the paths that are asked for."""
    paths: list[str] = []

    def on_request(environ: dict[str, Any], **kwargs: Any) -> None:
        paths.append(environ["PATH_INFO"].removeprefix("/api/v1/"))

    request_started.connect(on_request)
    yield paths
    request_started.disconnect(on_request)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_sources_have_no_any_and_no_cast(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r"\bany\b|\bas\b|@ts-|!\.", code) == []


def test_following_takes_at_most_sixty_lines() -> None:
    assert len((CLIENT / "src" / "follow.ts").read_text().splitlines()) <= 60


def test_the_example_prints_the_front_page_an_article_and_its_thread(
    examples: Path, live_server: Any
) -> None:
    article = factories.compiled_article(
        title="Preis für das Netzwerk",
        authors=[factories.author(name="M. Beispiel")],
        body=[("heading", {"text": "Hintergrund", "level": "2"}), ("paragraph", "<p>Sechs im Finale.</p>")],
    )
    other = factories.compiled_article(title="Nachbarschaft")
    arrange(lead(article), curated(other, title="Auch gut"))
    first = comment_factories.comment(article=article, status="PUBLISHED", author_name="Ada", text="Gut.")
    comment_factories.comment(article=article, parent=first, status="PUBLISHED", author_name="Bo", text="Ja.")
    printed = run_node(examples / "read.js", live_server.url)
    assert "- Preis für das Netzwerk (M. Beispiel)\n\n== Auch gut\n- Nachbarschaft\n" in printed
    assert "\n# Preis für das Netzwerk\n" in printed
    assert "## Hintergrund\n\nSechs im Finale.\n" in printed
    assert printed.endswith("2 comments\nAda: Gut.\n  Bo: Ja.\n")


def test_a_comment_is_sent_without_a_picture(examples: Path, live_server: Any) -> None:
    article = factories.compiled_article()
    given = (str(article.pk), "Ada", "ada@example.org", "Ein guter Preis.")
    assert run_node(examples / "write.js", live_server.url, *given) == "Dein Kommentar wartet auf Freigabe.\n"
    assert article.reader_comments.get().text == "Ein guter Preis."


def test_the_guide_shows_how_to_prove_in_at_most_twenty_lines() -> None:
    recipe = (CLIENT / "src" / "prove.ts").read_text().split("\n\n", 1)[1]
    assert len(recipe.splitlines()) <= 20
    assert recipe in (CLIENT.parents[1] / "docs" / "api.md").read_text()


class TestFollowing:
    @pytest.fixture
    def follow(self, examples: Path, live_server: Any, tmp_path: Path) -> Any:
        return lambda: run_node(examples / "follow.js", live_server.url, str(tmp_path / "position.json"))

    @pytest.fixture
    def article(self) -> ArticlePage:
        factories.compiled_article(title="Alt")
        return factories.compiled_article(title="Neu", tags=["Klima"])

    def test_fetches_everything_and_then_one_article_after_one_edit(
        self, follow: Any, article: ArticlePage, asked: list[str]
    ) -> None:
        everything = follow().splitlines()
        assert everything[0] == "RESET\teverything"
        assert {line.split("\t")[1] for line in everything} >= {"Alt", "Neu"}
        assert asked == ["snapshot/"]
        article.title = "Besser"
        article.save_revision().publish()
        asked.clear()
        (line,) = follow().splitlines()
        assert line.split("\t")[:2] == ["UPDATED", "Besser"]
        assert f"page:{article.pk}" in line.split("\t")[2].split()
        assert asked == ["changes/", "resolve/"]
        asked.clear()
        assert follow() == ""
        assert asked == ["changes/"]

    def test_tells_what_is_gone_with_the_lists_that_showed_it(
        self, follow: Any, article: ArticlePage, asked: list[str]
    ) -> None:
        follow()
        article.unpublish()
        asked.clear()
        (line,) = follow().splitlines()
        change, tags = line.split("\t")
        assert change == "REMOVED"
        assert {f"page:{article.pk}", "list:tag=klima"} <= set(tags.split())
        assert asked == ["changes/"]

    def test_tells_the_lists_of_all_changes_of_one_article_at_once(
        self, follow: Any, article: ArticlePage
    ) -> None:
        follow()
        article.tags.clear()
        article.save_revision().publish()
        article.title = "Besser"
        article.save_revision().publish()
        (line,) = follow().splitlines()
        assert "list:tag=klima" in line.split("\t")[2].split()

    def test_begins_again_when_the_log_no_longer_reaches_back(
        self, follow: Any, article: ArticlePage, asked: list[str]
    ) -> None:
        follow()
        DeliveryState.objects.update_or_create(defaults={"pruned_to": 10**9})
        asked.clear()
        assert follow().startswith("RESET\teverything\n")
        assert asked == ["changes/", "snapshot/"]
