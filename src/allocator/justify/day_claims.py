"""Claims of a plan by day: what comes, what it needs, who is on; sums of the plan's tables.

Each is named after the file that it is added up from: ``staffing.csv/1999-08-23/PS/required_hours``
is the need of a pool on a day, ``rota.csv/1999-08-23/paid_hours`` what is paid on it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.paid_time import paid_minutes
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block, Shift
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, Claimant

_REQUIREMENTS, _STAFFING, _ROTA, _LEAVE = (
    "requirements.csv",
    "staffing.csv",
    "rota.csv",
    "leave.csv",
)
_ADDED = "added up over the open intervals of the day"
_PAID = "rota.csv and the break plans of scenario.yaml"


@dataclass(frozen=True)
class DayTables:
    """Rows and shifts of a plan that belong to one operating day, in time order."""

    day: dt.date
    requirements: Sequence[Requirement]
    staffing: Sequence[StaffingRow]
    shifts: Sequence[Shift]


def day_tables(scenario: Scenario, plan: Plan) -> tuple[DayTables, ...]:
    """Tables of a plan day by day; shifts outside the planned days are left out."""
    grid = scenario.grid
    demand = defaultdict[dt.date, list[Requirement]](list)
    for row in plan.requirements:
        demand[grid.operating_date(row.interval_start)].append(row)
    staffing = defaultdict[dt.date, list[StaffingRow]](list)
    for cell in plan.staffing:
        staffing[grid.operating_date(cell.interval_start)].append(cell)
    shifts = defaultdict[dt.date, list[Shift]](list)
    for agent_id in plan.rota.agent_ids:
        for shift in plan.rota.shifts(agent_id):
            shifts[grid.operating_date(shift.start)].append(shift)
    return tuple(
        DayTables(
            day,
            sorted(demand[day], key=lambda one: one.interval_start.timestamp()),
            sorted(staffing[day], key=lambda one: one.interval_start.timestamp()),
            shifts[day],
        )
        for day in grid.days
    )


def day_claims(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    """Yield the claims of every day, of the whole site and of each pool."""
    for tables in day_tables(scenario, plan):
        yield from _contacts(scenario, tables)
        yield from _cover(scenario, tables)
        yield from people_claims(scenario, tables.shifts, str(tables.day))
        yield from leave_claims(scenario, [tables.day], str(tables.day))


def _contacts(scenario: Scenario, tables: DayTables) -> Iterator[Claim]:
    by_start = defaultdict[dt.datetime, float](float)
    by_pool = defaultdict[str, float](float)
    for row in tables.requirements:
        by_start[row.interval_start] += row.forecast_contacts
        by_pool[row.pool] += row.forecast_contacts
    if not by_start:
        return
    say = Claimant(f"{_REQUIREMENTS}/{tables.day}")
    source = f"{_REQUIREMENTS}: forecast_contacts, {_ADDED}"
    yield say.fact(
        "forecast_contacts",
        "contacts expected, of all queues",
        sum(by_start.values()),
        "contacts",
        source,
    )
    busiest = max(by_start, key=lambda start: (round(by_start[start], 6), -start.timestamp()))
    minutes = scenario.grid.interval_minutes
    yield say.fact(
        "busiest_contacts",
        f"most contacts expected in one interval of {minutes} minutes",
        by_start[busiest],
        "contacts",
        f"{_REQUIREMENTS}: forecast_contacts of all queues, the greatest of the day",
    )
    yield say.fact(
        "busiest_start",
        "start of the interval with the most contacts",
        f"{busiest.astimezone(scenario.grid.zone):%H:%M}",
        "",
        f"{_REQUIREMENTS}: forecast_contacts of all queues, the earliest of the greatest",
    )
    for pool_id, contacts in by_pool.items():
        yield Claimant(f"{_REQUIREMENTS}/{tables.day}/{pool_id}").fact(
            "forecast_contacts",
            f"contacts expected in {pool_id}",
            contacts,
            "contacts",
            source,
        )


def _cover(scenario: Scenario, tables: DayTables) -> Iterator[Claim]:
    by_pool = defaultdict[str, list[StaffingRow]](list)
    on_phone = defaultdict[dt.datetime, int](int)
    for row in tables.staffing:
        by_pool[row.pool].append(row)
        on_phone[row.interval_start] += row.scheduled_agents or 0
    if on_phone:
        yield Claimant(f"{_STAFFING}/{tables.day}").fact(
            "most_scheduled_agents",
            "most people on the phone at once, all pools",
            max(on_phone.values()),
            "people",
            f"{_STAFFING}: scheduled_agents of all pools, the greatest of the day",
        )
    for pool_id, rows in by_pool.items():
        yield from pool_cover(scenario, pool_id, rows, str(tables.day))


def pool_cover(
    scenario: Scenario, pool_id: str, rows: Sequence[StaffingRow], name: str
) -> Iterator[Claim]:
    """Yield need and cover of a pool over some intervals.

    Parameters
    ----------
    name
        What the claims' ids have for these intervals, such as the date.
    """
    say = Claimant(f"{_STAFFING}/{name}/{pool_id}")
    hours = scenario.grid.interval_minutes / 60
    missing = [max(0, row.required_agents - (row.scheduled_agents or 0)) for row in rows]
    added = "added up over the open intervals"
    yield say.fact(
        "required_hours",
        f"hours on the phone that the targets need in {pool_id}",
        sum(row.required_agents for row in rows) * hours,
        "h",
        f"{_STAFFING}: required_agents, {added}",
    )
    yield say.fact(
        "scheduled_hours",
        f"hours on the phone planned in {pool_id}",
        sum(row.scheduled_agents or 0 for row in rows) * hours,
        "h",
        f"{_STAFFING}: scheduled_agents, {added}",
    )
    yield say.fact(
        "missing_hours",
        f"hours on the phone missing in {pool_id} where fewer are on than needed",
        sum(missing) * hours,
        "h",
        f"{_STAFFING}: required_agents less scheduled_agents where that is more than 0, {added}",
    )
    yield say.fact(
        "most_required_agents",
        f"most people needed at once in {pool_id}",
        max(row.required_agents for row in rows),
        "people",
        f"{_STAFFING}: required_agents, the greatest",
    )
    yield say.fact(
        "most_scheduled_agents",
        f"most people on the phone at once in {pool_id}",
        max(row.scheduled_agents or 0 for row in rows),
        "people",
        f"{_STAFFING}: scheduled_agents, the greatest",
    )


def people_claims(scenario: Scenario, shifts: Sequence[Shift], name: str) -> Iterator[Claim]:
    """Yield people and hours of some shifts.

    Parameters
    ----------
    name
        What the claims' ids have for these shifts, such as the date.
    """
    say = Claimant(f"{_ROTA}/{name}")
    blocks = [block for shift in shifts for block in shift.blocks]
    yield say.fact(
        "people",
        "people with a shift",
        len({shift.agent_id for shift in shifts}),
        "people",
        _ROTA,
    )
    yield say.fact(
        "paid_hours",
        "paid hours",
        sum(paid_minutes(scenario, shift) for shift in shifts) / 60,
        "h",
        _PAID,
    )
    sorts = (
        ("on_phone_hours", "hours on the phone", [b for b in blocks if b.is_on_phone]),
        ("practice_hours", "hours of practice", [b for b in blocks if b.is_practice]),
        ("meeting_hours", "hours of meetings, coaching and training", _meetings(blocks)),
    )
    for sort, what, mine in sorts:
        minutes = sum(block.minutes for block in mine)
        yield say.fact(sort, f"{what}, of everybody", minutes / 60, "h", _ROTA)


def _meetings(blocks: Sequence[Block]) -> list[Block]:
    aside = (Activity.WORK, Activity.OTHER)
    return [b for b in blocks if b.activity not in aside and not b.is_rest]


def leave_claims(scenario: Scenario, days: Sequence[dt.date], name: str) -> Iterator[Claim]:
    """Yield people and paid hours of leave on some days; nobody is named."""
    hours = {
        (agent.agent_id, day): found
        for agent in scenario.agents
        for day in days
        if (found := scenario.leave_hours_on(agent.agent_id, day)) is not None
    }
    say = Claimant(f"{_LEAVE}/{name}")
    people = len({agent_id for agent_id, _ in hours})
    yield say.fact("people", "people on leave", people, "people", _LEAVE)
    yield say.fact("paid_hours", "paid hours of leave", sum(hours.values()), "h", _LEAVE)
