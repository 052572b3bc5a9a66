"""The rota of a work plan: people by day, a table for each week and team, to be read on paper."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from allocator.domain.findings import day_text
from allocator.domain.people import Agent
from allocator.domain.rota import Block, Shift
from allocator.evidence.paper import Heading, Paragraph, Part, Table
from allocator.evidence.week_figures import NOTHING, WeekFigures, hours
from allocator.justify.justification import Justification
from allocator.justify.wording import activity_word, clock_span

Given = Mapping[str, list[Justification]]
"""Justifications of each agent."""


def rota(week: WeekFigures, justifications: Mapping[str, list[Justification]]) -> list[Part]:
    """Shifts of everybody by day, with where they work and what takes them off the phone."""
    scenario = week.scenario
    parts: list[Part] = [
        Heading(1, "Rota"),
        Paragraph(
            "A shift’s times are computed, as is where it is worked. Pauses are left out here; "
            "the sheet for the wall has them. Why somebody has a shift, what it serves and who "
            "else could have had it: allocator explain, and the allocation report."
        ),
    ]
    teams = list(dict.fromkeys(agent.team for agent in scenario.agents if agent.team))
    several = len(scenario.plan_weeks) > 1
    for number, days in enumerate(scenario.plan_weeks, start=1):
        for team in (*teams, None):
            people = [agent for agent in scenario.agents if agent.team == team]
            if not people:
                continue
            about = [f"week {number}"] if several else []
            about += [f"team {team}"] if team else (["no team"] if teams else [])
            title = ", ".join(about)
            parts.append(_table(week, title, people, days, justifications))
    return parts


def _table(
    week: WeekFigures, title: str, people: list[Agent], days: tuple[dt.date, ...], given: Given
) -> Table:
    return Table(
        caption=f"Rota{': ' if title else ''}{title} (computed)",
        columns=("Person", *(day_text(day) for day in days), "Paid hours"),
        rows=tuple(_row(week, agent, days, given.get(agent.agent_id, [])) for agent in people),
        widths=(1.15, *(1.35 for _ in days), 1.0),
        is_dense=True,
    )


def _row(
    week: WeekFigures, agent: Agent, days: tuple[dt.date, ...], given: list[Justification]
) -> tuple[str, ...]:
    grid = week.scenario.grid
    mine = defaultdict[dt.date, list[Shift]](list)
    for shift in week.plan.rota.shifts(agent.agent_id):
        mine[grid.operating_date(shift.start)].append(shift)
    leave = week.scenario.leave_days(agent.agent_id) if week.show_leave else ()
    cells = [
        "\n".join(_shift_text(week, shift) for shift in mine[day])
        or ("leave" if day in leave else NOTHING)
        for day in days
    ]
    first = next((one for one in given if one.day in days), None)
    total = week.inline(f"{first.id}/hours.week", hours) if first else "0"
    return (week.person(agent.agent_id).replace(" (", "\n("), *cells, total)


def _shift_text(week: WeekFigures, shift: Shift) -> str:
    zone = week.scenario.grid.zone
    span = clock_span(shift.start.astimezone(zone), shift.end.astimezone(zone))
    lines = [span, *_work(week, shift)]
    lines += [
        f"{_word(block)} {block.start.astimezone(zone):%H:%M}"
        for block in shift.blocks
        if not block.is_on_phone and not block.is_rest
    ]
    return "\n".join(lines)


def _work(week: WeekFigures, shift: Shift) -> list[str]:
    """Pools worked in, in order of first work; none where there is one for everybody."""
    scenario = week.scenario
    if len(scenario.settings.pools) == 1:
        return []
    pools = dict.fromkeys(
        scenario.pool_of_queue.get(block.queues[0], "")
        for block in shift.blocks
        if block.is_on_phone and block.queues
    )
    names = [scenario.pool_by_id[pool].name or pool for pool in pools if pool]
    return [", then ".join(names)] if names else []


def _word(block: Block) -> str:
    if block.is_practice:
        return f"practice {block.queues[0]}"
    return activity_word(block.activity).replace("one to one", "one-to-one")
