"""Two searches side by side, near the rota that stands, of which the better is kept."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from allocator.rota.anneal.schedule import anneal_search
from allocator.rota.anneal.search import Search
from allocator.rota.duty import Assignment
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.near import ChangePrices
from allocator.rota.replan.standing import Key

TRIES_A_DAY = 25
"""Shifts worked anew for each agent-day between two looks at the clock."""
_WARM: dict[float, tuple[float, float]] = {
    10: (0.6, 1.0),
    100: (0.15, 0.4),
    math.inf: (0.0, 0.05),
}
"""Temperature of each of the two, by people: in a large team there are too few tries for each
person to cool down again."""
_CHEAP = 0.2
"""Of the prices of change, with which the second search begins: several changes that pay only
together lie behind the price of the first of them."""
_CHEAP_SHARE = 0.6


class SearchOn:
    """Searches an instance from two rotas.

    Parameters
    ----------
    starts
        Where the two begin.
    gone
        Agent-days that cannot be worked as they stand.
    ways
        Agent-days whose breaks and pools may move.
    """

    def __init__(
        self,
        instance: FrozenInstance,
        starts: tuple[Assignment, Assignment],
        gone: Collection[Key],
        ways: Collection[Key],
    ) -> None:
        self._instance = instance
        self._starts = starts
        self._gone = gone
        self._ways = tuple(ways)
        self._open = set(ways) | {
            (agent_id, day)
            for agent_id, week in instance.options.items()
            for day, options in enumerate(week)
            if len(options) > ((agent_id, day) in instance.duties)
        }

    def run(
        self,
        prices: ChangePrices,
        limits: SearchLimits,
        share: float,
        report: Callable[[float], None],
    ) -> Search:
        """Return the better of the two searches, at the best rota that it found.

        Parameters
        ----------
        share
            Of the time of the limits.
        """
        people = len(self._instance.agent_ids)
        warm = next(pair for most, pair in _WARM.items() if people <= most)
        seconds = share * limits.seconds
        begun = time.perf_counter()

        def leg(
            number: int, start: Assignment, prices: ChangePrices, part: tuple[float, float]
        ) -> Search:
            search = Search(self._instance, start, limits.seed + number, prices.near(self._gone))
            search.open_only(self._open)
            anneal_search(
                search,
                limits,
                begun + part[1] * seconds,
                report if number == 0 else lambda _: None,
                warm=warm[number],
                steps_share=share * (part[1] - part[0]),
            )
            search.anneal_ways(self._ways, TRIES_A_DAY * len(self._ways))
            return search

        def one(number: int) -> Search:
            if number == 0:
                return leg(number, self._starts[0], prices, (0.0, 1.0))
            cheap = leg(number, self._starts[1], prices.times(_CHEAP), (0.0, _CHEAP_SHARE))
            return leg(number, cheap.assignment(), prices, (_CHEAP_SHARE, 1.0))

        with ThreadPoolExecutor(len(warm)) as side_by_side:
            return min(side_by_side.map(one, range(len(warm))), key=_rank)


def _rank(search: Search) -> tuple[bool, float]:
    cost, is_valid = search.measure()
    return not is_valid, cost
