"""Ties with whole people: effective agents are made up of heads, class by class of speed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from allocator.rota.instance import Instance
from allocator.rota.week_bound.heads import CLASSES, Heads, Room, least_of_cells
from allocator.rota.week_bound.people import Person
from allocator.rota.week_bound.points import POINTS, Points, settle_cells
from allocator.rota.week_bound.row_prices import Sums
from allocator.rota.week_bound.ties import Floats, Prices, Tables, Ties

_MOST_NUMBERS = 1500
"""Of people in all classes of a pool but the largest; classes are joined until there are fewer."""
_STIFFNESS_SHARE = 0.5
"""Heads and effective agents are drawn to their goals together, each with this share."""

Class = tuple[int, int]
"""First of the people of a class, ordered by speed, and the one after the last."""


class HeadTies(Ties):
    """Rows of an instance, with a row for the heads of each class of people in each pool.

    Rows of heads come after those of groups of queues, in ``Prices.cover`` and ``Sums.cover``.

    Parameters
    ----------
    floor_prices
        As :attr:`Ties.floor_prices`; they stay as they are.
    people
        Whoever has no shift to choose from counts in no class.
    """

    def __init__(
        self,
        instance: Instance,
        shares: dict[str, float],
        floor_prices: Sequence[Floats],
        people: Sequence[Person],
    ) -> None:
        super().__init__(instance, shares)
        self.floor_prices = [each.copy() for each in floor_prices]
        super().price_floors()
        self._first_row = len(self.tables.cover)
        self.row_of: dict[tuple[int, int], int] = {}
        self._mean: list[tuple[int, float]] = []
        self.heads = self._classes(people)
        cells = len(self.pools), self.intervals
        self.points = Points(
            count=np.zeros(cells, dtype=np.int64),
            weight=np.zeros((*cells, POINTS)),
            cost=np.zeros((*cells, POINTS)),
            agents=np.zeros((*cells, POINTS)),
            heads=np.zeros((*cells, POINTS, CLASSES), dtype=np.int64),
        )
        self._room = Room(
            price=np.zeros(CLASSES),
            best=np.zeros(CLASSES, dtype=np.int64),
            agents=np.zeros(1),
            at=np.zeros(CLASSES, dtype=np.int64),
        )
        self.tables = self._by_heads(self.tables)

    def _classes(self, people: Sequence[Person]) -> Heads:
        """Put the people of each pool in classes, and give each class a row."""
        members: list[list[tuple[float, int, int]]] = [[] for _ in self.pools]
        for number, person in enumerate(people):
            if person.options:
                for place, pool in enumerate(person.pools.tolist()):
                    members[pool].append((float(person.effective[place]), number, place))
        shape = len(self.pools), CLASSES
        most = max([1, *map(len, members)])
        heads = Heads(
            size=np.zeros(shape, dtype=np.int64),
            row=np.full(shape, -1, dtype=np.int64),
            low=np.zeros((*shape, most + 1)),
            high=np.zeros((*shape, most + 1)),
        )
        for pool, mine in enumerate(members):
            mine.sort()
            worth = np.array([each for each, _, _ in mine])
            classes = classes_of(worth)
            for place, (first, end) in enumerate(classes, CLASSES - len(classes)):
                row = self._first_row + len(self._mean)
                own = worth[first:end]
                heads.size[pool, place], heads.row[pool, place] = len(own), row
                heads.low[pool, place, 1 : len(own) + 1] = own.cumsum()
                heads.high[pool, place, 1 : len(own) + 1] = own[::-1].cumsum()
                self._mean.append((pool, float(own.mean())))
                self.row_of |= {(number, spot): row for _, number, spot in mine[first:end]}
        return heads

    def _by_heads(self, tables: Tables) -> Tables:
        scales = [tables.late_scale[pool] * mean * mean for pool, mean in self._mean]
        return tables._replace(
            late_scale=_STIFFNESS_SHARE * tables.late_scale,
            cover_scale=np.vstack([tables.cover_scale, *(_STIFFNESS_SHARE * s for s in scales)]),
            by_heads=True,
            late_goal=np.zeros((len(self.pools), self.intervals)),
            head_goal=np.zeros((max(1, len(self._mean)), self.intervals)),
        )

    def price_floors(self) -> None:
        """Put the present prices of floors into the tables."""
        super().price_floors()
        self.tables = self._by_heads(self.tables)
        self.points.count[:] = 0

    def nothing_priced(self) -> Prices:
        """Prices of 0."""
        return self.with_heads(super().nothing_priced())

    def with_heads(self, prices: Prices) -> Prices:
        """Copy prices of rows without heads, with heads at no price."""
        heads = np.zeros((len(self._mean), self.intervals))
        copied = Prices(*(each.copy() for each in prices))
        return copied._replace(cover=np.vstack([prices.cover, heads]))

    def within(self, prices: Prices) -> Prices:
        """Prices brought to where the least cost of every row is finite; any price of heads is."""
        groups = prices._replace(cover=prices.cover[: self._first_row])
        found = super().within(groups)
        return found._replace(cover=np.vstack([found.cover, prices.cover[self._first_row :]]))

    def least_of_late(self, prices: Prices) -> float:
        """Sum over cells of the least of late contacts less the prices of agents and heads."""
        return float(least_of_cells(self.tables, self.heads, prices, self._room))

    def settle(self, sums: Sums, anchor: Prices, stiffness: float, asks: bool) -> float:
        """Draw every cell's points towards the sums; returns what was gained, to first order."""
        cells = self.points, self._room
        return float(settle_cells(self.tables, self.heads, sums, anchor, *cells, stiffness, asks))


def classes_of(worth: Floats) -> list[Class]:
    """Divide people into classes of nearly the same worth, the largest class last.

    Parameters
    ----------
    worth
        Effective agents that each is worth, in order.

    Returns
    -------
    Classes, so few that all numbers of people in all but the largest can be gone through.
    """
    for count in range(CLASSES, 0, -1):
        found = sorted(_parted(worth, count), key=lambda part: part[1] - part[0])
        if np.prod([end - first + 1 for first, end in found[:-1]]) <= _MOST_NUMBERS:
            return found
    raise AssertionError("one class has none before it")


def _parted(worth: Floats, count: int) -> list[Class]:
    """Divide ordered numbers into so many parts, or fewer, of least squares around their means."""
    if not len(worth):
        return []
    edges = [0, *(np.flatnonzero(np.diff(worth)) + 1).tolist(), len(worth)]
    sums = np.concatenate(([0.0], np.cumsum(worth)))
    squares = np.concatenate(([0.0], np.cumsum(worth * worth)))
    # Least squares of the people before each edge in so many parts, and how they are parted.
    best: dict[int, tuple[float, list[Class]]] = {0: (0.0, [])}
    for _ in range(count):
        further = dict(best)
        for place, edge in enumerate(edges):
            for before in edges[:place]:
                if before in best:
                    apart = sums[edge] - sums[before]
                    spread = squares[edge] - squares[before] - apart * apart / (edge - before)
                    cost = best[before][0] + max(0.0, float(spread))
                    if edge not in further or cost < further[edge][0] - 1e-12:
                        further[edge] = cost, [*best[before][1], (before, edge)]
        best = further
    return best[len(worth)][1]
