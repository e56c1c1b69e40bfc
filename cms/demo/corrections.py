"""The demo's corrections: published one after another, so that there are versions of what each article said before."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from cms.demo.articles import stories, with_errors
from cms.demo.people import LOGINS
from cms.models import ArticlePage
from cms.record import withhold_version


def correct(*, now: datetime, settle: Callable[[], object]) -> None:
    """Publish the corrections of the articles that have none yet. `settle` compiles what has been published."""
    for story in stories():
        for language in ("de", "en"):
            text = story.get(language, {})
            if "corrections" not in text:
                continue
            pages = ArticlePage.objects.filter(slug=text["slug"], locale__language_code=language)
            page = pages.filter(corrections=None, live=True).first()
            if page:
                _correct(page, text["corrections"], now=now, settle=settle)


def _correct(
    page: ArticlePage, corrections: list[dict[str, Any]], *, now: datetime, settle: Callable[[], object]
) -> None:
    for correction in corrections:
        draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        body = json.dumps(list(draft.body.raw_data), ensure_ascii=False)
        draft.body = with_errors(
            body, [{"was": {wrong: right for right, wrong in correction["was"].items()}}]
        )
        draft.correction_note = correction["note"]
        draft.save_revision().publish()
        settle()
    chief = User.objects.get(username=LOGINS[-1].username)
    for number, correction in enumerate(corrections, start=1):
        version = page.versions.filter(number=number).first()
        if version and correction.get("is_withheld"):
            # The publications above were later than `now`.
            withhold_version(version, user=chief, now=version.replaced_at or now)
