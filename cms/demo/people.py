"""The demo's people: three authors, and the users who can log in."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.demo.library import Library
from cms.models import Author

AUTHORS = {
    "mara-winter": (
        "Mara Winter",
        "Redakteurin",
        "<p>Mara Winter schreibt über Verwaltung und darüber, was sie mit Daten anfängt. Vorher war sie "
        "<b>Vermessungstechnikerin</b>.</p>",
    ),
    "jonas-feld": (
        "Jonas Feld",
        "Reporter",
        "<p>Jonas Feld ist am liebsten zu Fuß unterwegs und berichtet über Verkehr, Plätze und Parks.</p>",
    ),
    "aylin-sommer": (
        "Aylin Sommer",
        "freie Autorin",
        "<p>Aylin Sommer besucht Schulen, Vereine und Werkstätten. Sie leitet außerdem eine "
        "<i>Schreibwerkstatt</i>.</p>",
    ),
}

# Permissions that Wagtail's own group "Editors" lacks, for a newsroom that publishes without an approval.
EDITOR_PERMISSIONS = [
    ("wagtailadmin", "access_admin"),
    ("cms", "add_author"),
    ("cms", "change_author"),
    ("cms", "delete_author"),
    ("cms", "change_sitesettings"),
    ("simple_translation", "submit_translation"),
]
PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
FILE_PERMISSIONS = [
    ("wagtailimages", ["add_image", "change_image", "choose_image"]),
    ("wagtaildocs", ["add_document", "change_document", "choose_document"]),
]


@dataclass(frozen=True)
class Login:
    """A user of the demo. Without a group it is an administrator."""

    username: str
    password: str
    name: str
    group: str | None


LOGINS = (
    Login("redaktion", "Zeitung-von-morgen", "Rike Redaktion", "Editors"),
    Login("moderation", "Ruhe-bewahren-24", "Momo Moderation", "Comment moderators"),
    Login("admin", "Alles-im-Blick-7", "Ada Administration", None),
)


def make_authors(library: Library) -> dict[str, Author]:
    """Return the authors by slug, created where they are missing."""
    return {
        slug: Author.objects.get_or_create(
            slug=slug, defaults={"name": name, "role": role, "bio": bio, "image": library.images[slug]}
        )[0]
        for slug, (name, role, bio) in AUTHORS.items()
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
    editors, _ = Group.objects.get_or_create(name="Editors")
    editors.permissions.add(*(permission for key in EDITOR_PERMISSIONS for permission in _permissions(*key)))
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    for codename in PAGE_PERMISSIONS:
        for permission in _permissions("wagtailcore", codename):
            GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    for app, codenames in FILE_PERMISSIONS:
        for permission in (found for codename in codenames for found in _permissions(app, codename)):
            GroupCollectionPermission.objects.get_or_create(
                group=editors, collection=files, permission=permission
            )


def _permissions(app: str, codename: str) -> Any:
    return Permission.objects.filter(content_type__app_label=app, codename=codename)
