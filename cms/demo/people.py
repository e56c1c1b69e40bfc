"""The demo's people: three authors, and the users who can log in."""

from dataclasses import dataclass

import yaml
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.demo.library import FOLDER
from cms.models import Author, Image


@dataclass(frozen=True)
class Login:
    """A user of the demo. Without a group it is an administrator."""

    username: str
    password: str
    name: str
    group: str | None


LOGINS = (
    Login("redaktion", "Zeitung-von-morgen", "Rike Redaktion", "Redaktion"),
    Login("moderation", "Ruhe-bewahren-24", "Momo Moderation", "Kommentarmoderation"),
    Login("admin", "Alles-im-Blick-7", "Ada Administration", None),
)


def make_authors(images: dict[str, Image]) -> dict[str, Author]:
    """Return the authors by slug, created where they are missing."""
    entries = yaml.safe_load((FOLDER / "authors.yaml").read_bytes())
    return {
        slug: Author.objects.get_or_create(slug=slug, defaults={**entry, "image": images[slug]})[0]
        for slug, entry in entries.items()
    }


def make_logins() -> tuple[Login, ...]:
    """Create the users who can log in. An existing user keeps the password."""
    _equip_editors()
    for login in LOGINS:
        first, last = login.name.split()
        user, is_new = User.objects.get_or_create(
            username=login.username,
            defaults={"first_name": first, "last_name": last, "email": f"{login.username}@example.org"},
        )
        if is_new:
            user.set_password(login.password)
            user.is_staff = user.is_superuser = login.group is None
            user.save()
        if login.group:
            user.groups.add(Group.objects.get_or_create(name=login.group)[0])
    return LOGINS


def _equip_editors() -> None:
    """Give Wagtail's group what it lacks for a newsroom that publishes without an approval."""
    editors, _ = Group.objects.get_or_create(name="Redaktion")
    editors.permissions.add(
        *_permissions("wagtailadmin", "access_admin"),
        *_permissions("cms", "add_author", "change_author", "delete_author", "change_sitesettings"),
        *_permissions("simple_translation", "submit_translation"),
    )
    page = Page.get_first_root_node()
    for permission in _permissions(
        "wagtailcore", "add_page", "change_page", "publish_page", "lock_page", "unlock_page"
    ):
        GroupPagePermission.objects.get_or_create(group=editors, page=page, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in (
        *_permissions("wagtailimages", "add_image", "change_image", "choose_image"),
        *_permissions("wagtaildocs", "add_document", "change_document", "choose_document"),
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=collection, permission=permission
        )


def _permissions(app: str, *codenames: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
