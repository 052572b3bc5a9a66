"""The forecast beside statsforecast and Prophet, on the same weeks and the same counts.

Run ``python -m benchmarks.forecast_against_others PATH [--origins N] [--cache FOLDER]``. PATH is
the series of ``benchmarks/forecast_bank_calls.py``; after it comes the bank's week of 22 August
1999, by half-hour and queue. Every forecast is made from what was recorded before its week. The
other libraries' releases do not agree with each other, so each runs in an environment of its own,
which is made in the cache folder the first time with the releases named in
``benchmarks/other_forecasters``. Printed: error, bias and pinball loss over the contacts, the part
of the counts inside each one's own 80% range, and processor seconds.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np

from allocator.forecast.backtest.accuracy import Accuracy
from allocator.forecast.forecast import forecast_accuracy, forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.table import HistoryTable
from allocator.store.scenario_folder import read_scenario
from benchmarks.forecast_bank_august import SCENARIO, recorded_contacts
from benchmarks.forecast_bank_calls import ORIGINS, bank_calls_backtest
from benchmarks.other_environment import CACHE, environment

OTHERS = Path(__file__).parent / "other_forecasters"
LIBRARIES = ("statsforecast", "prophet")
HISTORY_COLUMNS = ("series", "step", "ds", "y", "open", "recent", "steps_a_day", "steps_a_week")
ASKED_COLUMNS = ("series", "origin", "ds", "step", "first_step")

Key = tuple[str, str]
"""Series, and moment of an interval as it is written."""


@dataclass
class Problem:
    """Counts to learn from and counts to forecast.

    Parameters
    ----------
    ours
        Accuracy of this project's forecast over all that is asked.
    truth
        Counts of the intervals asked.
    """

    title: str
    ours: Accuracy
    seconds: float
    history: list[tuple[Any, ...]] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    truth: dict[Key, float] = field(default_factory=dict)


def bank_calls(path: Path, origins: int) -> Problem:
    """Weeks of the large bank, as its own benchmark forecasts them."""
    begun = time.process_time()
    history, tested = bank_calls_backtest(path, origins)
    title = f"A large bank, {len(tested.weeks)} weeks from {tested.weeks[0]}, by half-hour"
    problem = Problem(title, tested.rows[-1], time.process_time() - begun)
    _learn(problem, history)
    for one in tested.tested:
        _ask(problem, history, one.week.actual, one.week.origin)
    return problem


def bank_august() -> Problem:
    """Take the planned week of the scenario ``bank-august``."""
    scenario = read_scenario(SCENARIO)
    begun = time.process_time()
    made = forecast_week(scenario)
    seconds = time.process_time() - begun
    came = recorded_contacts(SCENARIO / "actuals" / "contacts.csv.gz")
    problem = Problem(
        "The bank of August, 22–28 August 1999, by half-hour and queue",
        forecast_accuracy(scenario, made, came)[-1],
        seconds,
    )
    history = history_table(scenario)
    _learn(problem, history)
    actual = history_table(scenario, came, for_learning=False)
    first, end = made.days[0], made.days[-1] + dt.timedelta(days=1)
    _ask(problem, history, actual.between(first, end), first)
    return problem


def _moment(day: dt.date, slot: int) -> str:
    return (dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=slot)).isoformat()


def _weekdays(table: HistoryTable) -> set[int]:
    """Weekdays that are ever open: the grid has steps for these alone."""
    opened = zip(table.days, table.is_open, strict=True)
    return {day.weekday() for day, slots in opened if slots.any()}


def _day_number(history: HistoryTable, day: dt.date) -> int:
    """Place of a day among those of the grid."""
    weekdays, first = _weekdays(history), history.days[0]
    dates = (first + dt.timedelta(days=n) for n in range((day - first).days))
    return sum(date.weekday() in weekdays for date in dates)


def _learn(problem: Problem, table: HistoryTable) -> None:
    recent = set(table.latest_stretch(weeks_max=1000).days)
    weekdays, a_day = _weekdays(table), len(table.slots)
    for d, day in enumerate(table.days):
        if day.weekday() not in weekdays:
            continue
        first = _day_number(table, day) * a_day
        for b, slot in enumerate(table.slots):
            for q, queue in enumerate(table.queues):
                count = table.contacts[d, b, q]
                problem.history.append(
                    (
                        queue,
                        first + b,
                        _moment(day, slot),
                        "" if np.isnan(count) else count,
                        int(table.is_open[d, b]),
                        int(day in recent),
                        a_day,
                        a_day * len(weekdays),
                    )
                )


def _ask(problem: Problem, history: HistoryTable, actual: HistoryTable, origin: dt.date) -> None:
    a_day = len(history.slots)
    first_step = _day_number(history, origin) * a_day
    for d, day in enumerate(actual.days):
        start = _day_number(history, day) * a_day
        for b, slot in enumerate(actual.slots):
            if not actual.is_open[d, b] or np.isnan(actual.contacts[d, b]).all():
                continue
            step = start + history.slots.index(slot)
            moment = _moment(day, slot)
            for q, queue in enumerate(actual.queues):
                problem.asked.append((queue, origin.isoformat(), moment, step, first_step))
                problem.truth[queue, moment] = float(actual.contacts[d, b, q])


def forecasts(problem: Problem, python: Path, library: str) -> dict[str, list[float]]:
    """Accuracy of every model of a library: WAPE, bias, pinball, in range, seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "history.csv", HISTORY_COLUMNS, problem.history)
        _write(folder / "asked.csv", ASKED_COLUMNS, problem.asked)
        subprocess.run([str(python), str(OTHERS / f"by_{library}.py"), str(folder)], check=True)
        seconds = json.loads((folder / "seconds.json").read_text(encoding="utf-8"))
        by_model: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
        with (folder / "forecast.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = row["series"], dt.datetime.fromisoformat(row["ds"]).isoformat()
                values = (float(row[name] or "nan") for name in ("low", "mean", "high"))
                by_model[row["model"]].append((problem.truth[key], *values))
    return {
        model: [*_scores(np.array(rows), len(problem.asked)), seconds[model]]
        for model, rows in by_model.items()
    }


def _scores(rows: Any, asked: int) -> list[float]:
    """Scores of rows of count, low, mean, high; nobody calls fewer than no times."""
    assert len(rows) == asked
    came, low, middle, high = rows[:, 0], *np.maximum(rows[:, 1:].T, 0.0)
    losses = [
        np.where(quantile > came, (1 - p) * (quantile - came), p * (came - quantile))
        for p, quantile in ((0.1, low), (0.5, middle), (0.9, high))
    ]
    total = came.sum()
    inside = ((low <= came) & (came <= high)).mean() if np.isfinite(low).all() else np.nan
    return [
        float(np.abs(middle - came).sum() / total),
        float((middle - came).sum() / total),
        float(np.mean(losses, axis=0).sum() / total),
        float(inside),
    ]


def _write(path: Path, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _line(name: str, wape: float, bias: float, pinball: float, inside: float, s: float) -> str:
    def share(value: float, form: str = ".2%") -> str:
        return "" if np.isnan(value) else f"{value:{form}}"

    took = "" if np.isnan(s) else f"{s:.1f}"
    return (
        f"| {name} | {share(wape)} | {share(bias, '+.1%')} | {share(pinball)} "
        f"| {share(inside, '.1%')} | {took} |"
    )


@click.command(help=__doc__)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--origins", default=ORIGINS, show_default=True, help="Weeks of the large bank.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=CACHE,
    help="Folder for the other libraries' environments.",
)
def main(path: Path, origins: int, cache: Path) -> None:
    """Print a table for each of the two."""
    nothing = float("nan")
    for problem in (bank_calls(path, origins), bank_august()):
        ours = problem.ours
        assert abs(sum(problem.truth.values()) - ours.contacts) < 0.5, "not the same counts"
        print(f"\n{problem.title}: {ours.contacts:,.0f} contacts\n")
        print("| forecast | WAPE | bias | pinball | in 80% range | CPU s |\n|" + "---|" * 6)
        inside, pinball = ours.range_share or nothing, ours.pinball_share or nothing
        print(
            _line(
                "this project", ours.wape_share, ours.bias_share, pinball, inside, problem.seconds
            )
        )
        blank = (nothing,) * 4
        print(_line("same weekday last week", ours.last_week_wape_share, *blank))
        print(_line("mean of earlier same weekdays", ours.weekday_mean_wape_share, *blank))
        print(_line("chance alone", ours.chance_wape_share, *blank), flush=True)
        for library in LIBRARIES:
            python = environment(cache, OTHERS / f"{library}.txt")
            for name, scores in forecasts(problem, python, library).items():
                print(_line(name, *scores), flush=True)


if __name__ == "__main__":
    main()
