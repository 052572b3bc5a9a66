"""The week, or each of several, as people by day; and the hours of several beside each other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim
from allocator.justify.justification import Justification
from allocator.justify.wording import activity_word, clock_span, is_off_phone
from allocator.report.formats import compact
from allocator.report.marks import claim, figure
from allocator.report.palette import PoolInk
from allocator.report.shift_bar import shift_bar
from allocator.report.week_parts import WeekPart, week_parts


@dataclass(frozen=True)
class ShiftCell:
    """A shift in the grid.

    Parameters
    ----------
    anchor
        Id of its justification on the page.
    activities
        Activities off the phone in it, in words.
    request
        ``met``, ``declined`` or empty.
    """

    anchor: str
    times: str
    pools: tuple[PoolInk, ...]
    activities: tuple[str, ...]
    bar: Markup
    unsocial: Markup | None
    request: str


@dataclass(frozen=True)
class AgentRow:
    """A person's week.

    Parameters
    ----------
    cells
        By operating day of the week; ``None`` where the person is off.
    on_leave
        Whether each day is one of leave.
    days_off_asked
        Whether each day was asked for as a day off.
    hours_due
        Contracted hours of the week less those of paid leave.
    """

    agent: Agent
    cells: tuple[tuple[ShiftCell, ...], ...]
    on_leave: tuple[bool, ...]
    days_off_asked: tuple[bool, ...]
    paid_hours: Markup
    hours_due: Markup
    unsocial_hours: Markup


@dataclass(frozen=True)
class WeekTable:
    """A week of the plan with a row of every agent, in the scenario's order."""

    part: WeekPart
    rows: tuple[AgentRow, ...]


@dataclass(frozen=True)
class HoursRow:
    """A person's hours over all weeks of the plan.

    Parameters
    ----------
    weeks
        Paid hours of each week.
    """

    agent: Agent
    weeks: tuple[Markup, ...]
    paid_hours: Markup
    hours_due: Markup
    unsocial_hours: Markup


def anchor(justification_id: str) -> str:
    """Id of a justification on the page: ``A01/1999-08-22`` is ``A01-1999-08-22``."""
    return justification_id.replace("/", "-")


def week_tables(
    scenario: Scenario, justifications: list[Justification], inks: dict[str, PoolInk]
) -> list[WeekTable]:
    """Return each week of the plan, people by day."""
    given = _by_agent_and_day(justifications)
    asked_off = {(r.agent_id, r.date) for r in scenario.requests if r.kind == "day_off"}
    tables: list[WeekTable] = []
    for part in week_parts(scenario):
        rows: list[AgentRow] = []
        for agent in scenario.agents:
            who = agent.agent_id
            mine = [given[who, day] for day in part.dates]
            paid, due, unsocial = _hours(scenario, who, given, part)
            away = set(scenario.leave_days(who))
            rows.append(
                AgentRow(
                    agent=agent,
                    cells=tuple(tuple(_cell(scenario, j, inks) for j in day) for day in mine),
                    on_leave=tuple(day in away for day in part.dates),
                    days_off_asked=tuple((who, day) in asked_off for day in part.dates),
                    paid_hours=paid,
                    hours_due=due,
                    unsocial_hours=unsocial,
                )
            )
        tables.append(WeekTable(part, tuple(rows)))
    return tables


def hours_rows(scenario: Scenario, justifications: list[Justification]) -> list[HoursRow]:
    """Hours of every agent over several weeks; none where the plan has one."""
    parts = week_parts(scenario)
    if len(parts) == 1:
        return []
    given = _by_agent_and_day(justifications)
    rows: list[HoursRow] = []
    for agent in scenario.agents:
        who = agent.agent_id
        paid, due, unsocial = _hours(scenario, who, given, None)
        weeks = tuple(_hours(scenario, who, given, part)[0] for part in parts)
        rows.append(HoursRow(agent, weeks, paid, due, unsocial))
    return rows


_Given = dict[tuple[str, dt.date], list[Justification]]


def _by_agent_and_day(justifications: list[Justification]) -> _Given:
    given = defaultdict[tuple[str, dt.date], list[Justification]](list)
    for justification in justifications:
        given[justification.agent_id, justification.day].append(justification)
    return given


def _hours(
    scenario: Scenario, who: str, given: _Given, part: WeekPart | None
) -> tuple[Markup, Markup, Markup]:
    """Hours paid, due and unsocial of a week, or of the whole plan.

    Of several weeks each figure names the first day of its own.
    """
    dates = scenario.grid.days if part is None else part.dates
    shifts = [justification for day in dates for justification in given[who, day]]
    paid = sum(number_of(j, "hours.shift") for j in shifts)
    unsocial = sum(number_of(j, "unsocial.shift") for j in shifts)
    of_week = part is not None and bool(part.anchor)
    due = scenario.hours_due(who, dates if of_week else None)
    name, key = ("agent_week", (who, dates[0])) if of_week else ("agent", (who,))
    return (
        figure(f"{name}_paid_hours", paid, compact(paid), *key),
        figure(f"{name}_hours_due", due, compact(due), *key),
        figure(f"{name}_unsocial_hours", unsocial, compact(unsocial), *key),
    )


def claim_of(justification: Justification, name: str) -> Claim:
    """Claim of a justification by its name."""
    wanted = f"{justification.id}/{name}"
    return next(made for made in justification.claims() if made.id == wanted)


def number_of(justification: Justification, name: str) -> float:
    """Value of a claim that is a number."""
    value = claim_of(justification, name).value
    assert isinstance(value, int | float), f"{justification.id}/{name} is no number"
    return value


def _cell(scenario: Scenario, justification: Justification, inks: dict[str, PoolInk]) -> ShiftCell:
    unsocial = claim_of(justification, "unsocial.shift")
    requests = [
        str(made.value)
        for made in justification.eligibility
        if made.id.startswith(f"{justification.id}/request.")
    ]
    return ShiftCell(
        anchor=anchor(justification.id),
        times=clock_span(justification.start, justification.end),
        pools=tuple(inks[pool_id] for pool_id in justification.pools),
        activities=tuple(
            dict.fromkeys(
                activity_word(block.activity)
                for block in justification.blocks
                if is_off_phone(block)
            )
        ),
        bar=shift_bar(scenario, justification, inks),
        unsocial=claim(unsocial) if unsocial.value else None,
        request="declined" if "declined" in requests else "met" if requests else "",
    )
