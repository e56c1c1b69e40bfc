"""Text of every script goes in and comes out the same; what is removed has a name."""

import html
import re
import unicodedata
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Comment
from comments.rendering import render
from comments.text import clean_text, normalise
from tests import comment_factories, factories
from tests.api.v1.comment_client import get, post, solved, submit
from tests.inputs.scripts import CHANGED, DAYS, DELICATE, every_character

# Languages of many scripts and everything delicate, four paragraphs in each comment.
_CHOSEN = ("am", "bo", "ccp", "ff_Adlm", "he", "hi", "ka", "km", "my", "nqo", "syr", "th")
_PARAGRAPHS = [
    unicodedata.normalize("NFC", text) for text in (*map(DAYS.get, _CHOSEN), *DELICATE.values()) if text
]
SENT = ["\n\n".join(_PARAGRAPHS[start : start + 4]) for start in range(0, len(_PARAGRAPHS), 4)]
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def shown(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def test_every_language_is_kept() -> None:
    for text in (*DAYS.values(), *DELICATE.values()):
        kept = unicodedata.normalize("NFC", text)
        assert clean_text(text) == clean_text(unicodedata.normalize("NFD", text)) == kept
        assert shown(render(kept)) == kept


def test_every_character_without_a_name_in_the_list_is_kept() -> None:
    for text in every_character():
        assert normalise(text) == unicodedata.normalize("NFC", text)


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*DAYS.values(), *DELICATE.values(), "\n", " "]), min_size=1, max_size=8))
def test_languages_beside_each_other_are_kept(texts: list[str]) -> None:
    mixed = "x".join(texts) + "x"
    assert normalise(mixed) == unicodedata.normalize("NFC", mixed).strip()


@given(
    st.text(st.sampled_from("a\u05d0\n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), max_size=40)
)
def test_what_is_kept_of_controls_of_direction_is_closed_in_its_line(text: str) -> None:
    kept = normalise(text)
    assert normalise(kept) == kept
    assert _DIRECTIONS.sub("", kept).strip() == _DIRECTIONS.sub("", text).strip()
    assert not re.search("[\u202d\u202e]", kept)
    for line in kept.split("\n"):
        opened: list[str] = []
        for char in line:
            if char in "\u202a\u202b":
                opened.append("\u202c")
            elif char in "\u2066\u2067\u2068":
                opened.append("\u2069")
            elif char in "\u202c\u2069":
                assert opened.pop() == char
        assert not opened


@pytest.mark.parametrize(("typed", "kept"), CHANGED.values(), ids=CHANGED)
def test_what_is_changed_has_a_name(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept


@pytest.mark.django_db
@pytest.mark.usefixtures("unlimited")
class TestACommentSentToTheApi:
    def test_comes_out_in_the_thread_as_it_went_in(self) -> None:
        article = factories.compiled_article()
        for text in SENT:
            assert submit(article.pk, text=text).status_code == 202
        Comment.objects.update(status="PUBLISHED", published_at=timezone.now())
        items = get(f"articles/{article.pk}/comments/?limit=100").data["items"]
        assert [item["text"] for item in items] == SENT
        assert [shown(item["html"]).split("\n") for item in items] == [text.split("\n\n") for text in SENT]

    @pytest.mark.parametrize(
        "body", [b'{"text": "\\ud83d"}', b'{"text": "a\\udc00b"}', b'{"text": "\xed\xa0\xbd"}']
    )
    def test_with_half_a_character_is_malformed(self, body: bytes) -> None:
        response = post(f"articles/{factories.article().pk}/comments/", body)
        assert response.status_code == 400
        assert response.data["type"].endswith("/malformed-json/")

    @pytest.mark.parametrize(
        "answer",
        [
            "{0}",
            " {0} ",
            "{1}",
            "{2}",
            "\u00a0{0}\u200b",
            "{3}",
            "{4}\r\n",
            "\u202a{0}\u202c",
        ],
    )
    def test_is_taken_however_the_letters_of_the_captcha_are_typed(self, answer: str) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        letters = challenge["answer"]
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in letters)
        forms: tuple[Any, ...] = (letters, letters.upper(), " ".join(letters), wide, wide.upper())
        challenge["answer"] = answer.format(*forms)
        assert submit(article.pk, challenge=challenge).status_code == 202


@pytest.mark.django_db
def test_the_desk_finds_a_comment_however_its_letters_are_composed_and_keeps_its_direction(
    client: Client,
) -> None:
    comment_factories.comment(author_name="نرگس", text="Schön! می\u200cخواهم")
    client.force_login(comment_factories.moderator("moderate_comment", is_superuser=True))
    for query in ("Scho\u0308n", "Schön", "نرگس", "می\u200cخواهم"):
        page = client.get("/admin/comments/", {"q": query}).content.decode()
        assert re.search('<h3 class="desk-row__name" dir="auto"[^>]*>نرگس</h3>', page), query
        assert re.search('<div class="desk-text" lang="de" dir="auto">', page)
