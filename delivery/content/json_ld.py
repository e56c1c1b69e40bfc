"""JSON-LD: what search engines read of a page, in the words of schema.org."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import MISSING, ConfigDict, Field
from pydantic.alias_generators import to_camel

from cms.models import Image
from cms.picture_specs import default_width
from delivery.content.media import ImageOut
from delivery.content.rights import RightsOut
from delivery.content.schema import Content, Locale, Moment, OneOf, Url

# That module imports this one, because an article contains its JSON-LD.
if TYPE_CHECKING:
    from delivery.content.articles import ArticleCardOut
    from delivery.content.corrections import CorrectionOut


class _Node(Content):
    """A node whose keys are those of schema.org. A key without a value is left out."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)


class PixelsLd(_Node):
    """A length on a screen, with the unit as UN/CEFACT codes it: schema.org takes no bare number."""

    kind: Literal["QuantitativeValue"] = Field(default="QuantitativeValue", alias="@type")
    value: int
    unit_code: Literal["E37"] = "E37"


class CreatorLd(_Node):
    """Somebody who made an image."""

    kind: Literal["Person"] = Field(default="Person", alias="@type")
    name: str


class ImageObjectLd(_Node):
    """An image with its rights."""

    kind: Literal["ImageObject"] = Field(default="ImageObject", alias="@type")
    url: Url
    width: PixelsLd
    height: PixelsLd
    caption: str | MISSING = MISSING
    credit_text: str | MISSING = MISSING
    creator: CreatorLd | MISSING = MISSING
    copyright_notice: str | MISSING = MISSING
    license: Url | MISSING = MISSING
    acquire_license_page: Url | MISSING = MISSING


class PersonLd(_Node):
    """An author."""

    kind: Literal["Person"] = Field(default="Person", alias="@type")
    name: str
    url: Url


class OrganizationLd(_Node):
    """The publisher."""

    kind: Literal["Organization"] = Field(default="Organization", alias="@type")
    name: str
    legal_name: str | MISSING = MISSING
    url: Url
    logo: ImageObjectLd | MISSING = MISSING


class CorrectionCommentLd(_Node):
    """What was wrong in an earlier version."""

    kind: Literal["CorrectionComment"] = Field(default="CorrectionComment", alias="@type")
    text: str
    date_published: Moment


class NewsArticleLd(_Node):
    """An article."""

    kind: Literal["NewsArticle"] = Field(default="NewsArticle", alias="@type")
    headline: str
    description: str
    url: Url
    main_entity_of_page: Url
    image: list[ImageObjectLd] | MISSING = MISSING
    date_published: Moment | MISSING = MISSING
    date_modified: Moment | MISSING = MISSING
    author: list[PersonLd] | MISSING = MISSING
    publisher: OrganizationLd
    in_language: Locale
    article_section: str | MISSING = MISSING
    keywords: list[str] | MISSING = MISSING
    word_count: int
    comment_count: int
    is_accessible_for_free: bool = True
    copyright_notice: str | MISSING = MISSING
    license: Url | MISSING = MISSING
    correction: list[CorrectionCommentLd] | MISSING = MISSING


class CollectionPageLd(_Node):
    """A section."""

    kind: Literal["CollectionPage"] = Field(default="CollectionPage", alias="@type")
    name: str
    description: str | MISSING = MISSING
    url: Url
    in_language: Locale
    publisher: OrganizationLd


class WebSiteLd(_Node):
    """The site in one language."""

    kind: Literal["WebSite"] = Field(default="WebSite", alias="@type")
    name: str
    description: str | MISSING = MISSING
    url: Url
    in_language: Locale
    publisher: OrganizationLd


class ListItemLd(_Node):
    """One step of the way to a page."""

    kind: Literal["ListItem"] = Field(default="ListItem", alias="@type")
    position: int
    name: str
    item: Url


class BreadcrumbListLd(_Node):
    """The way from the home page to this page, which is its last step."""

    kind: Literal["BreadcrumbList"] = Field(default="BreadcrumbList", alias="@type")
    item_list_element: list[ListItemLd]


_Any = NewsArticleLd | CollectionPageLd | WebSiteLd | BreadcrumbListLd


class JsonLdNodeOut(OneOf[Annotated[_Any, Field(discriminator="kind")]]):
    """Something that JSON-LD says of a page."""


class JsonLdOut(Content):
    """JSON-LD of a page, for one `script` element of the type `application/ld+json`."""

    context: Literal["https://schema.org"] = Field(default="https://schema.org", alias="@context")
    graph: list[JsonLdNodeOut] = Field(alias="@graph")


def json_ld(*nodes: _Any) -> JsonLdOut:
    """Return the JSON-LD of a page that consists of these nodes."""
    return JsonLdOut.model_validate({"@graph": [JsonLdNodeOut(root=node) for node in nodes]})


def news_article(
    card: "ArticleCardOut",
    *,
    description: str,
    canonical: str,
    image: ImageObjectLd | None,
    publisher: OrganizationLd,
    words: int,
    rights: RightsOut,
    corrections: "Sequence[CorrectionOut]",
) -> NewsArticleLd:
    """Build the node of an article."""
    return NewsArticleLd(
        headline=card.title,
        description=description,
        url=canonical,
        main_entity_of_page=canonical,
        image=[image] if image else MISSING,
        date_published=card.published_at or MISSING,
        date_modified=card.updated_at or MISSING,
        author=[PersonLd(name=author.name, url=author.url) for author in card.authors] or MISSING,
        publisher=publisher,
        in_language=card.locale,
        article_section=card.section.title if card.section else MISSING,
        keywords=[tag.name for tag in card.tags] or MISSING,
        word_count=words,
        comment_count=card.comments.count or 0,
        copyright_notice=", ".join(filter(None, [rights.holder, rights.terms])) or MISSING,
        license=rights.url or MISSING,
        correction=[CorrectionCommentLd(text=one.text, date_published=one.at) for one in corrections]
        or MISSING,
    )


def image_object(image: ImageOut, source: Image) -> ImageObjectLd:
    """Build the node of an image; one page says what its licence is and how to get another."""
    width = default_width(source)
    own_width, own_height = image.width or width, image.height or width
    return ImageObjectLd(
        url=image.src or "",
        width=PixelsLd(value=width),
        height=PixelsLd(value=max(1, round(width * own_height / own_width))),
        caption=image.caption or MISSING,
        credit_text=image.credit or MISSING,
        creator=CreatorLd(name=source.creator) if source.creator else MISSING,
        copyright_notice=source.copyright_notice or MISSING,
        license=source.license_url or MISSING,
        acquire_license_page=source.license_url or MISSING,
    )


def breadcrumb_list(steps: Sequence[tuple[str, str]]) -> BreadcrumbListLd:
    """Build the node of the way to a page from titles and URLs."""
    items = [
        ListItemLd(position=number, name=title, item=url)
        for number, (title, url) in enumerate(steps, start=1)
    ]
    return BreadcrumbListLd(item_list_element=items)
