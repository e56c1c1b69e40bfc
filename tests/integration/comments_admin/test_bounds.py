"""The desk with more comments of a status than it counts."""

import pytest
from django.test import Client
from django.utils import translation

from comments.admin.formatting import count_text
from comments.moderation import Status
from tests import factories
from tests.admin import soup
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DESK, decide, names

pytestmark = pytest.mark.django_db

_HINT = "The list ends after 3 comments."
_OF_SEARCH = "The words are searched in the newest 3 comments."


@pytest.fixture(autouse=True)
def counted_at_most_three(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("comments.selectors", "comments.selectors.moderation", "comments.admin.formatting"):
        monkeypatch.setattr(f"{module}.COUNTED_AT_MOST", 3)
    monkeypatch.setattr("comments.admin.waiting.IN_MENU_AT_MOST", 2)


class TestADeskWithMoreThanItCounts:
    def test_says_more_than_in_tab_and_menu_and_where_the_list_ends(self, desk: Client) -> None:
        for _number in range(5):
            comment()

        page = desk.get(DESK)

        tab = soup(page).select_one('[data-desk-tab="PENDING"] [data-desk-count]')
        assert tab
        assert tab.get_text() == "3+"
        assert "Comments (2+)" in page.content.decode()
        assert _HINT in " ".join(soup(page).get_text(" ").split())

    def test_finds_the_others_by_its_filters(self, desk: Client) -> None:
        article = factories.article()
        for _number in range(4):
            comment()
        last = comment(article=article)

        assert names(desk.get(DESK, {"article": article.pk})) == [last.author_name]

    def test_names_articles_without_numbers_that_would_be_too_low(self, desk: Client) -> None:
        article = factories.article(title="Viel besprochen")
        for _number in range(5):
            comment(article=article)

        options = [option.get_text() for option in soup(desk.get(DESK)).select("select[name=article] option")]

        assert options == ["All articles", "Viel besprochen"]

    def test_sends_a_script_the_same_after_a_decision(self, desk: Client) -> None:
        waiting = [comment() for _number in range(6)]

        data = decide(desk, "SPAM", waiting[0], script=True).json()

        assert (data["counts"]["PENDING"], data["counts"]["SPAM"], data["counts"]["ALL"]) == ("3+", "1", "3+")
        assert data["menu"]["PENDING"] == "Comments (2+)"


class TestASearchAmongMoreCommentsThanItReads:
    @pytest.fixture(autouse=True)
    def searched_at_most_three(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in ("comments.selectors", "comments.selectors.moderation"):
            monkeypatch.setattr(f"{module}.SEARCHED_AT_MOST", 3)

    def test_reads_the_newest_ones_and_says_so(self, desk: Client) -> None:
        _old, *newest = [comment(text="Das Stadtbad bleibt offen.") for _number in range(4)]

        page = desk.get(DESK, {"q": "stadtbad"})

        assert sorted(names(page)) == sorted(one.author_name for one in newest)
        assert _OF_SEARCH in " ".join(soup(page).get_text(" ").split())

    def test_reads_the_newest_ones_of_a_chosen_article(self, desk: Client) -> None:
        old = comment(text="Das Stadtbad bleibt offen.")
        for _number in range(4):
            comment(text="Das Stadtbad bleibt offen.")

        page = desk.get(DESK, {"q": "stadtbad", "article": old.article_id})

        assert names(page) == [old.author_name]
        assert _OF_SEARCH not in page.content.decode()

    def test_keeps_to_a_later_age(self, desk: Client) -> None:
        for _number in range(4):
            comment(text="Das Stadtbad bleibt offen.")

        assert names(desk.get(DESK, {"q": "stadtbad", "age": "hour"})) == []


def test_a_desk_with_as_many_as_it_counts_says_nothing_of_an_end(desk: Client) -> None:
    for _number in range(3):
        comment(status=Status.PENDING)

    assert _HINT not in desk.get(DESK).content.decode()


@pytest.mark.parametrize(("language", "text"), [("en", "1,000+"), ("de", "1.000+")])
def test_a_large_number_is_written_in_the_language_of_the_admin(
    monkeypatch: pytest.MonkeyPatch, language: str, text: str
) -> None:
    monkeypatch.setattr("comments.admin.formatting.COUNTED_AT_MOST", 1_000)
    with translation.override(language):
        assert (count_text(1_000), count_text(1_001)) == ("1000", text)
