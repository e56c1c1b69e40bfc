"""What surrounds the items of a list."""

from pydantic import MISSING, Field

from delivery.content.articles import ArticleOut
from delivery.content.schema import Content, Url


class LinksOut(Content):
    """Where the list goes on."""

    next: Url | None = Field(description="The next page; `null` on the last.")


class ArticleListMetaOut(Content):
    """Facts about a list of articles."""

    count: int | None = Field(description="Exact, for the whole list. `null` with `count=none`.")
    limit: int = Field(description="The most items that a page holds.")
    missing: list[int] | MISSING = Field(
        default=MISSING, description="Only with `ids`: those under which the public finds no article."
    )


class ArticleListOut(Content):
    """A page of articles."""

    items: list[ArticleOut]
    meta: ArticleListMetaOut
    links: LinksOut
