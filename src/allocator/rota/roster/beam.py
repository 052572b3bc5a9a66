"""Good rows of one person, however long the horizon: cheap, lawful, and not proven best."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from allocator.rota.roster.beam_kernel import good_row
from allocator.rota.roster.counter_states import counter_states
from allocator.rota.roster.problem import OFF, Floats, Limits, Roster, RosterProblem
from allocator.rota.roster.run_states import groups_of, run_states

_BUCKETS = 48
_TRIED = 12
_EARLY_SHIFTS = 4
"""By how many shifts a row may be ahead of, or behind, an even pace."""
_ANY_UNITS = 10**8


class Beam:
    """Searches rows under one set of limits.

    Rows are extended day by day. Of those that reach the same state of runs with about the same
    minutes the cheapest is kept; minutes, weekends and shifts of limited kinds keep to an even
    pace, so that nothing is used up too early.
    """

    def __init__(self, problem: RosterProblem, limits: Limits) -> None:
        self.groups = groups_of(problem, limits)
        self._runs = run_states(problem, limits, self.groups)
        days = problem.day_count
        unit = math.gcd(*(problem.kind_minutes[kind] for kind in limits.kinds)) or 1
        units = [0, *(problem.kind_minutes[group[0]] // unit for group in self.groups)]
        self._units = np.array(units, dtype=np.int32)
        weekends_only = replace(limits, most=(), kinds=limits.kinds[:1])
        self._weekends = counter_states(weekends_only, self.groups[:1], days)
        longest = max(units)
        share = np.arange(days + 1) / days
        ahead = _EARLY_SHIFTS * longest
        most = min(limits.minutes_max // unit, days * longest)
        least = -(-limits.minutes_min // unit)
        self._most = np.minimum(np.floor(most * share) + ahead, most).astype(np.int32)
        # What is still to come cannot make up for more than it holds.
        self._least = np.maximum(np.ceil(least * share) - ahead, 0).astype(np.int32)
        self._least[-1] = least
        binding = [one for one in limits.most if one.most < min(one.days, days)]
        self._limit_of = np.array(
            [[False] * len(binding)]
            + [[group[0] in one.kinds for one in binding] for group in self.groups]
        ).reshape(len(units), len(binding))
        self._limit_days = np.array([one.days for one in binding], dtype=np.int64)
        day = np.arange(days)
        self._limit_most = np.array(
            [
                np.minimum(one.most, np.floor(one.most * (day % one.days + 1) / one.days) + 2)
                for one in binding
            ]
        ).reshape(len(binding), days)

    def row(self, prices: Floats, *, wide: bool = False) -> tuple[float, Roster] | None:
        """Cheap row under prices, endless where a kind is not allowed: day × kind.

        Parameters
        ----------
        wide
            Try every kind and more rows side by side, which takes longer.
        """
        days = len(prices)
        best = [prices[:, group].min(axis=1) for group in self.groups]
        choice_prices = np.stack([np.zeros(days), *best], axis=1)
        count = len(self._units) if wide else min(len(self._units), _TRIED)
        order = 1 + np.argsort(choice_prices[:, 1:], axis=1, kind="stable")[:, : count - 1]
        tried = np.concatenate([np.zeros((days, 1), dtype=np.int64), order], axis=1)
        cost, choices = good_row(
            self._runs.following,
            self._runs.type_of_day,
            self._weekends.following,
            (self._runs.first, self._weekends.first),
            self._units,
            self._least,
            self._most,
            self._limit_of,
            self._limit_most,
            self._limit_days,
            choice_prices,
            tried,
            4 * _BUCKETS if wide else _BUCKETS,
        )
        if not math.isfinite(cost):
            return None
        row = np.full(days, OFF, dtype=np.int16)
        for day in np.flatnonzero(choices):
            group = self.groups[choices[day] - 1]
            row[day] = group[int(np.argmin(prices[day, group]))]
        return float(cost), row
