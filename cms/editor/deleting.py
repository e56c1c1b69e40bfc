"""The page that asks whether an object shall be deleted."""

from itertools import islice
from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.snippets.views.snippets import DeleteView

from cms.editor.refusals import NAMED, reason_of


class ProtectedDeleteView(DeleteView):
    """Wagtail's view, which says where a protected object is named.

    Wagtail asks its index of references, which does not know what was written without the admin.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = AdminURLFinder(self.request.user).get_edit_url
        places = [(str(place), edit_url(place)) for place, _references in islice(self.usage, NAMED)]
        return {**super().get_context_data(**kwargs), "places": places}

    def form_valid(self, form: Any) -> HttpResponse:
        if self.usage.is_protected:
            # Wagtail answers with "no permission". The page lists the places.
            return self.render_to_response(self.get_context_data(form=form))
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError as error:
            messages.error(self.request, reason_of(error, self.object))
            return redirect(self.usage_url)
        return response
