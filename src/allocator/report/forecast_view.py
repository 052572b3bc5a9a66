"""The forecast with its range, what came in a past week, and how far to trust it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from allocator.domain.past_forecast import PastForecast
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.report.formats import date_range
from allocator.report.optional_figures import amount, change, share
from allocator.report.palette import PoolInk
from allocator.report.queue_chart import QueueDay, QueueInterval, queue_chart
from allocator.report.share_chart import split_chart
from allocator.report.week_parts import WeekPart, week_parts

_HELD = (0.1, 0.9)
"""Between which shares of the outcomes a range is to lie."""
_SUMS = {"all": "all queues", "together": "all queues together"}


@dataclass(frozen=True)
class DayTotal:
    """A queue's contacts of a day with their range."""

    expected: Markup
    low: Markup
    high: Markup


@dataclass(frozen=True)
class TotalsRow:
    """A queue's contacts by day; ``None`` on a day without any."""

    name: str
    queue: str
    days: tuple[DayTotal | None, ...]


@dataclass(frozen=True)
class QueueForecast:
    """A queue's planned week and the last past one, in pictures.

    Parameters
    ----------
    planned
        A picture of each planned week under its heading, which is empty where there is one.
    past
        ``None`` where no past week was forecast.
    """

    id: str
    name: str
    ink: PoolInk
    planned: tuple[tuple[str, Markup], ...]
    past: Markup | None


@dataclass(frozen=True)
class TrustRow:
    """How forecasts of past weeks did, of one queue or of all.

    Parameters
    ----------
    days_inside
        Part of the days whose total lay in its range.
    """

    name: str
    queue: str
    contacts: Markup
    wape: Markup
    chance: Markup
    last_week: Markup
    weekday_mean: Markup
    bias: Markup
    below: Markup
    inside: Markup
    above: Markup
    days_inside: Markup
    chart: Markup


@dataclass(frozen=True)
class ForecastView:
    """Everything that the report says of the forecast.

    Parameters
    ----------
    model
        The model in use, in words; empty where it has none.
    past_week
        Dates of the past week that is drawn; empty without one.
    weeks
        Number of past weeks behind the table of errors.
    parts
        The planned weeks.
    """

    model: str
    past_week: str
    past_origin: dt.date | None
    weeks: Markup
    parts: tuple[WeekPart, ...]
    totals: tuple[TotalsRow, ...]
    queues: tuple[QueueForecast, ...]
    trust: tuple[TrustRow, ...]
    remarks: tuple[str, ...]


def forecast_view(scenario: Scenario, plan: Plan, inks: Mapping[str, PoolInk]) -> ForecastView:
    """Gather the forecast of a plan; parts that it does not state are empty."""
    stated = plan.summary.forecast
    model: dict[str, Any] = stated.get("model") or {}
    origins = sorted({row.origin for row in plan.past})
    last = origins[-1] if origins else None
    week = [row for row in plan.past if row.origin == last]
    dates = [scenario.grid.operating_date(row.interval_start) for row in week]
    return ForecastView(
        model=model.get("words", ""),
        past_week=date_range(min(dates), max(dates)) if dates else "",
        past_origin=last,
        weeks=amount("past_weeks", len(origins)),
        parts=week_parts(scenario),
        totals=_totals(scenario, stated.get("days") or []),
        queues=tuple(
            _queue(scenario, plan, queue.id, inks, [r for r in week if r.queue == queue.id])
            for queue in scenario.settings.queues
        ),
        trust=_trust(scenario, plan),
        remarks=tuple(stated.get("remarks") or ()),
    )


def _name(scenario: Scenario, queue: str) -> str:
    setting = scenario.queue_by_id.get(queue)
    return _SUMS.get(queue, queue) if setting is None else setting.name or queue


def _totals(scenario: Scenario, rows: Sequence[Mapping[str, Any]]) -> tuple[TotalsRow, ...]:
    by_queue = defaultdict[str, dict[str, Mapping[str, Any]]](dict)
    for row in rows:
        by_queue[row["queue"]][row["day"]] = row
    return tuple(
        TotalsRow(
            _name(scenario, queue),
            queue,
            tuple(_day_total(queue, mine.get(day.isoformat())) for day in scenario.grid.days),
        )
        for queue, mine in by_queue.items()
    )


def _day_total(queue: str, row: Mapping[str, Any] | None) -> DayTotal | None:
    if row is None or not row["forecast_contacts"]:
        return None
    key = queue, row["day"]
    return DayTotal(
        amount("day_contacts", row["forecast_contacts"], *key),
        amount("day_low", row["forecast_p10"], *key),
        amount("day_high", row["forecast_p90"], *key),
    )


