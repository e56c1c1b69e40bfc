"""Random actions of editors: every edition equals its compiled page, and a follower of `changes/` has all of them."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.editors import Editors


class OtherEditors(Editors):
    """The same rules in another order: two processes share the work."""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("editors", [Editors, pytest.param(OtherEditors, marks=pytest.mark.postgresql)])
def test_every_edition_is_its_page_and_a_follower_has_them_all(editors: type[Editors]) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        editors,
        settings=settings(
            max_examples=2,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            # No shrinking: it would take minutes. The failing steps are printed anyway.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
