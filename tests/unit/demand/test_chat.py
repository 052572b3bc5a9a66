"""Chats held several at once: the chain against its balance equations in 50 digits."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from allocator.demand.chain_weights import idle_agents, in_hand_rates, late_shares_of
from allocator.demand.chat import ChatChain, chat_chain
from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import ErlangA
from allocator.demand.heads import fewest_agents, fewest_heads_each
from allocator.demand.late_shares import late_shares
from allocator.errors import InputError

SPEEDS = (1.0, 1.7, 2.5)
ONE = [np.array([x]) for x in (60 / 1800, 600.0, 200.0)]


@pytest.mark.parametrize(("agents", "expected"), [(9, 0.6115), (10, 0.8724), (11, 0.9654)])
def test_published_chain_without_patience(agents: int, expected: float) -> None:
    """60 chats in 30 minutes, 600 s, three at once, first reply in 30 s."""
    answer = chat_chain(60 / 1800, 600, SPEEDS, None, agents, 30)
    assert answer.service_level == pytest.approx(expected, abs=5e-5)
    assert answer.model == "chat_chain"


@pytest.mark.parametrize(("agents", "wrong"), [(9, 0.4234), (10, 0.6813), (11, 0.8316)])
def test_dividing_the_handling_time_by_the_speed_is_another_thing(
    agents: int, wrong: float
) -> None:
    divided = erlang_c(60 / 1800, 600 / 2.5, agents, 30)
    assert divided.service_level == pytest.approx(wrong, abs=5e-5)


def _balance(
    arrivals_per_s: float, aht_s: float, patience_s: float, agents: int, speeds: tuple[float, ...]
) -> list[mpf]:
    """Probabilities of the states by global balance, summed up in 50 digits."""
    most = len(speeds)
    at = [mpf(0), *(mpf(speed) for speed in speeds)]
    weights, state = [mpf(1)], 0
    while weights[-1] > mpf(10) ** -40 * max(weights) or state < 2 * agents * most:
        state += 1
        held = [0] * agents  # dealt out one by one, to see the rule and not the formula
        for contact in range(min(state, agents * most)):
            held[contact % agents] += 1
        rate = sum(at[each] for each in held) / mpf(aht_s)
        rate += max(0, state - agents * most) / mpf(patience_s)
        weights.append(weights[-1] * mpf(arrivals_per_s) / rate)
    total = sum(weights)
    return [weight / total for weight in weights]


def _answered_within(
    states: list[mpf],
    aht_s: float,
    patience_s: float,
    agents: int,
    speeds: tuple[float, ...],
    t: float,
) -> mpf:
    """First replies within t by integrating the density of the wait behind each queue length."""
    places, theta = agents * len(speeds), 1 / mpf(patience_s)
    full = agents * mpf(speeds[-1]) / mpf(aht_s)
    answered = sum(states[:places])
    for ahead, share in enumerate(states[places:]):
        # Each departure ahead takes an exponential time with rate full + i·θ; the contact itself
        # must still be there: I_y(ahead + 1, full/θ + 1) times the chance of being answered.
        y = 1 - mp.exp(-theta * t)
        stays = full / (full + (ahead + 1) * theta)
        answered += share * stays * mp.betainc(ahead + 1, full / theta + 1, 0, y, regularized=True)
    return answered


@pytest.mark.parametrize("speeds", [(1.0,), (1.0, 1.7), SPEEDS, (1.0, 1.0, 1.2, 1.9)])
@pytest.mark.parametrize("agents", [1, 3, 7])
def test_chain_agrees_with_the_balance_equations(agents: int, speeds: tuple[float, ...]) -> None:
    mp.dps = 50
    states = _balance(1 / 60, 400, 150, agents, speeds)
    chain = ChatChain(1 / 60, 400, 150, agents, speeds)
    places = agents * len(speeds)
    waiting = sum((x - places) * p for x, p in enumerate(states) if x > places)
    assert chain.prob_wait == pytest.approx(float(sum(states[places:])), abs=1e-13)
    assert chain.prob_abandon == pytest.approx(float(waiting / 150 * 60), abs=1e-13)
    assert chain.mean_wait_s == pytest.approx(float(waiting * 60), abs=1e-10)
    busy = sum(min(x, agents) * p for x, p in enumerate(states)) / agents
    held = sum(min(x, places) * p for x, p in enumerate(states)) / agents
    assert chain.occupancy == pytest.approx(float(busy), abs=1e-13)
    assert chain.chats_per_agent == pytest.approx(float(held), abs=1e-13)
    in_time = _answered_within(states, 400, 150, agents, speeds, 30)
    assert chain.answered_within(30) == pytest.approx(float(in_time), abs=1e-12)
    late = late_shares_of(*(np.array([x]) for x in (1 / 60, 400.0, 150.0)), 7, 30, speeds)[0]
    assert late[agents] == pytest.approx(1 - float(in_time), abs=1e-12)
    idle = idle_agents(*(np.array([x]) for x in (1 / 60, 400.0, 150.0)), 7, speeds)[0]
    assert idle[agents] == pytest.approx(float(agents * (1 - busy)), rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(load=st.floats(0.01, 60), agents=st.integers(1, 60), patience_s=st.floats(5, 5000))
def test_one_at_a_time_is_erlang_a(load: float, agents: int, patience_s: float) -> None:
    chain = ChatChain(load / 180, 180, patience_s, agents, (1.0,))
    calls = ErlangA(load / 180, 180, patience_s, agents)
    for name in ("prob_wait", "prob_abandon", "asa_s", "mean_wait_s", "occupancy"):
        assert getattr(chain, name) == pytest.approx(getattr(calls, name), rel=1e-12, abs=1e-15)
    assert chain.answered_within(20) == calls.answered_within(20)
    one = [np.array([x]) for x in (load / 180, 180.0, patience_s)]
    assert (late_shares_of(*one, agents, 20) == late_shares(*one, agents, 20)).all()
    idle = idle_agents(*one, agents)[0, agents]
    assert idle == pytest.approx(agents * (1 - calls.occupancy), abs=1e-9 * agents)


@pytest.mark.parametrize("agents", [19, 20, 30])
def test_one_at_a_time_without_patience_is_erlang_c(agents: int) -> None:
    chain, calls = chat_chain(0.1, 180, (1.0,), None, agents, 20), erlang_c(0.1, 180, agents, 20)
    for name in ("service_level", "asa_s", "prob_wait", "occupancy", "mean_wait_s"):
        assert getattr(chain, name) == pytest.approx(getattr(calls, name), rel=1e-12)


def test_long_patience_comes_near_none() -> None:
    patient = chat_chain(60 / 1800, 600, SPEEDS, None, 10, 30)
    nearly = chat_chain(60 / 1800, 600, SPEEDS, 1e8, 10, 30)
    assert nearly.service_level == pytest.approx(patient.service_level, abs=1e-5)
    assert nearly.chats_per_agent == pytest.approx(patient.chats_per_agent, abs=1e-4)


def test_mean_chats_held_is_little_s_law() -> None:
    """Without abandonment as many are finished as come: Σ rates·shares is the arrival rate."""
    chain = ChatChain(*(float(x[0]) for x in ONE), 9, SPEEDS)
    first, shares = chain._states  # pyright: ignore[reportPrivateUsage]
    held = np.minimum(np.arange(first, first + len(shares), dtype=float), 27)
    finished = float(in_hand_rates(held, 9, SPEEDS) @ shares) / 600
    assert finished == pytest.approx(60 / 1800 * (1 - chain.prob_abandon), rel=1e-12)


def test_fewest_agents_meet_the_target_and_one_fewer_does_not() -> None:
    for patience_s in (None, 120.0):
        agents = fewest_agents(60 / 1800, 600, patience_s, 0.9, 30, speeds=SPEEDS)
        found = [
            chat_chain(60 / 1800, 600, SPEEDS, patience_s, n, 30).service_level
            for n in (agents - 1, agents)
        ]
        assert found[0] < 0.9 <= found[1]
    (heads,) = fewest_heads_each(*ONE, 0.9, 30, speeds=SPEEDS)
    assert heads == fewest_agents(60 / 1800, 600, 200, 0.9, 30, speeds=SPEEDS)


def test_the_occupancy_cap_counts_what_agents_could_get_done() -> None:
    agents = fewest_agents(1.0, 600, 60, 0.01, 600, 0.8, speeds=SPEEDS)
    assert agents == 300  # 600 erlangs, done 2.5 times as fast, under 0.8


@pytest.mark.parametrize("speeds", [(), (0.9, 1.5), (1.0, 1.7, 1.6)])
def test_speeds_that_begin_elsewhere_or_fall_are_refused(speeds: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="speeds"):
        chat_chain(0.01, 600, speeds, 60, 3, 30)


def test_more_chats_than_agents_finish_have_no_steady_state() -> None:
    with pytest.raises(InputError, match=r"more than 8\.00 agents"):
        chat_chain(60 / 1800, 600, SPEEDS, None, 8, 30)


def test_curves_of_a_large_week_of_chats_take_seconds() -> None:
    """And not the minutes that a chain for each number of agents would, on any machine."""
    began = time.process_time()
    for agents in range(1, 600, 30):
        ChatChain(2.5, 600, 200, agents, SPEEDS).answered_within(30)
    one_by_one_s = (time.process_time() - began) / 20 * 200 * 600
    arrivals = np.linspace(0.05, 2.5, 200)
    began = time.process_time()
    shares = late_shares_of(arrivals, np.full(200, 600.0), np.full(200, 200.0), 600, 30, SPEEDS)
    assert time.process_time() - began < one_by_one_s / 5  # measured at a sixtieth
    assert (np.diff(shares) <= 0).all()
    chain = ChatChain(2.5, 600, 200, 600, SPEEDS)
    assert shares[-1, 600] == pytest.approx(1 - chain.answered_within(30), abs=1e-11)
