"""Range, Gini and Jain against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.justify.spread import spread_of

CONTRACTS = [37.5, 37.5, 18.75, 18.75]


def test_alike_by_hours_and_unlike_pro_rata() -> None:
    """Eight unsocial hours each: nothing to see until part-timers are looked at pro rata."""
    raw, pro_rata = spread_of([8.0] * 4), spread_of([8 / hours for hours in CONTRACTS])
    assert raw is not None
    assert pro_rata is not None
    assert (raw.range_share, raw.gini, raw.jain) == (0, 0, 1)
    assert (round(pro_rata.gini, 3), round(pro_rata.jain, 2)) == (0.167, 0.90)
    assert pro_rata.range_share == pytest.approx(8 / 37.5)


def test_one_bears_all() -> None:
    found = spread_of([0, 0, 0, 1.0])
    assert found is not None
    assert (found.gini, found.jain) == (0.75, 0.25)


def test_nothing_is_borne() -> None:
    assert spread_of([]) is None
    assert spread_of([0.0, 0.0]) is None


@given(st.lists(st.floats(0, 1e3), min_size=2, max_size=9).filter(lambda each: sum(each) > 1e-3))
def test_gini_is_the_mean_difference_over_twice_the_mean(shares: list[float]) -> None:
    found = spread_of(shares)
    assert found is not None
    count, mean = len(shares), sum(shares) / len(shares)
    apart = sum(abs(x - y) for x in shares for y in shares) / count**2
    assert found.gini == pytest.approx(apart / (2 * mean), abs=1e-9)
    assert 1 / count - 1e-9 <= found.jain <= 1 + 1e-9
