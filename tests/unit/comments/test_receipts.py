"""The receipt of a comment."""

from uuid import UUID

import pytest
from pytest_django import Settings

from comments.receipts import comment_id_in, is_genuine, receipt_for

ID = UUID("0190a0b0-c0d0-7e0f-8a0b-0c0d0e0f0a0b")
OTHER = UUID("0190a0b0-c0d0-7e0f-8a0b-0c0d0e0f0a0c")


def test_a_receipt_is_the_same_every_time_and_fits_into_a_header() -> None:
    receipt = receipt_for(comment_id=ID, receipt_version=1)
    assert receipt == receipt_for(comment_id=ID, receipt_version=1)
    assert receipt.isascii()
    assert comment_id_in(receipt) == ID


@pytest.mark.parametrize(("comment_id", "version"), [(OTHER, 1), (ID, 2)])
def test_a_receipt_fits_one_comment_and_one_version(comment_id: UUID, version: int) -> None:
    receipt = receipt_for(comment_id=ID, receipt_version=1)
    assert not is_genuine(receipt, comment_id=comment_id, receipt_version=version)


def test_a_receipt_of_another_key_is_not_genuine(settings: Settings) -> None:
    receipt = receipt_for(comment_id=ID, receipt_version=1)
    settings.RECEIPT_KEY = "another"
    assert not is_genuine(receipt, comment_id=ID, receipt_version=1)


@pytest.mark.parametrize("receipt", ["", ".", "x.y", "ä" * 32, "0" * 31 + ".x", "g" * 32])
def test_nonsense_names_no_comment(receipt: str) -> None:
    assert comment_id_in(receipt) is None
