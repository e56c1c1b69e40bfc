"""What the head of a page says, as the API sends it."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import CollectionViewRestriction, Locale, Site

from cms.models import ArticlePage, SectionPage
from comments.moderation import Status
from delivery.content.seo import OPEN_GRAPH_LOCALES
from delivery.kinds import compile_edition, looked_up
from delivery.models import EditionTag
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db


def page_at(url: str) -> Any:
    return Client().get("/api/v1/resolve/", {"path": url}).json()["page"]


def seo_of(page: Any) -> Any:
    return page_at(page.url)["seo"]


def node(seo: Any, kind: str) -> Any:
    return next(node for node in seo["json_ld"]["@graph"] if node["@type"] == kind)


def fresh(page: Any) -> Any:
    factories.settle()
    return seo_of(page)


class TestTheTitle:
    def test_is_that_of_the_page_with_the_name_of_the_paper(self) -> None:
        Site.objects.update(site_name="Der Bote")
        article = factories.compiled_article(title="Ein Titel")
        seo = seo_of(article)
        assert seo["title"] == "Ein Titel – Der Bote"
        assert (seo["open_graph"]["og:title"], seo["open_graph"]["og:site_name"]) == ("Ein Titel", "Der Bote")

    def test_is_what_an_editor_wrote_for_search_engines(self) -> None:
        seo = seo_of(factories.compiled_article(title="Ein Titel", seo_title="Kurz"))
        assert seo["title"] == seo["open_graph"]["og:title"] == "Kurz"
        assert node(seo, "NewsArticle")["headline"] == "Ein Titel"

    def test_of_a_home_page_does_not_repeat_the_name_of_the_paper(self) -> None:
        home = factories.home()
        home.save()
        assert fresh(home)["title"] == "Leserbrief"

    def test_changes_with_the_name_of_the_paper(self) -> None:
        article = factories.compiled_article(title="Ein Titel")
        site = Site.objects.get()
        site.site_name = "Der Bote"
        site.save()
        assert fresh(article)["title"] == "Ein Titel – Der Bote"


class TestTheDescription:
    def test_is_the_lead_in_one_line(self) -> None:
        seo = seo_of(factories.compiled_article(lead="Ein Satz.\nNoch  einer."))
        assert seo["description"] == seo["open_graph"]["og:description"] == "Ein Satz. Noch einer."

    def test_is_what_an_editor_wrote_for_search_engines(self) -> None:
        seo = seo_of(factories.compiled_article(search_description="Für die Suche."))
        assert seo["description"] == node(seo, "NewsArticle")["description"] == "Für die Suche."


class TestTheLanguages:
    def test_are_the_translations_and_the_page_itself(self) -> None:
        factories.english_home()
        section = factories.section()
        english = section.copy_for_translation(Locale.objects.get(language_code="en"))
        english.save_revision().publish()
        seo = fresh(section)
        assert seo["hreflang"] == {"de": section.full_url, "en": english.full_url}
        assert seo["open_graph"]["og:locale"] == "de_DE"
        assert seo["open_graph"]["og:locale:alternate"] == ["en_US"]

    def test_have_a_country_for_open_graph_each(self) -> None:
        assert OPEN_GRAPH_LOCALES.keys() == dict(settings.LANGUAGES).keys()


class TestAnAlias:
    def test_names_its_source_as_the_canonical_page(self) -> None:
        source = factories.published_article()
        alias = source.create_alias(parent=factories.section())
        seo = fresh(alias)
        assert seo["canonical"] == seo["open_graph"]["og:url"] == source.full_url
        assert seo["hreflang"] == {}

    def test_is_canonical_itself_while_its_source_is_not_public(self) -> None:
        alias = factories.published_article().create_alias(parent=factories.section())
        ArticlePage.objects.filter(pk=alias.alias_of_id).update(live=False)
        ArticlePage.objects.get(pk=alias.alias_of_id).save()
        assert fresh(alias)["canonical"] == alias.full_url


class TestThePicture:
    def test_is_the_lead_image_in_the_size_that_is_sent(self) -> None:
        image = factories.image(file=factories.image_file(width=1600, height=900), credit="Foto: Kim")
        graph = seo_of(factories.compiled_article(image=image))["open_graph"]
        assert f"/images/{image.pk}/" in graph["og:image"]
        assert (graph["og:image:width"], graph["og:image:height"]) == ("1280", "720")
        assert (graph["og:image:alt"], graph["og:image:type"]) == (image.alt_text, "image/jpeg")

    def test_is_a_pixel_high_at_least(self) -> None:
        strip = factories.image(file=factories.image_file(width=5000, height=1))
        graph = seo_of(factories.compiled_article(image=strip))["open_graph"]
        assert graph["og:image:height"] == "1"

    def test_is_the_one_that_an_editor_chose_for_sharing(self) -> None:
        lead, chosen = factories.image(), factories.image(caption="Darunter", credit="Foto: Kim")
        seo = seo_of(factories.compiled_article(image=lead, sharing_image=chosen))
        assert f"/images/{chosen.pk}/" in seo["open_graph"]["og:image"]
        (image,) = node(seo, "NewsArticle")["image"]
        assert (image["caption"], image["creditText"]) == ("Darunter", "Foto: Kim")

    def test_is_the_lead_image_while_the_chosen_one_is_private(self) -> None:
        lead, chosen = factories.image(), factories.image()
        chosen.collection = chosen.collection.add_child(name="Privat")
        chosen.save()
        article = factories.compiled_article(image=lead, sharing_image=chosen)
        CollectionViewRestriction.objects.create(collection=chosen.collection, restriction_type="login")
        assert f"/images/{lead.pk}/" in fresh(article)["open_graph"]["og:image"]

    def test_is_left_out_if_there_is_none(self) -> None:
        seo = seo_of(factories.compiled_article())
        assert not any(name.startswith("og:image") for name in seo["open_graph"])
        assert "image" not in node(seo, "NewsArticle")


class TestTheJsonLd:
    def test_of_an_article_names_people_places_and_corrections(self) -> None:
        section = factories.section(title="Stadt")
        article = factories.compiled_article(
            parent=section,
            authors=[factories.author(name="Ada")],
            tags=["Klima"],
            correction_note="Es waren zwei.",
            rights_holder="Agentur",
            rights_terms="CC BY 4.0",
            rights_url="https://example.org/cc",
        )
        found = node(seo_of(article), "NewsArticle")
        assert found["author"][0]["name"] == "Ada"
        assert found["isAccessibleForFree"] is True
        assert (found["articleSection"], found["keywords"]) == ("Stadt", ["Klima"])
        assert found["correction"][0]["text"] == "Es waren zwei."
        assert (found["copyrightNotice"], found["license"]) == (
            "Agentur, CC BY 4.0",
            "https://example.org/cc",
        )
        assert found["wordCount"] == page_at(article.url)["word_count"] == 9

    def test_leaves_out_what_is_not_known(self) -> None:
        found = node(seo_of(factories.compiled_article()), "NewsArticle")
        assert not {"author", "image", "keywords", "articleSection", "correction", "license"} & found.keys()

    def test_counts_the_comments_without_a_compilation(self) -> None:
        article = factories.compiled_article()
        url = f"/api/v1/articles/{article.pk}/"
        before = Client().get(url)
        comment_factories.comment(article=article, status=Status.PUBLISHED)
        after = Client().get(url)
        assert node(before.json()["seo"], "NewsArticle")["commentCount"] == 0
        assert node(after.json()["seo"], "NewsArticle")["commentCount"] == 1
        assert before["ETag"] != after["ETag"]

    def test_of_a_section_and_a_home_page_says_what_they_are(self) -> None:
        section = factories.section(title="Stadt", parent=factories.section(title="Land"))
        home = factories.home()
        home.save()
        factories.settle()
        assert node(seo_of(section), "CollectionPage")["name"] == "Stadt"
        assert node(seo_of(home), "WebSite")["url"] == home.full_url
        steps = node(seo_of(section), "BreadcrumbList")["itemListElement"]
        assert [step["name"] for step in steps] == ["Leserbrief", "Land", "Stadt"]


class TestTheBreadcrumbs:
    def test_lead_from_the_home_page_to_the_section(self) -> None:
        outer = factories.section(title="Land")
        article = factories.compiled_article(parent=factories.section(title="Stadt", parent=outer))
        crumbs = page_at(article.url)["breadcrumbs"]
        assert [crumb["title"] for crumb in crumbs] == ["Leserbrief", "Land", "Stadt"]
        assert [crumb["url"] for crumb in crumbs][:2] == [f"{settings.PUBLIC_URL}/de/", outer.full_url]

    def test_leave_out_a_section_that_is_not_public(self) -> None:
        section = factories.section(title="Stadt")
        article = factories.compiled_article(parent=section)
        SectionPage.objects.get(pk=section.pk).unpublish()
        factories.settle()
        assert [crumb["title"] for crumb in page_at(article.url)["breadcrumbs"]] == ["Leserbrief"]

    def test_do_not_depend_on_the_front_page(self) -> None:
        # Editors change it many times a day; each article below would be compiled again.
        article = factories.compiled_article(parent=factories.section())
        tags = EditionTag.objects.filter(edition_id=article.pk).values_list("tag", flat=True)
        assert f"page:{factories.home().pk}" not in set(tags)


class TestTheContents:
    def test_are_the_headings_of_the_text_without_those_in_boxes(self) -> None:
        box = {"title": "Kasten", "body": [("heading", {"text": "Im Kasten", "level": "2"})]}
        body = [
            ("heading", {"text": "Größe", "level": "2"}),
            ("background_box", box),
            ("heading", {"text": "Größe", "level": "3"}),
        ]
        page = page_at(factories.compiled_article(body=body).url)
        assert page["toc"] == [
            {"id": "groesse", "level": 2, "text": "Größe"},
            {"id": "groesse-2", "level": 3, "text": "Größe"},
        ]
        assert [block["value"]["id"] for block in page["body"] if block["type"] == "heading"] == [
            "groesse",
            "groesse-2",
        ]


class TestTheLogoOfThePublisher:
    def test_concerns_every_page_of_a_batch_although_it_is_looked_up_once(self, now: datetime) -> None:
        settings = factories.settings_of_site()
        settings.publisher_logo = logo = factories.image()
        settings.save()
        CollectionViewRestriction.objects.create(collection=logo.collection, restriction_type="login")
        pages = [factories.article().pk for _ in range(2)]
        lookups = looked_up(pages, now=now)

        for compiled in [compile_edition(pk, now=now, lookups=lookups) for pk in pages]:
            assert compiled is not None
            assert {f"image:{logo.pk}", f"collection:{logo.collection_id}"} <= compiled.tags
            assert [defect["state"] for defect in compiled.edition.defects] == ["PRIVATE"]
