"""Fewest agents and shrinkage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import ErlangA
from allocator.demand.heads import fewest_agents, fewest_heads_each, scheduled_agents
from allocator.demand.late_curve import LateCurve
from allocator.demand.late_shares import late_shares
from allocator.errors import InputError


@settings(max_examples=25, deadline=None)
@given(load=st.floats(0.1, 40), patience_s=st.floats(20, 2000), target=st.floats(0.1, 0.98))
def test_one_agent_fewer_misses_the_target(load: float, patience_s: float, target: float) -> None:
    agents = fewest_agents(load / 180, 180, patience_s, target, 20)
    assert ErlangA(load / 180, 180, patience_s, agents).service_level(20) >= target
    if agents > 1:
        assert ErlangA(load / 180, 180, patience_s, agents - 1).service_level(20) < target


def test_many_queues_at_once_get_the_same_agents_as_one_by_one() -> None:
    loads = np.array([0.02, 1.0, 4.0, 9.3, 25.0, 61.0])
    aht, patience = np.full(6, 200.0), np.array([60.0, 460, 460, 930, 250, 300])
    together = fewest_heads_each(loads / aht, aht, patience, 0.8, 20)
    assert together == [
        fewest_agents(load / 200, 200, p, 0.8, 20) for load, p in zip(loads, patience, strict=True)
    ]


def test_a_strict_target_widens_the_search() -> None:
    found = fewest_heads_each(np.array([0.5]), np.array([180.0]), np.array([300.0]), 0.999999, 0)
    assert found == [fewest_agents(0.5, 180, 300, 0.999999, 0)]


@settings(max_examples=25, deadline=None)
@given(
    load=st.floats(0.1, 40),
    patience_s=st.floats(20, 2000),
    target=st.floats(0.1, 0.98),
    effective_share=st.floats(0.3, 1.0),
)
def test_people_scheduled_meet_the_target_as_the_expected_service_is_reckoned(
    load: float, patience_s: float, target: float, effective_share: float
) -> None:
    one = np.array([load / 180]), np.array([180.0]), np.array([patience_s])
    (people,) = fewest_heads_each(*one, target, 20, effective_share)
    curve = LateCurve(late_shares(*one, people + 1, 20)[0])
    assert 1 - curve.exact(people * effective_share) >= target - 1e-12
    assert people == 1 or 1 - curve.exact((people - 1) * effective_share) < target + 1e-12


def test_people_scheduled_are_rounded_up_once() -> None:
    # 3.5 agents are enough: 5 people at 30% shrinkage. Whole agents first would ask for 4 / 0.7.
    one = np.array([2.0 / 180]), np.array([180.0]), np.array([300.0])
    curve = LateCurve(late_shares(*one, 10, 20)[0])
    target = 1 - curve.exact(3.5)
    assert fewest_heads_each(*one, target, 20) == [4]
    assert fewest_heads_each(*one, target - 1e-9, 20, 0.7) == [5]
    assert scheduled_agents(4, 0.3) == 6


def test_without_patience_the_search_is_by_erlang_c() -> None:
    agents = fewest_agents(200 / 3600, 180, None, 0.8, 20)
    assert agents == 14
    assert erlang_c(200 / 3600, 180, 13, 20).service_level < 0.8


def test_occupancy_cap_binds_where_the_target_would_not() -> None:
    assert fewest_agents(40 / 180, 180, None, 0.8, 20) == 45
    assert fewest_agents(40 / 180, 180, None, 0.8, 20, 0.85) == 48


def test_without_a_cap_erlang_a_may_have_fewer_agents_than_erlangs() -> None:
    assert fewest_agents(4 / 180, 180, 20, 0.5, 20) == 3


def test_cap_met_exactly_needs_no_further_agent() -> None:
    assert fewest_agents(8 / 180, 180, 600, 0.01, 20, 0.8) == 10


def test_shrinkage_divides() -> None:
    assert scheduled_agents(14, 0.3) == 20  # not 19 (14 · 1.3), not 21 (rounding of 1/0.7)
    assert scheduled_agents(15, 0.3) == 22
    assert scheduled_agents(0, 0.3) == 0


@pytest.mark.parametrize("shrinkage_share", [-0.1, 1.0])
def test_shrinkage_out_of_range_is_refused(shrinkage_share: float) -> None:
    with pytest.raises(InputError, match=r"at least 0 and below 1"):
        scheduled_agents(10, shrinkage_share)


@pytest.mark.parametrize(("target", "cap"), [(1.2, 1.0), (0.8, 0.0)])
def test_targets_and_caps_out_of_range_are_refused(target: float, cap: float) -> None:
    with pytest.raises(InputError):
        fewest_agents(1, 180, 100, target, 20, cap)
