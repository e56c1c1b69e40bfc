"""One realistic article, made as an editor makes it: what all copies are copies of."""

import json
import uuid
from typing import Any

from django.core.files.base import ContentFile

from cms.models import ArticlePage, ArticleRelation, Image, SectionPage
from tests import factories
from tests.conftest import build_site

_PICTURES = 5
_SENTENCES = (
    "Die Stadt hat am Montag vorgestellt, was sie in den nächsten drei Jahren bauen will. ",
    "Wer dort wohnt, soll <b>kürzere Wege</b> haben und mehr Bäume vor dem Fenster. ",
    'Der Rat entscheidet <a href="https://example.org/rat">im Herbst</a> über das Geld. ',
    "Bis dahin sammelt das Amt Einwände, auch über das Netz und in den Büchereien. ",
)


def build_newsroom() -> None:
    """This will make the site that everything stands in."""
    build_site()


def article() -> ArticlePage:
    """This will publish an article in a section: 20 paragraphs, 4 headings, five pictures, and what belongs to it."""
    section = factories.section(title="Stadt", slug="stadt")
    related = [factories.article(parent=section, title=f"Mehr {number}") for number in range(3)]
    pictures = [_picture(number) for number in range(_PICTURES)]
    file = factories.download(title="Plan", file=ContentFile(b"Plan" * 1000, name="plan.txt"))
    page = factories.article(
        parent=section,
        title="Was die Stadt bauen will",
        slug="was-die-stadt-bauen-will",
        kicker="Stadt",
        authors=[factories.author(), factories.author()],
        tags=["Klima", "Verkehr", "Wohnen"],
        image=pictures[0],
        body=json.dumps(_body(pictures, file.pk, related[0].pk)),
    )
    page.article_relations = [ArticleRelation(related=other) for other in related]
    page.save_revision().publish()
    factories.settle()
    return ArticlePage.objects.get(pk=page.pk)


def section_of(page: ArticlePage) -> SectionPage:
    """This will return the section that an article stands in."""
    return SectionPage.objects.get(pk=page.get_parent().pk)


def _picture(number: int) -> Image:
    file = factories.picture_file(width=2000, height=1333, name=f"bench-{number}.jpg")
    return factories.image(title=f"Bild {number}", file=file, caption="Der Platz", credit="Foto: M. Beispiel")


def _body(pictures: list[Image], download_id: int, page_id: int) -> list[dict[str, Any]]:
    body = []
    for number in range(20):
        if number % 5 == 0:
            body.append(_block("heading", {"text": f"Abschnitt {number // 5 + 1}", "level": "2"}))
        body.append(_block("paragraph", f"<p>{''.join(_SENTENCES)}</p>"))
    body[5:5] = [_block("image", {"image": picture.pk, "alt_text": ""}) for picture in pictures[1:]]
    nothing = {"page": None, "download": None, "url": "", "email": ""}
    links = [
        {**nothing, "text": "Die Vorgeschichte", "page": page_id},
        {**nothing, "text": "Der Rat", "url": "https://example.org/"},
        {**nothing, "text": "Der Plan", "download": download_id},
    ]
    return [
        *body,
        _block("quotation", {"text": "Das wird gut.", "speaker": "Jo Beispiel", "role": "Planerin"}),
        _block("link_list", {"title": "Mehr dazu", "links": links}),
        _block("download", download_id),
    ]


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "type": kind, "value": value}
