"""Articles as JSON: `card` for lists, `full` for the page, and what surrounds them in a list."""

from typing import Annotated, Any, Literal, cast

from django.conf import settings
from pydantic import MISSING, Field, SkipValidation, WithJsonSchema

from cms.addresses import decoded, quoted_path
from cms.comment_policy import comment_rules
from cms.models import ArticlePage, Author, CommentPolicy
from delivery.content.anchors import heading_ids
from delivery.content.blocks import BlockOut, HeadingBlockOut, HeadingOut, blocks_out
from delivery.content.build import Build
from delivery.content.corrections import CorrectionOut, corrections_out
from delivery.content.filters import UnknownSlugsOut
from delivery.content.lists import LinksOut
from delivery.content.media import ImageOut, image_out
from delivery.content.pages import (
    BreadcrumbOut,
    SectionReferenceOut,
    TranslationOut,
    breadcrumbs_out,
    public_sections,
    section_reference,
    translations_out,
)
from delivery.content.rights import RightsOut, rights_out
from delivery.content.schema import Content, Locale, Moment, OneOf, Plain, Url
from delivery.content.seo import SeoOut, article_seo
from delivery.content.words import count_words, reading_minutes, texts_of
from delivery.serialization import COUNT

Policy = Annotated[str, WithJsonSchema({"type": "string", "enum": CommentPolicy.values})]


class AuthorReferenceOut(Content):
    """An author as named over an article."""

    id: int
    slug: Plain
    name: str
    url: Url


class TagReferenceOut(Content):
    """A topic."""

    slug: Plain
    name: str


class ArticleCommentsOut(Content):
    """Where the comments are, whether new ones are taken, and how many there are."""

    href: Url
    policy: Policy = Field(
        description="`OPEN`: taken and moderated. `CLOSED`: shown, none taken. `OFF`: neither."
    )
    closes_at: Moment | None = Field(
        description="From this time on none are taken, although `policy` says `OPEN`."
    )
    count: int | None = Field(
        description="Published comments. `null` in `related`, where the number is not known."
    )


class _ArticleOut(Content):
    id: int
    type: Literal["article"] = "article"
    profile: str
    locale: Locale
    slug: Plain
    path: Plain = Field(description="On the reader's site, for `resolve/`.")
    url: Url
    kicker: str
    title: str
    lead: str
    section: SectionReferenceOut | None = Field(description="`null` when it is not public.")
    authors: list[AuthorReferenceOut]
    tags: list[TagReferenceOut]
    image: ImageOut | None
    published_at: Moment | None
    updated_at: Moment | None
    reading_minutes: int = Field(description="At least 1.")
    comments: ArticleCommentsOut


class ArticleCardOut(_ArticleOut):
    """An article as lists show it."""

    profile: Literal["card"] = "card"


class ArticleFullOut(_ArticleOut):
    """A whole article."""

    profile: Literal["full"] = "full"
    word_count: int = Field(description="Of lead and text, without captions.")
    corrections: list[CorrectionOut] = Field(description="The newest first.")
    rights: RightsOut
    body: list[BlockOut]
    toc: list[HeadingOut] = Field(description="The headings of `body`, without those in boxes.")
    related: SkipValidation[list[ArticleCardOut]]
    translations: list[TranslationOut]
    breadcrumbs: list[BreadcrumbOut] = Field(
        description="The home page and the public sections above the article, without itself."
    )
    seo: SeoOut


class ArticleOut(OneOf[Annotated[ArticleFullOut | ArticleCardOut, Field(discriminator="profile")]]):
    """An article as the parameter `profile` asks for it: `full` or `card`."""


class ArticleListMetaOut(Content):
    """Facts about a list of articles."""

    count: int | None = Field(description="Exact, for the whole list. `null` with `count=none`.")
    limit: int = Field(description="The most items that a page holds.")
    unknown: UnknownSlugsOut
    missing: list[int] | MISSING = Field(
        default=MISSING, description="Only with `ids`: those under which the public finds no article."
    )


