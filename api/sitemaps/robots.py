"""What crawlers are asked for in robots.txt (RFC 9309)."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from api.http.parameters import Query
from api.http.views import Answer, ReadView
from delivery.caching.tags import CONTRACT

# Crawlers of AI companies that say of themselves that they obey robots.txt, as of November 2026. With them the names
# by which Google and Apple let a site refuse that what their search engines have read trains models.
AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "DuckAssistBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "MistralAI-User",
    "OAI-SearchBot",
    "omgili",
    "PanguBot",
    "Perplexity-User",
    "PerplexityBot",
    "PetalBot",
    "Timpibot",
    "YouBot",
)


class RobotsView(ReadView):
    """`GET /robots.txt`."""

    # Whatever stands in the query: a crawler that gets a 400 takes everything for allowed.
    parameters = None
    accepted = ("",)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        sitemaps = [f"{settings.PUBLIC_URL}{reverse(name)}" for name in ("sitemap", "sitemap-news")]
        text = robots(
            sitemaps,
            refused=AI_CRAWLERS if settings.AI_CRAWLERS == "refuse" else (),
            license_url=settings.RSL_LICENSE_URL,
        )
        return Answer(text.encode(), CONTRACT, content_type="text/plain; charset=utf-8")


def robots(sitemaps: list[str], *, refused: tuple[str, ...], license_url: str) -> str:
    """Return the text. A crawler that is refused obeys its own group only, and reads nothing."""
    groups = [["User-agent: *", "Disallow: /admin/"]]
    if license_url:
        groups.insert(0, [f"License: {license_url}"])
    if refused:
        groups.append([*(f"User-agent: {name}" for name in refused), "Disallow: /"])
    groups.append([f"Sitemap: {url}" for url in sitemaps])
    return "\n\n".join("\n".join(lines) for lines in groups) + "\n"
