"""What the admin says of comments when pages are deleted with them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page

from cms.editor import bulk
from comments.admin.formatting import count_text
from comments.selectors import comments_below
from comments.services import delete_later


class DeletePages(bulk.DeletePages):
    """Says how many comments go with the pages, and leaves a page with many to the background work."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _announce(self.request, [entry["item"] for entry in context["items"]])
        return context

    def act(self, item: Any, /, **context: Any) -> int:
        return 0 if _is_left(self.request, item) else super().act(item, **context)

    def is_done(self, item: Page) -> bool:
        # What is left to the background work has a message of its own.
        return not Page.objects.filter(pk=item.pk).exists()


def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say how many comments go with a page, or leave it to the background work when its deletion is confirmed."""
    if request.method != "POST":
        _announce(request, [page])
    elif type_to_delete_confirmation(request) and _is_left(request, page):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _announce(request: HttpRequest, pages: Iterable[Page]) -> None:
    if count := comments_below(pages):
        text = ngettext(
            "%(n)s comment by a reader will be deleted with it.",
            "%(n)s comments by readers will be deleted with it.",
            count,
        )
        messages.warning(request, text % {"n": count_text(count)})


def _is_left(request: HttpRequest, page: Page) -> bool:
    if not delete_later(page=page, user=request.user, now=timezone.now()):
        return False
    text = _("“%(title)s” has many comments. It is no longer public, and will be deleted in a few minutes.")
    messages.success(request, text % {"title": page.get_admin_display_title()})
    return True
