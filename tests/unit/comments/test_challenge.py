"""Which answers are enough, by the setting."""

import pytest
from pytest_django import Settings

from comments.challenge import OFFERS, ChallengeAnswer
from comments.system_checks import check_challenge
from delivery.content.comment_form import FormOut, form_json

PICTURE = {"id": "a", "answer": "b"}
PROOF = {"pow": "c"}


@pytest.mark.parametrize(
    ("setting", "nothing", "picture", "proof", "both"),
    [
        ("captcha", False, True, False, True),
        ("pow", False, False, True, True),
        ("either", False, True, True, True),
        ("both", False, False, False, True),
        ("off", True, True, True, True),
    ],
)
def test_an_answer_is_enough_or_not(
    settings: Settings, setting: str, nothing: bool, picture: bool, proof: bool, both: bool
) -> None:
    settings.COMMENT_CHALLENGE = setting
    answers = ({}, PICTURE, PROOF, {**PICTURE, **PROOF})
    assert [ChallengeAnswer(**answer).is_enough for answer in answers] == [nothing, picture, proof, both]


@pytest.mark.parametrize("given", [{"id": "a"}, {"answer": "b"}])
def test_half_of_an_answer_to_the_picture_is_none(given: dict[str, str]) -> None:
    assert not ChallengeAnswer(**given).is_enough


@pytest.mark.parametrize(
    ("setting", "modes", "require"),
    [
        ("captcha", ["CAPTCHA"], "ANY"),
        ("pow", ["POW"], "ANY"),
        ("either", ["CAPTCHA", "POW"], "ANY"),
        ("both", ["CAPTCHA", "POW"], "ALL"),
        ("off", [], "NONE"),
    ],
)
def test_the_form_tells_what_is_offered(
    settings: Settings, setting: str, modes: list[str], require: str
) -> None:
    settings.COMMENT_CHALLENGE = setting
    told = FormOut.model_validate_json(form_json("de")).challenge
    assert (told.modes, told.require) == (modes, require)


@pytest.mark.parametrize("setting", OFFERS)
def test_a_check_warns_where_no_picture_is_offered(settings: Settings, setting: str) -> None:
    settings.COMMENT_CHALLENGE = setting
    assert [warning.id for warning in check_challenge()] == (
        ["comments.W001"] if setting in ("pow", "off") else []
    )
