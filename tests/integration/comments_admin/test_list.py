"""The list of the moderation desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from comments import services
from comments.actions import FEATURE
from comments.moderation import Actor, Status
from tests import factories
from tests.admin import client_of, soup, staff
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DESK, moderator, names, seen
from tests.moves import ALLOWED

pytestmark = pytest.mark.django_db


class TestARow:
    def test_shows_the_whole_text_as_it_was_sanitised(self, desk: Client) -> None:
        comment(html="<p>Ganz <em>lang</em>.</p>" + "<p>Ende.</p>" * 50)
        assert soup(desk.get(DESK)).select_one(".desk-text em")
        assert len(soup(desk.get(DESK)).select(".desk-text p")) == 51

    def test_escapes_everything_but_the_sanitised_text(self, desk: Client) -> None:
        evil = "<script>alert(1)</script>"
        html = f"<p>{escape(evil)}</p>"
        parent = comment(author_name=evil, text=evil, html=html, status=Status.PUBLISHED)
        reply = comment(parent=parent, author_name=evil, text=evil)
        reply.hold_reasons.create(code="BLOCKED_WORD", detail=evil)
        services.moderate_comment(
            comment_id=reply.pk,
            to=Status.SPAM,
            expected_version=1,
            moderator=moderator(first_name=evil),
            now=timezone.now(),
            reason=evil,
        )
        assert evil not in desk.get(DESK, {"status": "SPAM", "q": evil}).content.decode()

    def test_names_every_reason_for_the_hold_in_words(self, desk: Client) -> None:
        held = comment()
        held.hold_reasons.create(code="MANY_LINKS", detail="7")
        held.hold_reasons.create(code="SHOUTING")
        said = [item.get_text(strip=True) for item in soup(desk.get(DESK)).select(".desk-holds li")]
        assert said == ["Many links: 7", "Mostly capital letters"]

    @pytest.mark.parametrize(("language", "seconds"), [("de", "1,3 s"), ("en", "1.3 s")])
    def test_writes_numbers_as_the_moderator_does(self, language: str, seconds: str) -> None:
        held = comment()
        held.hold_reasons.create(code="TOO_FAST", detail="1.3 s")
        page = soup(client_of(moderator(language=language)).get(DESK))
        assert page.select_one(".desk-holds li").get_text(strip=True).endswith(f": {seconds}")  # type: ignore[union-attr]

    def test_shows_what_a_reply_answers(self, desk: Client) -> None:
        html = "<p>Wo bleibt der <strong>Bericht</strong> &lt;A&amp;B&gt;?</p>"
        parent = comment(author_name="Tomasz", html=html, status=Status.PUBLISHED)
        comment(parent=parent)
        quoted = soup(desk.get(DESK)).select_one(".desk-parent")
        assert quoted
        assert "Tomasz" in quoted.get_text()
        assert "Wo bleibt der Bericht <A&B>?" in quoted.get_text()

    def test_says_who_decided_last_when_and_why(self, desk: Client) -> None:
        decided = comment()
        services.moderate_comment(
            comment_id=decided.pk,
            to=Status.REJECTED,
            expected_version=1,
            moderator=moderator(first_name="Ben", last_name="Zweiter"),
            now=timezone.now(),
            reason="Off topic",
        )
        last = soup(desk.get(DESK, {"status": "REJECTED"})).select_one(".desk-last")
        assert last
        assert "Ben Zweiter decided: Rejected" in " ".join(last.get_text().split())
        assert "Off topic" in last.get_text()

    def test_shows_the_age_with_the_exact_time_behind_it(self, desk: Client) -> None:
        comment(created_at=timezone.now() - timedelta(hours=3, minutes=5))
        time = soup(desk.get(DESK)).select_one(".desk-row__age time")
        assert time
        assert time.get_text() == "3\xa0hours"
        assert time["title"]

    def test_links_to_the_site_and_to_the_editor_only_for_editors(self) -> None:
        article = factories.article()
        comment(article=article)
        plain = soup(client_of(staff("moderate_comment")).get(DESK)).select(".desk-row__article a")
        both = soup(client_of(factories.user(is_superuser=True)).get(DESK)).select(".desk-row__article a")
        assert [link["href"] for link in plain] == [article.full_url]
        assert [link["href"] for link in both] == [f"/admin/pages/{article.pk}/edit/", article.full_url]

    def test_never_shows_an_email_address(self, desk: Client) -> None:
        hidden = comment(email="ida.sommer@example.org")
        pages = [desk.get(DESK), desk.get(f"{DESK}{hidden.pk}/"), desk.get("/admin/")]
        assert not any(b"ida.sommer" in page.content for page in pages)

    def test_carries_the_version_that_was_seen(self, desk: Client) -> None:
        waiting = comment(version=4)
        fields = soup(desk.get(DESK)).select('[name="comment"]')
        assert {field["value"] for field in fields} == set(seen(waiting))

    @pytest.mark.parametrize("status", [status for status in Status if status is not Status.ERASED])
    def test_offers_exactly_the_moves_that_are_allowed(self, desk: Client, status: Status) -> None:
        comment(status=status)
        buttons = soup(desk.get(DESK, {"status": status})).select('.desk-row [name="to"]')
        others = {FEATURE} if status == Status.PUBLISHED else set()
        assert {button["value"] for button in buttons} == ALLOWED[Actor.MODERATOR].get(status, set()) | others


class TestTheTabs:
    def test_start_with_what_waits_oldest_first(self, desk: Client) -> None:
        for name, status in (("A", "PENDING"), ("B", "SPAM"), ("C", "PENDING")):
            comment(author_name=name, status=status)
        assert names(desk.get(DESK)) == ["A", "C"]

    def test_count_every_status(self, desk: Client) -> None:
        for status in (Status.PENDING, Status.PENDING, Status.SPAM):
            comment(status=status)
        tabs = soup(desk.get(DESK)).select("[data-desk-tab]")
        counts = {str(tab["data-desk-tab"]): tab.select("span")[0].get_text() for tab in tabs}
        assert counts == {
            "PENDING": "2",
            "REPORTED": "0",
            "PUBLISHED": "0",
            "HIDDEN": "0",
            "REJECTED": "0",
            "SPAM": "1",
            "ALL": "3",
        }

    def test_count_what_the_filters_find(self, desk: Client) -> None:
        comment(status=Status.SPAM, text="Stadtbad")
        comment(status=Status.SPAM)
        [tab] = soup(desk.get(DESK, {"q": "stadtbad"})).select('[data-desk-tab="SPAM"] [data-desk-count]')
        assert tab.get_text() == "1"

    def test_say_which_one_is_open(self, desk: Client) -> None:
        [tab] = soup(desk.get(DESK, {"status": "SPAM"})).select('[data-desk-tab][aria-current="page"]')
        assert tab["data-desk-tab"] == "SPAM"

    def test_show_all_newest_first(self, desk: Client) -> None:
        comment(author_name="A")
        comment(author_name="B", status=Status.SPAM)
        assert names(desk.get(DESK, {"status": "ALL"})) == ["B", "A"]

    def test_keep_the_filters(self, desk: Client) -> None:
        hrefs = [str(tab["href"]) for tab in soup(desk.get(DESK, {"q": "bad"})).select("[data-desk-tab]")]
        assert all("q=bad" in href for href in hrefs)

    def test_that_do_not_exist_are_not_found(self, desk: Client) -> None:
        assert desk.get(DESK, {"status": "LOUD"}).status_code == 404


class TestTheFilters:
    def test_find_words_in_text_and_names(self, desk: Client) -> None:
        comment(author_name="A", text="Das Stadtbad bleibt.")
        comment(author_name="Stadtbad-Freundin")
        comment(author_name="C")
        assert names(desk.get(DESK, {"q": "stadtbad"})) == ["A", "Stadtbad-Freundin"]

    def test_find_the_comments_of_an_article(self, desk: Client) -> None:
        wanted = comment(author_name="A")
        comment(author_name="B")
        assert names(desk.get(DESK, {"article": wanted.article_id})) == ["A"]

    def test_offer_the_articles_that_have_comments_here(self, desk: Client) -> None:
        wanted = comment()
        comment(status=Status.SPAM)
        options = soup(desk.get(DESK)).select("#desk-article option")
        assert [option["value"] for option in options] == ["", str(wanted.article_id)]

    @pytest.mark.parametrize(
        ("age", "found"),
        [
            ("hour", ["minutes"]),
            ("day", ["hours", "minutes"]),
            ("week", ["days", "hours", "minutes"]),
            ("over-day", ["weeks", "days"]),
            ("over-week", ["weeks"]),
        ],
    )
    def test_find_by_age(self, desk: Client, age: str, found: list[str]) -> None:
        for unit in ("weeks", "days", "hours", "minutes"):
            comment(author_name=unit, created_at=timezone.now() - timedelta(**{unit: 2}))
        assert names(desk.get(DESK, {"age": age})) == found

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "\x00"},
            {"q": "x" * 201},
            {"article": "none"},
            {"article": "1" + "0" * 30},
            {"article": "0"},
            {"age": "ancient"},
        ],
    )
    def test_that_make_no_sense_say_so_and_show_nothing(self, desk: Client, query: dict[str, str]) -> None:
        comment()
        page = desk.get(DESK, query)
        assert (page.status_code, names(page)) == (200, [])
        assert soup(page).select(".desk-filter .error-message")

    @pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1" + "0" * 30])
    def test_and_pages_that_do_not_exist_lead_to_one_that_does(self, desk: Client, page: str) -> None:
        comment(author_name="A")
        assert names(desk.get(DESK, {"p": page})) == ["A"]


class TestReading:
    @pytest.mark.parametrize("query", [{}, {"q": "gedanke", "age": "over-day"}])
    @pytest.mark.parametrize("rows", [1, 50])
    def test_costs_at_most_twenty_one_queries_whatever_there_is(
        self,
        desk: Client,
        rows: int,
        query: dict[str, str],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        person = moderator()
        articles = [factories.article() for _ in range(min(rows, 5))]
        for number in range(rows):
            parent = comment(article=articles[number % len(articles)], status=Status.PUBLISHED)
            reply = comment(parent=parent)
            reply.hold_reasons.create(code="SHOUTING")
            for to, version in (("SPAM", 1), ("PENDING", 2)):
                services.moderate_comment(
                    comment_id=reply.pk,
                    to=to,
                    expected_version=version,
                    moderator=person,
                    now=timezone.now(),
                )
        with django_assert_max_num_queries(21):
            page = desk.get(DESK, query)
        assert len(names(page)) == min(rows, 25)

    def test_changes_nothing(self, desk: Client) -> None:
        waiting = comment()
        for query in ({}, {"to": "SPAM", "comment": seen(waiting)}, {"decided": waiting.pk.hex}):
            desk.get(DESK, query)
            desk.get(f"{DESK}decide/", query)
        waiting.refresh_from_db()
        assert (waiting.status, waiting.version) == (Status.PENDING, 1)

    def test_of_a_page_can_select_all_of_it_without_a_script(self, desk: Client) -> None:
        comment()
        comment()
        assert len(soup(desk.get(DESK, {"select": "page"})).select(".desk-row__select[checked]")) == 2

    def test_speaks_the_language_of_the_moderator(self) -> None:
        comment()
        german = client_of(moderator(language="de")).get(DESK).content.decode()
        assert "Freigeben" in german
        assert "Als Spam markieren" in german
        assert "Wartend" in german
