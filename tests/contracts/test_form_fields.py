"""What an editor fills in is seen: the fields of the forms, typed through the admin and read from the API."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.blocks.base import BlockField
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, Page, Site, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data

from cms.models import ArticlePage, Author, Download, HomePage, Image, SectionPage, SiteSettings, Topic
from tests import factories
from tests.contracts import form_fields
from tests.contracts.seen import Acts, Part, Seen
from tests.contracts.settings_fields import SETTINGS
from tests.inputs.article_form import PUBLISH, errors_of, logged_in

pytestmark = pytest.mark.django_db
_MODELS = {
    "image": Image,
    "download": Download,
    "author": Author,
    "article": ArticlePage,
    "section": SectionPage,
    "home": HomePage,
    "settings": SiteSettings,
    "redirect": Redirect,
}
FORMS = {**form_fields.FORMS, "settings": SETTINGS}
_TESTS = Path(__file__).parents[1]
_NAME = re.compile(r"\{([a-z]+)\}")
# Fields of every form of rows, which say which row it is.
_OF_ROWS = {"id", "ORDER", "DELETE"}


class Room:
    """The admin, the addresses of its forms, and the ids of what was made with them."""

    def __init__(self) -> None:
        self.chief = logged_in()
        # With a second collection, the forms ask for one.
        Collection.get_first_root_node().add_child(name="Archiv")
        self.ids = {
            "shared": factories.image().pk,
            "other": factories.article(slug="anderer").pk,
        }
        self.home = factories.home()
        site = Site.objects.get(is_default_site=True)
        self.addresses = {
            "image": "/admin/images/add/",
            "download": reverse("wagtaildocs:add"),
            "author": reverse("wagtailsnippets_cms_author:add"),
            "article": reverse("wagtailadmin_pages:add", args=["cms", "articlepage", self.home.pk]),
            "section": reverse("wagtailadmin_pages:add", args=["cms", "sectionpage", self.home.pk]),
            "home": reverse("wagtailadmin_pages:edit", args=[self.home.pk]),
            "settings": reverse("wagtailsettings:edit", args=["cms", "sitesettings", site.pk]),
            "redirect": reverse("wagtailredirects:add"),
        }

    def send(self, name: str, **values: Any) -> None:
        """Fill in a form as its table says, and send it."""
        form = FORMS[name]
        typed = {
            key: row.typed for key, row in form.fields.items() if row.typed is not None and "." not in key
        }
        sent = nested_form_data(_named({**typed, **form.more(), **values}, self.ids))
        answer = self.chief.post(self.addresses[name], {**sent, **PUBLISH})
        assert answer.status_code == 302, errors_of(answer)
        self.ids[name] = _MODELS[name]._default_manager.latest("pk").pk

    def fill_lists(self) -> None:
        """Publish articles for the rows of the front page, which shows no row without any."""
        section = SectionPage.objects.get(pk=self.ids["section"])
        for _number in range(2):
            factories.article(parent=section, tags=["Klima"])
        self.ids["topic"] = Topic.objects.get(name="Klima").pk
        factories.settle()

    def form_of(self, name: str) -> Any:
        return self.chief.get(self.addresses[name], follow=True).context["form"]


@pytest.fixture(scope="module")
def room(module_transaction: None) -> Room:
    """Fill in every form and publish."""
    room = Room()
    for name in ("image", "download", "author", "article", "section"):
        room.send(name)
    room.fill_lists()
    for name in ("home", "settings"):
        room.send(name)
    room.ids["illustrated"] = factories.article(image_id=room.ids["image"]).pk
    room.ids["english"] = factories.article(parent=factories.english_home()).pk
    room.send("redirect", redirect_page="")
    room.send("redirect", old_path="/zur-seite/", redirect_link="")
    factories.settle()
    return room


def _named(value: Any, ids: dict[str, int]) -> Any:
    """Return a value with ids in place of the names in braces."""
    if isinstance(value, dict):
        return {key: _named(one, ids) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    return type(value)(_NAME.sub(lambda name: str(ids[name[1]]), value))


def _found(value: Any, path: str) -> Any:
    """Return what is at a path: keys and positions with dots, `type=x` for the first item of that type, `length`."""
    for part in path.split("."):
        name, is_type, kind = part.partition("=")
        if part == "length":
            value = len(value)
        elif is_type:
            value = next(item for item in value if item[name] == kind)
        else:
            value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def _fields_of(form: Any) -> Iterator[str]:
    for name, field in form.fields.items():
        if isinstance(field, BlockField):
            yield from _leaves(field.block, name)
        else:
            yield name
    for name, formset in getattr(form, "formsets", {}).items():
        yield from (f"{name}.{field}" for field in formset.empty_form.fields if field not in _OF_ROWS)


def _leaves(block: Any, name: str, *, is_inner: bool = False) -> Iterator[str]:
    """Yield the fields of a block by their places. A stream within a stream has blocks that stand in the outer too."""
    match block:
        case blocks.StreamBlock() if not is_inner:
            for key, child in block.child_blocks.items():
                yield from _leaves(child, f"{name}.{key}", is_inner=True)
        case blocks.StructBlock():
            for key, child in block.child_blocks.items():
                yield from _leaves(child, f"{name}.{key}", is_inner=True)
        case blocks.ListBlock():
            yield from _leaves(block.child_block, name, is_inner=True)
        case _:
            yield name


_SEEN = [
    pytest.param(name, field, id=f"{name}.{field}")
    for name, form in FORMS.items()
    for field, row in form.fields.items()
    if isinstance(row, Seen)
]


@pytest.mark.parametrize("name", FORMS)
def test_the_table_has_every_field_of_the_form(name: str, room: Room) -> None:
    assert set(_fields_of(room.form_of(name))) == set(FORMS[name].fields)


@pytest.mark.parametrize(("name", "field"), _SEEN)
def test_what_is_typed_is_seen(name: str, field: str, room: Room) -> None:
    row = FORMS[name].fields[field]
    assert isinstance(row, Seen)
    path = _named(row.at or FORMS[name].at, room.ids)
    shown = _found(Client().get(f"/api/v1/{path}").json(), row.path)
    expected = _named(row.typed if row.shows is None else row.shows, room.ids)
    if isinstance(expected, Part):
        assert expected in shown
    else:
        assert str(shown) == str(expected)


def test_a_field_that_is_in_no_answer_does_what_a_test_proves() -> None:
    acting = [row for form in FORMS.values() for row in form.fields.values() if isinstance(row, Acts)]
    for proof in {row.proof for row in acting}:
        file, _colons, name = proof.partition("::")
        assert f"def {name}(" in (_TESTS / file).read_text(), proof


def test_no_form_of_editors_is_left_out() -> None:
    made = {model for model in get_page_models() if model is not Page} | set(get_snippet_models())
    assert made | set(registry) <= set(_MODELS.values())
