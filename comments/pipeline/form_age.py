"""How long the form was open: nobody reads an article's picture and writes a letter in three seconds."""

from datetime import timedelta

from comments.moderation import Hold
from comments.pipeline.drafts import Draft, Noticed

LEAST = timedelta(seconds=3)


def check(draft: Draft) -> list[Noticed]:
    """This will notice a form that was sent sooner than a person could."""
    if draft.form_age is None or draft.form_age >= LEAST:
        return []
    return [Noticed(Hold.TOO_FAST, f"{draft.form_age.total_seconds():.1f} s")]
