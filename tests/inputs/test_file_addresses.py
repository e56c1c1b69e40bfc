"""The address of a file that an editor pasted: its link is one to the file; links elsewhere stay as they are."""

from typing import Any

import pytest
from django.test import Client

from cms.models import ArticlePage
from tests import factories
from tests.inputs.file_links import BODIES, is_public, other_addresses, own_addresses, private_collection

pytestmark = pytest.mark.django_db


class TestAnAddress:
    def links(self, article: ArticlePage) -> list[Any]:
        body = Client().get(f"/api/v1/articles/{article.pk}/").json()["body"]
        return [link for block in body for link in block["value"]["links"]]

    def article(self, addresses: list[str]) -> ArticlePage:
        link = {"text": "Heft", "page": None, "download": None, "email": ""}
        links = [{**link, "url": address} for address in addresses]
        return factories.compiled_article(body=[("link_list", {"title": "", "links": links})])

    def test_of_ours_is_a_link_to_the_file(self) -> None:
        download = factories.download()
        found = self.links(self.article(own_addresses(download)))
        href = f"http://testserver/api/v1/downloads/{download.pk}/file/"
        link = {"href": href, "text": "Heft", "kind": "DOWNLOAD", "id": download.pk, "state": "OK"}
        assert found == [link] * len(own_addresses(download))

    def test_of_ours_keeps_the_page_that_it_names(self) -> None:
        download = factories.download()
        address = f"/api/v1/downloads/{download.pk}/file/"
        [link] = self.links(self.article([f"{address}?utm_source=brief#page=3"]))
        assert link["href"] == f"http://testserver{address}#page=3"

    def test_of_ours_is_gone_with_the_file(self) -> None:
        download = factories.download()
        article = self.article(own_addresses(download)[:2])
        download.delete()
        factories.settle()
        assert {(link["href"], link["state"]) for link in self.links(article)} == {(None, "GONE")}

    def test_of_ours_is_gone_in_a_private_collection(self) -> None:
        download = factories.download(collection=private_collection())
        found = self.links(self.article(own_addresses(download)))
        assert {(link["href"], link["id"], link["state"]) for link in found} == {(None, None, "GONE")}

    def test_of_others_makes_nothing_public(self) -> None:
        download = factories.download()
        found = self.links(self.article(other_addresses(download)))
        assert {link["kind"] for link in found} == {"EXTERNAL", "EMAIL"}
        assert not is_public(download)

    def test_under_a_quotation_is_the_public_one_or_none(self) -> None:
        download = factories.download()
        article = factories.compiled_article(body=BODIES["an address under a quotation"](download))
        path = f"/api/v1/articles/{article.pk}/"
        assert Client().get(path).json()["body"][0]["value"]["url"].endswith(f"/{download.pk}/file/")
        download.delete()
        factories.settle()
        assert Client().get(path).json()["body"][0]["value"]["url"] is None