class ArticleListOut(Content):
    """A page of articles."""

    items: list[ArticleOut]
    meta: ArticleListMetaOut
    links: LinksOut


def card_out(article: ArticlePage, build: Build) -> ArticleCardOut:
    """Build the JSON of an article for a list; the number of its comments is put in when it is read."""
    path = build.path_of(article)
    build.depends_on_site("site")
    sections = public_sections(article, build)
    author_lines = article.article_authors.all()
    published_at = article.published_at or article.first_published_at
    return ArticleCardOut(
        id=article.pk,
        locale=build.language_of(article),
        slug=article.slug,
        path=decoded(path),
        url=build.root_url + path,
        kicker=article.kicker,
        title=article.title,
        lead=article.lead,
        section=section_reference(sections[0], build) if sections else None,
        authors=[_author(line.author, article, build) for line in author_lines],
        tags=_tags(article, build),
        image=_lead_image(article, build),
        published_at=published_at,
        updated_at=article.last_published_at or published_at,
        reading_minutes=reading_minutes(_words(article, build), build.language_of(article)),
        comments=_comments(article, build),
    )


def full_out(article: ArticlePage, card: ArticleCardOut, build: Build) -> ArticleFullOut:
    """Build the JSON of a whole article: its card, and the parts that only the page shows."""
    for kind in getattr(article.body, "left_out", ()):
        build.add_defect(kind, "UNKNOWN")
    build.headings = heading_ids(article.body.raw_data)
    body = blocks_out(article.body.raw_data, build, BlockOut)
    # Both the answer and its JSON-LD show them.
    shown: dict[str, Any] = {
        "corrections": corrections_out(article),
        "rights": rights_out(article, build),
        "translations": translations_out(article, build),
        "breadcrumbs": breadcrumbs_out(article, build),
    }
    words = _words(article, build)
    return ArticleFullOut(
        **{**dict(card), "profile": "full"},
        **shown,
        word_count=words,
        body=body,
        toc=[block.root.value for block in body if isinstance(block.root, HeadingBlockOut)],
        related=_related(article, build),
        seo=article_seo(article, card, build, words=words, **shown),
    )


def _words(article: ArticlePage, build: Build) -> int:
    return build.cached(
        "words", article.pk, lambda: count_words([article.lead, *texts_of(article.body.raw_data)])
    )


def _lead_image(article: ArticlePage, build: Build) -> ImageOut | None:
    if not article.image_id:
        return None
    return build.build_or_replace(
        "image",
        lambda: image_out(build.lookups.images.get(article.image_id), build),
        lambda: image_out(None, build),
        what=str(article.image_id),
    )


def _author(author: Author, article: ArticlePage, build: Build) -> AuthorReferenceOut:
    build.depends_on("author", author.pk)
    url = f"{build.root_url}/{build.language_of(article)}/?author={quoted_path(author.slug)}"
    return AuthorReferenceOut(id=author.pk, slug=author.slug, name=author.name, url=url)


def _tags(article: ArticlePage, build: Build) -> list[TagReferenceOut]:
    tags = sorted(
        (item.tag for item in article.tagged_items.all()), key=lambda tag: (tag.name.casefold(), tag.pk)
    )
    for tag in tags:
        build.depends_on("tag", tag.pk)
    return [TagReferenceOut(slug=tag.slug, name=tag.name) for tag in tags]


def _comments(article: ArticlePage, build: Build) -> ArticleCommentsOut:
    build.depends_on_site("comment_rules")
    rules = comment_rules(article, build.site_settings)
    count = 0 if rules.policy == CommentPolicy.OFF else COUNT
    href = f"{settings.PUBLIC_URL}{settings.API_ROOT}articles/{article.pk}/comments/"
    return ArticleCommentsOut(href=href, policy=rules.policy.value, closes_at=rules.closes_at, count=count)


def _related(article: ArticlePage, build: Build) -> list[ArticleCardOut]:
    ids = [relation.related_id for relation in article.article_relations.all()]
    # Compiled JSON, which the model describes. It is valid already.
    return cast(list[ArticleCardOut], list(build.cards(ids).values()))
