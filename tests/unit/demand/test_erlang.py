"""Erlang B and C."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import fac, mp, mpf

from allocator.demand.erlang import erlang_b, erlang_c
from allocator.errors import InputError


def _erlang_b_50_digits(load: float, servers: int) -> float:
    with mp.workdps(50):
        exact = mpf(load)
        terms = [exact**k / fac(k) for k in range(servers + 1)]
        return float(terms[-1] / sum(terms))


@pytest.mark.parametrize(("load", "servers"), [(0.01, 3), (10, 10), (95.5, 120), (400, 300)])
def test_erlang_b_agrees_with_its_definition_in_50_digits(load: float, servers: int) -> None:
    assert erlang_b(load, servers) == pytest.approx(_erlang_b_50_digits(load, servers), rel=1e-13)


def test_erlang_b_without_servers_blocks_everything() -> None:
    assert erlang_b(3.0, 0) == 1.0


def test_erlang_b_underflows_to_zero_and_not_to_an_error() -> None:
    assert erlang_b(1.0, 10_000) == 0.0


def test_ten_thousand_servers() -> None:
    answer = erlang_c(9_900 / 180, 180, 10_000, 20)
    blocked = erlang_b(9_900, 10_000)
    wait = 10_000 * blocked / (10_000 - 9_900 * (1 - blocked))
    assert answer.prob_wait == pytest.approx(wait, rel=1e-14)
    assert 0.1 < answer.prob_wait < 0.4
    assert answer.asa_s == pytest.approx(wait * 180 / 100, rel=1e-12)


@pytest.mark.parametrize("agents", [9, 10])
def test_erlang_c_refuses_a_load_at_or_above_the_agents(agents: int) -> None:
    with pytest.raises(InputError, match=r"load of 10\.00 erlangs.*at least 11 agents") as caught:
        erlang_c(200 / 3600, 180, agents, 20)
    assert caught.value.problems[0].file == "agents"


@pytest.mark.parametrize(
    ("arrivals_per_s", "aht_s", "target_s", "name"),
    [(0, 180, 20, "arrivals_per_s"), (1, -1, 20, "aht_s"), (0.01, 180, -1, "target_s")],
)
def test_values_out_of_range_are_named(
    arrivals_per_s: float, aht_s: float, target_s: float, name: str
) -> None:
    with pytest.raises(InputError) as caught:
        erlang_c(arrivals_per_s, aht_s, 50, target_s)
    assert [problem.file for problem in caught.value.problems] == [name]


@settings(max_examples=40, deadline=None)
@given(
    load=st.floats(0.05, 200),
    aht_s=st.floats(10, 2000),
    spare=st.integers(1, 40),
    target_s=st.floats(0, 600),
)
def test_another_agent_never_lengthens_the_wait(
    load: float, aht_s: float, spare: int, target_s: float
) -> None:
    agents = math.floor(load) + spare
    fewer = erlang_c(load / aht_s, aht_s, agents, target_s)
    more = erlang_c(load / aht_s, aht_s, agents + 1, target_s)
    assert more.service_level >= fewer.service_level
    assert more.asa_s < fewer.asa_s
    assert 0 <= fewer.service_level <= 1
