"""The keys of editions: one integer for every object of every kind."""

import itertools
from typing import get_args

import pytest

from delivery.subjects import BEFORE_FOLLOWED, FOLLOWED, LOWEST, Kind, edition_id, subject_of

KINDS = get_args(Kind)
IDS = (1, 2, 17, 2**31, 2**53, 2**56 - 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("object_id", IDS)
def test_a_key_leads_back_to_its_object(kind: Kind, object_id: int) -> None:
    assert subject_of(edition_id(kind, object_id)) == (kind, object_id)


def test_no_two_objects_share_a_key() -> None:
    keys = [edition_id(kind, object_id) for kind, object_id in itertools.product(KINDS, IDS)]

    assert len(set(keys)) == len(keys)


def test_a_page_has_its_own_id_and_all_others_have_negative_numbers_that_databases_take() -> None:
    assert edition_id("page", 17) == 17
    assert all(-(2**63) < LOWEST < edition_id(kind, 1) < 0 for kind in KINDS if kind != "page")


def test_the_keys_do_not_change_because_they_are_stored() -> None:
    assert edition_id("author", 3) == 3 - 2**56
    assert edition_id("site", 3) == 3 - 2 * 2**56
    assert edition_id("image", 3) == 3 - 3 * 2**56
    assert edition_id("download", 3) == 3 - 4 * 2**56


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_copy_of_the_content_holds_comes_last(kind: Kind) -> None:
    assert all((edition_id(kind, one) > BEFORE_FOLLOWED) == (kind in FOLLOWED) for one in IDS)


@pytest.mark.parametrize("object_id", [-1, 0, 2**56, 2**63 - 1])
def test_an_id_outside_of_the_range_of_a_kind_has_no_key(object_id: int) -> None:
    with pytest.raises(ValueError, match=str(object_id)):
        edition_id("image", object_id)
