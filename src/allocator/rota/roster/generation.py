"""Rows by prices: the linear mix of rows that covers best, and the bound it proves."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.graph import Graph
from allocator.rota.roster.problem import Floats, Roster, RosterProblem

_GRAIN = 2.0**28
"""Prices are multiples of one over this, so that sums of them are exact in a float."""
_ROWS_A_ROUND = 3
_TOWARDS_NEW = 0.3
"""How far prices move from the best ones so far to those of the last mix; all the way at times."""
_ALL_THE_WAY_EVERY = 5
_CLOSE = 1e-6
_NO_GAIN_ROUNDS = 12


@dataclass(frozen=True)
class Mix:
    """Best mix of the rows known, for the people asked about.

    Parameters
    ----------
    bound
        No roster of these people, the others as given, costs less.
    value
        Cost of the mix; equal to the bound where no row is missing.
    prices
        Prices of cover that prove the bound: day × column of cover.
    weights
        Share of each known row in the mix: person, number of the row, share.
    """

    bound: float
    value: float
    prices: Floats
    weights: tuple[tuple[int, int, float], ...]

    def is_closed(self, problem: RosterProblem) -> bool:
        """Whether the bound cannot be raised, or not to another cost that a roster can have."""
        left = self.value - self.bound
        if problem.up_to_grain(self.value) == problem.up_to_grain(self.bound):
            return left <= 0.01 * problem.grain
        return left <= _CLOSE * max(1.0, abs(self.value))


class RowPool:
    """Rows met so far, and linear programs over them.

    Parameters
    ----------
    graphs
        Graph of each person's rows.
    """

    def __init__(self, problem: RosterProblem, graphs: Sequence[Graph]) -> None:
        self.problem = problem
        self.graphs = list(graphs)
        self.rows: list[list[Roster]] = [[] for _ in problem.people]
        self._prices: list[list[float]] = [[] for _ in problem.people]
        self._cells: list[list[NDArray[np.int64]]] = [[] for _ in problem.people]
        self._seen: list[set[bytes]] = [set() for _ in problem.people]
        priced = ((problem.under_price > 0) | (problem.over_price > 0)).ravel()
        self._line_of_cell = np.where(priced, np.cumsum(priced) - 1, -1)
        self._priced = np.flatnonzero(priced)

    def add(self, person: int, row: Roster) -> bool:
        """Remember a row; whether it is new."""
        key = row.tobytes()
        if key in self._seen[person]:
            return False
        self._seen[person].add(key)
        lines = self._line_of_cell[self.problem.cells(row)]
        self.rows[person].append(row)
        self._prices[person].append(self.problem.row_price(person, row))
        self._cells[person].append(lines[lines >= 0])
        return True

    def forget(self, person: int) -> None:
        """Drop a person's rows, so that programs stay small; new ones are found at once."""
        for kept in (self.rows, self._prices, self._cells):
            kept[person].clear()
        self._seen[person].clear()

    def generate(
        self,
        people: Sequence[int],
        held: Roster,
        *,
        deadline: float,
        rounds: int = 500,
        prices: Floats | None = None,
        good_enough: float = np.inf,
    ) -> Mix | None:
        """Add rows until the mix of them is the best there is.

        Parameters
        ----------
        people
            Whose rows are asked for; the others keep those of ``held``.
        held
            Roster in which these people are off.
        deadline
            Reading of :func:`time.perf_counter` to stop at, with the bound reached.
        prices
            Prices of cover to begin with.
        good_enough
            Stop where the bound is more than this: nothing of use can be found.

        Returns
        -------
        Mix or None
            ``None`` where somebody has no lawful row, or nothing was found in time.
        """
        wanted = self.problem.wanted - self.problem.cover(held)
        taken = set(people)
        base = self.problem.fixed_cost + sum(
            self.problem.row_price(p, row) for p, row in enumerate(held) if p not in taken
        )
        centre = self._clipped(self.problem.under_price / 2 if prices is None else prices)
        asked, best_bound = centre, -np.inf
        mix: Mix | None = None
        since, raised, value_before = 0, -np.inf, np.inf
        for number in range(1, rounds + 1):
            bound = self._price_rows(people, asked, wanted)
            if bound is None:
                return None
            if base + bound > best_bound:
                best_bound, centre = base + bound, asked
            if best_bound > good_enough:
                return Mix(best_bound, np.inf, centre, ())
            solved = self._solve(people, wanted)
            if solved is None:
                break
            value, duals, weights = solved
            mix = Mix(best_bound, base + value, centre, weights)
            since = 0 if best_bound > raised + _CLOSE else since + 1
            raised = max(raised, best_bound)
            done = mix.is_closed(self.problem)
            done = done or (since > _NO_GAIN_ROUNDS and value_before - value < _CLOSE)
            value_before = value
            if done or time.perf_counter() > deadline:
                break
            share = 1.0 if number % _ALL_THE_WAY_EVERY == 0 else _TOWARDS_NEW
            asked = self._clipped(share * duals + (1 - share) * centre)
        return mix

    def _clipped(self, prices: Floats) -> Floats:
        """Prices that no cell goes beyond by itself, on the grain that makes sums exact."""
        grained = np.round(prices * _GRAIN) / _GRAIN
        return np.clip(grained, -self.problem.over_price, self.problem.under_price)

    def _price_rows(
        self, people: Sequence[int], prices: Floats, wanted: NDArray[np.int64]
    ) -> float | None:
        """Add each person's best rows under the prices; what they cost together bounds all."""
        total = float((prices * wanted).sum())
        by_kind = self.problem.by_kind(prices)
        for person in people:
            rows = self.graphs[person].rows(self.problem.prices[person] - by_kind, _ROWS_A_ROUND)
            if not rows:
                return None
            total += rows[0][0]
            for _, row in rows:
                self.add(person, row)
        return total

    def _solve(
        self, people: Sequence[int], wanted: NDArray[np.int64]
    ) -> tuple[float, Floats, tuple[tuple[int, int, float], ...]] | None:
        """Best mix of the rows known, and the prices of cover in it."""
        from scipy.optimize import linprog

        matrix, costs, right, owners = self.program(people, wanted)
        solved = linprog(costs, A_eq=matrix, b_eq=right, method="highs")
        if solved.status != 0:
            return None
        duals = np.zeros(self.problem.wanted.size)
        duals[self._priced] = solved.eqlin.marginals[len(people) :]
        shares = solved.x[: len(owners)]
        weights = tuple((*owners[n], float(shares[n])) for n in np.flatnonzero(shares > 1e-7))
        return float(solved.fun), duals.reshape(self.problem.wanted.shape), weights

    def program(
        self, people: Sequence[int], wanted: NDArray[np.int64]
    ) -> tuple[Any, Floats, Floats, list[tuple[int, int]]]:
        """Return matrix, costs and right side over the rows known, and whose each column is.

        One row each; rows and what is missing less what is too much make what is wanted.
        """
        import scipy.sparse as sp

        lines: list[NDArray[np.int64]] = []
        sizes: list[int] = []
        costs: list[float] = []
        owners: list[tuple[int, int]] = []
        first = len(people)
        for number, person in enumerate(people):
            for which, cells in enumerate(self._cells[person]):
                lines += [np.array([number]), first + cells]
                sizes.append(1 + len(cells))
                owners.append((person, which))
            costs += self._prices[person]
        pointer = np.concatenate([[0], np.cumsum(sizes)])
        count, cells_count = len(owners), len(self._priced)
        indices = np.concatenate(lines)
        rows = sp.csc_matrix(
            (np.ones(len(indices)), indices, pointer), shape=(first + cells_count, count)
        )
        gap = sp.vstack([sp.csc_matrix((first, cells_count)), sp.identity(cells_count)])
        under = self.problem.under_price.ravel()[self._priced]
        over = self.problem.over_price.ravel()[self._priced]
        matrix = sp.hstack([rows, gap, -gap]).tocsc()
        right = np.concatenate([np.ones(first), wanted.ravel()[self._priced].astype(np.float64)])
        every = np.concatenate([np.array(costs, dtype=np.float64), under, over])
        return matrix, every, right, owners
