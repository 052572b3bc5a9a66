"""Figures agree to a millionth, and what is no figure agrees with nothing."""

from __future__ import annotations

import math

import pytest

from allocator.verify.comparison import differs, stated_otherwise


@pytest.mark.parametrize(
    ("stated", "found", "different"),
    [
        (2_000_000.0, 2_000_001.0, False),
        (2_000_000.0, 2_000_003.0, True),
        (0.0, 5e-7, False),
        (0.0, 2e-6, True),
        (1e-7, 2e-7, False),
        (math.nan, 1.0, True),
        (1.0, math.nan, True),
        (math.nan, math.nan, True),
        (math.inf, 1.0, True),
    ],
)
def test_differs(stated: float, found: float, different: bool) -> None:
    assert differs(stated, found) is different


def test_a_tolerance_of_its_own_takes_the_place_of_the_millionth() -> None:
    assert not differs(3.0, 4.0, tolerance=1.0)
    assert differs(3.0, 4.5, tolerance=1.0)


def test_a_text_that_is_empty_is_said_to_be_nothing() -> None:
    finding = stated_otherwise("plan.input_hash", "plan.json", "input_hash", "", "abc")
    assert finding.message == "plan.json states input_hash as nothing; recomputed it is abc"
