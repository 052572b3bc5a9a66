"""Weeks of the harbour centre that never were: demand, leave and requests of each are drawn.

A week is the scenario's own with its dates moved, from the Monday after its bank holiday on. Its
demand is what is forecast for the first of them, times a factor for the week and one for each day;
one or two people are on leave from Monday to Friday, and about a third ask for a day off, mostly at
a weekend. What is drawn depends on seed and week alone, and on no rota. Left out are meetings,
goals, requests and pins of the scenario's own week, and its backlog of emails.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from allocator.demand.deferred_plan import plan_deferred
from allocator.domain.demand import Requirement
from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import Leave, Request, WorkedShift
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.rota.conflict.world import changed
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "harbour-centre"
FIRST_DAY = dt.date(2026, 9, 7)

_WEEK_CV, _DAY_CV = 0.05, 0.08
_ASKING_SHARE = 0.35
_DAYS_ASKED_FOR = (1, 1, 1, 1, 2, 4, 3)
"""How often days are asked for, Monday first."""
_WORKING_DAYS = 5


@cache
def _harbour() -> Scenario:
    return read_scenario(SCENARIO)


def first_day(week: int) -> dt.date:
    """First day of a week, counted from 0."""
    return FIRST_DAY + dt.timedelta(weeks=week)


def week_of(
    seed: int,
    week: int,
    worked: tuple[WorkedShift, ...],
    ledger: tuple[LedgerEntry, ...],
    *,
    unsocial_price: float | None = None,
) -> Scenario:
    """Scenario of one week.

    Parameters
    ----------
    week
        Counted from 0.
    worked, ledger
        What the weeks before have left.
    unsocial_price
        Price of an unsocial hour above the fair share, if not the scenario's.
    """
    base = _harbour()
    starts = first_day(week)
    settings = base.settings
    own_week = settings.week.model_copy(update={"start": starts, "published_on": None})
    rules = {name: value for name, value in settings.rules.items() if name != "notice"}
    fields: dict[str, Any] = {"week": own_week, "rules": rules}
    if unsocial_price is not None:
        price = {"unsocial_hour_above_fair_share": unsocial_price}
        fields["prices"] = settings.prices.model_copy(update=price)
    bare = changed(
        base,
        settings=settings.model_copy(update=fields),
        requests=(),
        leave=(),
        activities=(),
        goals=(),
        backlog=(),
        worked=(*base.worked, *worked),
        ledger=ledger,
    )
    rng = np.random.default_rng([seed, week, 1])
    leave = _leave(bare, rng)
    away = {row.agent_id for row in leave}
    return changed(bare, leave=leave, requests=_requests(bare, away, rng))


def demand_of(seed: int, scenario: Scenario, week: int) -> tuple[Requirement, ...]:
    """Demand of a week: that of the first, times what is drawn for this one and its days."""
    base = _base_demand(seed)
    rng = np.random.default_rng([seed, week, 2])
    busy = rng.gamma(_WEEK_CV**-2, _WEEK_CV**2)
    factors = busy * rng.gamma(_DAY_CV**-2, _DAY_CV**2, size=7)
    moved: list[Requirement] = []
    for row in base:
        day = (row.interval_start.date() - FIRST_DAY).days
        minutes = row.interval_start.hour * 60 + row.interval_start.minute
        start = scenario.grid.at(first_day(week) + dt.timedelta(days=day), minutes)
        factor = float(factors[day])
        counts = {
            name: round(getattr(row, name) * factor, 4)
            for name in ("forecast_contacts", "forecast_p10", "forecast_p90")
        }
        update = {**counts, "interval_start": start, "planned_contacts": None}
        moved.append(row.model_copy(update=update))
    return plan_deferred(scenario, tuple(moved))


@cache
def _base_demand(seed: int) -> tuple[Requirement, ...]:
    return forecast(week_of(seed, 0, (), ()))


def _leave(scenario: Scenario, rng: np.random.Generator) -> tuple[Leave, ...]:
    people = [agent for agent in scenario.agents if agent.contract != "office_hours"]
    chosen = rng.choice(len(people), size=int(rng.integers(1, 3)), replace=False)
    starts = scenario.grid.first_day
    return tuple(
        Leave(
            agent_id=people[place].agent_id,
            first_day=starts,
            last_day=starts + dt.timedelta(days=_WORKING_DAYS - 1),
            paid_hours_a_day=people[place].weekly_hours / _WORKING_DAYS,
        )
        for place in sorted(chosen)
    )


def _requests(scenario: Scenario, away: set[str], rng: np.random.Generator) -> tuple[Request, ...]:
    chances = np.array(_DAYS_ASKED_FOR) / sum(_DAYS_ASKED_FOR)
    asked: list[Request] = []
    for agent in scenario.agents:
        asks, place = rng.random() < _ASKING_SHARE, int(rng.choice(7, p=chances))
        day = scenario.grid.days[place]
        if not asks or agent.agent_id in away:
            continue
        if scenario.available_spans(agent.agent_id, day) == ():
            continue  # nobody asks for a day on which they never work
        asked.append(Request(agent_id=agent.agent_id, date=day, kind="day_off"))
    return tuple(asked)
