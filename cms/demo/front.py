"""The front pages of the demo, arranged as an editor does it."""

from typing import Any

from wagtail.models import Page

from cms.models import Topic


def arrange_front(
    home: Page, rows: list[dict[str, Any]], *, articles: dict[str, Page], sections: dict[str, Page]
) -> None:
    """Publish the rows of a front page, in the language of which the articles are."""

    def value(name: str, given: Any) -> Any:
        match name:
            case "lead":
                return {"article": value("article", given)}
            case "article":
                article = articles[given]
                return (article.get_translation_or_none(home.locale) or article).pk
            case "articles":
                return [value("article", slug) for slug in given]
            case "section":
                return sections[given].pk
            case "tag":
                return Topic.objects.named(given).pk
            case "curated" | "automatic":
                return {part: value(part, content) for part, content in given.items()}
        return given

    # As stored data and not as objects, so that the ids of the rows are made from their places.
    home.rows = [{"type": kind, "value": value(kind, given)} for row in rows for kind, given in row.items()]
    home.save_revision().publish()
