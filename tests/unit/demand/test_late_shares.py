"""Late shares in closed form, against the sums over states and the density in 50 digits."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.demand.erlang_a import ErlangA
from allocator.demand.late_shares import late_shares
from tests.unit.demand.palm_oracle import palm_queue


def _shares(
    arrivals_per_s: float, aht_s: float, patience_s: float, agents_max: int, target_s: float
) -> np.ndarray:
    one = [np.array([x]) for x in (arrivals_per_s, aht_s, patience_s)]
    return late_shares(*one, agents_max, target_s)[0]


@pytest.mark.parametrize(
    ("arrivals_per_s", "aht_s", "patience_s", "agents", "target_s"),
    [
        (20 / 900, 180, 460, 4, 20),
        (20 / 900, 180, 460, 1, 20),
        (20 / 900, 180, 460, 8, 20),
        (500 / 900, 200, 250, 100, 30),
        (4 / 900, 280, 8, 2, 10),
    ],
)
def test_cells_agree_with_the_density_in_50_digits(
    arrivals_per_s: float, aht_s: float, patience_s: float, agents: int, target_s: float
) -> None:
    oracle = palm_queue(arrivals_per_s, aht_s, patience_s, agents, target_s)
    found = _shares(arrivals_per_s, aht_s, patience_s, agents, target_s)[agents]
    assert found == pytest.approx(1 - oracle.answered_within, abs=2e-13)


@settings(max_examples=60, deadline=None)
@given(
    load=st.floats(0.001, 150),
    aht_s=st.floats(10, 1500),
    patience_s=st.floats(1, 1e5),
    target_s=st.sampled_from([0.0, 10.0, 20.0, 120.0]),
)
def test_curves_agree_with_the_sums_over_states(
    load: float, aht_s: float, patience_s: float, target_s: float
) -> None:
    agents_max = int(1.5 * load) + 4
    shares = _shares(load / aht_s, aht_s, patience_s, agents_max, target_s)
    for agents in {1, 1 + agents_max // 3, 1 + agents_max // 2, agents_max}:
        queue = ErlangA(load / aht_s, aht_s, patience_s, agents)
        assert shares[agents] == pytest.approx(1 - queue.answered_within(target_s), abs=2e-12)


@settings(max_examples=30, deadline=None)
@given(load=st.floats(0.001, 900), patience_s=st.floats(1, 1e7), target_s=st.floats(0, 600))
def test_curves_start_at_one_and_never_rise(
    load: float, patience_s: float, target_s: float
) -> None:
    shares = _shares(load / 180, 180, patience_s, int(2 * load) + 3, target_s)
    assert shares[0] == 1.0
    assert (np.diff(shares) <= 0).all()
    assert ((shares >= 0) & (shares <= 1)).all()


def test_ten_thousand_agents() -> None:
    shares = _shares(10_000 / 180, 180, 300, 10_000, 20)
    queue = ErlangA(10_000 / 180, 180, 300, 10_000)
    assert shares[10_000] == pytest.approx(1 - queue.answered_within(20), abs=1e-11)


def test_without_contacts_one_agent_is_enough() -> None:
    assert _shares(0.0, 180, 300, 3, 20).tolist() == [1.0, 0.0, 0.0, 0.0]


def test_a_large_week_takes_a_moment() -> None:
    """All cells at once take less than a few of them by the sums over states, on any machine."""
    rng = np.random.default_rng(7)
    cells = 2 * 382
    arrivals_per_s = rng.uniform(0, 60, cells) / 900
    aht_s, patience_s = rng.uniform(100, 300, cells), rng.uniform(200, 900, cells)
    begun = time.process_time()
    for cell in range(50):
        for agents in range(1, 15):
            queue = ErlangA(arrivals_per_s[cell], aht_s[cell], patience_s[cell], agents)
            queue.answered_within(20.0)
    a_few_s = time.process_time() - begun
    begun = time.process_time()
    late_shares(arrivals_per_s, aht_s, patience_s, 14, 20.0)
    assert time.process_time() - begun < a_few_s
