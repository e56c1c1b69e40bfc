"""People of the admin, and background work in every state."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission, User
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from delivery.models import Invalidation, LogCursor, Recompilation
from jobs.models import Failure, JobState
from jobs.registry import JOBS
from tests import factories
from tests.admin import soup, staff

WORK = "/admin/reports/background-work/"
REPORT = "/admin/reports/broken-parts/"


def editor(*permissions: str, page: Page | None = None, language: str = "en") -> User:
    """Store a user with permissions such as `change_page` on a page and everything below it."""
    person = staff(language=language)
    group = person.groups.create(name=f"Group of {person}")
    for name in permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=page or factories.home(), permission=permission)
    return person


def text_of(response: Any, selector: str) -> str:
    """Return the text of a part of a page in one line; empty if there is no such part."""
    return " ".join(" ".join(part.get_text(" ") for part in soup(response).select(selector)).split())


def messages_of(response: Any) -> str:
    return text_of(response, ".messages")


def all_jobs_well(**changes: Any) -> None:
    """Record a success of every job just now."""
    now = timezone.now()
    for job in JOBS:
        JobState.objects.update_or_create(
            name=job.name, defaults={"started_at": now, "succeeded_at": now, **changes}
        )


def failure(**fields: Any) -> Failure:
    now = timezone.now()
    values = {
        "task": "embed",
        "subject": uuid.uuid4().hex,
        "label": "https://video.example/1",
        "failed_at": now,
        "attempts": 3,
        "not_before": now + timedelta(minutes=10),
        "error": "HTTPError: 401",
        **fields,
    }
    return Failure.objects.create(**values)


def failing_invalidation(page_id: int, **fields: Any) -> Invalidation:
    now = timezone.now()
    values = {
        "token": uuid.uuid4(),
        "invalidated_at": now,
        "attempts": 2,
        "not_before": now + timedelta(minutes=10),
        "error": "KeyError: 'teaser'",
        **fields,
    }
    Invalidation.objects.filter(pk=page_id).delete()
    return Invalidation.objects.create(edition_id=page_id, **values)


def silent_cache(name: str = "varnish", **fields: Any) -> LogCursor:
    """Store a cache that does not answer. The report lists it if `CACHE_PURGERS` names it."""
    values = {
        "attempts": 4,
        "not_before": timezone.now() + timedelta(minutes=10),
        "error": "ConnectionError: refused",
        **fields,
    }
    return LogCursor.objects.create(name=name, **values)


def recompilation(*, total: int, left: int, first_id: int = 900_000) -> Recompilation:
    """Store a change that concerns `total` pages, of which `left` are still invalidated."""
    now, token = timezone.now(), uuid.uuid4()
    Invalidation.objects.bulk_create(
        Invalidation(
            edition_id=first_id + n, token=token, invalidated_at=now, not_before=now + timedelta(hours=1)
        )
        for n in range(left)
    )
    return Recompilation.objects.create(token=token, total=total, started_at=now)
