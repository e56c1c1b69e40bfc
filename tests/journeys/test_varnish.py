"""Behind a real Varnish that keeps answers for a day: after every change all of it is new, and the rest is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.journeys.varnish import Answer, Varnish
from tests.journeys.varnish_room import (
    Newsroom,
    add_a_tag,
    approve,
    fresh,
    hide_the_picture,
    move,
    publish,
    rename_the_author,
    replace_the_picture,
    restrict_the_collection,
    warm,
)

pytestmark = pytest.mark.slow

# What shows the article itself, its comments, or their number.
ITSELF = {"article", "card", "fields", "by slug", "resolve", "thread", "counts", "ids"}
LISTS = {"all", "German", "by title", "projects", "author", "klima", "since 2020"}
# These show no article of theirs, but a new one may join them.
MAY_BE_JOINED = {"projects and wald", "projects page", "beyond"}
DRAFT = {"draft ids", "draft counts"}
PICTURE = {"picture"}

CHANGES: dict[str, tuple[Callable[[Newsroom], object], set[str]]] = {
    "a draft is published": (
        lambda room: fresh(room.draft).get_latest_revision().publish(),
        LISTS - {"author", "klima"} | MAY_BE_JOINED | DRAFT | {"wald", "klima and wald"},
    ),
    "the article is unpublished": (
        lambda room: fresh(room.article).unpublish(),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "it is deleted": (
        lambda room: fresh(room.article).delete(),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "another lead": (lambda room: publish(room.article, lead="Ein anderer Satz."), ITSELF | LISTS),
    # Another place in the order: all pages of all its lists.
    "another title": (
        lambda room: publish(room.article, title="Zuletzt"),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "one more tag": (add_a_tag, ITSELF | LISTS | {"wald", "klima and wald", "projects and wald"}),
    "another section": (move, ITSELF | LISTS | MAY_BE_JOINED | {"culture", "culture page"}),
    "the section is renamed": (
        lambda room: publish(room.projects, title="Vorhaben"),
        ITSELF | LISTS | {"projects page", "home page"},
    ),
    "the author is renamed": (rename_the_author, ITSELF | LISTS),
    "the picture is replaced": (replace_the_picture, ITSELF | LISTS | PICTURE),
    "the picture becomes private": (hide_the_picture, ITSELF | LISTS | PICTURE),
    "its collection is restricted": (restrict_the_collection, ITSELF | LISTS | PICTURE),
    "a comment is approved": (approve, ITSELF | LISTS),
    "a path leads elsewhere": (
        lambda room: Redirect.objects.create(old_path="/de/frueher", redirect_page=room.article),
        set(),
    ),
}


def is_true(path: str, told: Answer) -> bool:
    """Compare with what the newsroom itself answers at this moment; a refusal has an id of its own."""
    answer: Any = Client().get(path)
    return told.status == answer.status_code and (told.status >= 400 or told.body == answer.getvalue())


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_old_is_shown_and_nothing_else_is_forgotten(
    change: str, room: Newsroom, varnish: Varnish
) -> None:
    kept = warm(varnish, room.paths.values())
    make, changed = CHANGES[change]
    make(room)
    told = {name: varnish.ask(path) for name, path in room.paths.items()}
    assert [name for name, path in room.paths.items() if not is_true(path, told[name])] == []
    # What was not found is kept for seconds only.
    lasting = {name: path for name, path in room.paths.items() if kept[path].status == 200}
    assert {name for name in lasting if not told[name].is_hit} == changed
    for name in lasting.keys() - changed:
        assert int(told[name].headers["Age"]) >= int(kept[lasting[name]].headers["Age"])
