"""The bulk actions of Wagtail's lists: each object by itself, and a message that names those that were not done.

Wagtail's own actions stop at the first object that fails and undo the others.

All of them are in one transaction, which Wagtail's view opens. So the limit of pages that are compiled in a request
holds for the whole action; on SQLite other writers wait for its end.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages import bulk_actions as pages
from wagtail.documents.views import bulk_actions as documents
from wagtail.images.views import bulk_actions as images
from wagtail.models import Page
from wagtail.snippets import bulk_actions as snippets

from cms.editor.moving import check_slugs
from cms.editor.refusals import check_complete, names_of, reason_of, refusal_list
from cms.media_policy import see


class EachByItself(BulkAction):
    """Does Wagtail's action to one object at a time, each in a savepoint of its own."""

    def __init__(self, request: HttpRequest, model: type[Model]) -> None:
        super().__init__(request, model)
        self.refused: list[tuple[Model, str]] = []

    def check(self, item: Any) -> None:
        """Raise an exception if the action cannot be done to `item`."""

    # Positional only, because the context of snippets has a `self` of its own.
    def act(self, item: Any, /, **context: Any) -> int:
        """Do the action to one object and return the number of pages below it that it concerned."""
        number: int = super().execute_action([item], **context)[1]
        return number

    def is_done(self, item: Any) -> bool:
        """Return whether the message of success may count `item`, to which the action was done."""
        return True

    def execute_action(self, objects: Iterable[Model], /, **context: Any) -> tuple[int, int]:
        done: list[Model] = []
        children = 0
        for item in objects:
            # An action on a page changes or deletes the pages below it, which may be selected as well.
            current = type(item)._base_manager.filter(pk=item.pk).first()
            if current is None:
                continue
            try:
                with transaction.atomic():
                    self.check(current)
                    children += self.act(current, **context)
            except Exception as error:
                self.refused.append((item, reason_of(error, item)))
            else:
                if self.is_done(current):
                    done.append(item)
        # The message of success names the first of these.
        self.actionable_objects = done
        return len(done), children

    def prepare_action(self, objects: list[Model], without_access: dict[str, list[Model]]) -> Any:
        reason = _("You do not have the permission.")
        self.refused += [(item, reason) for item in without_access["items_with_no_access"]]
        return None

    def get_success_message(self, number: int, children: int) -> str | None:
        message: str | None = super().get_success_message(number, children)
        return message if number or children else None

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if self.refused:
            messages.warning(self.request, refusal_list(self.refused))
        return response


class Delete(EachByItself):
    """Deletes what nothing protects. Wagtail deletes nothing if one of the objects is protected."""

    def annotate_items(self, items: Any) -> Any:
        items = super().annotate_items(items)
        references = self.object_references.values()
        self.is_protected = bool(references) and all(found.is_protected for found in references)
        return items


class WithPagesBelow(EachByItself):
    """Also acts on the pages below, if the form says so, as on objects of their own."""

    def below(self, page: Page) -> Iterable[Page]:
        raise NotImplementedError

    def execute_action(
        self, objects: Iterable[Page], /, include_descendants: bool = False, **context: Any
    ) -> tuple[int, int]:
        selected = {page.pk: page for page in objects}
        own = super().execute_action(selected.values(), **context)[0]
        if not include_descendants:
            return own, 0
        below = {page.pk: page for parent in selected.values() for page in self.below(parent)}
        allowed = [page for pk, page in below.items() if pk not in selected and self.check_perm(page)]
        return own, super().execute_action(allowed, **context)[0]


class PublishPages(WithPagesBelow, pages.PublishBulkAction):
    """Publishes the drafts that are complete, or schedules them if they are to go live later."""

    def __init__(self, request: HttpRequest, model: type[Model]) -> None:
        super().__init__(request, model)
        self.scheduled: list[Model] = []

    def below(self, page: Page) -> Iterable[Page]:
        return page.get_descendants().not_live()

    def check(self, item: Page) -> None:
        check_complete(item.get_latest_revision_as_object(), now=timezone.now())

    def is_done(self, item: Page) -> bool:
        is_scheduled = item.scheduled_revision is not None
        if is_scheduled:
            self.scheduled.append(item.get_latest_revision_as_object())
        return not is_scheduled

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.scheduled:
            message = _("Scheduled, and not published before the date: %(pages)s")
            messages.success(self.request, message % {"pages": names_of(self.scheduled)})
        return response


class UnpublishPages(WithPagesBelow, pages.UnpublishBulkAction):
    """Unpublishes pages."""

    def below(self, page: Page) -> Iterable[Page]:
        return page.get_descendants().live()


class MovePages(EachByItself, pages.MoveBulkAction):
    """Moves the pages that may stand at the destination."""

    def prepare_action(self, objects: list[Model], without_access: dict[str, list[Model]]) -> Any:
        reasons = {
            "pages_without_destination_access": _("The page cannot stand there."),
            "pages_with_duplicate_slugs": self.taken(),
        }
        for key, reason in reasons.items():
            entries: list[Any] = without_access[key]
            self.refused += [(entry["item"], reason) for entry in entries]
        return EachByItself.prepare_action(self, objects, without_access)

    def check(self, item: Page) -> None:
        # Wagtail has looked at the pages that were there before, but not at those that have been moved since.
        destination = Page.objects.get(pk=self.cleaned_form.cleaned_data["chooser"].pk)
        if not Page._slug_is_available(item.slug, destination, item):
            raise ValidationError(self.taken())
        check_slugs(item, destination)

    @staticmethod
    def taken() -> str:
        return _("Another page there already has this slug.")


class DeletePages(Delete, pages.DeleteBulkAction):
    """Deletes pages with the pages below them."""


class DeleteSnippets(Delete, snippets.DeleteBulkAction):
    """Deletes authors that no article names."""


class OfMedia(EachByItself):
    """Leaves out the images or files that the user may not see, so that no answer names them."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, others = super().get_actionable_objects()
        named = {
            reason: [item for item in items if see(self.request.user, item)]
            for reason, items in others.items()
        }
        return objects, named


class AddToCollection(OfMedia):
    """Moves each file to a collection by saving it.

    Wagtail's own action does one UPDATE, which sends no signal; an image in a private collection would stay visible.
    """

    def act(self, item: Any, /, **context: Any) -> int:
        item.collection = context["collection"]
        item.save(update_fields=["collection"])
        return 0


class CollectImages(AddToCollection, images.AddToCollectionBulkAction):
    """For images."""


class CollectDownloads(AddToCollection, documents.AddToCollectionBulkAction):
    """For downloads."""


class DeleteImages(OfMedia, Delete, images.DeleteBulkAction):
    """For images."""


class DeleteDownloads(OfMedia, Delete, documents.DeleteBulkAction):
    """For downloads."""


ACTIONS: tuple[type[BulkAction], ...] = (
    PublishPages,
    UnpublishPages,
    MovePages,
    DeletePages,
    DeleteSnippets,
    CollectImages,
    CollectDownloads,
    DeleteImages,
    DeleteDownloads,
)

# Images and downloads have no tags in our forms, because readers never see them.
for tagging in (images.AddTagsBulkAction, documents.AddTagsBulkAction):
    tagging.models = []
