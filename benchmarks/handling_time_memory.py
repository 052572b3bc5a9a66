"""How far back handling times are worth looking: error of past weeks' work by half-life.

``python -m benchmarks.handling_time_memory`` forecasts the handling times of past weeks of the
shipped scenarios from the weeks before each, with memories of different lengths. The planned weeks
themselves are not looked at.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.backtest.handling_range import handling_table
from allocator.forecast.durations.handling_time import fit_handling_time
from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.table import HistoryTable
from allocator.store.scenario_folder import read_scenario

SCENARIOS = ("bank-august", "harbour-centre")
HALF_LIVES_WEEKS = (math.inf, 3.0, 2.0, 1.0, 0.5)
WEEKS_MAX = 12
LEAST_CONTACTS = 200
"""Of a week that is forecast, and of those before it."""


def past_weeks(history: HistoryTable) -> Iterator[tuple[HistoryTable, HistoryTable]]:
    """Yield what was known before each past week, and the week itself; newest first."""
    for back in range(1, WEEKS_MAX + 1):
        end = len(history.days) - 7 * back
        if end < 7:
            return
        known = history.between(history.days[0], history.days[end])
        first = history.days[end]
        week = history.between(first, first + dt.timedelta(days=7))
        recent = known.between(history.days[max(0, end - 42)], history.days[end])
        if min(week.answered.sum(), recent.answered.sum()) >= LEAST_CONTACTS:
            yield known, week


def work_error_share(known: HistoryTable, week: HistoryTable, half_life_weeks: float) -> float:
    """Distance of each queue's forecast work from the recorded, over the recorded."""
    fitted = fit_handling_time(known, half_life_weeks=half_life_weeks)
    table = handling_table(fitted, week.slots, len(week.queues))
    expected_s: Floats = (week.answered * table).sum(axis=(0, 1))
    came_s: Floats = week.work_s.sum(axis=(0, 1))
    return float(np.abs(expected_s - came_s).sum() / came_s.sum())


def main() -> None:
    """Print a row a scenario."""
    print("half-life in weeks  " + "  ".join(f"{weeks:>6g}" for weeks in HALF_LIVES_WEEKS))
    for name in SCENARIOS:
        history = history_table(read_scenario(Path("scenarios") / name))
        pairs = list(past_weeks(history))
        errors = [
            np.mean([work_error_share(known, week, weeks) for known, week in pairs])
            for weeks in HALF_LIVES_WEEKS
        ]
        print(
            f"{name:<19} " + "  ".join(f"{error:6.2%}" for error in errors), f"({len(pairs)} weeks)"
        )


if __name__ == "__main__":
    main()
