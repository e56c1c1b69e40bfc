"""Telling editors of published pages that no reader sees, because another site has them, or none."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.selectors import is_in_the_site


def warn_outside(request: HttpRequest, page: Page) -> None:
    """Tell the user if a page is published outside of the site that is delivered."""
    # A move changes the row, and not the instance that the view has.
    stored = Page.objects.get(pk=page.pk)
    if stored.live and not is_in_the_site(stored):
        text = _(
            "Readers do not see “%(title)s”: the page does not belong to the default site, and no other one is delivered."
        )
        messages.warning(request, text % {"title": stored.get_admin_display_title()})
