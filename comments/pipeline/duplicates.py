"""The same text again, under whatever name and article: one spammer, or one impatient reader."""

from comments.moderation import Hold
from comments.pipeline.drafts import Draft, Noticed


def check(draft: Draft) -> list[Noticed]:
    """This will notice that the text arrived before, and how often."""
    twins = draft.count_twins()
    return [Noticed(Hold.DUPLICATE, str(twins))] if twins else []
