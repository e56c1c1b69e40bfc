"""Images, downloads and embeds as JSON."""

import logging
from typing import Annotated, Any, Literal

import nh3
from django.conf import settings
from pydantic import Field
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from cms.models import Download, Image
from cms.picture_specs import FORMATS, Spec, crops_of, default_width, widths_of
from cms.renditions import rendition_url, rendition_urls, url_template
from delivery.content.build import Build
from delivery.content.schema import Content, Url

logger = logging.getLogger(__name__)

_IFRAME = {"src", "width", "height", "title", "allow", "allowfullscreen", "referrerpolicy"}
Fraction = Annotated[float, Field(ge=0, le=1, json_schema_extra={"format": "double"})]
UrlTemplate = Annotated[str, Field(json_schema_extra={"format": "uri-template"})]
AltStatus = Literal["EDITOR", "DECORATIVE", "MISSING"]


class FocalPointOut(Content):
    """The point of an image that every crop keeps, as parts of its width and height."""

    x: Fraction
    y: Fraction


class ImageSourceOut(Content):
    """One format of an image, ready for a `<source>` element."""

    type: Literal["image/avif", "image/jpeg"]
    srcset: str = Field(description="URLs with their widths, for the `srcset` attribute.")


class ImageOut(Content):
    """An image with its renditions. Unless `state` is `OK`, all but its id is left out and there is no URL."""

    id: int | None = None
    src: Url | None = Field(default=None, description="A rendition that fits most places, as JPEG.")
    width: int | None = Field(default=None, description="Of the original as it is seen, in pixels.")
    height: int | None = Field(default=None, description="Of the original as it is seen, in pixels.")
    alt: str = ""
    alt_status: AltStatus = Field(
        default="MISSING",
        description="`EDITOR`: written by an editor. `DECORATIVE`: `alt` is empty on purpose. "
        "`MISSING`: not written yet.",
    )
    caption: str = ""
    credit: str = ""
    focal_point: FocalPointOut | None = None
    color: str | None = Field(
        default=None,
        pattern=r"^#[0-9a-f]{6}$",
        description="The mean colour, to show before the image has loaded.",
    )
    thumbhash: str | None = Field(
        default=None, description="A blurred placeholder: https://evanw.github.io/thumbhash/, base64."
    )
    state: Literal["OK", "MISSING", "PRIVATE"]
    sources: list[ImageSourceOut] = []
    template: UrlTemplate | None = Field(
        default=None,
        description="The URL of a crop, as a URI template (RFC 6570). `format` is `avif` or `jpg`, and `width` one of "
        "`srcset` that the crop can have without being enlarged.",
        examples=["https://example.org/images/9/3f2a/{crop}/{width}.{format}?s=uYqf"],
    )
    crops: list[str] = Field(
        default=[], description="The aspect ratios that `template` takes, cropped around the focal point."
    )


class DownloadOut(Content):
    """A file to download. Unless `state` is `OK`, everything else is `null`."""

    id: int | None = None
    title: str | None = None
    url: Url | None = Field(default=None, description="The file itself.")
    filename: str | None = None
    content_type: str | None = None
    bytes: int | None = None
    pages: int | None = Field(default=None, description="Of a PDF; otherwise `null`.")
    sha256: str | None = Field(default=None, description="Of the file, in hex.")
    cover: ImageOut | None = None
    state: Literal["OK", "MISSING", "PRIVATE"]


class EmbedOut(Content):
    """Content of another site. `PENDING`: its provider has not answered yet, and only the URL is known."""

    url: Url
    provider: str | None = None
    title: str | None = None
    html: str | None = Field(default=None, description="One `<iframe>`, cleaned.")
    width: int | None = None
    height: int | None = None
    state: Literal["OK", "PENDING"]


