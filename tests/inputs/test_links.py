"""Links as editors and importers write them: kept, absolute and encoded; nothing that could run is let out."""

import json
from html import escape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.redirects.models import Redirect

from cms.addresses import safe_url
from cms.blocks.text import RICH_TEXT_FEATURES
from cms.models import ArticlePage
from delivery.models import Edition
from delivery.verify import reason_of_drift
from tests import factories
from tests.inputs.links import KEPT, REFUSED, scripts

pytestmark = pytest.mark.django_db
client = Client()
BASE = "https://example.org/de/x/"


def delivered(blocks: list[dict[str, Any]]) -> list[Any]:
    """Store blocks as raw JSON, as an importer does, and return them as the API delivers them."""
    article = factories.article(slug="neu")
    ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(blocks))
    factories.settle()
    return list(client.get(f"/api/v1/articles/{article.pk}/").json()["body"])


def rich_text(hrefs: list[str]) -> dict[str, Any]:
    anchors = "".join(f'<p><a href="{escape(href)}">Wort</a></p>' for href in hrefs)
    return {"type": "paragraph", "value": anchors}


def link_list(hrefs: list[str]) -> dict[str, Any]:
    links = [{"type": "item", "value": {"text": "Wort", "url": href}} for href in hrefs]
    return {"type": "link_list", "value": {"title": "", "links": links}}


def hrefs_of(html: str) -> list[str]:
    return [str(anchor["href"]) for anchor in BeautifulSoup(html, "html.parser").find_all("a")]


class TestALink:
    def test_keeps_its_target_wherever_it_is_stored(self) -> None:
        typed = [href for href, _sent, _kind in KEPT]
        page, site = f"{settings.PUBLIC_URL}/de/neu/", settings.PUBLIC_URL
        expected = [(sent.format(page=page, site=site), kind) for _href, sent, kind in KEPT]
        in_text, in_list, *quotes = delivered(
            [
                rich_text(typed),
                link_list(typed),
                *(
                    {"type": "pull_quote", "value": {"text": "a", "source": "b", "url": href}}
                    for href in typed
                ),
            ]
        )
        for links in (in_text["value"]["links"], in_list["value"]["links"]):
            assert [(link["href"], link["kind"]) for link in links] == expected
            assert {link["state"] for link in links} == {"OK"}
        assert hrefs_of(in_text["value"]["html"]) == [sent for sent, _kind in expected]
        anchored = [f"{page}{sent}" if kind == "ANCHOR" else sent for sent, kind in expected]
        assert [quote["value"]["url"] for quote in quotes] == anchored

    def test_that_nothing_can_open_is_left_out_and_reported(self) -> None:
        in_text, in_list = delivered([rich_text([*REFUSED, ""]), link_list(list(REFUSED))])
        assert in_text["value"]["links"] == in_list["value"]["links"] == []
        assert hrefs_of(in_text["value"]["html"]) == []
        assert in_text["value"]["text"].split() == ["Wort"] * (len(REFUSED) + 1)
        defects = Edition.objects.get(slug="neu").defects
        assert [defect["state"] for defect in defects] == ["REFUSED"] * 2 * len(REFUSED)

    def test_to_an_email_address_is_encoded(self) -> None:
        value = {"text": "a", "email": "a?b&c%d+ü@exämple.org"}
        [block] = delivered([{"type": "link_list", "value": {"title": "", "links": [value]}}])
        [link] = block["value"]["links"]
        assert (link["href"], link["kind"]) == ("mailto:a%3Fb%26c%25d+%C3%BC@ex%C3%A4mple.org", "EMAIL")

    @pytest.mark.parametrize("kind", ["page", "document"])
    def test_to_an_id_that_nothing_has_is_gone(self, kind: str) -> None:
        ids = ("0", "999999", "9" * 30, "abc", "²", "-1", "")
        text = "".join(f'<a linktype="{kind}" id="{target}">Wort</a>' for target in ids)
        [block] = delivered([{"type": "paragraph", "value": text}])
        assert [link["state"] for link in block["value"]["links"]] == ["GONE"] * len(ids)


def test_the_first_save_in_the_editor_drops_no_link() -> None:
    kept = [href for href, _sent, _kind in KEPT]
    source = "".join(f'<p><a href="{escape(href)}">Wort</a></p>' for href in kept)
    converter = ContentstateConverter(features=RICH_TEXT_FEATURES)
    saved = converter.to_database_format(converter.from_database_format(source))
    assert hrefs_of(saved) == kept


