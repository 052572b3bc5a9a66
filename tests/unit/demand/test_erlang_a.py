"""Erlang A, by states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.demand.erlang_a import ErlangA, erlang_a
from allocator.demand.queue_answer import ServiceLevel
from allocator.errors import InputError
from tests.unit.demand.palm_oracle import palm_queue

CASES = [
    # arrivals/s, AHT s, patience s, agents, target s
    (100 / 1800, 180, 300, 14, 20),  # comfortable
    (250 / 1800, 210, 180, 31, 20),  # near the load
    (20 / 900, 200, 460, 2, 20),  # a load of more than twice the agents
    (3 / 900, 280, 5, 1, 10),  # patience far below the handling time
    (0.2 / 900, 120, 900, 3, 0),  # next to nothing to do
    (2.5, 180, 7200, 460, 30),  # hundreds of agents and long patience
]


@pytest.mark.parametrize("case", CASES)
def test_every_figure_agrees_with_the_density_in_50_digits(
    case: tuple[float, float, float, int, float],
) -> None:
    oracle = palm_queue(*case)
    queue, target_s = ErlangA(*case[:4]), case[4]
    for name in ("prob_wait", "prob_abandon", "mean_wait_s", "mean_offered_wait_s", "asa_s"):
        assert getattr(queue, name) == pytest.approx(getattr(oracle, name), rel=1e-11), name
    assert queue.answered_within(target_s) == pytest.approx(oracle.answered_within, abs=1e-12)
    assert queue.offered_wait_beyond(target_s) == pytest.approx(
        oracle.offered_wait_beyond, abs=1e-12
    )


def test_ten_thousand_agents_at_their_load_follow_the_square_root_law() -> None:
    # Garnett, Mandelbaum and Reiman: at load = agents and patience = handling time the number
    # of contacts is Poisson, so the chance to wait is P(Poisson(10,000) ≥ 10,000).
    from scipy.special import pdtrc

    queue = ErlangA(10_000 / 180, 180, 180, 10_000)
    assert queue.prob_wait == pytest.approx(float(pdtrc(9_999, 10_000)), rel=1e-11)


def test_overload_is_answered_and_not_refused() -> None:
    answer = erlang_a(30 / 180, 180, 60, 20, 20)
    # Twenty agents serve two thirds if never idle; a little more than the rest leaves.
    assert 1 / 3 < answer.prob_abandon < 0.36
    assert answer.occupancy == pytest.approx(30 * (1 - answer.prob_abandon) / 20, rel=1e-12)
    assert answer.load_erlangs == pytest.approx(30)


def test_gross_overload_with_long_patience_keeps_its_flow_balance() -> None:
    queue = ErlangA(12_000 / 180, 180, 1e6, 10_000)
    assert queue.prob_abandon == pytest.approx(1 / 6, rel=1e-9)
    assert queue.mean_wait_s == pytest.approx(1e6 / 6, rel=1e-9)
    assert queue.asa_s == pytest.approx(1e6 * 0.182321556793955, rel=1e-5)  # ln(1.2)/θ


def test_mean_wait_of_the_answered_is_not_that_of_all() -> None:
    answer = erlang_a(100 / 1800, 180, 200, 9, 20)
    assert answer.mean_wait_s > answer.asa_s + 1  # the longer the wait, the likelier to leave


def test_answered_and_abandoned_and_still_waiting_make_a_whole() -> None:
    queue = ErlangA(250 / 1800, 210, 180, 31)
    for seconds in (0.0, 5.0, 60.0):
        parts = (
            queue.answered_within(seconds)
            + queue.abandoned_within(seconds)
            + queue.wait_beyond(seconds)
        )
        assert parts == pytest.approx(1.0, abs=1e-13)
    assert queue.answered_within(1e5) == pytest.approx(1 - queue.prob_abandon, abs=1e-13)


def test_definitions_of_service_level_keep_their_order() -> None:
    queue = ErlangA(250 / 1800, 210, 180, 31)
    offered, no_early, answered, virtual = (
        queue.service_level(20, definition) for definition in ServiceLevel
    )
    assert offered < virtual < no_early < answered


def test_no_agents_are_refused() -> None:
    with pytest.raises(InputError, match="at least one"):
        ErlangA(1, 180, 60, 0)


@settings(max_examples=40, deadline=None)
@given(
    load=st.floats(0.05, 60),
    aht_s=st.floats(10, 1500),
    patience_s=st.floats(5, 5000),
    agents=st.integers(1, 80),
    target_s=st.floats(0, 300),
)
def test_another_agent_and_a_longer_target_never_hurt(
    load: float, aht_s: float, patience_s: float, agents: int, target_s: float
) -> None:
    fewer = ErlangA(load / aht_s, aht_s, patience_s, agents)
    more = ErlangA(load / aht_s, aht_s, patience_s, agents + 1)
    slack = 1e-12
    assert more.answered_within(target_s) >= fewer.answered_within(target_s) - slack
    assert fewer.answered_within(target_s + 10) >= fewer.answered_within(target_s) - slack
    assert more.prob_abandon <= fewer.prob_abandon + slack
    assert 0 <= fewer.occupancy <= 1