def image_out(
    image: Image | None, build: Build, *, alt: str | None = None, decorative: bool | None = None
) -> ImageOut:
    """Build the JSON of an image. `alt` and `decorative` of one use win over those of the image itself."""
    if image is None:
        build.add_defect("image", "MISSING")
        return ImageOut(state="MISSING")
    build.depends_on("image", image.pk)
    if build.is_private(image.collection_id):
        build.add_defect("image", "PRIVATE", image.title)
        return ImageOut(state="PRIVATE")
    if build.has_no_renditions(image) or not _is_stored(image.file):
        build.add_defect("image", "MISSING", image.title)
        return ImageOut(id=image.pk, state="MISSING")
    words, status = _alternative(image, build.language, alt, decorative)
    return ImageOut(
        id=image.pk,
        src=rendition_url(image, Spec(default_width(image), "jpg")),
        width=image.width,
        height=image.height,
        alt=words,
        alt_status=status,
        caption=image.text_in(build.language, "caption"),
        credit=image.credit,
        focal_point=_focal_point(image),
        color=image.color or None,
        thumbhash=image.thumbhash or None,
        state="OK",
        sources=[_source(image, extension) for extension in FORMATS],
        template=url_template(image),
        crops=crops_of(image),
    )


def download_out(download: Download | None, build: Build) -> DownloadOut:
    """Build the JSON of a download; of a private or missing one it has the state only."""
    if download is None:
        build.add_defect("download", "MISSING")
        return DownloadOut(state="MISSING")
    build.depends_on("download", download.pk)
    if build.is_private(download.collection_id):
        build.add_defect("download", "PRIVATE", download.title)
        return DownloadOut(state="PRIVATE")
    if not _is_stored(download.file):
        build.add_defect("download", "MISSING", download.title)
        return DownloadOut(state="MISSING")
    build.offer(download.pk)
    return DownloadOut(
        id=download.pk,
        title=download.title,
        url=file_url(download.pk),
        filename=download.filename,
        content_type=download.media_type,
        bytes=download.file_size,
        pages=download.pages,
        sha256=download.sha256,
        cover=image_out(download.cover, build) if download.cover else None,
        state="OK",
    )


def file_url(download_id: int) -> str:
    """Return the URL of the file of a download."""
    return f"{settings.PUBLIC_URL}{settings.API_ROOT}downloads/{download_id}/file/"


def embed_out(url: str, build: Build) -> EmbedOut:
    """Build the JSON of an embed from the stored answer of its provider; without one it is `PENDING`."""
    key = get_embed_hash(url)
    build.depends_on("embed", key)
    embed = build.cached("embed", key, lambda: Embed.objects.filter(hash=key).first())
    if embed is None:
        build.add_defect("embed", "PENDING", url)
        return EmbedOut(url=url, state="PENDING")
    return EmbedOut(
        url=url,
        provider=embed.provider_name,
        title=embed.title,
        html=nh3.clean(embed.html, tags={"iframe"}, attributes={"iframe": _IFRAME}, url_schemes={"https"}),
        width=embed.width,
        height=embed.height,
        state="OK",
    )


def _is_stored(file: Any) -> bool:
    """Return whether the storage has a file. A storage that does not answer counts as having it."""
    try:
        return bool(file.storage.exists(file.name))
    except Exception:
        logger.warning("the storage does not say whether %s is there", file.name, exc_info=True)
        return True


def _source(image: Image, extension: str) -> ImageSourceOut:
    widths = widths_of(image)
    urls = rendition_urls(image, (Spec(width, extension) for width in widths))
    srcset = ", ".join(f"{url} {width}w" for url, width in zip(urls, widths, strict=True))
    return ImageSourceOut.model_validate({"type": FORMATS[extension], "srcset": srcset})


def _alternative(
    image: Image, language: str, alt: str | None, decorative: bool | None
) -> tuple[str, AltStatus]:
    if image.is_decorative if decorative is None else decorative:
        return "", "DECORATIVE"
    # The editor of a body fills in a text of the image itself, which is none of this use.
    words = alt if alt and alt not in image.alt_texts else image.text_in(language, "alt_text")
    return words, "EDITOR" if words else "MISSING"


def _focal_point(image: Image) -> FocalPointOut | None:
    if not image.has_focal_point():
        return None
    # The point lies outside an image whose file was replaced by a smaller one.
    return FocalPointOut(
        x=min(round(image.focal_point_x / image.width, 4), 1.0),
        y=min(round(image.focal_point_y / image.height, 4), 1.0),
    )
