"""Fewest people that meet a target, and how many of them to schedule."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.chain_weights import VOICE, idle_agents, late_shares_of
from allocator.demand.chat import ChatChain, chat_chain
from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import ErlangA
from allocator.demand.queue_answer import ServiceLevel, refuse

_HAIR = 1e-6
"""Of a person: work that exceeds the time for it by less is no reason for another person."""

_AGENTS_MAX = 1_000_000
"""Where a target is not met with so many agents it cannot be met."""


def fewest_agents(
    arrivals_per_s: float,
    aht_s: float,
    patience_s: float | None,
    target_share: float,
    target_s: float,
    max_occupancy_share: float = 1.0,
    definition: ServiceLevel = ServiceLevel.OFFERED,
    speeds: tuple[float, ...] = VOICE,
) -> int:
    """Fewest agents whose service level reaches the target, within the occupancy cap.

    Parameters
    ----------
    arrivals_per_s, aht_s
        Contacts per second and mean handling time, above zero.
    patience_s
        Mean patience for Erlang A; ``None`` for Erlang C.
    target_share, target_s
        Wanted share answered within so many seconds.
    max_occupancy_share
        Most of the agents' time that the offered load may fill (see
        :func:`agents_under_cap`); 1 for no cap.
    speeds
        Of agents who hold several chats (see :class:`~allocator.demand.chat.ChatChain`); the cap
        is then on what they could get done with as many as they may hold.

    Returns
    -------
    int
        At least one.

    Raises
    ------
    InputError
        If a value is out of its range.
    """
    if not 0 <= target_share <= 1:
        raise refuse("target_share", target_share, "must lie between 0 and 1", "80% is 0.8.")
    if not 0 < max_occupancy_share <= 1:
        raise refuse(
            "max_occupancy_share",
            max_occupancy_share,
            "must be above 0 and at most 1",
            "85% is 0.85.",
        )
    load, fastest, several = arrivals_per_s * aht_s, speeds[-1], len(speeds) > 1

    def met(agents: int) -> bool:
        if patience_s is not None and several:
            chain = ChatChain(arrivals_per_s, aht_s, patience_s, agents, speeds)
            return chain.service_level(target_s, definition) >= target_share
        if patience_s is not None:
            queue = ErlangA(arrivals_per_s, aht_s, patience_s, agents)
            return queue.service_level(target_s, definition) >= target_share
        if agents * fastest <= load:
            return False
        if several:
            found = chat_chain(arrivals_per_s, aht_s, speeds, None, agents, target_s)
        else:
            found = erlang_c(arrivals_per_s, aht_s, agents, target_s)
        return found.service_level >= target_share

    return _first(met, max(1, agents_under_cap(load / fastest, max_occupancy_share)))


def agents_under_cap(load_erlangs: float, max_occupancy_share: float) -> int:
    """Fewest agents with load/agents ≤ cap; zero where the cap is 1, which is none.

    The cap is on the offered load, as if nobody abandoned: it must not loosen because contacts
    are lost.
    """
    if max_occupancy_share >= 1:
        return 0
    # A hair of tolerance: 8 erlangs under a cap of 0.8 are 10 agents, not 11.
    return math.ceil(load_erlangs / max_occupancy_share - 1e-9)


def fewest_heads_each(
    arrivals_per_s: Floats,
    aht_s: Floats,
    patience_s: Floats,
    target_share: float,
    target_s: float,
    effective_share: float = 1.0,
    speeds: tuple[float, ...] = VOICE,
) -> list[int]:
    """Fewest people to schedule in many queues at once (in time over offered).

    With *h* people scheduled, h × ``effective_share`` agents serve; between whole numbers of
    agents the late share is interpolated, as in
    :meth:`~allocator.demand.late_curve.LateCurve.exact`. So people too few by this count are
    those whose expected service misses the target, and the rounding to whole people is done once.

    Parameters
    ----------
    arrivals_per_s, aht_s, patience_s
        One value a queue, shape (M,).
    target_share, target_s
        Wanted share, below one, answered within so many seconds.
    effective_share
        Share of people's time that shrinkage leaves, above zero.

    Returns
    -------
    list of int
        At least one each; one where nothing arrives.
    """
    load = float((arrivals_per_s * aht_s).max()) / speeds[-1]
    most = math.ceil((load + 3.0 * math.sqrt(load) + 5) / effective_share)
    while True:
        served = np.arange(1, most + 1) * effective_share
        below = served.astype(int)
        part = served - below
        mix = arrivals_per_s, aht_s, patience_s
        late = late_shares_of(*mix, int(below[-1]) + 1, target_s, speeds)
        met = 1.0 - (late[:, below] * (1.0 - part) + late[:, below + 1] * part) >= target_share
        if met[:, -1].all():
            return (met.argmax(axis=1) + 1).tolist()
        if most > _AGENTS_MAX:
            raise refuse("target_share", target_share, "cannot be met", "Ask for less.")
        most *= 2


def fewest_heads_for_work(
    arrivals_per_s: Floats,
    aht_s: Floats,
    patience_s: Floats,
    work_erlangs: Floats,
    effective_share: float = 1.0,
    speeds: tuple[float, ...] = VOICE,
) -> list[int]:
    """Fewest people whose time without a contact on the line holds some other work.

    No margin is put on: the work can wait a little, and is there all the time.

    Parameters
    ----------
    arrivals_per_s, aht_s, patience_s, effective_share, speeds
        See :func:`fewest_heads_each`; queues without arrivals leave everybody's whole time.
    work_erlangs
        Deferred work, in people busy with it all the time, shape (M,).
    """
    most = math.ceil(float((arrivals_per_s * aht_s + work_erlangs).max()) / effective_share) + 1
    while True:
        served = np.arange(most + 1) * effective_share
        below = served.astype(int)
        part = served - below
        idle = idle_agents(arrivals_per_s, aht_s, patience_s, int(below[-1]) + 1, speeds)
        held = idle[:, below] * (1.0 - part) + idle[:, below + 1] * part
        enough = held >= work_erlangs[:, np.newaxis] - _HAIR
        if enough[:, -1].all():
            return enough.argmax(axis=1).tolist()
        most *= 2


def _first(met: Callable[[int], bool], least: int) -> int:
    """Return the smallest number from ``least`` up for which a monotone condition holds."""
    low, high = least - 1, least
    while not met(high):
        if high > _AGENTS_MAX:
            raise refuse("target_share", high, "cannot be met with this many agents", "Ask less.")
        low, high = high, high + max(1, 2 * (high - low))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if met(middle) else (middle, high)
    return high


def scheduled_agents(agents: int, shrinkage_share: float) -> int:
    """Agents to schedule so that enough are on the phone after shrinkage.

    Divides by what is left: 14 agents at 30% shrinkage are 20, not 18.2.

    Raises
    ------
    InputError
        If the shrinkage is not at least zero and below one.
    """
    if not 0 <= shrinkage_share < 1:
        raise refuse(
            "shrinkage_share", shrinkage_share, "must be at least 0 and below 1", "30% is 0.3."
        )
    # 14 / (1 − 0.3) is 20.000000000000004 in binary, which must not become 21.
    return math.ceil(agents / (1.0 - shrinkage_share) - 1e-9)
