"""Pages are found by every spelling of their address, redirects by the addresses of other systems."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.addresses import nfc, plain_path
from cms.models import ArticlePage, Author
from cms.redirects import redirect_key, redirect_keys
from delivery.read.editions import EditionRow
from delivery.read.paths import MovedTo, resolve_path
from tests import factories
from tests.inputs import urls

pytestmark = pytest.mark.django_db
client = Client()


def imported_article(slug: str, **fields: Any) -> ArticlePage:
    """Insert an article whose slug no validation has seen."""
    article = factories.article(**fields)
    Page.objects.filter(pk=article.pk).update(slug=slug, url_path=f"/home/{slug}/")
    return ArticlePage.objects.get(pk=article.pk)


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for part in value.values() for text in texts_of(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts_of(part))
    elif isinstance(value, str):
        yield value


@pytest.fixture
def articles() -> list[ArticlePage]:
    found = [imported_article(slug, body=[]) for slug in urls.SLUGS]
    factories.settle()
    return found


class TestAPage:
    def test_is_found_by_every_spelling_of_its_path_and_has_encoded_urls(
        self, articles: list[ArticlePage]
    ) -> None:
        now = timezone.now()
        for article in articles:
            for address in urls.spellings(f"/de/{article.slug}/"):
                found = resolve_path(address, now=now)
                assert isinstance(found, EditionRow), address
                assert found.id == article.pk
            pathname = quote(nfc(f"/de/{article.slug}/"))
            page = client.get("/api/v1/resolve/", {"path": pathname}).json()["page"]
            assert page["id"] == article.pk
            told = client.get("/api/v1/resolve/", {"path": page["path"]}).json()["page"]
            assert told["id"] == article.pk
            assert client.get(pathname).status_code == 200
            assert page["slug"] == nfc(article.slug)
            assert page["path"] == unquote(urlsplit(page["url"]).path) == nfc(page["path"])
            assert all(address.isascii() for address in texts_of(page) if address.startswith("http"))

    def test_is_found_by_every_spelling_of_its_slug(self, articles: list[ArticlePage]) -> None:
        for article in articles:
            for slug in (article.slug, nfc(article.slug), quote(article.slug)):
                answer = client.get(f"/api/v1/articles/by-slug/{quote(slug)}/")
                page = answer.json()
                assert page["id"] == article.pk
                assert page["url"] in answer["Link"]
                assert all(value.isascii() for value in answer.headers.values())

    def test_below_a_section_has_encoded_urls_in_every_answer(self) -> None:
        section = factories.section(slug="straße")
        author = Author.objects.create(name="Ünal", slug="ünal")
        article = factories.compiled_article(parent=section, slug="tür", authors=[author])
        for path in ("/de/", "/de/straße/", "/de/straße/tür/"):
            page = client.get("/api/v1/resolve/", {"path": path}).json()["page"]
            addresses = [text for text in texts_of(page) if text.startswith("http")]
            assert all(address.isascii() for address in addresses)
        assert page["id"] == article.pk

    def test_in_lists_is_filtered_by_any_form_of_a_slug(self) -> None:
        author = Author.objects.create(name="Ünal", slug="ünal")
        article = factories.compiled_article(authors=[author])
        for slug in ("ünal", "u\u0308nal"):
            assert client.get("/api/v1/articles/", {"author": slug}).json()["items"][0]["id"] == article.pk

    def test_on_a_host_with_umlauts_is_named_in_ascii(self) -> None:
        Site.objects.filter(is_default_site=True).update(hostname="zürich.example", port=80)
        Site.clear_site_root_paths_cache()
        article = factories.compiled_article(slug="neu")
        url = client.get(f"/api/v1/articles/{article.pk}/").json()["url"]
        assert url == "http://xn--zrich-kva.example/de/neu/"


class TestNothing:
    @pytest.mark.parametrize("address", urls.BROKEN)
    def test_is_a_clean_answer_for_what_is_no_path(self, address: str) -> None:
        from_api = client.get("/api/v1/resolve/", {"path": address})
        assert from_api.status_code in (200, 400, 404), from_api.content
        from_site = (
            client.get(address) if not address.startswith("//") else client.get("/", PATH_INFO=address)
        )
        assert from_site.status_code in (200, 302, 404)
        assert "evil.example" not in from_site.get("Location", "")

    @given(st.text(max_size=60))
    def test_in_a_path_raises(self, text: str) -> None:
        path = plain_path(f"/{text}".encode("utf-8", "replace").decode())
        assert path == nfc(path)
        assert path.endswith("/")
        assert "\0" not in path


class TestARedirect:
    @pytest.fixture(params=["create", "form", "csv"])
    def redirects(self, request: pytest.FixtureRequest, admin_client: Client) -> dict[str, str]:
        """Store the old addresses in each way that there is, and return where each leads to."""
        numbered = enumerate(old for old, _visits in urls.OLD_ADDRESSES)
        addresses = {old: f"https://neu.example/{number}/" for number, old in numbered}
        store_redirects(request.param, admin_client, addresses)
        return addresses

    def test_is_found_by_every_spelling_of_the_old_address(self, redirects: dict[str, str]) -> None:
        now = timezone.now()
        for old, visits in urls.OLD_ADDRESSES:
            for visit in visits:
                assert resolve_path(visit, now=now) == MovedTo(redirects[old], permanent=True), visit
        for visit in urls.NOT_REDIRECTED:
            assert resolve_path(visit, now=now) is None, visit

    def test_is_followed_by_the_site_and_told_by_the_api(self) -> None:
        Redirect.add_redirect("/index.php?id=5", "/de/ä/", is_permanent=True)
        Redirect.add_redirect("/bald/ü", "https://müller.example/", is_permanent=False)
        for visit, status, target in (
            ("/index.php?utm_source=x&id=5", 301, "http://testserver/de/%C3%A4/"),
            ("/bald/%C3%BC/", 302, "https://xn--mller-kva.example/"),
        ):
            response = client.get(visit)
            assert (response.status_code, response["Location"]) == (status, target)
            told = client.get("/api/v1/resolve/", {"path": visit}).json()["redirect"]
            assert told == {"to": target, "permanent": status == 301}

    @pytest.mark.parametrize(("link", "target"), urls.TARGETS)
    def test_leads_to_an_encoded_address_or_nowhere(self, link: str, target: str | None) -> None:
        Redirect.objects.create(old_path="/alt", redirect_link=link, is_permanent=False)
        expected = MovedTo(target, permanent=False) if target else None
        assert resolve_path("/alt/", now=timezone.now()) == expected
        assert client.get("/alt/").status_code == (302 if target else 404)

    def test_to_a_page_with_an_umlaut_is_encoded(self) -> None:
        article = factories.compiled_article(slug="übergröße")
        Redirect.add_redirect("/alt", article)
        assert client.get("/alt")["Location"] == "http://testserver/de/%C3%BCbergr%C3%B6%C3%9Fe/"

    def test_of_the_site_comes_before_one_of_all_sites(self) -> None:
        main, other = Site.objects.get(), None
        other = Site.objects.create(hostname="other.example", root_page=main.root_page)
        for site, target in ((None, "/alle/"), (main, "/eine/"), (other, "/andere/")):
            Redirect.add_redirect("/alt", target, site=site)
        Redirect.add_redirect("/fremd", "/andere/", site=other)
        assert client.get("/alt")["Location"] == "http://testserver/eine/"
        assert client.get("/fremd").status_code == 404

    def test_with_a_query_comes_before_the_page_and_others_after_it(self) -> None:
        article = factories.compiled_article(slug="neu")
        Redirect.add_redirect("/de/neu", "/anders/")
        Redirect.add_redirect("/de/neu?alt=1", "/anders/")
        found = client.get("/api/v1/resolve/", {"path": "/de/neu/?x=1"})
        assert found.json()["page"]["id"] == article.pk
        assert "unresolved" in found["Cache-Tag"]
        assert client.get("/de/neu/?x=1&alt=1").status_code == 301

    def test_that_leads_nowhere_does_not_hide_the_page(self) -> None:
        article = factories.compiled_article(slug="neu")
        Redirect.add_redirect("/de/neu?alt=1", factories.article(live=False))
        Redirect.objects.create(old_path="/de/neu?alt=2", redirect_link="javascript:alert(1)")
        for query in ("alt=1", "alt=2"):
            found = resolve_path(f"/de/neu/?{query}", now=timezone.now())
            assert isinstance(found, EditionRow)
            assert found.id == article.pk

    def test_to_a_page_that_is_not_public_leaves_its_place_to_that_of_all_sites(self) -> None:
        private = factories.article(live=False)
        Redirect.add_redirect("/alt", private, site=Site.objects.get())
        Redirect.add_redirect("/alt", "/neu/")
        assert client.get("/alt")["Location"] == "http://testserver/neu/"

    def test_is_stored_once_whatever_its_spelling(self, admin_client: Client) -> None:
        Redirect.add_redirect("/alte seite/ü", "/neu/", site=Site.objects.get())
        data = {
            "old_path": "/alte%20seite/%C3%BC/",
            "redirect_link": "https://example.org/",
            "redirect_page": "",
        }
        for site in (str(Site.objects.get().pk), ""):
            response = admin_client.post(reverse("wagtailredirects:add"), {**data, "site": site})
            assert response.status_code == (200 if site else 302)
        assert Redirect.objects.count() == 2

    @given(st.text(max_size=40))
    def test_has_a_key_that_stays_the_same(self, text: str) -> None:
        address = text.encode("utf-8", "replace").decode().replace("%", "")
        key = redirect_key(address)
        assert redirect_key(key) == key
        assert redirect_keys(address)[0] == key

    def test_costs_no_more_for_a_visit_with_many_parameters(self) -> None:
        assert len(redirect_keys("/x?" + "&".join(f"p{number}=1" for number in range(1000)))) == 602

    @pytest.mark.parametrize("old", urls.REFUSED_AS_OLD)
    def test_of_nothing_or_too_much_is_refused_by_the_form(self, old: str, admin_client: Client) -> None:
        data = {"old_path": old, "redirect_link": "https://example.org/", "redirect_page": ""}
        response = admin_client.post(reverse("wagtailredirects:add"), data)
        assert response.status_code == 200
        assert response.context["form"].errors["old_path"]
        assert not Redirect.objects.exists()


def store_redirects(way: str, admin: Client, addresses: dict[str, str]) -> None:
    """Store redirects as a script, through the form of the admin, or through its import."""
    match way:
        case "create":
            for old, target in addresses.items():
                Redirect.objects.create(old_path=old, redirect_link=target)
        case "form":
            for old, target in addresses.items():
                data = {"old_path": old, "redirect_link": target, "redirect_page": "", "is_permanent": "on"}
                assert admin.post(reverse("wagtailredirects:add"), data).status_code == 302
        case "csv":
            import_csv(admin, addresses)


def import_csv(admin: Client, addresses: dict[str, str]) -> None:
    rows = "".join(f'"{old}","{target}"\n' for old, target in addresses.items())
    file = SimpleUploadedFile("redirects.csv", f"from,to\n{rows}".encode(), "text/csv")
    upload = admin.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    form = upload.context["form"]
    data = {name: form.initial[name] for name in ("import_file_name", "input_format")}
    data |= {"from_index": "0", "to_index": "1", "permanent": "on", "site": ""}
    assert admin.post(reverse("wagtailredirects:process_import"), data).status_code == 302
