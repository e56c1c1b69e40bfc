"""Images in the sizes and formats that articles offer, under signed URLs."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase

from api.http import problems
from api.http.parameters import Parameter, Query
from api.http.views import ReadView
from cms.files import has_already
from cms.renditions import FORMATS, ImageUnreadable, is_signed, open_rendition
from cms.selectors import public_images
from delivery.caching.headers import set_tags

# A purge can arrive while a shared cache still fetches the image, so it asks again after a day.
_FOREVER = "public, max-age=31536000, s-maxage=86400, immutable"
# The URL names an older file or crop and shows the present one until the article is compiled again.
_FOR_NOW = "public, max-age=60"


class ImageSpecConverter:
    """A width and a format in a path, such as `640.avif`."""

    regex = rf"[1-9][0-9]{{0,3}}\.(?:{'|'.join(FORMATS)})"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ImageView(ReadView):
    """`GET /images/{id}/{version}/{spec}?s=`."""

    parameters = (Parameter("s", str, "The signature of the URL.", required=True),)
    accepted = ("image/", "*/*")

    def read(self, request: HttpRequest, **path: Any) -> HttpResponseBase:
        # Without its signature there is no such URL, whatever else the query holds.
        spec = "{image_id}/{version}/{spec}".format(**path)
        if not is_signed(spec, request.GET.get("s", "")):
            raise problems.Problem(problems.NOT_FOUND)
        return super().read(request, **path)

    def get(
        self, request: HttpRequest, query: Query, now: datetime, *, image_id: int, version: str, spec: str
    ) -> HttpResponseBase:
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
