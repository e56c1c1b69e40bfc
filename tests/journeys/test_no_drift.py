"""Whatever editors do, in whatever order: every edition is what its page compiles to, and a client that only
follows `changes/` has what `snapshot/` gives."""

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
            max_examples=3,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            # A shorter way to the same failure would take minutes to find; this one is printed step by step.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
