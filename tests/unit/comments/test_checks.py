"""The checks of a submission."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comments.checks import CHECKS, CheckInput, CheckResult, Hold, run_checks

FINE = CheckInput(
    name="Ida", text="Das Stadtbad soll offen bleiben.", form_age=timedelta(seconds=40), duplicates=0
)


def test_an_ordinary_comment_is_not_held() -> None:
    assert run_checks(FINE) == []


@pytest.mark.parametrize(
    ("sent", "result"),
    [
        (replace(FINE, form_age=timedelta(seconds=1)), CheckResult(Hold.TOO_FAST, "1.0 s")),
        (replace(FINE, honeypot="https://x.example"), CheckResult(Hold.HONEYPOT_FILLED)),
        (replace(FINE, duplicates=4), CheckResult(Hold.DUPLICATE, "4")),
        (replace(FINE, text="https://a https://b www.c.de"), CheckResult(Hold.MANY_LINKS, "3")),
        (replace(FINE, text="Bestes  Online\nCasino"), CheckResult(Hold.BLOCKED_WORD, "online casino")),
        (replace(FINE, text="v\u00adi\u200bａgra"), CheckResult(Hold.BLOCKED_WORD, "viagra")),
        (
            replace(FINE, text="WARUM HÖRT UNS DENN NIEMAND ZU IN DIESER STADT"),
            CheckResult(Hold.SHOUTING),
        ),
        (replace(FINE, resembles="Ada Beispiel"), CheckResult(Hold.IMPERSONATION, "Ada Beispiel")),
    ],
)
def test_each_check_finds_what_it_is_for(sent: CheckInput, result: CheckResult) -> None:
    assert run_checks(sent) == [result]


@pytest.mark.parametrize(
    "sent",
    [
        replace(FINE, form_age=None),
        replace(FINE, form_age=timedelta(seconds=3)),
        replace(FINE, honeypot="  "),
        replace(FINE, text="Siehe https://a und https://b"),
        replace(FINE, text="ENDLICH!"),
    ],
)
def test_what_is_just_within_a_limit_is_not_held(sent: CheckInput) -> None:
    assert run_checks(sent) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://www.a.de/x, www.b.de", ["https://www.a.de/x,", "www.b.de"]),
        ("HTTPS://a,https://b", ["HTTPS://a,", "https://b"]),
        ("a.de", []),
    ],
)
def test_the_links_of_a_text_are_counted_once_each(text: str, links: list[str]) -> None:
    assert replace(FINE, text=text).links == links


def test_a_check_that_fails_is_a_reason_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(sent: CheckInput) -> str | None:
        raise RuntimeError

    monkeypatch.setitem(CHECKS, "many_links", (Hold.MANY_LINKS, fail))
    assert run_checks(replace(FINE, honeypot="x", text="VIAGRA " * 10)) == [
        CheckResult(Hold.HONEYPOT_FILLED),
        CheckResult(Hold.CHECK_FAILED, "many_links"),
        CheckResult(Hold.BLOCKED_WORD, "viagra"),
        CheckResult(Hold.SHOUTING),
    ]


def test_the_name_of_every_check_fits_into_the_detail() -> None:
    assert all(len(name) <= 200 for name in CHECKS)
