"""Controls of direction in what editors write: a title turns nothing that a front end shows beside it."""

import re

import orjson
import pytest
from django.test import Client

from delivery.serialization import to_json
from tests import factories
from tests.inputs.scripts import DAYS, DELICATE

_TURNING = re.compile("[\u202d\u202e]")
ISOLATED = "Das Wort \u2067\u05e9\u05dc\u05d5\u05dd\u2069 heißt Frieden"


@pytest.mark.django_db
def test_are_closed_wherever_an_article_shows_them() -> None:
    turned = "Rechnung\u202efdp.exe"
    image = factories.image(caption=turned, alt_text=turned, credit=turned)
    author = factories.author(name=turned)
    heading = ("heading", {"text": turned, "level": "2"})
    article = factories.compiled_article(
        title=turned, kicker=turned, lead=f"\u2067{ISOLATED}", image=image, authors=[author], body=[heading]
    )
    answer = Client().get(f"/api/v1/articles/{article.pk}/")
    assert not _TURNING.search(answer.content.decode())
    assert (answer.json()["title"], answer.json()["lead"]) == ("Rechnungfdp.exe", ISOLATED)


@pytest.mark.django_db
def test_are_closed_in_a_menu_and_in_the_name_of_the_paper() -> None:
    site = factories.settings_of_site()
    site.name = "Der\u202e Bote"
    site.save()
    factories.section(title="\u202bStadt")
    factories.settle()
    answer = Client().get("/api/v1/site/").json()
    assert (answer["name"], answer["menus"]["main"][0]["text"]) == ("Der Bote", "Stadt")


def test_that_a_language_needs_are_kept() -> None:
    texts = [*DAYS.values(), *DELICATE.values(), ISOLATED]
    assert orjson.loads(to_json(texts)) == texts
