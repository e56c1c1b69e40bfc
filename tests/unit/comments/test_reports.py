"""Rules of reports: which decision closes them, the numbers of cases, and what a reader may explain."""

import re

import pytest
from django.core.exceptions import ValidationError

from comments.forms import ReportForm
from comments.moderation import Status, closes_reports
from comments.reports import EXPLANATION_MAX_LENGTH, Reason, draw_case
from comments.text import clean_explanation

# By the status that a comment gets: does a move close the reports, and does one that takes a decision back?
CLOSES = {
    Status.PENDING: (False, False),
    Status.PUBLISHED: (True, False),
    Status.REJECTED: (True, True),
    Status.SPAM: (True, True),
    Status.HIDDEN: (True, True),
    Status.WITHDRAWN: (True, True),
    Status.ERASED: (True, True),
}


@pytest.mark.parametrize("status", Status)
def test_a_move_closes_reports_if_it_decides_something(status: Status) -> None:
    assert tuple(closes_reports(status, is_undo=undo) for undo in (False, True)) == CLOSES[status]


def test_numbers_of_cases_are_short_legible_and_different() -> None:
    drawn = {draw_case() for _ in range(1_000)}
    assert len(drawn) == 1_000
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", case) for case in drawn)


class TestAnExplanation:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("  Das steht so\r\nin § 185.  ", "Das steht so\nin § 185."),
            ("e\u0301", "é"),
            ("<b>nicht fett</b>", "<b>nicht fett</b>"),
            ("\u200b \u2060", ""),
            ("abc\u202edef", "abcdef"),
            ("", ""),
            ("x" * EXPLANATION_MAX_LENGTH, "x" * EXPLANATION_MAX_LENGTH),
        ],
    )
    def test_is_brought_into_its_normal_form(self, written: str, kept: str) -> None:
        assert clean_explanation(written) == kept

    def test_has_an_end(self) -> None:
        with pytest.raises(ValidationError) as refusal:
            clean_explanation("x" * (EXPLANATION_MAX_LENGTH + 1))
        assert refusal.value.code == "too_long"


class TestAReport:
    @pytest.mark.parametrize("explanation", ["", "\u200b"])
    @pytest.mark.parametrize("reason", Reason)
    def test_of_what_is_illegal_needs_an_explanation(self, reason: Reason, explanation: str) -> None:
        form = ReportForm({"reason": reason, "explanation": explanation})
        assert form.is_valid() == (reason != Reason.ILLEGAL)

    def test_that_is_explained_may_be_of_anything(self) -> None:
        for reason in Reason:
            assert ReportForm({"reason": reason, "explanation": "Weil."}).is_valid()
