"""Behind a real Varnish that keeps responses for a day: one click in the admin, and no word of the article is left."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from cms.models import ArticlePage, ArticleRelation, Takedown
from cms.renditions import rendition_url
from delivery.vocabulary import rebuild_words
from tests import factories, front_pages
from tests.journeys.varnish import Varnish
from tests.takedowns import GERMAN, chief

pytestmark = pytest.mark.slow
API = "/api/v1/"
# In nothing else than in the article, its topic and its author, who has no other article.
WORDS = re.compile("quittenstreit|marmeladenpapst|einkochverbot|gelierzuckerin", re.IGNORECASE)


@pytest.fixture
@transaction.atomic
def article(varnish: Varnish) -> ArticlePage:
    """Publish it with an author, a topic, a picture and a file that nothing else shows, and link to it."""
    section = factories.section(slug="stadt")
    article = factories.published_article(
        parent=section,
        slug="quittenstreit",
        title="Quittenstreit",
        lead="Der Marmeladenpapst klagt.",
        image=factories.image(title="Einkochverbot", alt_text="Einkochverbot"),
        authors=[factories.author(name="Gelierzuckerin", slug="gelierzuckerin")],
        tags=["Marmeladenpapst"],
        body=[("paragraph", "<p>Das Einkochverbot.</p>"), ("download", factories.download())],
    )
    article.create_alias(parent=factories.home(), update_slug="zweitweg")
    link = f'<p>Mehr <a linktype="page" id="{article.pk}">dazu</a>.</p>'
    other = factories.published_article(parent=section, slug="anderes", body=[("paragraph", link)])
    other.article_relations = [ArticleRelation(related=article)]
    other.save_revision().publish()
    front_pages.arrange(front_pages.automatic(section=section), front_pages.lead(article))
    return article


def crawl(varnish: Varnish, more: Iterable[str]) -> dict[str, str]:
    """Fetch all that the API and the site link to, and `more`, and return the texts by their paths."""
    found: dict[str, str] = {}
    waiting = [API, "/", "/de/", *more]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/admin/", "/static/")):
            continue
        answer = varnish.ask(path)
        found[path] = f"{answer.status} {answer.headers} {answer.body.decode(errors='replace')}"
        urls = re.findall(rf'"({re.escape(varnish.url)}[^"\\ ]*|/(?:api|de|en)/[^"\\ {{}}]*)"', found[path])
        waiting += [url.removeprefix(varnish.url) for url in urls if urlsplit(url).path]
    return found


def paths_of(article: ArticlePage) -> list[str]:
    image = article.image
    assert image
    lists = ("articles/?profile=full", "sections/", "authors/", "tags/", "home/", "site/", "snapshot/")
    own = (
        *("", "comments/", "versions/"),
        *(f"?profile={profile}" for profile in ("card", "full")),
    )
    return [
        *(API + path for path in lists),
        *(f"{API}articles/{article.pk}/{path}" for path in own),
        *(
            f"{API}articles/?{query}"
            for query in (f"ids={article.pk}", "author=gelierzuckerin", "section=stadt")
        ),
        *(f"{API}{path}" for path in ("authors/gelierzuckerin/", "tags/marmeladenpapst/")),
        f"{API}articles/by-slug/quittenstreit/",
        *(f"{API}resolve/?path={path}" for path in ("/de/stadt/quittenstreit/", "/de/zweitweg/", "/de/")),
        f"{API}comments/counts/?article={article.pk}",
        f"{API}comments/latest/",
        "/feeds/comments.atom",
        f"/feeds/articles/{article.pk}/comments.atom",
        *(
            f"{API}search/?q={word}"
            for word in ("quittenstreit", "einkoch", "gelierzuckerin", "quitenstreit")
        ),
        *(
            f"/feeds/articles.{form}{query}"
            for form in ("rss", "atom", "json")
            for query in ("", "?section=stadt")
        ),
        "/sitemap.xml",
        "/sitemap-news.xml",
        f"{API}images/{image.pk}/",
        "/de/stadt/quittenstreit/",
        "/de/zweitweg/",
        *media_of(article),
    ]


def media_of(article: ArticlePage) -> list[str]:
    image, (_text, file) = article.image, article.body
    assert image
    return [
        urlsplit(rendition_url(image, "64.jpg"))._replace(scheme="", netloc="").geturl(),
        f"{API}downloads/{file.value.pk}/file/",
    ]


def hits(texts: dict[str, str], *, but: str) -> list[str]:
    """Return the paths of the texts with one of the words; the query of a path may repeat what was asked for."""
    return [
        path
        for path, text in texts.items()
        if but not in path and WORDS.search(text.replace(path, "").replace(path.rpartition("=")[2], ""))
    ]


def test_one_click_leaves_no_word_and_lifting_brings_all_back(varnish: Varnish, article: ArticlePage) -> None:
    paths, log = paths_of(article), f"{API}changes/?limit=100"
    rebuild_words()
    factories.settle()
    before = crawl(varnish, paths)
    shown = hits(before, but="changes/")
    assert len(shown) > 15
    assert Client().get(f"{API}search/?q=quitenstreit").json()["meta"]["suggestion"] == "Quittenstreit"
    assert {"/sitemap.xml", "/feeds/articles.atom", f"{API}search/?q=einkoch", f"{API}snapshot/"} <= {*shown}
    assert all(varnish.ask(path).is_hit for path in media_of(article))
    cursor = Client().get(log).json()["meta"]["next_cursor"]
    client = Client()
    client.force_login(chief())
    form = f"/admin/pages/{article.pk}/take-down/"
    own = client.get(form).context["form"]
    sent = {name: [one.pk for one in own.fields[name].initial] for name in ("images", "downloads")}
    client.post(form, {"reason": "Verfügung.", "sentence_de": GERMAN, **sent})

    assert hits(crawl(varnish, paths), but="changes/") == []
    assert [varnish.ask(path).status for path in media_of(article)] == [404, 404]
    assert varnish.ask("/de/stadt/quittenstreit/").status == 410
    assert Client().get(f"{API}search/?q=quitenstreit").json()["meta"]["suggestion"] is None
    lines = Client().get(f"{log}&after={cursor}").json()["items"]
    killed = {line["id"]: line["reason"] for line in lines if line["change"] == "KILLED"}
    assert (len(killed), killed[article.pk]) == (2, GERMAN)

    client.post(f"/admin/reports/takedowns/{Takedown.objects.get().pk}/lift/")
    assert hits(crawl(varnish, paths), but="changes/") == shown
    assert [varnish.ask(path).status for path in media_of(article)] == [200, 200]
