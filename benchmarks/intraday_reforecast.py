"""How much better the rest of a day is known at ten, at noon and at two than it was planned.

Run ``python -m benchmarks.intraday_reforecast [CALLS]``. Every past week of the bank's history
that can be forecast from the weeks before it is planned as a week of its own, and so is the week of
22 August, whose contacts lie in ``actuals/``. On each day the rest is then forecast again from what
came by each hour; how much days differ (the prior) is measured on the weeks before the planned one
alone. With CALLS, the series that ``benchmarks.forecast_bank_calls`` takes, its days as well.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.backtest.backtest import backtest
from allocator.forecast.counts.quantiles import count_quantile
from allocator.forecast.forecast import forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.intraday.busyness import busyness, busyness_prior
from allocator.forecast.intraday.handling_today import handling_day_variance
from allocator.forecast.intraday.past_days import past_days, past_days_of
from allocator.forecast.intraday.rest_of_day import reforecast_day, total_range
from allocator.store.scenario_folder import read_scenario
from benchmarks.forecast_bank_august import SCENARIO, recorded_contacts
from benchmarks.forecast_bank_calls import ORIGINS, bank_calls_scenario

HOURS = (8, 9, 10, 11, 12, 14, 16, 18)


@dataclass(frozen=True)
class Rest:
    """The rest of one day: what came, and what was expected before and after the update."""

    hour: int
    came: Floats
    planned: Floats
    updated: Floats
    total_low: float
    total_high: float
    in_range: int
    cells: int


def rests_of_week(scenario: Scenario, rows: list[HistoryRow]) -> Iterator[Rest]:
    """Forecast the rest of each recorded day of a planned week at each hour."""
    made = forecast_week(scenario)
    history = history_table(scenario)
    tested = backtest(history)
    prior = busyness_prior(past_days(tested), len(made.queues))
    variance = handling_day_variance(history)
    actual = history_table(scenario, rows, for_learning=False)
    for d, day in enumerate(made.days):
        if day not in actual.days or not actual.recorded_days[actual.days.index(day)]:
            continue
        of_day = actual.contacts[actual.days.index(day)]
        at = {slot: b for b, slot in enumerate(actual.slots)}
        for hour in HOURS:
            now = scenario.grid.at(day, 60 * hour)
            rest = reforecast_day(scenario, made, rows, now, prior, variance)
            if rest.counted_until is None or not len(rest.starts):
                continue
            midnight = dt.datetime.combine(day, dt.time())
            slots = [int((start - midnight).total_seconds()) // 60 for start in rest.starts]
            came = np.array([of_day[at[slot]] for slot in slots])
            if np.isnan(came).any() or made.expected[d].sum() == 0:
                continue
            yield Rest(
                hour,
                came,
                rest.planned,
                rest.expected,
                float(rest.rest_p10[-1]),
                float(rest.rest_p90[-1]),
                int(((came >= rest.p10) & (came <= rest.p90)).sum()),
                came.size,
            )


def weeks() -> Iterator[tuple[Scenario, list[HistoryRow]]]:
    """Past weeks that can be planned, each with what it brought; the planned week last."""
    scenario = read_scenario(SCENARIO)
    for origin in backtest(history_table(scenario)).weeks:
        settings = scenario.settings
        week = settings.week.model_copy(update={"start": origin})
        tables = {name: getattr(scenario, name) for name in Scenario.model_fields}
        tables["settings"] = settings.model_copy(update={"week": week})
        moved = Scenario.model_validate(tables)  # a copy would keep the grid of the other week
        yield moved, [row for row in scenario.history if row.interval_start.date() >= origin]
    yield scenario, recorded_contacts(SCENARIO / "actuals" / "contacts.csv.gz")


def rests_of_calls(path: Path) -> Iterator[Rest]:
    """Forecast the rest of each day of the large bank's tested weeks but the first four.

    Each by what the eight tested weeks before its own showed of how days differ.
    """
    scenario = bank_calls_scenario(path)
    history = history_table(scenario)
    tested = backtest(history, scenario.settings.week.start, origins=ORIGINS).tested
    by_week = [past_days_of(one) for one in tested]
    for number in range(4, len(by_week)):
        before = [day for week in by_week[max(0, number - 8) : number] for day in week]
        prior = busyness_prior(before, 1)
        for one in by_week[number]:
            for hour in HOURS:
                over = np.array(history.slots) < 60 * hour
                found = busyness(one.came[over].sum(axis=0), one.expected[over].sum(axis=0), prior)
                planned, came = one.expected[~over], one.came[~over]
                again = planned * found.factor
                low, high = total_range(again, found, prior)
                spread = np.sqrt(
                    np.maximum(
                        tested[number].ranges.interval.spread_share[~over] ** 2 - prior.variance, 0
                    )
                    + found.sd_share**2
                )
                inside = (came >= count_quantile(again, spread, 0.1)) & (
                    came <= count_quantile(again, spread, 0.9)
                )
                yield Rest(
                    hour,
                    came,
                    planned,
                    again,
                    float(low[-1]),
                    float(high[-1]),
                    int(inside.sum()),
                    came.size,
                )


def main() -> None:
    """Print the tables."""
    *past, planned = weeks()
    print_table("Past weeks", [rest for week in past for rest in rests_of_week(*week)])
    print_table("The week of 22 August", list(rests_of_week(*planned)))
    for path in sys.argv[1:]:
        print_table("The large bank", list(rests_of_calls(Path(path))))


def print_table(title: str, rests: list[Rest]) -> None:
    """Print how the rest of the days was known, hour by hour."""
    print(f"{title}: WAPE by half-hour and queue, as planned and forecast again; the same of the")
    print("whole rest of the day; half-hours and whole rests inside p10 to p90")
    print(
        f"{'at':>5}{'days':>6}{'planned':>10}{'again':>10}{'whole, planned':>16}{'again':>10}"
        f"{'half-hours in':>15}{'wholes in':>11}"
    )
    for hour in HOURS:
        of_hour = [rest for rest in rests if rest.hour == hour]
        if not of_hour:
            continue
        planned = [rest.planned - rest.came for rest in of_hour]
        again = [rest.updated - rest.came for rest in of_hour]
        came = sum(float(rest.came.sum()) for rest in of_hour)
        inside = sum(rest.in_range for rest in of_hour) / sum(rest.cells for rest in of_hour)
        held = np.mean([r.total_low <= r.came.sum() <= r.total_high for r in of_hour])
        print(
            f"{hour:>2}:00{len(of_hour):>6}{by_cell(planned) / came:>10.1%}"
            f"{by_cell(again) / came:>10.1%}{whole(planned) / came:>16.1%}"
            f"{whole(again) / came:>10.1%}{inside:>15.1%}{held:>11.1%}"
        )


def by_cell(errors: Sequence[Floats]) -> float:
    """Sum of the absolute errors of half-hours and queues."""
    return sum(float(np.abs(error).sum()) for error in errors)


def whole(errors: Sequence[Floats]) -> float:
    """Sum of the absolute errors of whole rests of days."""
    return sum(abs(float(error.sum())) for error in errors)


if __name__ == "__main__":
    main()
