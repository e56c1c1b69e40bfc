"""Authors as JSON."""

from typing import Literal

from django.conf import settings
from pydantic import Field

from cms.addresses import quoted_path
from cms.models import Author
from delivery.content.build import Build
from delivery.content.links import RichTextOut, rich_text_out
from delivery.content.lists import LinksOut, ListMetaOut
from delivery.content.media import ImageOut, image_out
from delivery.content.schema import Content, Plain, Url
from delivery.serialization import COUNT


class AuthorOut(Content):
    """A person named over articles. Public as long as a public article names them."""

    id: int
    type: Literal["author"] = "author"
    slug: Plain
    name: str
    role: str
    bio: RichTextOut
    image: ImageOut | None
    url: Url = Field(description="The articles of the author on the reader's site.")
    articles: int = Field(
        description="How many public articles name the author, with `locale` in that language."
    )


class AuthorListOut(Content):
    """A page of authors, by name."""

    items: list[AuthorOut]
    meta: ListMetaOut
    links: LinksOut


def author_out(author: Author, build: Build) -> AuthorOut:
    """Build the JSON of an author; the number of their articles is put in when it is read."""
    build.depends_on("author", author.pk)
    return AuthorOut(
        id=author.pk,
        slug=author.slug,
        name=author.name,
        role=author.role,
        bio=rich_text_out(author.bio, build),
        image=_portrait(author, build),
        url=f"{settings.PUBLIC_URL}/{build.language}/?author={quoted_path(author.slug)}",
        articles=COUNT,
    )


def _portrait(author: Author, build: Build) -> ImageOut | None:
    if author.image is None:
        return None
    return build.build_or_replace(
        "image",
        lambda: image_out(author.image, build),
        lambda: image_out(None, build),
        what=author.name,
    )
