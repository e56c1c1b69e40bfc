"""Cache tags: which a response has, and which a change purges."""

import pytest

from delivery.caching import tags as cache_tags
from delivery.caching.headers import tag_headers
from delivery.caching.tags import MAX_BYTES, article_tags, header, list_tags, scopes, shown, tags_of_change

BEFORE = frozenset({"list:all", "list:de", "list:tag=klima"})
AFTER = frozenset({"list:all", "list:de", "list:tag=wald"})


def sent(names: str) -> int:
    return len(tag_headers(names)["Surrogate-Key"])


def test_an_article_has_its_own_tag_and_that_of_its_comments() -> None:
    assert article_tags([7, 8]) == ["page:7", "page:8", "comments:7", "comments:8"]


@pytest.mark.parametrize(
    ("groups", "locale", "names"),
    [
        ([], None, ["list:all"]),
        ([], "de", ["list:de"]),
        ([["section=projekte"]], "de", ["list:section=projekte"]),
        ([["tag=a", "tag=b"]], None, ["list:tag=a", "list:tag=b"]),
        # An article of the section joins the list when it gets the tag, and the other way round.
        ([["section=projekte"], ["tag=a"]], None, ["list:section=projekte", "list:tag=a"]),
        ([["tag=a"], ["tag=b"], ["tag=a"]], None, ["list:tag=a", "list:tag=b"]),
    ],
)
def test_a_list_has_the_tags_of_all_its_filters(
    groups: list[list[str]], locale: str | None, names: list[str]
) -> None:
    assert list_tags(groups, locale) == names


def test_an_article_is_on_the_lists_of_its_filters_its_language_and_on_that_of_all() -> None:
    assert scopes(["section=projekte", "tag=klima", "page:17", "image:5"], "de") == {
        "list:all",
        "list:de",
        "list:section=projekte",
        "list:tag=klima",
    }


@pytest.mark.parametrize("slug", ["öffentlicher-raum", "城市", "a,b c", 'x"y'])
def test_a_slug_becomes_one_ascii_word_in_both_places(slug: str) -> None:
    [name] = list_tags([[f"tag={slug}"]], None)
    assert name in scopes([f"tag={slug}"], "de")
    assert name.isascii()
    assert not set(name) & set(' ,"')


def test_a_long_slug_has_a_tag_of_its_own_that_every_cache_takes() -> None:
    names = {list_tags([[f"tag={'城' * 250}{end}"]], None)[0] for end in "ab"}
    assert len(names) == 2
    assert max(map(len, names)) < 200
    assert names <= scopes([f"tag={'城' * 250}{end}" for end in "ab"], "de")


def test_as_many_dependencies_become_tags_as_fit_into_the_header() -> None:
    tags = shown(f"image:{number}" for number in range(1000))
    assert tags.startswith("image:0 image:1 image:2")
    assert MAX_BYTES - 20 < sent(tags) <= MAX_BYTES


def test_the_dependencies_come_first_that_are_most_likely_purged_by_hand_and_pages_are_left_out() -> None:
    assert shown(["image:5", "page:3", "locale:1", "section:2", "embed:x"]) == "section:2 locale:1 image:5"


def test_needed_tags_go_before_dependencies() -> None:
    needed = article_tags(range(1000, 1040))
    names = header(needed, " ".join(f"image:{number}" for number in range(100)))
    assert names.split()[: len(needed)] == needed
    assert "image:0" in names.split()
    assert sent(names) <= MAX_BYTES


def test_each_tag_is_there_once() -> None:
    assert header(["page:1", "page:1", "comments:1"]) == "page:1 comments:1"


def test_too_many_tags_become_the_coarse_ones() -> None:
    assert header(article_tags(range(100_000, 100_100)), "image:5") == "pages comments"


@pytest.mark.parametrize("count", range(30, 70))
def test_no_header_is_longer_than_the_cap_and_none_is_cut(count: int) -> None:
    needed = article_tags(range(1000, 1000 + count))
    names = header(needed)
    assert sent(names) <= MAX_BYTES
    assert names in (" ".join(needed), "pages comments")


def test_the_two_headers_differ_in_their_separator_only() -> None:
    headers = tag_headers("page:1 comments:1")
    assert headers == {
        "Surrogate-Key": "everything page:1 comments:1",
        "Cache-Tag": "everything,page:1,comments:1",
    }


@pytest.mark.parametrize(
    ("before", "after", "is_resorted", "lists"),
    [
        (BEFORE, BEFORE, False, set()),
        (BEFORE, AFTER, False, {"list:tag=klima", "list:tag=wald"}),
        (frozenset(), AFTER, True, AFTER),
        (BEFORE, frozenset(), True, BEFORE),
        (BEFORE, BEFORE, True, BEFORE),
        (BEFORE, AFTER, True, BEFORE | AFTER),
    ],
)
def test_lists_are_purged_that_are_joined_or_left_and_all_when_the_order_changes(
    before: frozenset[str], after: frozenset[str], is_resorted: bool, lists: set[str]
) -> None:
    names = tags_of_change(7, before, after, has_moved=False, is_resorted=is_resorted).split()
    assert names == ["page:7", "pages", *sorted(lists)]


def test_a_path_that_is_new_or_gone_purges_what_was_not_found() -> None:
    names = tags_of_change(7, frozenset(), frozenset(), has_moved=True, is_resorted=False)
    assert names.split() == ["page:7", "pages", cache_tags.UNRESOLVED]


def test_every_change_of_a_page_purges_the_coarse_tag_as_well() -> None:
    assert cache_tags.PAGES in tags_of_change(7, BEFORE, AFTER, has_moved=False, is_resorted=False).split()
