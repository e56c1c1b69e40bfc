"""What the editor's form of an article sends."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

PUBLISH = {"action-publish": "1"}


def logged_in() -> Client:
    """Return a client that may do everything in the admin, in German."""
    client = Client()
    client.force_login(User.objects.create_superuser("chefin", "chefin@example.org", "geheim-genug-1"))
    client.cookies["django_language"] = "de"
    return client


def article_form(**values: Any) -> dict[str, Any]:
    """Return the fields that the form sends; `values` replaces some."""
    fields: dict[str, Any] = {
        "title": "Neuer Artikel",
        "kicker": "",
        "lead": "Was neu ist.",
        "image": "",
        "slug": "",
        "tags": "",
        "body": streamfield([("paragraph", rich_text("<p>Ein Absatz.</p>"))]),
        "article_authors": inline_formset([]),
        "article_relations": inline_formset([]),
        "comment_policy": "OPEN",
        "ai_generated": "NONE",
        "comments": inline_formset([]),
        **values,
    }
    sent: dict[str, Any] = nested_form_data(fields)
    return sent


def send_new_article(client: Client, parent: Page, **values: Any) -> Any:
    """Send the form of a new article below `parent`, as the button that publishes does."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", parent.pk])
    return client.post(address, article_form(**values) | PUBLISH)


def errors_of(answer: Any) -> dict[str, Any]:
    """Return the errors that the form shows, by field."""
    errors: dict[str, Any] = answer.context["form"].errors
    return errors
