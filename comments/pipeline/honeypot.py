"""A field that a form hides from people and that programs like to fill in."""

from comments.moderation import Hold
from comments.pipeline.drafts import Draft, Noticed


def check(draft: Draft) -> list[Noticed]:
    """This will notice a filled trap."""
    return [Noticed(Hold.TRAP_FILLED)] if draft.trap.strip() else []
