"""Images: what is told of one, and its renditions under signed URLs."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from api.http import problems
from api.http.parameters import Parameter, ParameterError, Query, error_out, nearest
from api.http.views import Answer, ReadView
from api.v1.media import TEXTS_LOCALE, part_answer
from cms import picture_specs
from cms.files import has_already
from cms.models import Image
from cms.picture_specs import FORMATS, Fault, Spec
from cms.renditions import ImageUnreadable, is_signed, open_rendition
from cms.selectors import public_images
from delivery.caching.headers import set_tags
from delivery.content.media import ImageOut
from delivery.read.media import image_edition

# A purge can arrive while a shared cache still fetches the image, so it asks again after a day.
_FOREVER = "public, max-age=31536000, s-maxage=86400, immutable"
# The URL names an older file or crop and shows the present one until the article is compiled again.
_FOR_NOW = "public, max-age=60"


class ImageView(ReadView):
    """`GET images/{id}/`."""

    operation_id, summary, tags = "readImage", "Read an image", ["images"]
    path_parameters: ClassVar = {"image_id": "The id of an image that a public article shows."}
    parameters = (TEXTS_LOCALE,)
    out = ImageOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, image_id: int) -> Answer:
        return part_answer(image_edition(image_id, locale=query["locale"], now=now))


class RenditionView(ReadView):
    """`GET /images/{id}/{version}/{spec}?s=`; the spec is `640.avif`, or `16:9/640.avif` for a crop."""

    parameters = (Parameter("s", str, "The signature of the URL.", required=True),)
    accepted = ("image/", "*/*")

    def read(self, request: HttpRequest, **path: Any) -> HttpResponseBase:
        # Without its signature there is no such URL, whatever else the query holds.
        if not is_signed(**path, signature=request.GET.get("s", "")):
            raise problems.Problem(problems.NOT_FOUND)
        return super().read(request, **path)

    def get(
        self, request: HttpRequest, query: Query, now: datetime, *, image_id: int, version: str, spec: str
    ) -> HttpResponseBase:
        image, wanted = public_images().filter(pk=image_id).first(), picture_specs.parse(spec)
        if image is None or wanted is None:
            raise problems.Problem(problems.NOT_FOUND)
        is_current = version == image.version
        wanted = _offered(image, wanted, is_current=is_current)
        etag = f'"{image.version}-{wanted}"'
        response: HttpResponseBase = HttpResponseNotModified()
        if not has_already(request, etag):
            try:
                file = open_rendition(image, wanted)
            except ImageUnreadable as error:
                raise problems.Problem(problems.NOT_FOUND) from error
            response = FileResponse(file, content_type=FORMATS[wanted.format])
        response["ETag"] = etag
        response["Cache-Control"] = _FOREVER if is_current else _FOR_NOW
        set_tags(response, f"image:{image.pk} collection:{image.collection_id}")
        return response


def _offered(image: Image, wanted: Spec, *, is_current: bool) -> Spec:
    """Return the spec to answer with: for the URL of an earlier file, which had another size, the nearest one.

    :raises problems.Problem: if the URL names what the image does not have
    """
    if not is_current and wanted.format in FORMATS:
        return picture_specs.nearest(image, wanted)
    faults = picture_specs.faults(image, wanted)
    if faults:
        raise problems.Problem(problems.NOT_FOUND, errors=[_error_out(fault) for fault in faults])
    return wanted


def _error_out(fault: Fault) -> dict[str, Any]:
    detail, allowed = _("This value is not allowed."), fault.allowed
    return error_out(fault.part, ParameterError("unknown", detail, allowed, nearest(fault.value, allowed)))
