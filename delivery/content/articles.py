"""Articles as JSON: `card` for lists, `full` for the page."""

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site

from cms.comment_policy import CommentRules, comment_rules
from cms.models import ArticlePage, Author, CommentPolicy, SiteSettings
from delivery.content.blocks import blocks_out
from delivery.content.build import Compilation
from delivery.content.images import image_out
from delivery.content.pages import COUNT_MARK, public_sections, section_reference, translations


def card_out(article: ArticlePage, compilation: Compilation, *, count: Any = COUNT_MARK) -> dict[str, Any]:
    """This will represent an article for a list. `count` is what is said of the number of comments."""
    site_id, root_url, path = compilation.place_of(article)
    compilation.touch("site", site_id)
    sections = public_sections(article, compilation)
    return {
        "id": article.pk,
        "type": "article",
        "locale": compilation.language_of(article),
        "slug": article.slug,
        "path": path,
        "url": root_url + path,
        "kicker": article.kicker,
        "title": article.title,
        "lead": article.lead,
        "section": section_reference(sections[0], compilation) if sections else None,
        "authors": [_author(line.author, article, root_url, compilation) for line in _author_lines(article)],
        "tags": _tags(article, compilation),
        "image": _lead_image(article, compilation),
        "published_at": moment_out(publication(article)),
        "updated_at": moment_out(article.last_published_at or publication(article)),
        "comments": _comments(article, count, compilation),
    }


def full_out(article: ArticlePage, card: dict[str, Any], compilation: Compilation) -> dict[str, Any]:
    """This will represent a whole article: its card, and what only the page itself shows."""
    return {
        **card,
        "correction": _correction(article),
        "body": blocks_out(article.body, compilation),
        "related": _related(article, compilation),
        "translations": translations(article, compilation),
    }


def publication(article: ArticlePage) -> datetime | None:
    """This will return the date that readers see over an article."""
    return article.published_at or article.first_published_at


def moment_out(moment: datetime | None) -> str | None:
    """This will write a time in the newsroom's zone, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _lead_image(article: ArticlePage, compilation: Compilation) -> dict[str, Any] | None:
    if not article.image_id:
        return None
    return compilation.attempt(
        "image",
        lambda: image_out(article.image, compilation),
        lambda: image_out(None, compilation),
        what=str(article.image_id),
    )


def _author_lines(article: ArticlePage) -> Any:
    return article.article_authors.select_related("author")


def _author(author: Author, article: ArticlePage, root_url: str, compilation: Compilation) -> dict[str, Any]:
    compilation.touch("author", author.pk)
    url = f"{root_url}/{compilation.language_of(article)}/?author={author.slug}"
    return {"id": author.pk, "slug": author.slug, "name": author.name, "url": url}


def _tags(article: ArticlePage, compilation: Compilation) -> list[dict[str, str]]:
    tags = sorted(article.tags.all(), key=lambda tag: (tag.name.casefold(), tag.pk))
    for tag in tags:
        compilation.touch("tag", tag.pk)
    return [{"slug": tag.slug, "name": tag.name} for tag in tags]


def rules_of(article: ArticlePage, compilation: Compilation) -> CommentRules:
    """Return who may comment on an article, and until when."""
    site_id, _root_url, _path = compilation.place_of(article)
    settings_of_site = compilation.once("settings", site_id, lambda: SiteSettings.for_site(Site(pk=site_id)))
    return comment_rules(article, settings_of_site)


def _comments(article: ArticlePage, count: Any, compilation: Compilation) -> dict[str, Any]:
    rules = rules_of(article, compilation)
    if rules.policy == CommentPolicy.OFF and count is not None:
        count = 0
    return {
        "href": f"{settings.PUBLIC_URL}/api/v1/articles/{article.pk}/comments/",
        "policy": rules.policy,
        "closes_at": moment_out(rules.closes_at),
        "count": count,
    }


def _correction(article: ArticlePage) -> dict[str, Any] | None:
    if not article.correction_text:
        return None
    return {"at": moment_out(article.correction_at), "text": article.correction_text}


def _related(article: ArticlePage, compilation: Compilation) -> list[dict[str, Any]]:
    ids = [relation.related_id for relation in article.article_relations.all()]
    compilation.load_public_pages(ids)
    found = [other for pk in ids if (other := compilation.public_page(pk))]
    own_defects = len(compilation.defects)
    # The number of comments under another article changes without this one: it is not known here.
    cards: list[dict[str, Any]] = [
        compilation.attempt("related", partial(card_out, other, compilation, count=None), dict, other.title)
        for other in found
    ]
    # What another article lacks is told of that one.
    compilation.defects[own_defects:] = [
        defect for defect in compilation.defects[own_defects:] if defect["part"] == "related"
    ]
    return [card for card in cards if card]
