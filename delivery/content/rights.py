"""The rights in an article as JSON."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

from cms.addresses import safe_url
from cms.models import AiUse, ArticlePage, SiteSettings
from cms.models.rights import NAMES
from delivery.content.build import Build
from delivery.content.schema import Content, Url


class RightsOut(Content):
    """Who owns the text, how it may be used, and what AI had to do with it. Texts may be empty."""

    holder: str
    terms: str
    url: Url | None = Field(description="Where the terms can be read.")
    ai_generated: Annotated[str, WithJsonSchema({"type": "string", "enum": AiUse.values})]


def rights_out(article: ArticlePage, build: Build) -> RightsOut:
    """Build the rights in an article: its own, or else those of the site, whose terms may be those of its language.

    They are never mixed, because the terms of one holder are not those of another.
    """
    own: ArticlePage | SiteSettings = article
    terms = article.rights_terms
    if not any(getattr(article, name) for name in NAMES):
        build.depends_on_site("rights")
        own = build.site_settings
        terms = build.texts_in(article.locale_id).rights_terms or own.rights_terms
    return RightsOut(
        holder=own.rights_holder,
        terms=terms,
        url=safe_url(own.rights_url, build.base_url) if own.rights_url else None,
        ai_generated=article.ai_generated,
    )
