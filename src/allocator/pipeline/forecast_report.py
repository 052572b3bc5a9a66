"""A scenario's forecast with its backtest, to be shown or written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.export.output import check_folder_replaceable, write_folder
from allocator.forecast.as_json import forecast_json
from allocator.forecast.backtest.accuracy import Accuracy as Accuracy
from allocator.forecast.backtest.backtest import ORIGINS, backtest
from allocator.forecast.backtest.backtest import Backtest as Backtest
from allocator.forecast.backtest.horizon import HorizonAccuracy, horizon_accuracy
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.lead import lead_days
from allocator.forecast.tables import SpanTotal as SpanTotal
from allocator.forecast.tables import (
    accuracy_csv,
    backtest_csv,
    day_rows,
    days_csv,
    forecast_csv,
    plan_total,
    week_totals,
)
from allocator.forecast.weeks_ahead import PlannedWeek as PlannedWeek
from allocator.store.scenario_folder import read_scenario

DEFAULT_ORIGINS = ORIGINS
DEFAULT_HORIZON_DAYS = 7


@dataclass(frozen=True)
class ForecastReport:
    """A forecast and how its method did.

    Parameters
    ----------
    tested
        Backtest over as many weeks and days ahead as were asked for.
    by_horizon
        By days ahead; empty where it was not asked for.
    lead_days
        Days between the last known day and the first planned one.
    """

    scenario: Scenario
    made: Forecast
    tested: Backtest
    by_horizon: tuple[HorizonAccuracy, ...]
    lead_days: int

    @property
    def days(self) -> list[dict[str, Any]]:
        """Totals of the planned days with their ranges."""
        return day_rows(self.made)

    @property
    def weeks(self) -> list[SpanTotal]:
        """Contacts of each week of the plan, all queues together, with their range."""
        return week_totals(self.made)

    @property
    def whole(self) -> SpanTotal:
        """Contacts of all planned days, all queues together, with their range."""
        return plan_total(self.made)

    def as_json(self, *, with_backtest: bool) -> dict[str, Any]:
        """Return all of it as plain data."""
        return forecast_json(self.made, self.tested if with_backtest else None, self.by_horizon)


def forecast_report(
    folder: Path,
    *,
    with_horizon: bool = True,
    origins: int = DEFAULT_ORIGINS,
    horizon_days: int = DEFAULT_HORIZON_DAYS,
) -> ForecastReport:
    """Forecast the planned week of a scenario's folder, and past weeks.

    Parameters
    ----------
    with_horizon
        Whether to find the errors by days ahead, which takes a fit for every past day.
    origins
        Most past weeks to report.
    horizon_days
        Days forecast from each.
    """
    scenario = read_scenario(folder)
    made = forecast_week(scenario)
    history = history_table(scenario)
    lead = lead_days(scenario, history)
    tested = made.backtest
    if (origins, horizon_days) != (DEFAULT_ORIGINS, DEFAULT_HORIZON_DAYS):
        tested = backtest(
            history,
            made.days[0],
            lead_days=lead,
            origins=origins,
            horizon_days=horizon_days,
        )
    by_horizon = (
        horizon_accuracy(history, tested, horizon_days=horizon_days) if with_horizon else ()
    )
    return ForecastReport(scenario, made, tested, by_horizon, lead)


def check_out(out: Path) -> None:
    """Refuse a folder that holds anything but an earlier forecast, before time is spent.

    Raises
    ------
    InputError
        If something would be lost.
    """
    check_folder_replaceable(out)


def write_report(report: ForecastReport, out: Path) -> None:
    """Write forecast.csv, forecast_days.csv, backtest.csv, accuracy.csv and forecast.json.

    Raises
    ------
    InputError
        If the folder may not be replaced or cannot be written.
    """
    check_out(out)
    grid = report.scenario.grid
    data = json.dumps(report.as_json(with_backtest=True), indent=2, ensure_ascii=False)
    texts = {
        "forecast.csv": forecast_csv(report.made, grid),
        "forecast_days.csv": days_csv(report.made),
        "backtest.csv": backtest_csv(report.tested, grid),
        "accuracy.csv": accuracy_csv(report.tested, report.by_horizon),
        "forecast.json": f"{data}\n",
    }
    write_folder(
        out,
        {name: text.encode() for name, text in texts.items()},
        f"forecast {grid.first_day.isoformat()}",
    )
