"""The counters of lists: exact at every moment, whatever hides or moves an article, and corrected if they are wrong."""

from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage, SectionPage
from delivery import counts
from delivery.jobs import recount_lists
from delivery.models import Edition, EditionTag, ListCount
from delivery.read.lists import Listing, listed_editions
from delivery.read.overviews import topics_by_name
from delivery.verify import sweep
from tests import factories

pytestmark = pytest.mark.django_db


def counted(*tags: str, locale: str | None = None) -> int | None:
    listing = Listing(tags=[[tag] for tag in tags], locale=locale, limit=1)
    return listed_editions(listing, now=timezone.now()).count


class TestTheCountOfAList:
    def test_follows_an_article_into_its_lists_and_out_of_them(self) -> None:
        section = factories.section(slug="rat")
        article = factories.compiled_article(
            parent=section, tags=["Klima"], authors=[factories.author(slug="a")]
        )
        factories.compiled_article()
        assert (counted(), counted("section=rat"), counted("tag=klima"), counted("author=a")) == (2, 1, 1, 1)

        article.tags.clear()
        article.save()
        factories.settle()

        assert (counted(), counted("section=rat"), counted("tag=klima")) == (2, 1, 0)

    def test_falls_with_a_deleted_article(self) -> None:
        article = factories.compiled_article(tags=["Klima"])

        article.delete()
        factories.settle()

        assert (counted(), counted("tag=klima")) == (0, 0)

    def test_is_kept_for_each_language(self) -> None:
        factories.compiled_article(tags=["Klima"])
        factories.compiled_article(parent=factories.english_home(), tags=["Klima"])

        assert (counted(locale="de"), counted(locale="en"), counted()) == (1, 1, 2)
        assert (counted("tag=klima", locale="en"), counted("tag=klima")) == (1, 2)

    def test_lacks_a_hidden_subtree_before_anything_is_compiled_again(self) -> None:
        section = factories.section(slug="rat")
        factories.compiled_article(parent=section)
        factories.compiled_article()

        PageViewRestriction.objects.create(page=section, restriction_type="login")

        assert (counted(), counted("section=rat"), counted(locale="de")) == (1, 0, 1)

    def test_ends_with_the_second_at_which_an_article_expires(self) -> None:
        article = factories.compiled_article(tags=["Klima"])
        end = timezone.now() + timedelta(hours=1)
        Edition.objects.filter(pk=article.pk).update(expires_at=end)

        before = listed_editions(Listing(tags=[["tag=klima"]]), now=end - timedelta(seconds=1)).count
        after = listed_editions(Listing(tags=[["tag=klima"]]), now=end).count

        assert (before, after) == (1, 0)

    def test_is_right_again_after_the_sweeper_has_removed_what_was_hidden(self) -> None:
        article = factories.compiled_article()
        ArticlePage.objects.filter(pk=article.pk).update(live=False)

        sweep(now=timezone.now())
        factories.settle()

        assert counted() == 0
        assert counts.miscounted_lists() == {}

    @pytest.mark.parametrize(
        "listing",
        [
            Listing(tags=[["tag=klima"], ["tag=rat"]]),
            Listing(tags=[["tag=klima", "tag=rat"]]),
            Listing(published_after=factories.MORNING),
            Listing(published_before=factories.MORNING + timedelta(days=1), tags=[["tag=klima"]]),
        ],
        ids=["two filters", "two values", "a date", "a date and a filter"],
    )
    def test_is_counted_from_the_rows_where_no_counter_is_kept(self, listing: Listing) -> None:
        factories.compiled_article(tags=["Klima", "Rat"])
        ListCount.objects.update(count=77)

        assert listed_editions(listing, now=timezone.now()).count == 1

    def test_of_a_section_is_that_of_its_list(self, client: Any) -> None:
        section = factories.section(slug="rat")
        factories.compiled_article(parent=section)
        hidden = factories.compiled_article(parent=section)
        Edition.objects.filter(pk=hidden.pk).update(hidden=True)

        page = client.get("/api/v1/resolve/?path=/de/rat/").json()["page"]

        assert page["articles"] == counted("section=rat") == 1


class TestTheCountOfTopics:
    def topics(self, locale: str | None = None) -> int | None:
        page = topics_by_name(locale=locale, limit=50, after=None, now=timezone.now())
        assert page.count == len(page.rows)
        return page.count

    def test_follows_the_first_and_the_last_article_of_a_topic(self) -> None:
        article = factories.compiled_article(tags=["Klima", "Rat"])
        factories.compiled_article(tags=["Klima"])
        factories.compiled_article(parent=factories.english_home(), tags=["Klima", "Zoo"])
        assert (self.topics(), self.topics("de"), self.topics("en")) == (3, 2, 2)

        article.delete()
        factories.settle()

        assert (self.topics(), self.topics("de"), self.topics("en")) == (2, 1, 2)
        assert counts.miscounted_lists() == {}

    def test_lacks_topics_of_hidden_and_expired_articles_only(self) -> None:
        hidden, expired = (factories.article(tags=["Klima", name]) for name in ("Rat", "Bad"))
        factories.compiled_article(tags=["Klima"])
        Edition.objects.filter(pk=hidden.pk).update(hidden=True)
        Edition.objects.filter(pk=expired.pk).update(expires_at=timezone.now())

        assert (self.topics(), self.topics("de")) == (1, 1)

    def test_of_an_earlier_version_is_made_by_the_migration(self) -> None:
        factories.compiled_article(tags=["Klima", "Rat"])
        ListCount.objects.filter(name="tag").delete()
        migration = import_module("delivery.migrations.0013_count_topics")

        migration.count_topics(apps, connection.schema_editor())

        assert (self.topics(), counts.miscounted_lists()) == (2, {})


class TestAWrongCounter:
    @pytest.fixture(autouse=True)
    def wrong(self) -> SectionPage:
        section = factories.section(slug="rat")
        factories.compiled_article(parent=section)
        ListCount.objects.filter(name="section=rat", locale="de").update(count=5)
        ListCount.objects.create(name="tag=niemals", locale="", count=3)
        return section

    def test_is_corrected_by_the_hourly_job(self) -> None:
        assert recount_lists(timezone.now()) == 2

        assert counted("section=rat", locale="de") == 1
        assert counts.miscounted_lists() == {}

    def test_is_reported_by_check_editions(self) -> None:
        out = StringIO()

        with pytest.raises(
            CommandError, match="0 editions differ from their pages, 2 counters from their lists"
        ):
            call_command("check_editions", stdout=out)

        assert "list section=rat de: should count 1" in out.getvalue()

    def test_is_corrected_by_rebuild_editions(self) -> None:
        call_command("rebuild_editions", stdout=StringIO())

        assert counts.miscounted_lists() == {}

    def test_does_not_prevent_a_removal(self, wrong: SectionPage) -> None:
        ListCount.objects.filter(name="section=rat", locale="de").update(count=0)

        wrong.get_children().get().delete()
        factories.settle()

        assert not Edition.objects.filter(type="article").exists()
        assert counted("section=rat", locale="de") == 0


def test_the_date_of_a_filter_is_restored_by_the_next_compilation() -> None:
    article = factories.compiled_article(tags=["Klima"])
    EditionTag.objects.filter(tag="tag=klima").update(published_at=None)

    article.save()
    factories.settle()

    found = listed_editions(Listing(tags=[["tag=klima"]]), now=timezone.now())
    assert ([row.id for row in found.rows], found.count) == ([article.pk], 1)
