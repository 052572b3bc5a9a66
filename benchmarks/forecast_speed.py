"""How long a forecast with its backtest takes: ten queues, half-hours, a year of history.

Run ``python -m benchmarks.forecast_speed [--queues N] [--weeks N]``. The history is made up: open
from 07:00 to 22:00 every day, from 1 to 60 contacts per half-hour and queue in the mean, a level
that drifts. Prints CPU seconds, reading the rows included.
"""

from __future__ import annotations

import datetime as dt
import time

import click
import numpy as np

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast_week
from benchmarks.history_alone import history_alone

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FIRST_PLANNED = dt.date(2026, 1, 5)
WEEKDAYS = np.array([1.3, 1.1, 1.0, 1.0, 1.0, 0.6, 0.4])
SLOTS = range(7 * 60, 22 * 60, 30)


def made_up_history(queues: int, weeks: int, seed: int = 1) -> tuple[HistoryRow, ...]:
    """Poisson counts about a daily rhythm, weekdays and a level that drifts by 2% a day."""
    rng = np.random.default_rng(seed)
    days = [FIRST_PLANNED - dt.timedelta(days=n) for n in range(7 * weeks, 0, -1)]
    level = np.exp(np.cumsum(rng.normal(0.0, 0.02, len(days))))
    level *= WEEKDAYS[[day.weekday() for day in days]]
    rhythm = np.exp(-np.cos(np.linspace(0.0, 2.0 * np.pi, len(SLOTS))))
    size = np.geomspace(1.0, 60.0, queues)
    mean = level[:, None, None] * rhythm[:, None] * size / rhythm.mean()
    counts = rng.poisson(mean).astype(float)
    return tuple(
        HistoryRow(
            interval_start=dt.datetime.combine(day, dt.time(*divmod(minute, 60))),
            queue=f"q{q}",
            contacts=float(counts[d, b, q]),
            aht_s=240.0,
        )
        for d, day in enumerate(days)
        for b, minute in enumerate(SLOTS)
        for q in range(queues)
    )


def made_up_centre(queues: int = 10, weeks: int = 52) -> Scenario:
    """Scenario of the week after that history."""
    names = [f"q{q}" for q in range(queues)]
    return history_alone(
        made_up_history(queues, weeks),
        names,
        FIRST_PLANNED,
        DAYS,
        ("07:00", "22:00"),
        "Europe/London",
    )


@click.command(help=__doc__)
@click.option("--queues", default=10, show_default=True)
@click.option("--weeks", default=52, show_default=True)
def main(queues: int, weeks: int) -> None:
    """Print the time."""
    scenario = made_up_centre(queues, weeks)
    began = time.process_time()
    made = forecast_week(scenario)
    seconds = time.process_time() - began
    every = made.backtest.rows[-1]
    print(f"{queues} queues, {len(scenario.history):,} rows: {seconds:.1f} CPU seconds")
    print(
        f"model: {made.backtest.chosen.id}; WAPE {every.wape_share:.1%}, "
        f"by chance {every.chance_wape_share:.1%}, in p10-p90 {every.range_share or 0:.1%}"
    )


if __name__ == "__main__":
    main()
