"""What the checks notice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comments.moderation import Hold, Status
from comments.pipeline import CHECKS, Draft, Noticed, notice, status_on_arrival

FINE = Draft(
    name="Ida",
    text="Das Stadtbad soll offen bleiben.",
    trap="",
    form_age=timedelta(seconds=40),
    count_twins=lambda: 0,
)


def codes(draft: Draft) -> list[Hold]:
    return [one.code for one in notice(draft)]


def test_an_ordinary_letter_is_nothing_special() -> None:
    assert notice(FINE) == []


@pytest.mark.parametrize(
    ("draft", "noticed"),
    [
        (replace(FINE, form_age=timedelta(seconds=1)), Noticed(Hold.TOO_FAST, "1.0 s")),
        (replace(FINE, trap="https://x.example"), Noticed(Hold.TRAP_FILLED)),
        (replace(FINE, count_twins=lambda: 4), Noticed(Hold.DUPLICATE, "4")),
        (replace(FINE, text="https://a https://b www.c.de"), Noticed(Hold.MANY_LINKS, "3")),
        (replace(FINE, text="Bestes  Online\nCasino"), Noticed(Hold.BLOCKED_WORD, "online casino")),
        (replace(FINE, text="WARUM HÖRT UNS DENN NIEMAND ZU IN DIESER STADT"), Noticed(Hold.SHOUTING)),
    ],
)
def test_each_check_notices_its_own(draft: Draft, noticed: Noticed) -> None:
    assert notice(draft) == [noticed]


@pytest.mark.parametrize(
    "draft",
    [
        replace(FINE, form_age=None),
        replace(FINE, form_age=timedelta(seconds=3)),
        replace(FINE, trap="  "),
        replace(FINE, text="Siehe https://a und https://b"),
        replace(FINE, text="ENDLICH!"),
    ],
)
def test_the_harmless_side_of_a_limit_is_not_noticed(draft: Draft) -> None:
    assert notice(draft) == []


def test_a_check_that_fails_is_noticed_and_the_others_still_work() -> None:
    def fail() -> int:
        raise RuntimeError

    draft = replace(FINE, count_twins=fail, trap="x")
    assert codes(draft) == [Hold.TRAP_FILLED, Hold.CHECK_FAILED]


@pytest.mark.parametrize("code", Hold)
def test_whatever_was_noticed_a_person_decides(code: Hold) -> None:
    assert status_on_arrival([Noticed(code)]) == Status.PENDING


def test_every_check_has_a_name_that_fits_the_detail() -> None:
    assert all(len(name) <= 200 for name in CHECKS)
