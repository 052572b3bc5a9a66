"""What the commands ask of this package, each in one call."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import erlang_a
from allocator.demand.forecast import Forecast, forecast_week
from allocator.demand.heads import fewest_agents, scheduled_agents
from allocator.demand.queue_answer import QueueAnswer, ServiceLevel, require_positive
from allocator.demand.staffing import staffing
from allocator.domain.demand import StaffingRow
from allocator.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ErlangAnswer:
    """One queue in one interval, evaluated or staffed.

    Parameters
    ----------
    queue
        Steady state with the agents given, or with the fewest that meet the target.
    scheduled_agents
        Those agents divided by what shrinkage leaves, rounded up.
    """

    queue: QueueAnswer
    scheduled_agents: int

    def as_json(self) -> dict[str, float | int | str]:
        """Return the figures under the names that programs rely on; times in seconds."""
        return {
            "model": self.queue.model,
            "agents": self.queue.agents,
            "service_level": self.queue.service_level,
            "asa_s": self.queue.asa_s,
            "mean_wait_s": self.queue.mean_wait_s,
            "occupancy": self.queue.occupancy,
            "prob_wait": self.queue.prob_wait,
            "prob_abandon": self.queue.prob_abandon,
            "scheduled_agents": self.scheduled_agents,
        }


def erlang_answer(
    contacts: float,
    interval_minutes: float,
    aht_s: float,
    target_share: float,
    target_s: float,
    *,
    patience_s: float | None = None,
    agents: int | None = None,
    shrinkage_share: float = 0.0,
    max_occupancy_share: float = 1.0,
    definition: ServiceLevel = ServiceLevel.OFFERED,
) -> ErlangAnswer:
    """Evaluate a number of agents, or find the fewest that meet a target.

    Parameters
    ----------
    contacts, interval_minutes
        Contacts offered in an interval of so many minutes.
    patience_s
        Mean patience: with it Erlang A, without it Erlang C.
    agents
        Agents to evaluate; ``None`` to find the fewest.
    shrinkage_share, max_occupancy_share
        See :func:`~allocator.demand.heads.scheduled_agents` and
        :func:`~allocator.demand.heads.fewest_agents`.

    Raises
    ------
    InputError
        If a value is out of its range, or under Erlang C the load is at or above the agents.
    """
    require_positive(contacts=contacts, interval_minutes=interval_minutes, aht_s=aht_s)
    arrivals_per_s = contacts / (interval_minutes * 60.0)
    if agents is None:
        agents = fewest_agents(
            arrivals_per_s,
            aht_s,
            patience_s,
            target_share,
            target_s,
            max_occupancy_share,
            definition,
        )
    if patience_s is None:
        queue = erlang_c(arrivals_per_s, aht_s, agents, target_s)
    else:
        queue = erlang_a(arrivals_per_s, aht_s, patience_s, agents, target_s, definition)
    return ErlangAnswer(queue, scheduled_agents(agents, shrinkage_share))


@dataclass(frozen=True, slots=True)
class PoolDay:
    """Need of one pool on one operating day.

    Parameters
    ----------
    agent_hours
        Agents to schedule on the phone, summed over the day's intervals, in hours.
    most_agents, most_at
        Most of them at once, and the first time of day at which so many are needed.
    """

    day: dt.date
    pool: str
    agent_hours: float
    most_agents: int
    most_at: dt.datetime


@dataclass(frozen=True)
class StaffingNeed:
    """The planned week's demand and the agents it needs."""

    forecast: Forecast
    staffing: tuple[StaffingRow, ...]
    by_day: tuple[PoolDay, ...]


def staffing_need(scenario: Scenario) -> StaffingNeed:
    """Forecast the planned week and the agents that each pool needs in it.

    Raises
    ------
    InputError
        If the history holds no contacts in the opening hours.
    """
    made = forecast_week(scenario)
    rows = staffing(scenario, made.requirements)
    grid = scenario.grid
    by_day: dict[tuple[dt.date, str], list[StaffingRow]] = {}
    for row in rows:
        by_day.setdefault((grid.operating_date(row.interval_start), row.pool), []).append(row)
    days = [
        PoolDay(
            day,
            pool,
            sum(row.required_agents for row in group) * grid.interval_minutes / 60.0,
            (most := max(group, key=lambda row: row.required_agents)).required_agents,
            most.interval_start,
        )
        for (day, pool), group in by_day.items()
    ]
    return StaffingNeed(made, rows, tuple(days))


def forecast_json(made: Forecast, *, with_backtest: bool = False) -> dict[str, Any]:
    """Return a forecast as plain data: its intervals, patience and remarks, and its backtest."""
    tested = made.backtest
    data: dict[str, Any] = {
        "requirements": [
            row.model_dump(mode="json", exclude={"expected_service_level"})
            for row in made.requirements
        ],
        "patience": [asdict(patience) for patience in made.patience.values()],
        "remarks": list(made.remarks),
    }
    if with_backtest:
        data["backtest"] = {
            "weeks": [week.isoformat() for week in tested.weeks],
            "chosen": asdict(tested.chosen),
            "wape_by_candidate": [
                {**asdict(way), "wape_share": wape}
                for way, wape in tested.wape_by_candidate.items()
            ],
            "accuracy": [asdict(row) for row in tested.rows],
        }
    return data


def staffing_json(need: StaffingNeed) -> dict[str, Any]:
    """Return the need per pool and interval as plain data."""
    return {
        "staffing": [
            row.model_dump(mode="json", exclude={"scheduled_agents"}) for row in need.staffing
        ]
    }
