"""Who may work with images and files in the admin: a private collection opens to those whom its restriction admits.

Wagtail lets a right on a collection reach into all collections below, and its migrations gave every group of the admin
the right to choose from the root collection. So private collections were open to whoever may enter the admin.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_permission_codename
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from cms.models import Download, Image

# Wagtail lets those with the right to add change what they uploaded.
_SEE = ("choose", "change")


class Right(NamedTuple):
    """A right on the collection with this path in the tree."""

    path: str
    enters_private: bool


class Restriction(NamedTuple):
    """The restriction of the collection with this path in the tree, for one user."""

    path: str
    admits: bool


def reaches(rights: Iterable[Right], restrictions: Iterable[Restriction], path: str) -> bool:
    """Return whether one of the rights holds in the collection with this path."""
    return any(
        path.startswith(right.path)
        and not any(
            path.startswith(private.path)
            and private.path != right.path
            and private.path.startswith(right.path)
            and not (private.admits and right.enters_private)
            for private in restrictions
        )
        for right in rights
    )


def restrictions_for(user: Any) -> list[Restriction]:
    """Return all restrictions of collections. One with a password admits: nobody enters passwords in the admin."""
    names_groups = Q(restriction_type=CollectionViewRestriction.GROUPS)
    named = Exists(user.groups.filter(collectionviewrestriction=OuterRef("pk")))
    found = CollectionViewRestriction.objects.annotate(admits=~names_groups | named)
    return [Restriction(*values) for values in found.values_list("collection__path", "admits")]


class MediaPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, with private collections.

    A right that a group has above a private collection holds in it if the restriction admits the user. The right to
    choose does not: what readers cannot see is chosen by those who may edit it, or have the right on that collection.
    """

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Collection | None = None) -> bool:
        if collection is None or user.is_superuser or not user.is_active or user.is_anonymous:
            return bool(super()._check_perm(user, actions, collection))
        return reaches(self._rights(user, actions), restrictions_for(user), collection.path)

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> Any:
        rights, restrictions = self._rights(user, actions), restrictions_for(user)
        paths = Collection.objects.values_list("pk", "path")
        return Collection.objects.filter(
            pk__in=[pk for pk, path in paths if reaches(rights, restrictions, path)]
        )

    def _rights(self, user: Any, actions: Iterable[str]) -> list[Right]:
        # Those who may edit may choose.
        actions = {*actions, "change"} if "choose" in actions else actions
        choose = get_permission_codename("choose", self.auth_model._meta)
        return [
            Right(grant.collection.path, enters_private=grant.permission.codename != choose)
            for grant in self._get_user_permission_objects_for_actions(user, actions)
        ]


def see(user: Any, media: Image | Download) -> bool:
    """Return whether the user may see an image or a file in the admin."""
    policy = policy_registry.get(media)
    return bool(policy.user_has_any_permission_for_instance(user, _SEE, media))


def visible(user: Any, model: type[Image] | type[Download]) -> QuerySet[Any]:
    """Return the images or files that the user may see in the admin."""
    found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        user, _SEE
    )
    return found


def guard_private_collections() -> None:
    """Replace the policies that Wagtail registers later for these models and their subclasses: the exact class wins."""
    for model, auth_model in ((Image, "wagtailimages.Image"), (Download, "wagtaildocs.Document")):
        policy = MediaPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
