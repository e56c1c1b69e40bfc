"""Home pages, sections, and what a path resolves to."""

from rest_framework import serializers

from api.v1.shapes.articles import ArticleFullOut, SectionReferenceOut, TranslationOut, locale
from api.v1.shapes.fields import Shape, Variants, one_value


class HomeOut(Shape):
    """The first page of the site in one language."""

    id = serializers.IntegerField()
    type = one_value("home")
    locale = locale()
    slug = serializers.CharField()
    title = serializers.CharField()
    lead = serializers.CharField(allow_blank=True)
    url = serializers.URLField()
    sections = SectionReferenceOut(many=True)
    translations = TranslationOut(many=True)


class SectionOut(Shape):
    """A department of the newsroom."""

    id = serializers.IntegerField()
    type = one_value("section")
    locale = locale()
    slug = serializers.CharField()
    title = serializers.CharField()
    lead = serializers.CharField(allow_blank=True)
    url = serializers.URLField()
    articles = serializers.IntegerField(help_text="How many public articles it holds, with those below.")


class PageOut(Variants):
    """Whatever has a path on the reader's site."""

    tag = "type"
    members = (ArticleFullOut, SectionOut, HomeOut)


class ResolvedPageOut(Shape):
    """The path leads to a page."""

    kind = one_value("PAGE")
    page = PageOut()


class RedirectOut(Shape):
    """Where a path leads to now."""

    to = serializers.URLField()
    permanent = serializers.BooleanField()


class ResolvedRedirectOut(Shape):
    """The path leads elsewhere."""

    kind = one_value("REDIRECT")
    redirect = RedirectOut()


class ResolvedOut(Variants):
    """What a path leads to."""

    tag = "kind"
    members = (ResolvedPageOut, ResolvedRedirectOut)
