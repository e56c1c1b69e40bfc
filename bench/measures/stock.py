"""Wagtail's own API (v2) on the same rows, as it comes and with the same fields."""

from functools import partial
from typing import Any

from django.test import Client
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField

from bench import content, gauges
from bench.report import Report
from cms.models import ArticleAuthor, ArticlePage, ArticleRelation
from tests import copies

_ROUNDS = 40
_client = Client()


def run(report: Report, *, full: bool) -> None:
    """This will ask both for one article and for twenty whole ones."""
    _offer_fields()
    page = content.article()
    copies.copy_edition(page, copies.copy_article(page, 200))
    one = _get_both(f"/stock/pages/{page.pk}/", f"/api/v1/articles/{page.pk}/")
    _compare(report, "one article", *one)
    listed = "/stock/pages/?type=cms.ArticlePage&fields=*&limit=20&order=-id"
    _compare(report, "20 whole ones", *_get_both(listed, "/api/v1/articles/?profile=full&limit=20"))


def _offer_fields() -> None:
    names = (
        "kicker",
        "lead",
        "image",
        "body",
        "published_at",
        "tags",
        "article_authors",
        "article_relations",
    )
    picture = APIField("picture", serializer=ImageRenditionField("width-1280", source="image"))
    ArticlePage.api_fields = [*map(APIField, names), picture]
    ArticleAuthor.api_fields = [APIField("author")]
    ArticleRelation.api_fields = [APIField("related")]


def _get_both(stock: str, ours: str) -> tuple[str, str]:
    for url in (stock, ours):
        _get(url)
    return stock, ours


def _compare(report: Report, name: str, stock: str, ours: str) -> None:
    slow, fast = gauges.medians_ms(partial(_get, stock), partial(_get, ours), rounds=_ROUNDS)
    _tell(report, f"{name}, Wagtail API v2", stock, slow)
    _tell(report, f"{name}, Leserbrief", ours, fast)
    report.add(f"{name}, ratio", slow / fast, "times", "more requests in the same time")


def _tell(report: Report, name: str, url: str, took: float) -> None:
    with gauges.statements() as sent:
        size = len(_get(url).content)
    note = f"test client; {sent.count} statements, {size / 1024:.0f} KB"
    report.add(name, 1000 / took, "1/s", note)


def _get(url: str) -> Any:
    response = _client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return response
