"""Rules of reports: for which reasons readers report a comment, and the numbers of their cases."""

import secrets

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

EXPLANATION_MAX_LENGTH = 1000
# Without letters and digits that are easily mistaken for others, when a number is read aloud or copied by hand.
_CASE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Reason(TextChoices):
    """Why a reader reports a comment. `ILLEGAL` needs an explanation."""

    SPAM = "SPAM", pgettext_lazy("reason for reporting", "Spam")
    INSULT = "INSULT", pgettext_lazy("reason for reporting", "Insult")
    PERSONAL_DATA = "PERSONAL_DATA", pgettext_lazy("reason for reporting", "Personal data")
    ILLEGAL = "ILLEGAL", pgettext_lazy("reason for reporting", "Illegal")
    OTHER = "OTHER", pgettext_lazy("reason for reporting", "Other")


def draw_case() -> str:
    """Draw the number of a case, such as `K7MQ-2PXD`. It tells neither how many there are nor when it was opened."""
    drawn = "".join(secrets.choice(_CASE_CHARACTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
