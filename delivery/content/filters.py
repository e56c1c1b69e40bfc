"""What an answer says of the slugs in its filters."""

from pydantic import MISSING

from delivery.content.schema import Content, Plain


class UnknownSlugOut(Content):
    """A slug that no public section, author or topic has, and a known one that may be meant."""

    slug: Plain
    did_you_mean: Plain | None


class UnknownSlugsOut(Content):
    """The slugs that nothing has, by filter; no member if all are known."""

    section: list[UnknownSlugOut] | MISSING = MISSING
    author: list[UnknownSlugOut] | MISSING = MISSING
    tag: list[UnknownSlugOut] | MISSING = MISSING
    tag_all: list[UnknownSlugOut] | MISSING = MISSING
