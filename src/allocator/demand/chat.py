"""Chat: agents who hold several contacts at once, as a birth–death chain over contacts.

Contacts in hand are spread over the agents as evenly as can be. An agent with j of them finishes
``f(j)/AHT₁`` contacts a second, AHT₁ being a chat's length when it is the agent's only one. With x
contacts in hand and n agents, ``x mod n`` agents hold one more than the others, so that the rate at
which contacts are finished is known in every state. At most k each are held; who comes then waits
for a first reply, and may lose patience. With k = 1 this is Erlang A, or without patience
Erlang C.

While contacts wait every agent holds k and n agents finish ``n·f(k)/AHT₁`` a second, so that the
wait is Erlang A's with that rate; only the states in which nobody waits are other ones.

Source
------
The general birth–death queue (L. Kleinrock, "Queueing Systems", vol. 1, 1975, ch. 3); on agents who
serve several chats at a speed that depends on their number: J. Luo and J. Zhang, "Staffing and
control of instant messaging contact centers", Operations Research 61(2), 2013.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.chain_weights import in_hand_rates
from allocator.demand.erlang import require_target
from allocator.demand.erlang_a import ErlangA
from allocator.demand.queue_answer import QueueAnswer, ServiceLevel, refuse, require_positive


class ChatChain(ErlangA):
    """Steady state of chats that may abandon while they wait for a first reply.

    Parameters
    ----------
    arrivals_per_s
        Chats offered per second.
    aht_s
        Mean length of a chat that is the agent's only one.
    patience_s
        Mean patience of a chat waiting for its first reply.
    agents
        Agents, at least one.
    speeds
        Chats finished per time by an agent with 1, 2, …, k of them, over those with one; k is the
        most that an agent holds. The first is 1, and none is less than the one before.

    Raises
    ------
    InputError
        If a value is out of its range.
    """

    def __init__(
        self,
        arrivals_per_s: float,
        aht_s: float,
        patience_s: float,
        agents: int,
        speeds: tuple[float, ...],
    ) -> None:
        super().__init__(arrivals_per_s, aht_s, patience_s, agents)
        require_speeds(speeds)
        self.speeds = speeds
        self._places = agents * len(speeds)
        self._busy_rate = agents * speeds[-1] / aht_s

    def _in_hand_rate(self, states: Floats) -> Floats:
        held = np.minimum(states, self._places)
        return in_hand_rates(held, self.agents, self.speeds) / self.aht_s

    @cached_property
    def _peak(self) -> int:
        if self.arrivals_per_s >= self._busy_rate:
            excess = (self.arrivals_per_s - self._busy_rate) * self.patience_s
            return self._places + math.floor(excess)
        rates = self._in_hand_rate(np.arange(1.0, self._places + 1))
        return int(np.searchsorted(rates, self.arrivals_per_s, side="right"))

    @property
    def occupancy(self) -> float:
        """Share of an agent's time with at least one chat in hand."""
        return self._mean_up_to(self.agents) / self.agents

    @property
    def chats_per_agent(self) -> float:
        """Mean number of chats that an agent holds."""
        return self._mean_up_to(self._places) / self.agents

    def _mean_up_to(self, most: int) -> float:
        first, probabilities = self._states
        states = np.arange(first, first + len(probabilities), dtype=float)
        return float(np.minimum(states, most) @ probabilities)


def chat_chain(
    arrivals_per_s: float,
    aht_s: float,
    speeds: tuple[float, ...],
    patience_s: float | None,
    agents: int,
    target_s: float,
    definition: ServiceLevel = ServiceLevel.OFFERED,
) -> QueueAnswer:
    """Steady state of a chat queue: first replies within the target, waits, what agents hold.

    Parameters
    ----------
    arrivals_per_s, aht_s, speeds, agents
        See :class:`ChatChain`.
    patience_s
        ``None`` where nobody abandons; then there must be fewer chats than the agents finish.
    target_s
        Target time of the first reply, zero or more.

    Raises
    ------
    InputError
        If a value is out of its range, or without patience the load is at or above what the
        agents can finish.
    """
    require_target(target_s)
    require_positive(arrivals_per_s=arrivals_per_s, aht_s=aht_s)
    require_speeds(speeds)
    if patience_s is None:
        return _patient(arrivals_per_s, aht_s, speeds, agents, target_s)
    chain = ChatChain(arrivals_per_s, aht_s, patience_s, agents, speeds)
    return QueueAnswer(
        model=MODEL,
        agents=agents,
        load_erlangs=arrivals_per_s * aht_s,
        target_s=target_s,
        definition=definition,
        service_level=chain.service_level(target_s, definition),
        asa_s=chain.asa_s,
        mean_wait_s=chain.mean_wait_s,
        occupancy=chain.occupancy,
        prob_wait=chain.prob_wait,
        prob_abandon=chain.prob_abandon,
        chats_per_agent=chain.chats_per_agent,
    )


MODEL = "chat_chain"
"""Name of the model in answers."""


def _patient(
    arrivals_per_s: float, aht_s: float, speeds: tuple[float, ...], agents: int, target_s: float
) -> QueueAnswer:
    """Answer without abandonment: while chats wait, their number falls off geometrically."""
    if agents < 1:
        raise refuse("agents", agents, "must be at least one", "Give one agent or more.")
    load, full_rate = arrivals_per_s * aht_s, agents * speeds[-1] / aht_s
    if arrivals_per_s >= full_rate:
        raise refuse(
            "agents",
            agents,
            f"a load of {load:.2f} erlangs of chats, done {speeds[-1]:g} times as fast with "
            f"{len(speeds)} at once, needs more than {load / speeds[-1]:.2f} agents: with fewer "
            "the queue grows without end",
            f"Use at least {math.floor(load / speeds[-1]) + 1} agents, or give a patience so that "
            "chats can abandon.",
        )
    places = agents * len(speeds)
    states = np.arange(places + 1, dtype=float)
    steps = np.log(load) - np.log(in_hand_rates(states[1:], agents, speeds))
    logs = np.concatenate([np.zeros(1), np.cumsum(steps)])
    weights = np.exp(logs - logs.max())
    weights[-1] /= 1.0 - arrivals_per_s / full_rate  # all states with every place taken
    shares = weights / weights.sum()
    prob_wait = float(shares[-1])
    asa_s = prob_wait / (full_rate - arrivals_per_s)
    return QueueAnswer(
        model=MODEL,
        agents=agents,
        load_erlangs=load,
        target_s=target_s,
        definition=ServiceLevel.OFFERED,
        service_level=1.0 - prob_wait * math.exp(-(full_rate - arrivals_per_s) * target_s),
        asa_s=asa_s,
        mean_wait_s=asa_s,
        occupancy=float(np.minimum(states, agents) @ shares) / agents,
        prob_wait=prob_wait,
        prob_abandon=0.0,
        chats_per_agent=float(states @ shares) / agents,
    )


def require_speeds(speeds: tuple[float, ...]) -> None:
    """Check speeds by number of chats held: the first 1, none less than the one before.

    Raises
    ------
    InputError
        Naming the first that is out of place.
    """
    if not speeds or speeds[0] != 1:
        raise refuse(
            "speeds", speeds[0] if speeds else math.nan, "must begin with 1", "Such as 1,1.7,2.5."
        )
    for before, speed in pairwise(speeds):
        if not (math.isfinite(speed) and speed >= before):
            raise refuse(
                "speeds",
                speed,
                "is less than with one chat fewer",
                "Give speeds that do not fall, or let agents hold fewer chats.",
            )
