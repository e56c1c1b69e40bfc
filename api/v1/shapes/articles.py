"""Articles: the card of a list, the whole, and the list itself."""

from django.conf import settings
from rest_framework import serializers

from api.v1.shapes.blocks import BlockOut
from api.v1.shapes.fields import Shape, Variants, one_value
from api.v1.shapes.lists import LinksOut, MetaOut
from api.v1.shapes.media import ImageOut


def locale() -> serializers.ChoiceField:
    """This will make the field for the language of something."""
    return serializers.ChoiceField(choices=[code for code, _name in settings.LANGUAGES])


class SectionReferenceOut(Shape):
    """A section where something else belongs to it."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()


class AuthorReferenceOut(Shape):
    """Somebody whose name stands over an article."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField()


class TagReferenceOut(Shape):
    """A topic."""

    slug = serializers.CharField()
    name = serializers.CharField()


class TranslationOut(Shape):
    """The same page in another language."""

    locale = locale()
    id = serializers.IntegerField()
    url = serializers.URLField()


class ArticleCommentsOut(Shape):
    """Where the comments are, whether new ones are taken, and how many there are."""

    href = serializers.URLField()
    policy = serializers.ChoiceField(
        choices=["OPEN", "CLOSED", "OFF"],
        help_text="`OPEN`: taken and moderated. `CLOSED`: shown, none taken. `OFF`: neither.",
    )
    closes_at = serializers.DateTimeField(
        allow_null=True, help_text="From this time on none are taken, although `policy` says `OPEN`."
    )
    count = serializers.IntegerField(
        allow_null=True, help_text="Published comments. `null` in `related`, where it is not known."
    )


class CorrectionOut(Shape):
    """What was wrong in an earlier version."""

    at = serializers.DateTimeField()
    text = serializers.CharField()


class ArticleCardOut(Shape):
    """An article as lists show it."""

    id = serializers.IntegerField()
    type = one_value("article")
    locale = locale()
    slug = serializers.CharField()
    path = serializers.CharField(help_text="On the reader's site, for `resolve/`.")
    url = serializers.URLField()
    kicker = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    lead = serializers.CharField(allow_blank=True)
    section = SectionReferenceOut(allow_null=True, help_text="`null` when it is not public.")
    authors = AuthorReferenceOut(many=True)
    tags = TagReferenceOut(many=True)
    image = ImageOut(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField(allow_null=True)
    comments = ArticleCommentsOut()


class ArticleFullOut(ArticleCardOut):
    """A whole article."""

    correction = CorrectionOut(allow_null=True)
    body = BlockOut(many=True)
    related = ArticleCardOut(many=True)
    translations = TranslationOut(many=True)


class ArticleOut(Variants):
    """An article as the parameter `profile` asks for it: `full` or `card`."""

    members = (ArticleFullOut, ArticleCardOut)


class ArticleListMetaOut(MetaOut):
    """What is known of a list of articles."""

    missing = serializers.ListField(
        child=serializers.IntegerField(),
        required=False,
        help_text="Only with `ids`: those under which the public finds no article.",
    )


class ArticleListOut(Shape):
    """A page of articles."""

    items = ArticleOut(many=True)
    meta = ArticleListMetaOut()
    links = LinksOut()
