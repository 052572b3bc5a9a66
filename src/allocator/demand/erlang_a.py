"""Erlang A: many agents, one queue, contacts that abandon after an exponential patience."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.erlang import require_target
from allocator.demand.queue_answer import QueueAnswer, ServiceLevel, refuse, require_positive

_NEGLIGIBLE = 1e-30
"""States less likely than this, relative to the likeliest, are left out of the sums."""

_BLOCK = 64
"""States added at first while a tail is followed outwards; each further step doubles them."""


class ErlangA:
    """Steady state of an M/M/N+M queue.

    The probabilities of the states are ratios multiplied outward from the likeliest state, so
    that neither 10,000 agents nor an overload of any size overflows or cancels.

    Parameters
    ----------
    arrivals_per_s
        Contacts offered per second.
    aht_s
        Mean handling time.
    patience_s
        Mean patience of a waiting contact.
    agents
        Agents taking contacts, at least one.

    Raises
    ------
    InputError
        If a value is not positive.

    Source
    ------
    C. Palm (1957); O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with
    impatient customers", M&SOM 4(3), 2002. With j contacts waiting ahead, the wait that is
    offered is a sum of independent exponential times with rates ``Nμ + iθ``, i = 0…j, so
    ``P(offered wait ≤ t) = I_y(j + 1, Nμ/θ)``, y = 1 − e^(−θt) (regularised incomplete beta).
    Weighted with the chance e^(−θ·wait) of still being there, the rates become ``Nμ + (i + 1)θ``
    and the total ``Nμ/(Nμ + (j + 1)θ)``.
    """

    def __init__(self, arrivals_per_s: float, aht_s: float, patience_s: float, agents: int) -> None:
        require_positive(arrivals_per_s=arrivals_per_s, aht_s=aht_s, patience_s=patience_s)
        if agents < 1:
            raise refuse("agents", agents, "must be at least one", "Give one agent or more.")
        self.arrivals_per_s = arrivals_per_s
        self.aht_s = aht_s
        self.patience_s = patience_s
        self.agents = agents
        self._places = agents  # contacts in hand at most
        self._busy_rate = agents / aht_s  # Nμ, per second
        self._leave_rate = 1.0 / patience_s  # θ, per second

    # -- the states -------------------------------------------------------------------------

    def _ratios(self, states: Floats) -> Floats:
        """π(k)/π(k−1) of states k ≥ 1; falls with k, so the distribution has one peak."""
        waiting = np.maximum(states - self._places, 0.0) * self._leave_rate
        return self.arrivals_per_s / (self._in_hand_rate(states) + waiting)

    def _in_hand_rate(self, states: Floats) -> Floats:
        """Contacts finished per second, by the number in the system."""
        return np.minimum(states, self.agents) / self.aht_s

    @cached_property
    def _peak(self) -> int:
        """The likeliest number of contacts in the system."""
        load = self.arrivals_per_s * self.aht_s
        if load < self.agents:
            return math.floor(load)
        excess = (self.arrivals_per_s - self._busy_rate) * self.patience_s
        return self._places + math.floor(excess)

    @cached_property
    def _states(self) -> tuple[int, Floats]:
        """First state kept, and the probability of each state from there on."""
        above: list[Floats] = []
        highest, weight, block = self._peak, 1.0, _BLOCK
        while weight > _NEGLIGIBLE:
            states = np.arange(highest + 1, highest + 1 + block, dtype=float)
            above.append(weight * np.cumprod(self._ratios(states)))
            highest, weight, block = highest + block, float(above[-1][-1]), 2 * block
        below: list[Floats] = []
        lowest, weight, block = self._peak, 1.0, _BLOCK
        while lowest > 0 and weight > _NEGLIGIBLE:
            states = np.arange(lowest, max(lowest - block, 0), -1, dtype=float)
            below.append(weight * np.cumprod(1.0 / self._ratios(states)))
            lowest, weight, block = lowest - len(states), float(below[-1][-1]), 2 * block
        weights = np.concatenate([*(part[::-1] for part in below[::-1]), np.ones(1), *above])
        return lowest, weights / weights.sum()

    @cached_property
    def _waiting(self) -> tuple[Floats, Floats]:
        """Contacts waiting ahead (0, 1, …) and the probability that an arrival finds them."""
        first, probabilities = self._states
        ahead = np.arange(first, first + len(probabilities), dtype=float) - self._places
        return ahead[ahead >= 0], probabilities[ahead >= 0]

    # -- waits ------------------------------------------------------------------------------

    @cached_property
    def prob_wait(self) -> float:
        """Share of contacts that find no free agent."""
        return float(self._waiting[1].sum())

    @cached_property
    def mean_waiting(self) -> float:
        """Mean number of contacts waiting."""
        ahead, probabilities = self._waiting
        return float(ahead @ probabilities)

    @cached_property
    def prob_abandon(self) -> float:
        """Share of contacts that leave before an answer: θ·E[Q]/λ exactly."""
        return self._leave_rate * self.mean_waiting / self.arrivals_per_s

    @cached_property
    def mean_wait_s(self) -> float:
        """Mean wait of all contacts, those who abandon included."""
        return self.mean_waiting / self.arrivals_per_s

    @cached_property
    def asa_s(self) -> float:
        """Mean wait of the contacts that are answered."""
        ahead, probabilities = self._waiting
        first, answered = int(ahead[0]) if len(ahead) else 0, self._answered_share(ahead)
        sums = self._sums_of_mean_steps(first, len(ahead), self._busy_rate + self._leave_rate)
        return float((probabilities * answered) @ sums) / (1.0 - self.prob_abandon)

    @cached_property
    def mean_offered_wait_s(self) -> float:
        """Mean wait that a caller of endless patience would see."""
        ahead, probabilities = self._waiting
        first = int(ahead[0]) if len(ahead) else 0
        sums = self._sums_of_mean_steps(first, len(ahead), self._busy_rate)
        return float(probabilities @ sums)

    @property
    def occupancy(self) -> float:
        """Share of an agent's time spent on contacts."""
        return min(1.0, self.arrivals_per_s * (1.0 - self.prob_abandon) / self._busy_rate)

    def _answered_share(self, ahead: Floats) -> Floats:
        """Chance of being answered at all with so many contacts ahead."""
        return self._busy_rate / (self._busy_rate + (ahead + 1.0) * self._leave_rate)

    def _sums_of_mean_steps(self, first: int, count: int, slowest_rate: float) -> Floats:
        """Σ over i = 0…j of 1/(slowest_rate + iθ), for j = first … first + count − 1."""
        from scipy.special import digamma

        steps = 1.0 / (slowest_rate + self._leave_rate * (first + np.arange(count)))
        before = 0.0
        if first:  # only in an overload so large that the first places are never seen
            start = slowest_rate / self._leave_rate
            before = float(digamma(start + first) - digamma(start)) / self._leave_rate
        return before + np.cumsum(steps)

    def answered_within(self, seconds: float) -> float:
        """Share of all contacts offered that are answered within some seconds."""
        from scipy.special import betainc

        ahead, probabilities = self._waiting
        y = -math.expm1(-self._leave_rate * seconds)
        places = self._busy_rate / self._leave_rate
        in_time = self._answered_share(ahead) * betainc(ahead + 1.0, places + 1.0, y)
        return max(0.0, 1.0 - self.prob_wait) + float(probabilities @ in_time)

    def offered_wait_beyond(self, seconds: float) -> float:
        """Share of contacts for which an endlessly patient caller would wait longer."""
        from scipy.special import betaincc

        ahead, probabilities = self._waiting
        y = -math.expm1(-self._leave_rate * seconds)
        places = self._busy_rate / self._leave_rate
        return float(probabilities @ betaincc(ahead + 1.0, places, y))

    def wait_beyond(self, seconds: float) -> float:
        """Share of contacts, those who abandon included, that wait longer than some seconds."""
        return math.exp(-self._leave_rate * seconds) * self.offered_wait_beyond(seconds)

    def abandoned_within(self, seconds: float) -> float:
        """Share of all contacts offered that abandon within some seconds."""
        return max(0.0, 1.0 - self.wait_beyond(seconds) - self.answered_within(seconds))

    def service_level(
        self, target_s: float, definition: ServiceLevel = ServiceLevel.OFFERED
    ) -> float:
        """Share answered within the target, by one of four definitions."""
        if definition is ServiceLevel.VIRTUAL:
            return 1.0 - self.offered_wait_beyond(target_s)
        over = {
            ServiceLevel.OFFERED: 1.0,
            ServiceLevel.WITHOUT_EARLY_ABANDONS: 1.0 - self.abandoned_within(target_s),
            ServiceLevel.ANSWERED: 1.0 - self.prob_abandon,
        }
        return self.answered_within(target_s) / over[definition]


def erlang_a(
    arrivals_per_s: float,
    aht_s: float,
    patience_s: float,
    agents: int,
    target_s: float,
    definition: ServiceLevel = ServiceLevel.OFFERED,
) -> QueueAnswer:
    """Steady state of a queue whose contacts abandon; answers for any load.

    Parameters
    ----------
    arrivals_per_s, aht_s, patience_s, agents
        See :class:`ErlangA`.
    target_s
        Target time of the service level, zero or more.
    definition
        What the service level is a share of.

    Raises
    ------
    InputError
        If a value is out of its range.
    """
    require_target(target_s)
    queue = ErlangA(arrivals_per_s, aht_s, patience_s, agents)
    return QueueAnswer(
        model="erlang_a",
        agents=agents,
        load_erlangs=arrivals_per_s * aht_s,
        target_s=target_s,
        definition=definition,
        service_level=queue.service_level(target_s, definition),
        asa_s=queue.asa_s,
        mean_wait_s=queue.mean_wait_s,
        occupancy=queue.occupancy,
        prob_wait=queue.prob_wait,
        prob_abandon=queue.prob_abandon,
    )
