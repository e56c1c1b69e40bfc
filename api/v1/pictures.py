"""Pictures in the sizes and formats that articles offer, under signed addresses."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from api import problems
from api.caching import has_already
from api.parameters import Parameter, read
from api.reading import ReadView
from api.representation.images import FORMATS, is_signed
from cms.models import Image, Rendition
from cms.selectors import public_images

_SIGNATURE = Parameter("s", str, "The signature of the address.", required=True)
_FILTERS = {
    "avif": "bare|format-avif|avifquality-55",
    "jpg": "bare|format-jpeg|jpegquality-78",
}
_FOREVER = "public, max-age=31536000, immutable"
# An address of an older file or crop: the picture of today, until the article is compiled again.
_FOR_NOW = "public, max-age=60"


class PictureView(ReadView):
    """`/images/{id}/{version}/{spec}?s=`"""

    accepted = ("image/", "*/*")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        image_id, version, spec = kwargs["image_id"], kwargs["version"], kwargs["spec"]
        if not is_signed(f"{image_id}/{version}/{spec}", request.GET.get("s", "")):
            raise problems.Problem(problems.NOT_FOUND)
        read(request.GET, (_SIGNATURE,))
        image = public_images().filter(pk=image_id).first()
        if image is None:
            raise problems.Problem(problems.NOT_FOUND)
        etag = f'"{image.version}-{spec}"'
        width, extension = spec.split(".")
        response: HttpResponseBase = HttpResponseNotModified()
        if not has_already(request, etag):
            file = open_rendition(image, f"width-{width}|{_FILTERS[extension]}")
            response = FileResponse(file, content_type=FORMATS[extension])
        response["ETag"] = etag
        response["Cache-Control"] = _FOREVER if version == image.version else _FOR_NOW
        return response


def open_rendition(image: Image, filter_spec: str) -> Any:
    """This will open a rendition's file, making it first where it does not exist yet.

    :raises api.problems.Problem: `not-found` when the picture itself cannot be read
    """
    try:
        rendition: Rendition = image.get_rendition(filter_spec)
        if not rendition.file.storage.exists(rendition.file.name):
            rendition.delete()
            rendition = image.get_rendition(filter_spec)
        return rendition.file.open("rb")
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        raise problems.Problem(problems.NOT_FOUND) from error
