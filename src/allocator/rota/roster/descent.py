"""A first roster, and better ones, by giving one person after the other a good row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.beam import Beam
from allocator.rota.roster.graph import Graph
from allocator.rota.roster.problem import OFF, Floats, Limits, Roster, RosterProblem

_FEWEST_SHAKEN, _MOST_SHAKEN = 2, 6


class Descent:
    """Chooses rows of single people, the others as they stand.

    Parameters
    ----------
    graphs
        Graphs of all lawful rows under some limits: there the best row is read off. For other
        limits a good one is searched.
    """

    def __init__(self, problem: RosterProblem, graphs: Mapping[Limits, Graph]) -> None:
        self.problem = problem
        self._graphs = graphs
        self._beams: dict[Limits, Beam] = {}

    def good_row(self, person: int, prices: Floats) -> Roster | None:
        """Lawful row that costs little under prices of kinds: day × kind."""
        limits = self.problem.people[person].limits
        if limits in self._graphs:
            rows = self._graphs[limits].rows(prices, 1)
            return rows[0][1] if rows else None
        if limits not in self._beams:
            self._beams[limits] = Beam(self.problem, limits)
        beam = self._beams[limits]
        found = beam.row(prices) or beam.row(prices, wide=True)
        return None if found is None else found[1]

    def first_roster(self, rng: np.random.Generator) -> Roster | None:
        """Give people rows one by one; ``None`` where for somebody no row is found."""
        people = len(self.problem.people)
        roster = np.full((people, self.problem.day_count), OFF, dtype=np.int16)
        return roster if self._place(roster, rng.permutation(people), rng) else None

    def improve(self, roster: Roster, rng: np.random.Generator, deadline: float) -> Roster:
        """Give everybody a good row again, in turn, until nothing changes or time is up."""
        problem = self.problem
        roster = roster.copy()
        cover = problem.cover(roster)
        idle = 0
        while idle <= len(problem.people):
            for person in rng.permutation(len(problem.people)):
                if time.perf_counter() > deadline:
                    return roster
                idle = 0 if self._renew(roster, cover, int(person)) else idle + 1
        return roster

    def shake(
        self,
        roster: Roster,
        rng: np.random.Generator,
        deadline: float,
        *,
        stop: Callable[[], bool],
    ) -> Roster:
        """Take a few people's rows and place them anew, again and again; keep what is no worse."""
        problem = self.problem
        best, cost = roster, problem.cost(roster)
        while time.perf_counter() < deadline and not stop():
            count = min(len(best), int(rng.integers(_FEWEST_SHAKEN, _MOST_SHAKEN + 1)))
            few = rng.choice(len(best), size=count, replace=False)
            tried = best.copy()
            tried[few] = OFF
            if not self._place(tried, few, rng):
                continue
            cover = problem.cover(tried)
            for person in rng.permutation(few):
                self._renew(tried, cover, int(person))
            tried_cost = problem.cost(tried)
            if tried_cost <= cost:
                best, cost = tried, tried_cost
        return best

    def renewed(self, roster: Roster, people: Iterable[int], rng: np.random.Generator) -> Roster:
        """Give some people good rows again, in turn, where these cost no more."""
        roster = roster.copy()
        cover = self.problem.cover(roster)
        for person in rng.permutation(list(people)):
            self._renew(roster, cover, int(person))
        return roster

    def _place(self, roster: Roster, people: Iterable[int], rng: np.random.Generator) -> bool:
        """Give people without a row one each, in order, drawn to where most are missing."""
        problem = self.problem
        order = list(people)
        cover = problem.cover(roster)
        for left, person in zip(range(len(order), 0, -1), order, strict=True):
            missing = np.maximum(problem.wanted - cover, 0)
            # Whoever comes later can fill in as well: the part of the need that each is to meet.
            drawn = np.minimum(1.0, 2 * missing / left)
            marginal = np.where(missing > 0, -problem.under_price * drawn, problem.over_price)
            noise = rng.random(marginal.shape) * 1e-3
            prices = problem.prices[person] + problem.by_kind(marginal + noise)
            row = self.good_row(int(person), prices)
            if row is None:
                return False
            roster[person] = row
            np.add.at(cover.reshape(-1), problem.cells(row), 1)
        return True

    def _renew(self, roster: Roster, cover: NDArray[np.int64], person: int) -> bool:
        """Give one person a good row where it costs no more; whether it costs less."""
        problem = self.problem
        before = roster[person].copy()
        flat = cover.reshape(-1)
        np.subtract.at(flat, problem.cells(before), 1)
        marginal = np.where(cover < problem.wanted, -problem.under_price, problem.over_price)
        prices = problem.prices[person] + problem.by_kind(marginal)
        after = self.good_row(person, prices)
        change = 0.0 if after is None else _price_of(prices, after) - _price_of(prices, before)
        if after is not None and change <= 1e-9:
            # A row of equal cost is taken as well: it leads elsewhere.
            roster[person] = after
        np.add.at(flat, problem.cells(roster[person]), 1)
        return change < -1e-9


def _price_of(prices: Floats, row: Roster) -> float:
    days = np.flatnonzero(row >= 0)
    return float(prices[days, row[days]].sum())
