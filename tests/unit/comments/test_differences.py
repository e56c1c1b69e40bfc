"""What changed between two texts."""

import pytest

from comments.differences import Change, changes_between


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Das ist gut.", "Das ist gut.", [Change("same", "Das ist gut.")]),
        (
            "Das ist gut.",
            "Das ist schlecht.",
            [Change("same", "Das ist "), Change("removed", "gut."), Change("added", "schlecht.")],
        ),
        ("Ja.", "Ja. Immer!", [Change("same", "Ja."), Change("added", " Immer!")]),
        ("Ja, immer.", "immer.", [Change("removed", "Ja, "), Change("same", "immer.")]),
        (
            "a\n\nb",
            "a b",
            [Change("same", "a"), Change("removed", "\n\n"), Change("added", " "), Change("same", "b")],
        ),
        (
            "Der Bus fährt selten.",
            "Der Nachtbus kommt oft.",
            [
                Change("same", "Der "),
                Change("removed", "Bus fährt selten."),
                Change("added", "Nachtbus kommt oft."),
            ],
        ),
        ("", "neu", [Change("added", "neu")]),
    ],
)
def test_names_what_was_removed_and_added(old: str, new: str, changes: list[Change]) -> None:
    assert list(changes_between(old, new)) == changes


@pytest.mark.parametrize("old", ["", " a  b\n", "ab " * 1600, "x" * 5000])
@pytest.mark.parametrize("new", ["b", "ab " * 1500 + "c", "\na"])
def test_holds_both_texts_whole(old: str, new: str) -> None:
    changes = list(changes_between(old, new))
    assert "".join(change.text for change in changes if change.kind != "added") == old
    assert "".join(change.text for change in changes if change.kind != "removed") == new
