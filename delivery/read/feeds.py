"""What feeds are made of: articles in full, with what their readers know them by, and the site."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from django.conf import settings

from delivery.read.sites import key_of_site
from delivery.read.statements import any_of, fetch, is_outdated, is_public


class FeedRow(NamedTuple):
    """An article of a feed. `guid` names it wherever it stands; `body` is ready JSON."""

    id: int
    guid: str
    etag: str
    body: bytes


class FeedRows(NamedTuple):
    """The articles of a feed in their order, and the site, if one of the languages has it."""

    articles: list[FeedRow]
    site: bytes | None

    @property
    def name_and_url(self) -> tuple[str, str]:
        """Return the name of the site and the URL of its home page."""
        site = orjson.loads(self.site) if self.site else {}
        return site.get("name", settings.WAGTAIL_SITE_NAME), site.get("url", f"{settings.PUBLIC_URL}/")


def feed_rows(ids: Sequence[int], *, locales: Sequence[str], now: datetime) -> FeedRows:
    """Return the public ones of these articles, and the site in the first of the languages that has it."""
    locale = any_of("e.locale", "locale", locales)
    named = {f"id_{number}": article_id for number, article_id in enumerate(ids)}
    places = ", ".join([*(f"%({name})s" for name in named), f"({key_of_site(locale)})"])
    statement = f"""
        SELECT e.id, e.guid, e.etag, {is_outdated("e")} AS is_outdated, e.full AS body FROM delivery_edition AS e
        WHERE e.id IN ({places}) AND {is_public("e")}
    """
    records = fetch(statement, {**named, **locale.values}, now=now)
    found = {
        record["id"]: FeedRow(record["id"], record["guid"], record["etag"], bytes(record["body"]))
        for record in records
    }
    articles = [found.pop(article_id) for article_id in ids if article_id in found]
    return FeedRows(articles, next((row.body for row in found.values()), None))