class TestAPastedAddressOfOurs:
    def test_is_a_link_to_the_page(self) -> None:
        target = factories.compiled_article(parent=factories.section(slug="straße"), slug="tür")
        path = "/de/stra%C3%9Fe/t%C3%BCr/"
        typed = [
            f"{settings.PUBLIC_URL}{path}",
            "/de/straße/tür/",
            "/de/straße/tür",
            f"https://TESTSERVER:443{path}",
            f"http://testserver.:80{path}",
            "//TestServer/de/straße/tür/",
            f"{settings.PUBLIC_URL}/de/andere/../straße/./tür/",
            f"{settings.PUBLIC_URL}/../..{path}",
            f"{settings.PUBLIC_URL}/de/andere/%2E%2e/straße/tür/",
            f"\u200b{settings.PUBLIC_URL}{path}\ufeff",
            f"{settings.PUBLIC_URL}/de/straße/tu\u0308r/?a=b#c:d",
        ]
        [block] = delivered([rich_text(typed)])
        links = block["value"]["links"]
        assert {(link["kind"], link["id"], link["state"]) for link in links} == {("PAGE", target.pk, "OK")}
        assert links[-1]["href"] == f"{settings.PUBLIC_URL}{path}?a=b#c:d"

    def test_follows_the_page(self) -> None:
        target = factories.compiled_article(slug="tür")
        delivered([rich_text(["/de/tür/"])])
        article = ArticlePage.objects.get(slug="neu")
        target.unpublish()
        factories.settle()
        [link] = client.get(f"/api/v1/articles/{article.pk}/").json()["body"][0]["value"]["links"]
        assert (link["href"], link["state"], link["kind"]) == (None, "GONE", "PAGE")

    def test_of_a_deleted_page_is_gone_unless_it_leads_elsewhere(self) -> None:
        target, draft = factories.compiled_article(slug="tür"), factories.article(slug="neu")
        ArticlePage.objects.filter(pk=draft.pk).update(body=json.dumps([rich_text(["/de/tür/"])]))

        def link() -> tuple[str, str, str | None]:
            factories.settle()
            [found] = client.get(f"/api/v1/articles/{draft.pk}/").json()["body"][0]["value"]["links"]
            defects = Edition.objects.get(pk=draft.pk).defects
            assert [defect["state"] for defect in defects] == ["GONE"] * (found["state"] == "GONE")
            assert reason_of_drift(draft.pk, now=timezone.now()) == ""
            return found["kind"], found["state"], found["href"]

        here, gone = f"{settings.PUBLIC_URL}/de/t%C3%BCr/", ("PAGE", "GONE", None)
        assert link() == ("PAGE", "OK", here)
        target.delete()
        assert link() == gone
        redirect = Redirect.add_redirect("/de/tür/", "https://example.org/")
        assert link() == ("EXTERNAL", "OK", here)
        redirect.old_path = "/de/anders"
        redirect.save()
        assert link() == gone
        target = factories.compiled_article(slug="tür")
        assert link() == ("PAGE", "OK", here)
        target.slug = "tor"
        target.save_revision().publish()
        assert link() == ("PAGE", "OK", f"{settings.PUBLIC_URL}/de/tor/")

    def test_of_a_page_that_comes_later_becomes_a_link_to_it(self) -> None:
        [block] = delivered([rich_text(["/de/später/"])])
        assert block["value"]["links"][0]["kind"] == "EXTERNAL"
        target = factories.compiled_article(slug="später")
        article = ArticlePage.objects.get(slug="neu")
        [link] = client.get(f"/api/v1/articles/{article.pk}/").json()["body"][0]["value"]["links"]
        assert (link["kind"], link["id"]) == ("PAGE", target.pk)
        assert reason_of_drift(article.pk, now=timezone.now()) == ""


class TestAScript:
    def test_is_never_let_out_wherever_it_is_stored(self) -> None:
        sources = list(scripts())
        quotes = [
            {"type": "pull_quote", "value": {"text": "a", "source": "b", "url": source}} for source in sources
        ]
        embeds = [{"type": "embed", "value": source} for source in sources[::7]]
        raw = "".join(f"<a href='{source}'>a</a>" for source in sources)
        box = {
            "type": "background_box",
            "value": {"title": "", "body": [rich_text(sources), link_list(sources)]},
        }
        body = delivered(
            [
                rich_text(sources),
                {"type": "paragraph", "value": raw},
                link_list(sources),
                box,
                *quotes,
                *embeds,
            ]
        )
        assert len(body) == 4 + len(quotes) + len(embeds)
        for address in addresses_of(body):
            # What does not begin with a scheme is a path of ours.
            assert address.startswith((f"{settings.PUBLIC_URL}/", "https://", "#")), address

    @given(
        st.text(max_size=30),
        st.sampled_from(["", "javascript:", "data:", "//", "https://", "http:", "\\", "#"]),
    )
    def test_is_never_what_becomes_of_a_text(self, text: str, start: str) -> None:
        url = safe_url(f"{start}{text}".encode("utf-8", "replace").decode(), BASE)
        if url is not None:
            assert url.isascii()
            assert url.isprintable()
            assert " " not in url
            assert url.partition(":")[0] not in ("javascript", "data", "vbscript", "blob", "file")
            assert safe_url(url, BASE) == url


def addresses_of(value: Any) -> list[str]:
    """Return every address in the JSON of blocks, with those in HTML."""
    if isinstance(value, list):
        return [address for part in value for address in addresses_of(part)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("href", "url") if value.get(name)]
    in_html = hrefs_of(value["html"]) if value.get("html") else []
    return own + in_html + addresses_of(list(value.values()))
