"""From a migrated database to the first article that somebody reads, in a process with the settings of production."""

import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Revision, Site

from tests.inputs.article_form import send_new_article

FIRST_PAGE = {"first_page": "Neue Zeitung", "locales": "de,en", "no_demo": True}


def begin() -> dict[str, Any]:
    """Prepare a newsroom twice, sign in, publish an article, and return what readers then get."""
    call_command("prepare", **FIRST_PAGE)
    before = _rows()
    call_command("prepare", **FIRST_PAGE)
    after = _rows()
    password = secrets.token_urlsafe()
    User.objects.create_superuser("chefin", "chefin@example.org", password)
    site = Site.objects.get()
    client = Client(SERVER_NAME=site.hostname, headers={"X-Forwarded-Proto": "https"})
    client.post("/admin/login/", {"username": "chefin", "password": password})
    sent = send_new_article(client, site.root_page, title="Der erste Artikel")
    resolved = client.get("/api/v1/resolve/?path=/de/der-erste-artikel/").json()
    return {
        "is_unchanged": before == after,
        "sent": sent.status_code,
        "article": resolved["page"]["title"],
        "homes": [client.get(f"/api/v1/resolve/?path=/{code}/").json()["page"] for code in ("de", "en")],
        "site": client.get("/api/v1/site/").json(),
    }


def _rows() -> list[int]:
    return [*Page.objects.values_list("pk", flat=True), 0, *Revision.objects.values_list("pk", flat=True)]
