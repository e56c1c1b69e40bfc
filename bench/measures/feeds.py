"""Feeds and sitemaps: fifty whole articles, one that a program has already, and a part with 5,000 pages."""

from functools import partial

from bench import content, metrics
from bench.client import get
from bench.report import Report
from delivery.models import Edition, SitemapEntry
from tests import copies

_ROUNDS = 20
_PAGES = 10_000


def run(report: Report, *, full: bool) -> None:
    """Ask for each among 10,000 articles, with and without the ETag of the answer."""
    page = content.article()
    copies.number_editions(page.pk, _PAGES)
    _list_in_sitemap(page.pk)
    # The copies have ids of their own, in three parts; the second one is full.
    number = Edition.objects.latest("pk").pk // SitemapEntry.PART_SIZE
    for path in (
        "/feeds/articles.rss",
        "/feeds/articles.atom",
        "/feeds/articles.json",
        "/sitemap.xml",
        f"/sitemap-{number}.xml",
        "/sitemap-news.xml",
    ):
        answer = get(path)
        unchanged = partial(get, path, headers={"If-None-Match": answer["ETag"]}, status=304)
        took, again = metrics.medians_ms(partial(get, path), unchanged, rounds=_ROUNDS)
        size = f"{len(answer.content) / 1000:,.0f} kB"
        report.add(path, took, "ms", f"median, {size}")
        report.add(f"{path}, not modified", again, "ms", f"{again / took:.2f} times the answer")


def _list_in_sitemap(page_id: int) -> None:
    entry = SitemapEntry.objects.get(pk=page_id)
    ids = Edition.objects.filter(type="article").exclude(pk=page_id).values_list("pk", flat=True)
    SitemapEntry.objects.bulk_create(
        (
            SitemapEntry(
                edition_id=key, part=key // SitemapEntry.PART_SIZE, updated_at=entry.updated_at, xml=entry.xml
            )
            for key in ids
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
    copies.analyze()
