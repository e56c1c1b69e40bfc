"""The ids of headings are unique in the article, whatever the headings are called."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from delivery.content.build import Build
from tests import factories
from tests.inputs.headings import BEGINNINGS, HEADINGS, IDS_OF_THE_SITE, NAMED

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


def check(ids: list[str]) -> None:
    assert len(set(ids)) == len(ids)
    assert IDS_OF_THE_SITE.isdisjoint(ids)
    assert not any(one.startswith(BEGINNINGS) for one in ids)
    assert all(_ID.match(one) and len(one) < 100 for one in ids)


@pytest.mark.django_db
def test_the_ids_of_an_article_are_unique_within_its_boxes_as_well() -> None:
    headings = [("heading", {"text": text, "level": "2"}) for text in HEADINGS]
    box = ("background_box", {"title": "Test", "body": headings[::-1]})
    article = factories.compiled_article(body=[*headings, box, *headings])
    body = Client().get(f"/api/v1/articles/{article.pk}/").json()["body"]
    in_box = next(block for block in body if block["type"] == "background_box")["value"]["body"]
    found = [block["value"] for block in [*body, *in_box] if block["type"] == "heading"]
    assert len(found) == 3 * len(HEADINGS)
    check([heading["id"] for heading in found])


@pytest.mark.django_db
def test_a_link_leads_to_the_heading_that_it_names() -> None:
    links = "".join(f'<a href="#{named}">Wort</a>' for named, _id in NAMED)
    headings = [("heading", {"text": text, "level": "2"}) for text in ("Größe", "Übersicht")]
    box = ("background_box", {"title": "Test", "body": [headings[0]]})
    article = factories.compiled_article(body=[("paragraph", links), headings[0], box, headings[1]])
    body = Client().get(f"/api/v1/articles/{article.pk}/").json()["body"]
    assert [link["href"] for link in body[0]["value"]["links"]] == [f"#{anchor}" for _named, anchor in NAMED]
    assert body[2]["value"]["body"][0]["value"]["id"] == "groesse-2"


@given(st.lists(st.one_of(st.sampled_from(HEADINGS), st.text(max_size=20)), max_size=60))
def test_the_ids_of_any_headings_are_unique(headings: list[str]) -> None:
    build = Build(now=timezone.now())
    check([build.anchor(text) for text in headings])


def test_a_heading_that_is_alone_is_named_after_its_words() -> None:
    build = Build(now=timezone.now())
    assert [build.anchor(text) for text in ("Hintergrund", "Größe", "Hintergrund")] == [
        "hintergrund",
        "groesse",
        "hintergrund-2",
    ]


def test_the_ids_of_the_site_are_all_known() -> None:
    """Read the ids from the sources of the site: a new one must be kept from headings as well."""
    web = Path(settings.BASE_DIR, "web")
    template = (web / "templates/web/index.html").read_text()
    scripts = "".join(path.read_text() for path in (web / "static/web").rglob("*.js"))
    fixed = set(re.findall(r'\bid="([^"]+)"', template)) | set(re.findall(r"\bid: '([^']+)'", scripts))
    assert fixed == IDS_OF_THE_SITE
    begun = set(re.findall(r"\b(?:const id =|id:|return) `([a-z-]+-)\$", scripts))
    assert begun == set(BEGINNINGS)
