"""Texts of which nothing is seen are blank; one character that is seen is a text."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from api.v1.submissions import CommentIn
from comments.characters import is_visible
from comments.models import Comment
from comments.rendering import render
from comments.text import clean_name, clean_text, fingerprint, normalise
from delivery.content.comment_form import FormOut, form_json
from tests import factories
from tests.api.v1.comment_client import submit
from tests.inputs.markup import NOTHING, SOMETHING, WORDS
from tests.inputs.refusals import codes
from tests.inputs.test_scripts import shown


def test_a_text_of_which_nothing_is_seen_is_blank() -> None:
    assert codes(clean_text, NOTHING) == dict.fromkeys(NOTHING, "blank")


def test_a_text_of_which_something_is_seen_is_kept() -> None:
    assert codes(clean_text, SOMETHING) == dict.fromkeys(SOMETHING)


@given(st.text(st.sampled_from("<>!-*_`~#>[]()\\|&;x:/. \n\u200b\u0301\u2800"), max_size=30))
def test_what_is_kept_is_seen(typed: str) -> None:
    try:
        text = clean_text(typed)
    except ValidationError:
        return
    html = render(text)
    assert any(map(is_visible, shown(html))), html


@pytest.mark.parametrize(("typed", "html"), WORDS)
def test_words_are_no_marks(typed: str, html: str) -> None:
    assert render(clean_text(typed)) == html


@given(
    st.lists(
        st.sampled_from([*"~`*_#>[]()\\!-+. \n12", "```", "~~~", "wort", "Ida", "\n> ", "\n- ", "\n3. "]),
        max_size=40,
    )
)
def test_no_letter_is_lost(typed: list[str]) -> None:
    text = normalise("".join(typed))
    assert letters(shown(render(text))) == letters(text)


def test_no_depth_of_quotations_and_lists_loses_a_word() -> None:
    for mark in ("> ", "- ", "1. ", "> - "):
        assert letters(shown(render(mark * 40 + "wort"))) == "wort"


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def test_texts_with_other_vowels_are_no_duplicates() -> None:
    assert fingerprint("कि") != fingerprint("की")
    assert fingerprint("Kauft  JETZT!") == fingerprint("ka\u200buft je\u034ft\ufe0fzt")


@pytest.mark.parametrize(("field", "longest"), [("name", 60), ("text", 5000)])
def test_form_document_and_check_name_the_same_lengths(field: str, longest: int) -> None:
    schema = CommentIn.model_json_schema()["properties"][field]
    assert (schema["minLength"], schema["maxLength"]) == (1, longest)
    form = next(one for one in FormOut.model_validate_json(form_json("de")).fields if one.name == field)
    assert form.max_length == longest
    assert field == "name" or form.min_length == 1
    clean = {"name": clean_name, "text": clean_text}[field]
    for letter in "x王𠮷":
        assert len(clean(letter)) == 1
        assert len(clean(letter * longest)) == longest
        with pytest.raises(ValidationError) as refusal:
            clean(letter * (longest + 1))
        assert refusal.value.code == "too_long"


@pytest.mark.django_db
@pytest.mark.usefixtures("unlimited")
class TestTheApi:
    def test_takes_texts_of_all_kinds(self) -> None:
        article_id = factories.article().pk
        sent = SOMETHING[::4]
        assert {submit(article_id, text=text).status_code for text in sent} == {202}
        stored = Comment.objects.order_by("pk").values_list("text", flat=True)
        assert [*stored] == [normalise(text) for text in sent]

    def test_refuses_texts_of_nothing(self) -> None:
        article_id = factories.article().pk
        for text in NOTHING[::4]:
            [error] = submit(article_id, text=text, challenge={"id": "none", "answer": "none"}).data["errors"]
            assert (error["pointer"], error["code"]) == ("/text", "blank"), text

    def test_takes_the_longest_values_that_it_announces(self) -> None:
        longest = {"name": "𠮷" * 60, "text": "𠮷" * 5000, "email": "ü" * 32 + "@" + "example." * 19 + "org"}
        assert submit(factories.article().pk, **longest).status_code == 202
        comment = Comment.objects.get()
        assert (len(comment.author_name), len(comment.text)) == (60, 5000)
