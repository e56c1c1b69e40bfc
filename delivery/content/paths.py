"""What a path of the reader's site leads to, as JSON."""

from typing import Annotated, Literal

from pydantic import Field

from delivery.content.articles import ArticleFullOut
from delivery.content.home import HomeOut
from delivery.content.pages import SectionFullOut
from delivery.content.schema import Content, OneOf, Url
from delivery.serialization import to_json


class PageOut(OneOf[Annotated[ArticleFullOut | SectionFullOut | HomeOut, Field(discriminator="type")]]):
    """Whatever has a path on the reader's site."""


class ResolvedPageOut(Content):
    """The path leads to a page."""

    kind: Literal["PAGE"] = "PAGE"
    page: PageOut


class RedirectOut(Content):
    """Where a path leads to now."""

    to: Url
    permanent: bool


class ResolvedRedirectOut(Content):
    """The path leads elsewhere."""

    kind: Literal["REDIRECT"] = "REDIRECT"
    redirect: RedirectOut


class ResolvedOut(OneOf[Annotated[ResolvedPageOut | ResolvedRedirectOut, Field(discriminator="kind")]]):
    """What a path leads to."""


def resolved_page_json(page: bytes) -> bytes:
    """Return `ResolvedPageOut` around the compiled JSON of a page."""
    return b'{"kind":"PAGE","page":%b}' % page


def resolved_redirect_json(to: str, *, permanent: bool) -> bytes:
    """Return the JSON of a path that leads elsewhere."""
    return to_json(ResolvedRedirectOut(redirect=RedirectOut(to=to, permanent=permanent)))
