"""Moving a page to another site, in which another page may have its slug."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.models.pages.base import repeats_slugs_at


def check_slugs(page: Page, destination: Page) -> None:
    """Refuse a move after which two pages of a site could not be told apart by their slug.

    :raises ValidationError: if a page of the other site has a slug that is moved there
    """
    if repeats_slugs_at(page, destination):
        raise ValidationError(
            _("The page, or a page below it, has a slug that another page of that site has.")
        )


def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Show the form again, with a message, instead of a move that is refused."""
    try:
        check_slugs(page, destination)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("wagtailadmin_pages:move", page.pk)
    return None
