"""Corrections as front ends see them: what was wrong, and in which version."""

from pydantic import Field

from cms.models import ArticlePage, Correction
from delivery.content.schema import Content, Moment


class CorrectionOut(Content):
    """What was wrong in an earlier version."""

    at: Moment
    text: str
    version: int | None = Field(
        description="The number of the version that was wrong, for `articles/{id}/versions/`; `null` when it is not "
        "known."
    )


def corrections_out(article: ArticlePage) -> list[CorrectionOut]:
    """Build the JSON of the corrections of an article, the newest first."""
    # An alias repeats another article with its corrections, and is saved whenever that is published.
    made = (
        Correction.objects.filter(page=article.alias_of_id)
        if article.alias_of_id
        else article.corrections.all()
    )
    # The numbers are those of the source's versions; an alias has none.
    is_alias = article.alias_of_id is not None
    return [
        CorrectionOut(at=one.at, text=one.text, version=None if is_alias else one.version) for one in made
    ]
