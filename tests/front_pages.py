"""Front pages for tests: their rows as editors fill them, and what readers get."""

from typing import Any

from django.test import Client

from cms.models import ArticlePage, HomePage, SectionPage, Topic
from tests import factories


def lead(article: ArticlePage) -> tuple[str, Any]:
    return "lead", {"article": article}


def curated(*articles: ArticlePage, title: str = "") -> tuple[str, Any]:
    return "curated", {"title": title, "articles": list(articles)}


def automatic(
    number: int = 6, *, section: SectionPage | None = None, tag: Topic | None = None, title: str = ""
) -> tuple[str, Any]:
    return "automatic", {"title": title, "section": section, "tag": tag, "number": number}


def arrange(*rows: tuple[str, Any], page: HomePage | None = None) -> HomePage:
    """Publish a front page with these rows, by default the German one."""
    page = page or factories.home()
    page.rows = list(rows)
    page.save_revision().publish()
    factories.settle()
    return HomePage.objects.get(pk=page.pk)


def home(locale: str = "de") -> dict[str, Any]:
    answer: dict[str, Any] = Client().get("/api/v1/home/", {"locale": locale}).json()
    return answer


def shown(locale: str = "de") -> list[list[int]]:
    """Return the ids of the articles of each row."""
    rows = [row["value"] for row in home(locale)["rows"]]
    return [[card["id"] for card in row.get("articles") or [row["article"]]] for row in rows]
