"""Pictures in the sizes and formats that articles offer, under signed addresses."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase

from api.http import problems
from api.http.parameters import Parameter, read
from api.http.views import ReadView
from cms.files import has_already
from cms.renditions import FORMATS, ImageUnreadable, is_signed, open_rendition
from cms.selectors import public_images
from delivery.caching.headers import set_tags

_SIGNATURE = Parameter("s", str, "The signature of the address.", required=True)
# A shared cache asks again after a day: one that fetched a picture while it was being taken away was told too early.
_FOREVER = "public, max-age=31536000, s-maxage=86400, immutable"
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
        response: HttpResponseBase = HttpResponseNotModified()
        if not has_already(request, etag):
            try:
                file = open_rendition(image, spec)
            except ImageUnreadable as error:
                raise problems.Problem(problems.NOT_FOUND) from error
            response = FileResponse(file, content_type=FORMATS[spec.split(".")[1]])
        response["ETag"] = etag
        response["Cache-Control"] = _FOREVER if version == image.version else _FOR_NOW
        set_tags(response, f"image:{image.pk} collection:{image.collection_id}")
        return response
