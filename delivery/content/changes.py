"""The log of changes and the snapshot as JSON."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, WithJsonSchema

from delivery.content.articles import ArticleFullOut
from delivery.content.authors import AuthorOut
from delivery.content.home import HomeOut
from delivery.content.pages import SectionFullOut
from delivery.content.schema import Content, Locale, Moment, OneOf
from delivery.content.site import SiteOut
from delivery.models import Change, ChangeKind


class ChangeOut(Content):
    """One line of the log. Applying a line twice does no harm.

    Fetch a page with `resolve/?path=`, an author with `authors/{slug}/`, where the slug is that in the path, and the
    site with `site/?locale=`.
    """

    change: Annotated[str, WithJsonSchema({"type": "string", "enum": ChangeKind.values})]
    type: Annotated[
        str, WithJsonSchema({"type": "string", "enum": ["article", "section", "home", "author", "site"]})
    ]
    id: int
    locale: Locale | None = Field(description="`null` for an author, who has no language.")
    path: str = Field(
        description="On the reader's site; of an author that of their articles, with its query."
    )
    etag: str | None = Field(
        description="Names the new bytes; two lines with the same one stand for the same bytes. `null` when removed or taken down."
    )
    tags: list[str] = Field(description="The names by which caches know what changed, as in `Cache-Tag`.")
    reason: str | None = Field(
        description="What readers are told of an article that was taken down (`KILLED`), in its language. Else `null`."
    )
    at: Moment


class ChangeMetaOut(Content):
    """How to go on."""

    next_cursor: str = Field(description="For `after` next time, also when there was nothing.")
    has_more: bool = Field(description="Whether to go on at once.")


class ChangeListOut(Content):
    """Changes in the order in which they happened."""

    items: list[ChangeOut]
    meta: ChangeMetaOut


class SnapshotEndOut(Content):
    """The last line. Without it the answer was cut off."""

    cursor: str = Field(description="For `changes/?after=`, to go on from here.")


class FollowedOut(
    OneOf[
        Annotated[
            ArticleFullOut | SectionFullOut | HomeOut | AuthorOut | SiteOut, Field(discriminator="type")
        ]
    ]
):
    """Whatever a copy of the content holds."""


class SnapshotLineOut(OneOf[FollowedOut | SnapshotEndOut]):
    """One line of the snapshot: a page, author or site in full, or the end."""


def change_list_out(changes: Iterable[Change], *, next_cursor: str, has_more: bool) -> ChangeListOut:
    """Build the JSON of some lines of the log."""
    meta = ChangeMetaOut(next_cursor=next_cursor, has_more=has_more)
    return ChangeListOut(items=[_change_out(change) for change in changes], meta=meta)


def _change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        change=change.change,
        type=change.type,
        id=change.object_id,
        locale=change.locale or None,
        path=change.path,
        etag=f'"{change.etag}"' if change.etag else None,
        tags=change.cache_tags.split(),
        reason=change.reason,
        at=change.at,
    )
