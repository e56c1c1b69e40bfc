"""Whether a right holds in a collection: trees of collections, and the real chooser for each kind of restriction."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from hypothesis import given
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission
from wagtail.permissions import policy_registry

from cms.media_policy import Restriction, Right, reaches
from cms.models import Image
from tests import factories
from tests.admin import client_of, staff
from tests.inputs.collections import PATHS, RESTRICTIONS, RIGHTS


class TestARight:
    @given(RIGHTS, PATHS)
    def test_holds_below_where_nothing_is_private(self, rights: list[Right], path: str) -> None:
        assert reaches(rights, [], path) == any(path.startswith(right.path) for right in rights)

    @given(RIGHTS, RESTRICTIONS, PATHS)
    def test_holds_in_fewer_collections_where_some_are_private(
        self, rights: list[Right], restrictions: list[Restriction], path: str
    ) -> None:
        assert reaches(rights, restrictions, path) <= reaches(rights, [], path)

    @given(RESTRICTIONS, PATHS)
    def test_holds_where_it_was_given(self, restrictions: list[Restriction], path: str) -> None:
        assert reaches([Right(path, enters_private=False)], restrictions, path)

    @given(RIGHTS, PATHS, PATHS)
    def test_from_above_ends_at_a_collection_that_does_not_admit(
        self, rights: list[Right], private: str, below: str
    ) -> None:
        from_above = [right for right in rights if right.path != private and private.startswith(right.path)]
        assert not reaches(from_above, [Restriction(private, admits=False)], private + below)

    @given(RIGHTS, PATHS, PATHS)
    def test_from_above_goes_on_where_it_is_admitted_unless_it_only_lets_choose(
        self, rights: list[Right], private: str, below: str
    ) -> None:
        from_above = [right for right in rights if right.path != private and private.startswith(right.path)]
        held = any(right.enters_private for right in from_above)
        assert reaches(from_above, [Restriction(private, admits=True)], private + below) == held


# What the group may do, where, how the collection is private, and whether its images are in the chooser.
CASES = [
    (["choose"], "root", None, True),
    (["choose"], "root", "login", False),
    (["choose"], "private", "login", True),
    (["add", "choose"], "root", "login", False),
    (["change", "choose"], "root", "login", True),
    (["change", "choose"], "root", "password", True),
    (["change", "choose"], "root", "another group", False),
    (["change", "choose"], "private", "another group", True),
    (["change", "choose"], "root", "the group", True),
    (["choose"], "root", "the group", False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("actions", "where", "restriction", "shown"), CASES)
def test_the_chooser_shows_what_may_be_chosen(
    actions: list[str], where: str, restriction: str | None, shown: bool
) -> None:
    group = Group.objects.create(name="Bild")
    root = Collection.get_first_root_node()
    private = root.add_child(name="Presse")
    image = factories.image(collection=private.add_child(name="Herbst"))
    _restrict(private, restriction, group)
    for action in actions:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=root if where == "root" else private,
            permission=Permission.objects.get(
                content_type__app_label="wagtailimages", codename=f"{action}_image"
            ),
        )
    person = staff(groups=["Bild"])
    page: Any = client_of(person).get("/admin/images/chooser/results/")

    assert (image.title in page.content.decode()) is shown
    chosen = client_of(person).get(f"/admin/images/chooser/chosen/{image.pk}/")
    assert (chosen.status_code == 200) is shown
    policy = policy_registry.get_by_type(Image)
    assert policy.user_has_permission_for_instance(person, "choose", image) is shown


def _restrict(collection: Collection, restriction: str | None, group: Group) -> None:
    if restriction is None:
        return
    groups = {"the group": [group], "another group": [Group.objects.create(name="Recherche")]}.get(
        restriction
    )
    made = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="groups" if groups else restriction
    )
    made.groups.set(groups or [])
