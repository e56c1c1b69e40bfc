"""The background work of the read model: each job returns how many objects it has processed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from delivery import counts, log, new_tags, verify
from delivery.models import Invalidation, Recompilation
from delivery.outbox import purging
from delivery.public_url import require_same_url
from delivery.publish import publish_due
from delivery.vocabulary import rebuild_words
from jobs.registry import job


@job(every=timedelta(seconds=1), label=_("Compile what changed"))
def compile_invalidated(now: datetime) -> int:
    """Compile a batch of the invalidated pages that are due, and return how many these were."""
    done = publish_due(now=now)
    Recompilation.objects.exclude(token__in=Invalidation.objects.values("token")).delete()
    return done


@job(every=timedelta(minutes=1), label=_("Look for editions that differ from their pages"))
def sweep_editions(now: datetime) -> int:
    require_same_url()
    return verify.sweep(now=now)


@job(every=timedelta(minutes=1), label=_("Compare editions with pages, some at a time"))
def audit_editions(now: datetime) -> int:
    require_same_url()
    return verify.audit(now=now)


@job(every=timedelta(hours=1), label=_("Correct the counters of lists"))
def recount_lists(now: datetime) -> int:
    return counts.recount_lists()


@job(every=timedelta(hours=1), label=_("Collect words that the search suggests"))
def collect_words(now: datetime) -> int:
    return rebuild_words()


@job(every=timedelta(seconds=1), label=_("Purge shared caches"))
def purge_caches(now: datetime) -> int:
    return purging.purge_caches(now)


@job(every=timedelta(hours=1), label=_("Delete old entries of the log of changes"))
def prune_log(now: datetime) -> int:
    return log.prune(now)


@job(every=timedelta(hours=1))
def forget_tag_searches(now: datetime) -> int:
    return new_tags.forget_searches()
