"""One realistic article, published as an editor does it. The measures copy it."""

import json
import uuid
from typing import Any

from django.core.files.base import ContentFile

from cms.models import ArticlePage, ArticleRelation, Image
from tests import factories
from tests.conftest import build_site

_IMAGES = 5
_SENTENCES = (
    "Die Stadt hat am Montag vorgestellt, was sie in den nächsten drei Jahren bauen will. ",
    "Wer dort wohnt, soll <b>kürzere Wege</b> haben und mehr Bäume vor dem Fenster. ",
    'Der Rat entscheidet <a href="https://example.org/rat">im Herbst</a> über das Geld. ',
    "Bis dahin sammelt das Amt Einwände, auch über das Netz und in den Büchereien. ",
)


def build_newsroom() -> None:
    """Create the site and its home page."""
    build_site()


def article() -> ArticlePage:
    """Publish an article with 20 paragraphs, 4 headings, 5 images, a download and related articles."""
    section = factories.section(title="Stadt", slug="stadt")
    related = [factories.article(parent=section, title=f"Mehr {number}") for number in range(3)]
    images = [_image(number) for number in range(_IMAGES)]
    file = factories.download(title="Plan", file=ContentFile(b"Plan" * 1000, name="plan.txt"))
    page = factories.article(
        parent=section,
        title="Was die Stadt bauen will",
        slug="was-die-stadt-bauen-will",
        kicker="Stadt",
        authors=[factories.author(), factories.author()],
        tags=["Klima", "Verkehr", "Wohnen"],
        image=images[0],
        body=json.dumps(_body(images, file.pk, related[0].pk)),
    )
    page.article_relations = [ArticleRelation(related=other) for other in related]
    page.save_revision().publish()
    factories.settle()
    return ArticlePage.objects.get(pk=page.pk)


def _image(number: int) -> Image:
    file = factories.image_file(width=2000, height=1333, name=f"bench-{number}.jpg")
    return factories.image(title=f"Bild {number}", file=file, caption="Der Platz", credit="Foto: M. Beispiel")


def _body(images: list[Image], download_id: int, page_id: int) -> list[dict[str, Any]]:
    body = []
    for number in range(20):
        if number % 5 == 0:
            body.append(_block("heading", {"text": f"Abschnitt {number // 5 + 1}", "level": "2"}))
        body.append(_block("paragraph", f"<p>{''.join(_SENTENCES)}</p>"))
    body[5:5] = [_block("image", {"image": image.pk, "alt_text": ""}) for image in images[1:]]
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
