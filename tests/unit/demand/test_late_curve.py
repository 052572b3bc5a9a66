"""The envelope of a late curve against a brute-force one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.demand.late_curve import LateCurve
from allocator.demand.late_shares import late_shares


def _curve(load: float, agents_max: int = 14, patience_s: float = 450.0) -> LateCurve:
    one = [np.array([x]) for x in (load / 180, 180.0, patience_s)]
    return LateCurve(late_shares(*one, agents_max, 20.0)[0])


def _brute_envelope(shares: np.ndarray, agents: int) -> float:
    """Lowest chord over a point: the convex envelope by its definition."""
    chords = [float(shares[agents])]
    for left in range(agents):
        for right in range(agents + 1, len(shares)):
            part = (agents - left) / (right - left)
            chords.append(float(shares[left] * (1 - part) + shares[right] * part))
    return min(chords)


LOADS = (0.05, 0.8, 3.0, 6.5, 9.0, 13.0, 30.0)


@pytest.mark.parametrize("load", LOADS)
def test_envelope_is_the_lowest_chord(load: float) -> None:
    curve = _curve(load)
    for agents in range(curve.agents_max + 1):
        expected = _brute_envelope(curve.shares, agents)
        assert curve.priced(agents) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("load", LOADS)
def test_priced_never_exceeds_exact_and_meets_it_at_the_vertices(load: float) -> None:
    curve = _curve(load)
    for agents in np.linspace(0, 16, 161):
        assert curve.priced(agents) <= curve.exact(agents) + 1e-15
    for vertex in curve.vertices:
        assert curve.priced(vertex) == curve.exact(vertex) == curve.shares[vertex]


def test_below_the_load_the_envelope_lies_truly_below() -> None:
    curve = _curve(9.0)  # S-shaped there: without a gap the test above would prove nothing
    assert curve.priced(2) < curve.exact(2) - 0.05


@pytest.mark.parametrize("load", LOADS)
def test_largest_cut_is_the_price(load: float) -> None:
    curve = _curve(load)
    for agents in np.linspace(0, 20, 101):
        cuts = [slope * agents + intercept for slope, intercept in curve.cuts]
        assert max([*cuts, float(curve.shares[-1])]) == pytest.approx(
            curve.priced(agents), abs=1e-13
        )


@pytest.mark.parametrize("load", LOADS)
def test_slopes_rise(load: float) -> None:
    slopes = [slope for slope, _ in _curve(load).cuts]
    assert slopes == sorted(slopes)
    assert all(slope <= 0 for slope in slopes)


def test_exact_is_linear_between_whole_agents_and_flat_beyond() -> None:
    curve = LateCurve(np.array([1.0, 0.9, 0.2, 0.1]))
    assert curve.exact(1.25) == pytest.approx(0.725)
    assert curve.exact(3) == curve.exact(3.5) == curve.exact(99) == 0.1
    assert curve.vertices == (0, 2, 3)
    assert curve.priced(1) == pytest.approx(0.6)
    assert curve.cuts == ((pytest.approx(-0.4), 1.0), (pytest.approx(-0.1), pytest.approx(0.4)))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=12))
def test_envelope_of_any_falling_points(falls: list[int]) -> None:
    shares = 1.0 - np.cumsum([0, *falls]) / 1000
    curve = LateCurve(shares)
    brute = [_brute_envelope(shares, agents) for agents in range(len(shares))]
    assert curve.envelope.tolist() == pytest.approx(brute, abs=1e-12)
    assert (np.diff(curve.envelope, 2) >= -1e-12).all()
