"""Amounts as sentences say them: one of a thing, a share as a percentage."""

from __future__ import annotations

import pytest

from allocator.domain.amount_text import amount_text


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "requests", "1 request"),
        (2, "requests", "2 requests"),
        (1, "people", "1 person"),
        (1.0, "late contacts", "1 late contact"),
        (1, "of contacts", "100% of contacts"),
        (0.829533, "of contacts", "82.9533% of contacts"),
        (1, "of 3", "1 of 3"),
        (1, "h", "1 h"),
        (1158.5824, "contacts", "1,158.58 contacts"),
        ("met", "", "met"),
    ],
)
def test_value_and_unit_agree(value: float | str, unit: str, said: str) -> None:
    assert amount_text(value, unit) == said
