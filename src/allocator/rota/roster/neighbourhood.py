"""Rosters from the linear mix, and better ones by freeing a few people at a time."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.rota.roster.flow_program import kept_arcs_of, solve_flow
from allocator.rota.roster.generation import RowPool
from allocator.rota.roster.problem import OFF, Floats, Roster

_ROUNDS_A_STEP = 12
_SURE = 0.99
_FEWEST, _MOST = 3, 12
_PROGRAM_S = 6.0
_ARCS_MAX = 25_000
_ROWS_MAX = 600


def dive(
    pool: RowPool,
    people: Sequence[int],
    held: Roster,
    rng: np.random.Generator,
    *,
    prices: Floats,
    deadline: float,
    cutoff: float = math.inf,
) -> Roster | None:
    """Give people rows of the mix one by one, mixing anew for the others after each.

    Parameters
    ----------
    held
        Roster of the others, in which these people are off.
    cutoff
        Give up once no roster that costs less can follow.
    """
    held, free = held.copy(), list(people)
    while free:
        if time.perf_counter() > deadline:
            return None
        mix = pool.generate(
            free,
            held,
            deadline=deadline,
            rounds=_ROUNDS_A_STEP,
            prices=prices,
            good_enough=cutoff - 0.9 * pool.problem.step,
        )
        if mix is None or not mix.weights:
            return None
        prices = mix.prices
        sure = [one for one in mix.weights if one[2] >= _SURE]
        if not sure:
            shares = np.array([share for _, _, share in mix.weights])
            chances = np.where(shares >= shares.max() - 0.1, shares, 0.0)
            sure = [mix.weights[rng.choice(len(shares), p=chances / chances.sum())]]
        for person, which, _ in sure:
            held[person] = pool.rows[person][which]
            free.remove(person)
    return held


@dataclass
class Neighbourhoods:
    """Frees a few people of a roster, and finds the best rows for them exactly.

    Parameters
    ----------
    people
        Who may be freed: those whose lawful rows are listed.
    """

    pool: RowPool
    rng: np.random.Generator
    people: Sequence[int]
    size: float = 4.0

    def improve(self, roster: Roster, cost: float, deadline: float) -> tuple[Roster, float]:
        """Try one neighbourhood; the better roster and its cost, or the same."""
        problem = self.pool.problem
        count = min(len(self.people), round(self.size))
        if count == 0:
            return roster, cost
        people = self._related(roster, count)
        for person in people:
            if len(self.pool.rows[person]) > _ROWS_MAX:
                self.pool.forget(person)
            self.pool.add(person, roster[person])
        held = roster.copy()
        held[people] = OFF
        good_enough = cost - 0.9 * problem.step
        mix = self.pool.generate(people, held, deadline=deadline, good_enough=good_enough)
        if mix is None:
            return roster, cost
        if mix.bound > good_enough:
            self.size = min(self.size + 0.1, _MOST)
            return roster, cost
        slack = good_enough - mix.bound
        graphs = {
            person: self.pool.graphs[person].with_arcs(
                kept_arcs_of(problem, self.pool.graphs[person], person, mix.prices, slack)
            )
            for person in people
        }
        if sum(graph.arc_count for graph in graphs.values()) > _ARCS_MAX:
            self.size = max(self.size - 1, _FEWEST)
        until = min(deadline, time.perf_counter() + _PROGRAM_S)
        found = solve_flow(problem, graphs, held, deadline=until)
        if found.roster is not None:
            found_cost = problem.cost(found.roster)
            if found_cost < cost - 1e-9:
                return found.roster, found_cost
        if time.perf_counter() >= until:
            self.size = max(self.size - 0.5, _FEWEST)
        else:
            self.size = min(self.size + 0.1, _MOST)
        return roster, cost

    def _related(self, roster: Roster, count: int) -> list[int]:
        """Choose people who are on, or off, where cover is too thin or too thick, and others."""
        problem = self.pool.problem
        cover = problem.cover(roster)
        pain = np.maximum(problem.wanted - cover, 0) * problem.under_price
        pain = pain + np.maximum(cover - problem.wanted, 0) * problem.over_price
        day = self.rng.integers(problem.day_count)
        if pain.sum() > 0 and self.rng.random() < 0.5:
            by_day = pain.sum(axis=1)
            day = self.rng.choice(problem.day_count, p=by_day / by_day.sum())
        mine = np.array(self.people)
        chances = self.rng.random(len(mine))
        if pain.sum() > 0 and self.rng.random() < 0.5:
            # Whoever may have the kinds that hurt on that day, rather than others.
            column = int(np.argmax(pain[day]))
            kinds = np.flatnonzero(problem.cell_of_kind == column)
            chances -= [0.5 * problem.people[p].may[day, kinds].any() for p in mine]
        return [int(p) for p in mine[np.argsort(chances)[:count]]]
