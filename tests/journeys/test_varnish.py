"""Behind a real Varnish that keeps responses for a day: a change purges what it changes, and nothing else."""

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
    hide_the_image,
    move,
    publish,
    rename_the_author,
    replace_the_image,
    restrict_the_collection,
    warm,
)

pytestmark = pytest.mark.slow

# Responses with the article itself, its comments, or their number.
ITSELF = {"article", "card", "fields", "by slug", "resolve", "thread", "counts", "ids"}
LISTS = {"all", "German", "by title", "projects", "author", "klima", "since 2020"}
# Lists that the article is not on, but may join by one of their filters.
MAY_BE_JOINED = {"projects and wald", "projects page", "beyond"}
# They name a topic that no article has. Whatever page changes may bring it, or another one to suggest.
UNKNOWN = {"wald", "klima and wald", "projects and wald"}
DRAFT = {"draft ids", "draft counts"}
IMAGE, FILE = {"image"}, {"file"}

CHANGES: dict[str, tuple[Callable[[Newsroom], object], set[str]]] = {
    "a draft is published": (
        lambda room: fresh(room.draft).get_latest_revision().publish(),
        LISTS - {"author"} | MAY_BE_JOINED | DRAFT | UNKNOWN,
    ),
    "the article is unpublished": (
        lambda room: fresh(room.article).unpublish(),
        ITSELF | LISTS | MAY_BE_JOINED | FILE | UNKNOWN,
    ),
    "it is deleted": (
        lambda room: fresh(room.article).delete(),
        ITSELF | LISTS | MAY_BE_JOINED | FILE | UNKNOWN,
    ),
    "its file is taken out": (lambda room: publish(room.article, body=[]), ITSELF | LISTS | FILE | UNKNOWN),
    "another lead": (
        lambda room: publish(room.article, lead="Ein anderer Satz."),
        ITSELF | LISTS | UNKNOWN,
    ),
    # The title is a sort key: every page of every list of the article may change.
    "another title": (
        lambda room: publish(room.article, title="Zuletzt"),
        ITSELF | LISTS | MAY_BE_JOINED | UNKNOWN,
    ),
    "one more tag": (add_a_tag, ITSELF | LISTS | UNKNOWN),
    "another section": (move, ITSELF | LISTS | MAY_BE_JOINED | UNKNOWN | {"culture", "culture page"}),
    "the section is renamed": (
        lambda room: publish(room.projects, title="Vorhaben"),
        ITSELF | LISTS | UNKNOWN | {"projects page", "home page"},
    ),
    "the author is renamed": (rename_the_author, ITSELF | LISTS | UNKNOWN),
    "the image is replaced": (replace_the_image, ITSELF | LISTS | IMAGE | UNKNOWN),
    "the image becomes private": (hide_the_image, ITSELF | LISTS | IMAGE | UNKNOWN),
    "its collection is restricted": (restrict_the_collection, ITSELF | LISTS | IMAGE | UNKNOWN),
    "a comment is approved": (approve, ITSELF | LISTS),
    "a path leads elsewhere": (
        lambda room: Redirect.objects.create(old_path="/de/frueher", redirect_page=room.article),
        set(),
    ),
}


def is_true(path: str, shown: Answer) -> bool:
    """Return whether the answer equals that of the newsroom itself; of errors the status, they contain an id."""
    answer: Any = Client().get(path)
    return shown.status == answer.status_code and (shown.status >= 400 or shown.body == answer.getvalue())


# Changes that can be made one after the other, because none alters what the next ones purge.
TOGETHER = [
    "a comment is approved",
    "another lead",
    "the author is renamed",
    "the section is renamed",
    "its file is taken out",
    "a path leads elsewhere",
]
ALONE = [[change] for change in CHANGES if change not in TOGETHER]


@pytest.mark.parametrize("changes", [TOGETHER, *ALONE], ids=lambda changes: changes[0])
def test_nothing_old_is_shown_and_nothing_else_is_purged(
    changes: list[str], room: Newsroom, varnish: Varnish
) -> None:
    for change in changes:
        _assert_purged(room, varnish, *CHANGES[change])


def _assert_purged(
    room: Newsroom, varnish: Varnish, make: Callable[[Newsroom], object], changed: set[str]
) -> None:
    paths = room.paths | room.overviews
    kept = warm(varnish, paths.values())
    make(room)
    shown = {name: varnish.ask(path) for name, path in paths.items()}
    assert [name for name, path in paths.items() if not is_true(path, shown[name])] == []
    # A 404 is kept for seconds only.
    lasting = {name: path for name, path in room.paths.items() if kept[path].status == 200}
    assert {name for name in lasting if not shown[name].is_hit} == changed
    for name in lasting.keys() - changed:
        assert int(shown[name].headers["Age"]) >= int(kept[lasting[name]].headers["Age"])
