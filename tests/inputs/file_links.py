"""Every way in which a page can link to a file, and the addresses of a file that editors paste.

With what the tests of public files have in common.
"""

from collections.abc import Callable
from typing import Any

from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import ArticlePage, Download
from tests import factories

Body = list[tuple[str, Any]]
_EMPTY_LINK = {"text": "Heft", "page": None, "download": None, "url": "", "email": ""}


def _paragraph(html: str) -> Body:
    return [("paragraph", f"<p>Zum {html}.</p>")]


def _link_list(**target: Any) -> Body:
    return [("link_list", {"title": "", "links": [{**_EMPTY_LINK, **target}]})]


def _pull_quote(url: str) -> Body:
    return [("pull_quote", {"text": "Ein Satz.", "source": "Heft", "url": url})]


def own_addresses(download: Download) -> list[str]:
    """Return the addresses of a file, as they stand in address bars, in the admin and in answers."""
    api = f"/api/v1/downloads/{download.pk}/file/"
    return [
        f"http://testserver{api}",
        f"https://testserver{api}",
        f"HTTP://TestServer:80{api}",
        f"//testserver{api}",
        api,
        api.rstrip("/"),
        f" {api}\n",
        f"http://testserver{api}?utm_source=brief",
        f"/api/v1/articles/../downloads/{download.pk}/file/",
        f"http://testserver/api/v1/%64ownloads/{download.pk}/file/",
        f"http://testserver{download.url}",
        download.url,
        f"/documents/{download.pk}/alter-name.pdf",
        download.file.url,
        f"http://testserver{download.file.url}",
    ]


def other_addresses(download: Download) -> list[str]:
    """Return addresses that look like those of a file and lead elsewhere."""
    api = f"/api/v1/downloads/{download.pk}/file/"
    return [
        f"https://example.org{api}",
        f"http://testserver:8080{api}",
        f"http://testserver.example.org{api}",
        f"http://testserver@example.org{api}",
        f"mailto:redaktion@testserver{api}",
        f"ftp://testserver{api}",
        f"http://testserver/de{api}",
        f"http://testserver{api}mehr/",
        f"http://testserver/api/v1/downloads/{'9' * 30}/file/",
        f"/documents/{download.pk}",
        f"/media/documents/anders/{download.filename}",
        f"/media%00/{download.file.name}",
        "http://[::1",
        "http://testserver:hundert/documents/1/heft.pdf",
    ]


# By name: the body of an article that links to a file.
BODIES: dict[str, Callable[[Download], Body]] = {
    "a download block": lambda file: [("download", file)],
    "a link in text": lambda file: _paragraph(f'<a linktype="document" id="{file.pk}">Heft</a>'),
    "a list of links": lambda file: _link_list(download=file),
    "an address in text": lambda file: _paragraph(f'<a href="{own_addresses(file)[0]}">Heft</a>'),
    "an address in a list of links": lambda file: _link_list(url=own_addresses(file)[0]),
    "an address under a quotation": lambda file: _pull_quote(own_addresses(file)[0]),
    "a block in a box": lambda file: [("background_box", {"title": "Kasten", "body": [("download", file)]})],
    "a link in a box": lambda file: [
        (
            "background_box",
            {"title": "", "body": _paragraph(f'<a linktype="document" id="{file.pk}">Heft</a>')},
        )
    ],
}


def ask(download: Download) -> Any:
    """Fetch a file as a reader does, to its end."""
    answer: Any = Client().get(f"/api/v1/downloads/{download.pk}/file/")
    answer.getvalue()
    return answer


def is_public(download: Download) -> bool:
    status = ask(download).status_code
    assert status in (200, 404)
    return bool(status == 200)


def linking(download: Download) -> Body:
    return BODIES["a link in text"](download)


def published(download: Download, **fields: Any) -> ArticlePage:
    return factories.published_article(body=linking(download), **fields)


def fresh(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Presse")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def remove_the_link(article: ArticlePage) -> None:
    article.body = []
    article.save_revision().publish()
    factories.settle()
