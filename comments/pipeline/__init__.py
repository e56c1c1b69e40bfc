"""The checks that a submission passes on its way. They notice; they never reject.

A check that fails is itself something to notice: the comment then waits for a person, and nothing is lost.
"""

import logging

from comments.moderation import Hold, Status
from comments.pipeline import duplicates, form_age, honeypot, rules
from comments.pipeline.drafts import Check, Draft, Noticed

__all__ = ["CHECKS", "Draft", "Noticed", "notice", "status_on_arrival"]

logger = logging.getLogger(__name__)

CHECKS: dict[str, Check] = {
    "form_age": form_age.check,
    "honeypot": honeypot.check,
    "duplicates": duplicates.check,
    "rules": rules.check,
}


def notice(draft: Draft) -> list[Noticed]:
    """This will return what all checks noticed, in their order."""
    noticed: list[Noticed] = []
    for name, check in CHECKS.items():
        try:
            noticed += check(draft)
        except Exception as error:
            # The message of an exception may repeat what the reader wrote; its class does not.
            logger.error("check %s failed on a submission: %s", name, type(error).__name__)
            noticed.append(Noticed(Hold.CHECK_FAILED, name))
    return noticed


def status_on_arrival(noticed: list[Noticed]) -> Status:
    """This will apply the newsroom's policy. Every comment waits for a person, whatever was noticed."""
    return Status.PENDING
