"""The blocks of an article's body: one shape for each, told apart by `type`."""

from rest_framework import serializers

from api.v1.shapes.fields import Shape, Variants, one_value
from api.v1.shapes.media import DownloadOut, ImageOut, LinkOut, RichTextOut


def block_id() -> serializers.UUIDField:
    """This will make the field that identifies a block as long as it stands in the article."""
    return serializers.UUIDField()


class ParagraphBlockOut(Shape):
    """Running text."""

    id = block_id()
    type = one_value("paragraph")
    value = RichTextOut()


class HeadingOut(Shape):
    """A heading and the anchor that leads to it."""

    id = serializers.CharField(allow_blank=True, help_text="An anchor, such as `hintergrund`.")
    level = serializers.ChoiceField(choices=[2, 3])
    text = serializers.CharField()


class HeadingBlockOut(Shape):
    """A heading within the text; the title is level 1."""

    id = block_id()
    type = one_value("heading")
    value = HeadingOut()


class PictureOut(Shape):
    """A picture in the text; its `alt` is the one of this place."""

    image = ImageOut()


class ImageBlockOut(Shape):
    """A picture within the text."""

    id = block_id()
    type = one_value("image")
    value = PictureOut()


class QuotationOut(Shape):
    """What somebody said, without quotation marks."""

    text = serializers.CharField()
    speaker = serializers.CharField()
    role = serializers.CharField(allow_blank=True)


class QuotationBlockOut(Shape):
    """What somebody said."""

    id = block_id()
    type = one_value("quotation")
    value = QuotationOut()


class PullQuoteOut(Shape):
    """A sentence from a publication, without quotation marks."""

    text = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    url = serializers.URLField(allow_null=True)


class PullQuoteBlockOut(Shape):
    """A sentence from a publication, set off from the text."""

    id = block_id()
    type = one_value("pull_quote")
    value = PullQuoteOut()


class DownloadBlockOut(Shape):
    """A file to take home."""

    id = block_id()
    type = one_value("download")
    value = DownloadOut()


class EmbedOut(Shape):
    """Foreign content. `PENDING`: its provider has not answered yet, and only the address is known."""

    url = serializers.URLField()
    provider = serializers.CharField(allow_null=True, allow_blank=True)
    title = serializers.CharField(allow_null=True, allow_blank=True)
    html = serializers.CharField(allow_null=True, allow_blank=True, help_text="One `<iframe>`, cleaned.")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=["OK", "PENDING"])


class EmbedBlockOut(Shape):
    """A video or other foreign content."""

    id = block_id()
    type = one_value("embed")
    value = EmbedOut()


class LinkListOut(Shape):
    """Links under a heading of their own."""

    title = serializers.CharField(allow_blank=True)
    links = LinkOut(many=True)


class LinkListBlockOut(Shape):
    """Where to read on."""

    id = block_id()
    type = one_value("link_list")
    value = LinkListOut()


class TableOut(Shape):
    """Figures in rows and columns. With `first_row_header` the first row stands in `columns`."""

    caption = serializers.CharField(allow_blank=True)
    columns = serializers.ListField(child=serializers.CharField(allow_blank=True))
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))
    first_row_header = serializers.BooleanField()
    first_column_header = serializers.BooleanField()


class TableBlockOut(Shape):
    """A table."""

    id = block_id()
    type = one_value("table")
    value = TableOut()


class BrokenOut(Shape):
    """What a block was before it failed; the others are not affected."""

    was = serializers.CharField()
    state = one_value("ERROR")


class BrokenBlockOut(Shape):
    """A block that could not be represented: show nothing in its place."""

    id = block_id()
    type = one_value("broken")
    value = BrokenOut()


class FlowBlockOut(Variants):
    """The blocks that may also stand in a background box."""

    tag = "type"
    members = (
        ParagraphBlockOut,
        HeadingBlockOut,
        ImageBlockOut,
        QuotationBlockOut,
        DownloadBlockOut,
        LinkListBlockOut,
        BrokenBlockOut,
    )


class BackgroundBoxOut(Shape):
    """A box beside the text, with blocks of its own."""

    title = serializers.CharField()
    body = FlowBlockOut(many=True)


class BackgroundBoxBlockOut(Shape):
    """A box that explains what lies behind the news."""

    id = block_id()
    type = one_value("background_box")
    value = BackgroundBoxOut()


class BlockOut(Variants):
    """The blocks of an article's body."""

    tag = "type"
    members = (
        *FlowBlockOut.members,
        PullQuoteBlockOut,
        BackgroundBoxBlockOut,
        EmbedBlockOut,
        TableBlockOut,
    )