def _queue(
    scenario: Scenario,
    plan: Plan,
    queue: str,
    inks: Mapping[str, PoolInk],
    week: Sequence[PastForecast],
) -> QueueForecast:
    grid, ink = scenario.grid, inks[scenario.pool_of_queue[queue]]
    planned = [
        QueueInterval(
            row.interval_start.astimezone(grid.zone),
            grid.moment(grid.index(row.interval_start) + 1),
            row.forecast_contacts,
            row.forecast_p10,
            row.forecast_p90,
        )
        for row in plan.requirements
        if row.queue == queue
    ]
    name = _name(scenario, queue)
    label = f"{name}: contacts expected in each interval of the planned week, with their range."
    whole = _by_day(scenario, planned)
    past = None
    if week:
        told = f"{name}: a past week, as it was forecast before it, and the contacts that came."
        shown = _by_day(scenario, _past_intervals(scenario, week))
        past = queue_chart("past", queue, shown, told, ink.css_class)
    return QueueForecast(
        id=queue,
        name=name,
        ink=ink,
        planned=tuple(
            (part.heading, queue_chart("planned", queue, days, label, ink.css_class, whole))
            for part in week_parts(scenario)
            if (days := [one for one in whole if one.day in part.dates])
        ),
        past=past,
    )


def _past_intervals(scenario: Scenario, week: Sequence[PastForecast]) -> list[QueueInterval]:
    """Put recorded intervals in time order, each as long as the shortest step between two."""
    zone = scenario.grid.zone
    rows = sorted(week, key=lambda row: row.interval_start.timestamp())
    steps = [
        after.interval_start.timestamp() - before.interval_start.timestamp()
        for before, after in pairwise(rows)
    ]
    length = dt.timedelta(seconds=min(steps, default=60.0 * scenario.grid.interval_minutes))
    return [
        QueueInterval(
            row.interval_start.astimezone(zone),
            (row.interval_start.astimezone(dt.UTC) + length).astimezone(zone),
            row.forecast_contacts,
            row.forecast_p10,
            row.forecast_p90,
            row.contacts,
        )
        for row in rows
    ]


def _by_day(scenario: Scenario, intervals: Sequence[QueueInterval]) -> list[QueueDay]:
    days = defaultdict[dt.date, list[QueueInterval]](list)
    for interval in sorted(intervals, key=lambda one: one.start.timestamp()):
        days[scenario.grid.operating_date(interval.start)].append(interval)
    return [QueueDay(day, tuple(mine)) for day, mine in days.items()]


def _trust(scenario: Scenario, plan: Plan) -> tuple[TrustRow, ...]:
    stated = plan.summary.forecast
    by_day = {row["queue"]: row for row in stated.get("day_accuracy") or ()}
    rows = [row for row in stated.get("accuracy") or () if row.get("contacts")]
    return tuple(_trust_row(scenario, plan, row, by_day.get(row["queue"], {})) for row in rows)


def _trust_row(
    scenario: Scenario, plan: Plan, row: Mapping[str, Any], days: Mapping[str, Any]
) -> TrustRow:
    queue: str = row["queue"]
    mine = [one for one in plan.past if queue in ("all", one.queue)]
    below = _part([one.contacts < one.forecast_p10 for one in mine])
    above = _part([one.contacts > one.forecast_p90 for one in mine])
    inside = None if below is None or above is None else 1 - below - above
    parts = [(below or 0.0, "below"), (inside or 0.0, "inside"), (above or 0.0, "above")]
    return TrustRow(
        name=_name(scenario, queue),
        queue=queue,
        contacts=amount("past_contacts", row["contacts"], queue),
        wape=share("past_wape", row["wape_share"], queue),
        chance=share("past_chance_wape", row["chance_wape_share"], queue),
        last_week=share("past_last_week_wape", row["last_week_wape_share"], queue),
        weekday_mean=share("past_weekday_mean_wape", row["weekday_mean_wape_share"], queue),
        bias=change("past_bias", row["bias_share"], queue),
        below=share("past_below", below, queue),
        inside=share("past_inside", inside, queue),
        above=share("past_above", above, queue),
        days_inside=share("past_days_inside", days.get("range_share"), queue),
        chart=split_chart(parts, _HELD),
    )


def _part(those: Sequence[bool]) -> float | None:
    return sum(those) / len(those) if those else None
