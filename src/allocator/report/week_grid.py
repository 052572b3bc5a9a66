"""The week as people by day."""

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


def anchor(justification_id: str) -> str:
    """Id of a justification on the page: ``A01/1999-08-22`` is ``A01-1999-08-22``."""
    return justification_id.replace("/", "-")


def week_grid(
    scenario: Scenario, justifications: list[Justification], inks: dict[str, PoolInk]
) -> list[AgentRow]:
    """Row of every agent, in the scenario's order."""
    given = defaultdict[tuple[str, dt.date], list[Justification]](list)
    for justification in justifications:
        given[justification.agent_id, justification.day].append(justification)
    asked_off = {(r.agent_id, r.date) for r in scenario.requests if r.kind == "day_off"}
    rows: list[AgentRow] = []
    for agent in scenario.agents:
        mine = [given[agent.agent_id, day] for day in scenario.grid.days]
        shifts = [justification for day in mine for justification in day]
        paid = sum(number_of(j, "hours.shift") for j in shifts)
        unsocial = sum(number_of(j, "unsocial.shift") for j in shifts)
        who = agent.agent_id
        due = scenario.hours_due(who)
        away = set(scenario.leave_days(who))
        rows.append(
            AgentRow(
                agent=agent,
                cells=tuple(tuple(_cell(scenario, j, inks) for j in day) for day in mine),
                on_leave=tuple(day in away for day in scenario.grid.days),
                days_off_asked=tuple((who, day) in asked_off for day in scenario.grid.days),
                paid_hours=figure("agent_paid_hours", paid, compact(paid), who),
                hours_due=figure("agent_hours_due", due, compact(due), who),
                unsocial_hours=figure("agent_unsocial_hours", unsocial, compact(unsocial), who),
            )
        )
    return rows


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
