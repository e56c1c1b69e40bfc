"""Copying pages: what is taken down stays down, and is not made public again as a copy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.editor.refusals import names_of
from cms.models import TakenDownPage


def before_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse a copy of an article that is taken down, or of a section with all below it if one is there.

    The article itself can be edited while it is down, so nobody needs a copy.
    """
    copied = Page.objects.filter(pk=page.pk)
    if request.POST.get("copy_subpages"):
        copied = Page.objects.descendant_of(page, inclusive=True)
    found = copied.filter(pk__in=TakenDownPage.objects.values("pk")).order_by("path")
    if not found:
        return None
    text = _("This is taken down and cannot be copied: %(pages)s")
    messages.error(request, text % {"pages": names_of(found)})
    return redirect("wagtailadmin_explore", page.get_parent().pk)
