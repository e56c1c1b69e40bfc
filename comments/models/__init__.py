"""The tables of the comments. No `__str__` contains an e-mail address.

Only `comments.services` writes them; `comments.jobs` deletes what has expired.
"""

from comments.models.comment import ERASED_VALUES, MAX_DEPTH, NO_MAILS, Comment, HoldReason, hold_choices
from comments.models.decision import Decision, EmailReveal
from comments.models.deletion import PageDeletion
from comments.models.limits import NetworkKey, RateCounter, SpentProof
from comments.models.mail import CLAIM, CONFIRM_TIME, Mail
from comments.models.newsroom import NewsroomName
from comments.models.report import Report
from comments.models.thread import Thread
