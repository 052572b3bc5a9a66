"""A rota of ours for a week of the bank, planned from the records before it, to given hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.demand import Requirement
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.pipeline.need_rounds import DEFAULT_ROUNDS, correct_need
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import Optimised, optimise
from allocator.rules.contracted_hours.check import paid_minutes
from allocator.simulate.centre import LoggedIn
from allocator.simulate.week import rota_centre
from allocator.store.plan_tables import rota_csv
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_week import bank_week, scaled_hours

Change = Callable[[dict[str, Any]], None]
"""Changes settings of a scenario in place."""

SPARE_HOURS = 2.0
_PAID_OVER_ON_PHONE = 1.043
_HALF_HOURS_TAKEN = 13.5
"""What rotas of these scenarios come to: so much for breaks, and the tolerance of contracts."""

PLANNING_TARGET_S = 90
"""Wait within which the plan tries to answer, where 20 s is what counts. Of 20, 60, 90, 120, 180
and 300 s it did best on the weeks of 8 and 15 August (free staffing from the forecasts of then)."""


def as_it_stands(_: dict[str, Any]) -> None:
    """Leave the scenario: answers within 20 s are planned for."""


def to_replay(settings: dict[str, Any]) -> None:
    """Plan for a longer wait than the 20 s that count.

    The fewest answers later than 20 s are had by giving up the hours in which there are few
    people anyway; a plan for a longer wait does not, and loses fewer contacts.
    """
    for queue in settings["queues"]:
        queue["target_s"] = PLANNING_TARGET_S


@dataclass(frozen=True)
class PlannedRota:
    """A rota with what it comes to.

    Parameters
    ----------
    presence
        Blocks on the phone, with the queues logged into.
    """

    rota: Rota
    presence: tuple[LoggedIn, ...]
    requirements: tuple[Requirement, ...]
    scenario: Scenario
    on_phone_hours: float
    paid_hours: float


def plan_to(
    week: dt.date,
    folder: Path,
    change: Change,
    hours: float,
    seconds: float,
    *,
    paid: bool = False,
    tries: int = 3,
) -> PlannedRota:
    """Plan a week so that the rota comes to some hours on the phone, or paid, to two.

    Contracts are scaled in proportion. How far a rota comes from them (breaks, and the half hour
    that each contract may be missed by) is guessed first, and then seen.
    """
    contracted, best = hours * (1 if paid else _PAID_OVER_ON_PHONE), None
    contracted -= _HALF_HOURS_TAKEN
    for attempt in range(tries):
        place = folder / f"{change.__name__}-{hours:.0f}-{'paid' if paid else 'phone'}-{attempt}"
        scenario_folder = bank_week(week, place, change).folder
        scaled_hours(scenario_folder, contracted)
        found = planned(scenario_folder, seconds)
        (place / "rota.csv").write_text(rota_csv(found.rota), encoding="utf-8")
        missing = hours - (found.paid_hours if paid else found.on_phone_hours)
        if best is None or abs(missing) < abs(best[0]):
            best = missing, found
        if abs(best[0]) <= SPARE_HOURS:
            break
        contracted += missing
    assert best is not None
    return best[1]


def planned(folder: Path, seconds: float) -> PlannedRota:
    """Plan as ``allocator plan`` does, without its checks and papers."""
    scenario = read_scenario(folder)
    limits = SearchLimits(seed=1, seconds=seconds, reproducible=False)

    def silent(*_: object) -> None:
        pass

    need = correct_need(scenario, forecast(scenario), limits, DEFAULT_ROUNDS, silent)
    assert not isinstance(need, Optimised), need.reason
    found = optimise(scenario, need.requirements, need.limits, silent, need.draft)
    assert found.rota is not None, found.reason
    rota = found.rota
    shifts = [shift for agent in scenario.agents for shift in rota.shifts(agent.agent_id)]
    return PlannedRota(
        rota=rota,
        presence=rota_centre(scenario, rota).spans,
        requirements=need.requirements,
        scenario=scenario,
        on_phone_hours=sum(b.minutes for b in rota.blocks if b.activity is Activity.WORK) / 60,
        paid_hours=sum(paid_minutes(scenario, shift) for shift in shifts) / 60,
    )
