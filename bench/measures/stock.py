"""Wagtail's own API (v2) on the same rows and with the same fields."""

from functools import partial

from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField

from bench import content, metrics
from bench.client import get
from bench.report import Report
from cms.models import ArticleAuthor, ArticlePage, ArticleRelation
from tests import copies

_ROUNDS = 40


def run(report: Report, *, full: bool) -> None:
    """Request one article and twenty full ones from both APIs."""
    _offer_fields()
    page = content.article()
    copies.copy_edition(page, copies.copy_article(page, 200))
    _compare(report, "one article", f"/stock/pages/{page.pk}/", f"/api/v1/articles/{page.pk}/")
    listed = "/stock/pages/?type=cms.ArticlePage&fields=*&limit=20&order=-id"
    _compare(report, "20 whole ones", listed, "/api/v1/articles/?profile=full&limit=20")


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


def _compare(report: Report, name: str, stock: str, ours: str) -> None:
    slow, fast = metrics.medians_ms(partial(get, stock), partial(get, ours), rounds=_ROUNDS)
    _report(report, f"{name}, Wagtail API v2", stock, slow)
    _report(report, f"{name}, Leserbrief", ours, fast)
    report.add(f"{name}, ratio", slow / fast, "times", "more requests in the same time")


def _report(report: Report, name: str, url: str, took: float) -> None:
    with metrics.statements() as sent:
        size = len(get(url).content)
    note = f"test client; {sent.count} statements, {size / 1024:.0f} KB"
    report.add(name, 1000 / took, "1/s", note)
