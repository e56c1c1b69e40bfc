"""`prepare --first-page` makes a new production site usable."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.integration.config.test_production import COMPLETE
from tests.journeys.services import Service

_SCRIPT = "import json; from tests.journeys.first_newsroom import begin; print(json.dumps(begin()))"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Any:
    production = {"DJANGO_SETTINGS_MODULE": "config.settings.production", **COMPLETE}
    service = Service(tmp_path_factory.mktemp("data"), **production)
    return json.loads(service.run("shell", "--no-imports", "-c", _SCRIPT).splitlines()[-1])


@pytest.mark.slow
@pytest.mark.sqlite
class TestTheFirstPage:
    def test_is_where_the_first_article_is_written_and_read(self, begun: Any) -> None:
        assert (begun["sent"], begun["article"]) == (302, "Der erste Artikel")

    def test_stands_in_each_language_and_names_the_others(self, begun: Any) -> None:
        assert [(page["locale"], page["title"], page["url"]) for page in begun["homes"]] == [
            ("de", "Neue Zeitung", "https://zeitung.example/de/"),
            ("en", "Neue Zeitung", "https://zeitung.example/en/"),
        ]
        assert [one["locale"] for page in begun["homes"] for one in page["translations"]] == ["en", "de"]

    def test_names_the_site(self, begun: Any) -> None:
        assert begun["site"]["name"] == begun["site"]["publisher"]["name"] == "Neue Zeitung"

    def test_is_made_once(self, begun: Any) -> None:
        assert begun["is_unchanged"]


class TestItIsRefused:
    @pytest.mark.parametrize(
        ("sent", "reason"),
        [
            ({"first_page": "  ", "locales": "de"}, "at least one letter or digit"),
            ({"first_page": "!?", "locales": "de"}, "at least one letter or digit"),
            ({"first_page": "x" * 121}, "at most 120 characters"),
            ({"first_page": "Zeitung", "locales": "de,fr"}, "no such language: fr. Allowed: de, en."),
            ({"first_page": "Zeitung", "locales": ""}, "Allowed: de, en."),
            ({"locales": "de"}, "--first-page, which is missing"),
        ],
    )
    def test_before_anything_is_written(
        self, sent: dict[str, str], reason: str, tmp_path: Path, settings: Any
    ) -> None:
        settings.DATA_DIR = tmp_path / "data"
        with pytest.raises(CommandError, match=reason):
            call_command("prepare", **sent)
        assert not settings.DATA_DIR.exists()
