"""Topics as JSON; the API calls them tags."""

from pydantic import Field

from delivery.content.lists import LinksOut, ListMetaOut
from delivery.content.schema import Content, Plain


class TagOut(Content):
    """A topic under which there are public articles."""

    slug: Plain
    name: str
    articles: int = Field(description="How many public articles have it, with `locale` in that language.")


class TagListOut(Content):
    """A page of topics, by slug."""

    items: list[TagOut]
    meta: ListMetaOut
    links: LinksOut
