"""Pictures, downloads, links and rich text."""

from rest_framework import serializers

from api.v1.shapes.fields import Shape


class FocalPointOut(Shape):
    """The point of a picture that every crop keeps, as parts of its width and height."""

    x = serializers.FloatField(min_value=0, max_value=1)
    y = serializers.FloatField(min_value=0, max_value=1)


class ImageSourceOut(Shape):
    """One format of a picture, ready for a `<source>` element."""

    type = serializers.ChoiceField(choices=["image/avif", "image/jpeg"])
    srcset = serializers.CharField(help_text="Addresses with their widths, for the `srcset` attribute.")


class ImageOut(Shape):
    """A picture with its sizes. Unless `state` is `OK`, nothing of it is told and there is no address."""

    id = serializers.IntegerField(allow_null=True)
    src = serializers.URLField(allow_null=True, help_text="A size that fits most places, as JPEG.")
    width = serializers.IntegerField(allow_null=True, help_text="Of the original, in pixels.")
    height = serializers.IntegerField(allow_null=True, help_text="Of the original, in pixels.")
    alt = serializers.CharField(allow_blank=True)
    alt_status = serializers.ChoiceField(
        choices=["EDITOR", "DECORATIVE", "MISSING"],
        help_text="`EDITOR`: written by an editor. `DECORATIVE`: `alt` is empty on purpose. "
        "`MISSING`: nobody has written one yet.",
    )
    caption = serializers.CharField(allow_blank=True)
    credit = serializers.CharField(allow_blank=True)
    focal_point = FocalPointOut(allow_null=True)
    color = serializers.RegexField(
        r"^#[0-9a-f]{6}$", allow_null=True, help_text="The mean colour, to show before the picture is there."
    )
    thumbhash = serializers.CharField(
        allow_null=True, help_text="A blurred placeholder: https://evanw.github.io/thumbhash/, base64."
    )
    state = serializers.ChoiceField(choices=["OK", "MISSING", "PRIVATE"])
    sources = ImageSourceOut(many=True)


class DownloadOut(Shape):
    """A file to take home. Unless `state` is `OK`, nothing of it is told and there is no address."""

    id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="The file itself.")
    filename = serializers.CharField(allow_null=True)
    content_type = serializers.CharField(allow_null=True)
    bytes = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True, help_text="Of a PDF; otherwise `null`.")
    sha256 = serializers.CharField(allow_null=True, allow_blank=True, help_text="Of the file, in hex.")
    cover = ImageOut(allow_null=True)
    state = serializers.ChoiceField(choices=["OK", "MISSING", "PRIVATE"])


class LinkOut(Shape):
    """A link that an editor set. `GONE`: its target is not public, and there is no `href`."""

    href = serializers.CharField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=["PAGE", "DOWNLOAD", "EXTERNAL", "EMAIL", "ANCHOR"])
    id = serializers.IntegerField(allow_null=True, help_text="Of the page or download.")
    state = serializers.ChoiceField(choices=["OK", "GONE"])


class RichTextOut(Shape):
    """Running text: safe HTML, the same words without it, and the links in it."""

    html = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    links = LinkOut(many=True)
