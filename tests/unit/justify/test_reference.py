"""References: stable, of one run, readable from paper."""

from __future__ import annotations

import re

import pytest

from allocator.justify.reference import FULL_LENGTH, LENGTH, as_reference, reference


def test_reference_is_of_a_run_and_a_name_and_stays() -> None:
    first = reference("run", "A/1/x")
    assert first == reference("run", "A/1/x") == "5XYFRDSH"
    assert first != reference("other", "A/1/x")
    assert first != reference("run", "A/1/y")


def test_whole_reference_begins_with_the_short_one() -> None:
    whole = reference("run", "A/1/x", FULL_LENGTH)
    assert (len(whole), len(reference("run", "A/1/x"))) == (FULL_LENGTH, LENGTH)
    assert whole.startswith(reference("run", "A/1/x"))


def test_no_sign_can_be_read_for_another() -> None:
    signs = "".join(reference("run", str(number), FULL_LENGTH) for number in range(200))
    assert not re.search("[ILOU]", signs)
    assert len(set(signs)) == 32


@pytest.mark.parametrize("typed", ["k7q2m9f0", "K7Q2-M9FO", " k7q2 m9fo "])
def test_reference_is_read_as_it_was_copied(typed: str) -> None:
    assert as_reference(typed) == "K7Q2M9F0"


@pytest.mark.parametrize("typed", ["", "K7Q2", "A07/1999-08-23/rest.before", "K7Q2M9FU"])
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert as_reference(typed) is None
