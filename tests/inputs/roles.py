"""Everybody who may log in, a newsroom with secrets, and every address of the admin and of stored files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Site, UploadedFile
from wagtail.search.index import insert_or_update_object

from cms.demo.people import make_logins
from cms.models import ArticlePage, Author, Download, Image, Topic
from comments.models import Comment
from tests import factories
from tests.comment_factories import comment

# In every title, name and file that only the newsroom may see.
SECRET = "Verschlusssache"
# In those of a private collection that is for one group alone.
SEALED = "Tresorinhalt"


@dataclass(frozen=True)
class Newsroom:
    """A draft with all that belongs to it, two private collections, and a comment on a public article."""

    draft: ArticlePage
    image: Image
    sealed_image: Image
    download: Download
    sealed_download: Download
    author: Author
    upload: UploadedFile
    comment: Comment


def attempts(room: Newsroom, secrets: tuple[str, ...]) -> list[str]:
    """Return queries that ask for these secrets of the newsroom, by words and by ids.

    No word in full, because a page repeats what was searched for.
    """
    ids = "&".join(f"id={found.pk}" for found in (room.image, room.sealed_image, room.download, room.draft))
    words = [secret[:7] for secret in secrets]
    return [*(f"?q={word}" for word in words), *(f"?{ids}&term={word[:5]}" for word in words[:1])]


def newsroom() -> Newsroom:
    """Store what the newsroom keeps to itself, and the users of the demo."""
    make_logins()
    owner = User.objects.create_superuser("chefin")
    image, download = _private_media(SECRET, owner, restriction_type="login")
    sealed_image, sealed_download = _private_media(SEALED, owner, restriction_type="groups")
    author = factories.author(name=f"{SECRET} Autorin", slug="geheim")
    draft = factories.draft_article(
        title=f"{SECRET} Entwurf", slug="geheim", image=image, authors=[author], tags=[f"{SECRET} Thema"]
    )
    later = timezone.now() + timedelta(days=1)
    draft.save_revision(user=owner, approved_go_live_at=later, log_action=True)
    Redirect.objects.create(old_path=f"/{SECRET.lower()}", redirect_page=draft)
    for found in (draft, image, sealed_image, download, sealed_download, author):
        # The suite runs no tasks, and the search would find nothing.
        insert_or_update_object(found)
    upload = UploadedFile.objects.create(file=_text_file(SECRET), uploaded_by_user=owner)
    return Newsroom(
        draft=draft,
        image=image,
        sealed_image=sealed_image,
        download=download,
        sealed_download=sealed_download,
        author=author,
        upload=upload,
        comment=comment(article=factories.article(title="Offen", slug="offen")),
    )


def _private_media(word: str, owner: User, *, restriction_type: str) -> tuple[Image, Download]:
    collection = Collection.get_first_root_node().add_child(name=f"{word} Ablage")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=restriction_type
    )
    if restriction_type == "groups":
        restriction.groups.add(Group.objects.create(name="Rechercheteam"))
    fields = {"collection": collection, "uploaded_by_user": owner}
    image = factories.image(title=f"{word} Bild", file=factories.image_file(name=f"{word}.jpg"), **fields)
    image.get_rendition("max-165x165")
    return image, factories.download(title=f"{word} Heft", file=_text_file(word), **fields)


def _text_file(word: str) -> ContentFile[bytes]:
    return ContentFile(word.encode(), name=f"{word}.txt")


def addresses(room: Newsroom) -> dict[str, str]:
    """Return an address for every route of the admin and of stored files, and some more for routes with choices."""
    routes = [
        route for route in _routes(get_resolver()) if route.startswith(("admin/", "media/", "documents/"))
    ]
    return {route: _address(route, room) for route in routes} | _choices(room)


def _choices(room: Newsroom) -> dict[str, str]:
    media = {
        "media/image": room.image.file,
        "media/rendition": room.image.get_rendition("max-165x165").file,
        "media/download": room.download.file,
        "media/upload": room.upload.file,
        "media/sealed image": room.sealed_image.file,
        "media/sealed rendition": room.sealed_image.get_rendition("max-165x165").file,
        "media/sealed download": room.sealed_download.file,
    }
    closed = {
        "admin/images/sealed": f"/admin/images/{room.sealed_image.pk}/",
        "admin/images/chooser/sealed": f"/admin/images/chooser/chosen/{room.sealed_image.pk}/",
        "admin/documents/edit/sealed": f"/admin/documents/edit/{room.sealed_download.pk}/",
        "admin/documents/chooser/sealed": f"/admin/documents/chooser/chosen/{room.sealed_download.pk}/",
        "admin/api/main/images/sealed": f"/admin/api/main/images/{room.sealed_image.pk}/",
        "admin/api/main/documents/sealed": f"/admin/api/main/documents/{room.sealed_download.pk}/",
    }
    bulk: dict[str, str] = {
        f"admin/bulk/{model}/{action}": f"/admin/bulk/cms/{model}/{action}/?id={own.pk}&id={sealed.pk}"
        for model, own, sealed in (
            ("image", room.image, room.sealed_image),
            ("download", room.download, room.sealed_download),
        )
        for action in ("delete", "add_to_collection")
    }
    return {name: f"/media/{file.name}" for name, file in media.items()} | closed | bulk


def _routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)


def _address(route: str, room: Newsroom) -> str:
    values = _VALUES | next((v for start, v in _AREAS.items() if route.startswith(start)), {})
    path = re.sub(r"\(\?P<(\w+)>.*?\)(?=\\|/)", r"<\1>", route)
    path = re.sub(r"[\^$]", "", path).replace("\\", "").replace(".*", "unbekannt")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]](room)), path)


_VALUES: dict[str, Any] = {
    "page_id": lambda room: room.draft.pk,
    "page_pk": lambda room: room.draft.pk,
    "page_to_move_id": lambda room: room.draft.pk,
    "parent_page_id": lambda room: room.draft.get_parent().pk,
    "destination_id": lambda room: room.draft.get_parent().pk,
    "number": lambda room: 1,
    "revision_id": lambda room: room.draft.get_latest_revision().pk,
    "revision_id_a": lambda room: "earliest",
    "revision_id_b": lambda room: "latest",
    "content_type_app_name": lambda room: "cms",
    "content_type_model_name": lambda room: "articlepage",
    "app_label": lambda room: "cms",
    "app_name": lambda room: "cms",
    "model_name": lambda room: "articlepage",
    "action_name": lambda room: "publish",
    "action": lambda room: "delete",
    "object_id": lambda room: room.draft.pk,
    "session_id": lambda room: 1,
    "task_state_id": lambda room: 1,
    "takedown_id": lambda room: 1,
    "task_id": lambda room: 1,
    "workflow_pk": lambda room: 1,
    "workflow_state_id": lambda room: 1,
    "collection_id": lambda room: room.image.collection_id,
    "document_id": lambda room: room.download.pk,
    "doc_id": lambda room: room.download.pk,
    "download_id": lambda room: room.download.pk,
    "image_id": lambda room: room.image.pk,
    "uploaded_file_id": lambda room: room.upload.pk,
    "redirect_id": lambda room: Redirect.objects.get().pk,
    "comment_id": lambda room: room.comment.pk,
    "filter_spec": lambda room: "max-165x165",
    "filename": lambda room: room.download.filename,
    "path": lambda room: room.image.file.name,
    "uidb64": lambda room: "MQ",
    "token": lambda room: "set-password",
}
_AREAS: dict[str, dict[str, Any]] = {
    "admin/api/main/^pages/": {"pk": lambda room: room.draft.pk},
    "admin/pages/": {"pk": lambda room: room.draft.pk},
    "admin/api/main/^images/": {"pk": lambda room: room.image.pk},
    "admin/images/": {"pk": lambda room: room.image.pk},
    "admin/api/main/^documents/": {"pk": lambda room: room.download.pk},
    "admin/documents/": {"pk": lambda room: room.download.pk},
    "admin/collections/": {"pk": lambda room: room.image.collection_id},
    "admin/workflows/": {"pk": lambda room: 1},
    "admin/bulk/": {"app_label": lambda room: "wagtailcore", "model_name": lambda room: "page"},
    "admin/topic_chooser/": {"pk": lambda room: Topic.objects.latest("pk").pk},
    "admin/tag-autocomplete/": {"model_name": lambda room: "topic"},
    "admin/settings/": {
        "model_name": lambda room: "sitesettings",
        "pk": lambda room: Site.objects.get(is_default_site=True).pk,
    },
    "admin/translation/submit/snippet/": {
        "model_name": lambda room: "author",
        "pk": lambda room: room.author.pk,
    },
    "admin/snippets/": {"pk": lambda room: room.author.pk},
    "admin/sites/": {"pk": lambda room: Site.objects.get(is_default_site=True).pk},
    "admin/users/": {"pk": lambda room: User.objects.get(username="chefin").pk},
    "admin/groups/": {"pk": lambda room: Group.objects.get(name="Redaktion").pk},
    "admin/locales/": {"pk": lambda room: Locale.objects.get(language_code="en").pk},
}
