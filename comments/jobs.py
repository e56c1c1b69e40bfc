"""The jobs of this app. Each may run at any time, twice or late, and returns a number.

They delete what has expired, correct what is wrong, and keep a table of names. What ends later than anything made by
now can is from before the clock was set back, and deleted as well: nobody knows its age.
"""

from datetime import datetime, timedelta
from typing import Any

from captcha.models import CaptchaStore
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from comments.captcha import LIFE
from comments.models import Comment, Decision, Mail, NetworkKey, RateCounter, Report, SpentProof
from comments.notices import readers_get_mails
from comments.services import delete_waiting_pages, send_due_mails
from comments.services.newsroom_names import refresh_newsroom_names
from comments.services.rates import LONGEST_WINDOW
from comments.services.threads import recount_threads
from jobs.models import SKEW
from jobs.registry import Waiting, job, waiting

NETWORK_TAGS_KEPT = timedelta(days=7)
# Six months after the decision.
EXPLANATIONS_KEPT = timedelta(days=183)
# For operators, and for the export of the reader.
MAILS_KEPT = timedelta(days=30)
# Long enough to notice a wrong decision.
REPLACED_TEXTS_KEPT = timedelta(hours=1)


@job(every=timedelta(minutes=1), label=_("Keep the names of the newsroom"))
def keep_newsroom_names(now: datetime) -> int:
    """Write the names that readers may not imitate as they are now. Return how many have changed."""
    return refresh_newsroom_names()


@job(every=timedelta(minutes=5), label=_("Delete captchas past their time"))
def delete_expired_challenges(now: datetime) -> int:
    """Delete the challenges that have expired, and the nonces of proofs. Return how many there were."""
    latest = now + LIFE + SKEW
    captchas = CaptchaStore.objects.filter(Q(expiration__lte=now) | Q(expiration__gt=latest))
    proofs = SpentProof.objects.filter(Q(expires_at__lte=now) | Q(expires_at__gt=latest))
    return captchas.delete()[0] + proofs.delete()[0]


@job(every=timedelta(minutes=5), label=_("Delete counters of limits that are over"))
def delete_rate_counters(now: datetime) -> int:
    """Delete the counters of windows that have ended. Return how many there were."""
    has_ended = Q(expires_at__lte=now) | Q(expires_at__gt=now + LONGEST_WINDOW + SKEW)
    return RateCounter.objects.filter(has_ended).delete()[0]


@job(every=timedelta(minutes=5), label=_("Delete texts that an edit replaced"))
def delete_replaced_texts(now: datetime) -> int:
    """Delete what readers had before an edit that was decided on an hour ago. Return how many comments had one."""
    recent = Decision.objects.filter(
        comment=OuterRef("pk"), at__gt=now - REPLACED_TEXTS_KEPT, at__lte=now + SKEW
    )
    return _update_each(Comment.objects.exclude(replaced_text="").filter(~Exists(recent)), replaced_text="")


@job(every=timedelta(seconds=5), label=_("Delete pages with many comments"), tasks=("delete_pages",))
def delete_pages(now: datetime) -> int:
    return delete_waiting_pages(now=now)


@job(every=timedelta(hours=1), label=_("Correct comment counts"))
def check_comments(now: datetime) -> int:
    """Correct numbers that someone made wrong by hand: the services leave none. Return of how many articles."""
    return recount_threads()


@job(every=timedelta(hours=1), label=_("Delete network tags after seven days"))
def delete_network_tags(now: datetime) -> int:
    """Delete the network tags of older comments and reports, and their keys. Return how many had one.

    Without its key no network can be matched to a tag, not even in a backup.
    """
    end, tomorrow = now - NETWORK_TAGS_KEPT, now + timedelta(days=1)
    NetworkKey.objects.filter(Q(day__lte=end.date()) | Q(day__gt=tomorrow.date())).delete()
    is_old = Q(created_at__lte=end) | Q(created_at__gt=tomorrow)
    comments = Comment.objects.filter(is_old).exclude(network_tag="")
    reports = Report.objects.filter(Q(at__lte=end) | Q(at__gt=tomorrow)).exclude(network_tag="")
    return _update_each(comments, network_tag="") + _update_each(reports, network_tag="")


@job(every=timedelta(days=1), label=_("Delete the explanations of closed reports after six months"))
def delete_explanations(now: datetime) -> int:
    """Delete what readers wrote in reports that were decided long ago. Return how many reports had something."""
    is_old = Q(decision__at__lte=now - EXPLANATIONS_KEPT) | Q(decision__at__gt=now + timedelta(days=1))
    return Report.objects.filter(is_old).exclude(explanation="").update(explanation="")


@job(every=timedelta(seconds=5), label=_("Send e-mails to readers"))
def send_mails(now: datetime) -> int:
    return send_due_mails(now=now)


@job(every=timedelta(hours=1), label=_("Delete what is known of sent e-mails after 30 days"))
def delete_mails(now: datetime) -> int:
    """Delete the rows of older mails, sent or not. Return how many there were."""
    is_old = Q(at__lte=now - MAILS_KEPT) | Q(at__gt=now + timedelta(days=1))
    return Mail.objects.filter(is_old).delete()[0]


@waiting()
def mails_to_send(now: datetime) -> list[Waiting]:
    """Return how many mails wait, if readers get any."""
    mails = Mail.objects.filter(sent_at=None, is_final=False).exclude(Mail.waits_for_author(now))
    found = mails.aggregate(count=Count("pk"), oldest=Min("at"))
    if not (readers_get_mails() or found["count"]):
        return []
    return [Waiting(_("E-mails to readers"), found["count"], since=found["oldest"])]


def _update_each(rows: QuerySet[Any], **values: Any) -> int:
    """Update rows one by one. Return how many there were.

    One statement for all would lock them in another order than decisions do, which lock a reply and what it answers.
    """
    return sum(rows.filter(pk=pk).update(**values) for pk in list(rows.values_list("pk", flat=True)))
