"""The compiled search for one person's good row where the states are too many to list."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any
"""An array inside compiled code, of which a checker of types knows nothing."""

compiled: Any = njit(cache=True, nogil=True)
"""Compile a function that calls none of another file, so that what is kept never goes stale."""


@compiled
def good_row(  # pragma: no cover - compiled
    run_following: Array,
    type_of_day: Array,
    weekend_following: Array,
    first: tuple[int, int],
    units: Array,
    least: Array,
    most: Array,
    limit_of: Array,
    limit_most: Array,
    limit_days: Array,
    price: Array,
    tried: Array,
    buckets: int,
) -> Any:
    """Extend rows day by day, keeping the cheapest of each state of runs and bucket of minutes.

    Parameters
    ----------
    run_following, type_of_day, weekend_following, first
        Tables of states; weekends by (day, state, 0 off or 1 on).
    units
        Paid time of each choice, in units.
    least, most
        Corridor for the units after so many days.
    limit_of
        Whether each choice counts in each limit on kinds: choice × limit.
    limit_most, limit_days
        Most after so many days (limit × day), and days after which each limit begins anew.
    price
        Price of each choice: day × choice.
    tried
        Choices tried on each day, -1 for none: day × number.

    Returns
    -------
    cost, choice of each day; the cost is endless where no row was found
    """
    day_count = len(type_of_day)
    runs = run_following.shape[1]
    limits = len(limit_days)
    size = runs * buckets
    cost = np.full(size, np.inf)
    unit = np.zeros(size, np.int32)
    weekend = np.zeros(size, np.int32)
    count = np.zeros((size, limits), np.int16)
    came_from = np.full((day_count, size), -1, np.int32)
    came_by = np.zeros((day_count, size), np.int16)
    start = first[0] * buckets
    cost[start] = 0.0
    weekend[start] = first[1]
    new_cost = np.empty(size)
    new_unit = np.zeros(size, np.int32)
    new_weekend = np.zeros(size, np.int32)
    new_count = np.zeros((size, limits), np.int16)
    for day in range(day_count):
        table = run_following[type_of_day[day]]
        new_cost[:] = np.inf
        width = (most[day + 1] - least[day + 1]) // buckets + 1
        for label in range(size):
            if cost[label] == np.inf:
                continue
            run = label // buckets
            for place in range(tried.shape[1]):
                choice = tried[day, place]
                if choice < 0:
                    continue
                next_run = table[run, choice]
                if next_run < 0:
                    continue
                there = cost[label] + price[day, choice]
                if there == np.inf:
                    continue
                next_weekend = weekend_following[day, weekend[label], 1 if choice > 0 else 0]
                if next_weekend < 0:
                    continue
                next_unit = unit[label] + units[choice]
                if next_unit > most[day + 1] or next_unit < least[day + 1]:
                    continue
                bucket = (next_unit - least[day + 1]) // width
                target = next_run * buckets + bucket
                if there >= new_cost[target]:
                    continue
                fits = True
                for limit in range(limits):
                    if limit_of[choice, limit]:
                        before = 0 if day % limit_days[limit] == 0 else count[label, limit]
                        if before + 1 > limit_most[limit, day]:
                            fits = False
                if not fits:
                    continue
                new_cost[target] = there
                new_unit[target] = next_unit
                new_weekend[target] = next_weekend
                for limit in range(limits):
                    before = 0 if day % limit_days[limit] == 0 else count[label, limit]
                    new_count[target, limit] = before + (1 if limit_of[choice, limit] else 0)
                came_from[day, target] = label
                came_by[day, target] = choice
        cost, new_cost = new_cost, cost
        unit, new_unit = new_unit, unit
        weekend, new_weekend = new_weekend, weekend
        count, new_count = new_count, count
    best = 0
    for label in range(size):
        if cost[label] < cost[best]:
            best = label
    row = np.zeros(day_count, np.int16)
    total = cost[best]
    if total < np.inf:
        label = best
        for day in range(day_count - 1, -1, -1):
            row[day] = came_by[day, label]
            label = came_from[day, label]
    return total, row
