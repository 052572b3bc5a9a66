"""Whether a rotation gives whoever follows it a shift that the contract has, in every week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings
from allocator.store.read_table import Line
from allocator.store.reading import Reading

_A_WEEK = dt.timedelta(weeks=1)
_MOST_ROWS = 6


def check_rotations(reading: Reading) -> None:
    """Report who is due hours in a planned week without a shift; warn of such weeks to come."""
    settings = reading.settings
    if settings is None or "shift_patterns" not in settings.rules:
        return
    scenario = Scenario(
        settings=settings,
        agents=reading.agents.rows,
        skills=(),
        history=(),
        leave=reading.leave.rows,
    )
    later: defaultdict[tuple[str, str, int], list[Line]] = defaultdict(list)
    for agent, line in reading.agents:
        if not _can_be_judged(settings, agent):
            continue
        assert agent.rotation is not None
        empty = _weeks_without_a_shift(scenario, agent)
        stuck = _week_stuck_in(scenario, agent)
        planned = {_week_number(scenario, agent, day) for day in stuck} & empty
        if planned:
            _report(reading, scenario, agent, line, min(planned), stuck)
            empty -= planned
        for number in sorted(empty):
            later[agent.rotation, agent.contract, number].append(line)
    for (rotation, contract, number), lines in later.items():
        _warn(reading, scenario, rotation, contract, number, lines)


def _can_be_judged(settings: Settings, agent: Agent) -> bool:
    """Whether the agent follows a rotation, and all names that this leads to are known."""
    rotation = next((one for one in settings.rotations if one.id == agent.rotation), None)
    contract = next((one for one in settings.contracts if one.id == agent.contract), None)
    if rotation is None or contract is None:
        return False
    named = {*contract.patterns, *(name for week in rotation.weeks for name in week.patterns)}
    return named <= {pattern.id for pattern in settings.shift_patterns}


def _weeks_without_a_shift(scenario: Scenario, agent: Agent) -> set[int]:
    """Numbers from 1 of the rotation's weeks in which no day has a pattern of the contract."""
    assert agent.rotation is not None
    offered = scenario.contract_by_id[agent.contract].patterns
    weeks = scenario.rotation_by_id[agent.rotation].weeks
    return {
        number
        for number, week in enumerate(weeks, 1)
        if not any(
            set(scenario.pattern_by_id[name].days) & set(week.days)
            if week.days
            else scenario.pattern_by_id[name].days
            for name in week.patterns
            if name in offered
        )
    }


def _week_number(scenario: Scenario, agent: Agent, day: dt.date) -> int:
    assert agent.rotation is not None
    rotation = scenario.rotation_by_id[agent.rotation]
    weeks_on = (day - rotation.first_week) // _A_WEEK + agent.rotation_offset_weeks
    return weeks_on % len(rotation.weeks) + 1


def _week_stuck_in(scenario: Scenario, agent: Agent) -> tuple[dt.date, ...]:
    """Days in which hours are due and none has a shift, for which the rotation is to blame.

    Those of a week of the plan, or of all of it; none where every week has a shift.
    """
    contract = scenario.contract_by_id[agent.contract]
    if "contracted_hours" not in scenario.settings.rules:
        return ()
    stuck = [(scenario.grid.days, contract.tolerance_minutes)]
    if len(scenario.plan_weeks) > 1:
        weeks = (week for week in scenario.plan_weeks if len(week) == 7)
        stuck += [(week, contract.minutes_off_a_week) for week in weeks]
    for days, tolerance in stuck:
        week = None if days == scenario.grid.days else days
        due_minutes = scenario.hours_due(agent.agent_id, week) * 60
        if due_minutes > tolerance and not any(
            scenario.patterns_of(agent.agent_id, day) for day in days
        ):
            return days
    return ()


def _words(scenario: Scenario, rotation: str, contract: str, number: int) -> str:
    weeks = scenario.rotation_by_id[rotation].weeks
    given = ", ".join(weeks[number - 1].patterns)
    offered = ", ".join(scenario.contract_by_id[contract].patterns)
    which = f"in week {number} of {len(weeks)}" if len(weeks) > 1 else "in its week"
    return (
        f"the rotation {rotation} gives {given} {which} and the contract {contract} has {offered}"
    )


def _remedy(scenario: Scenario, rotation: str, contract: str, number: int) -> str:
    week = scenario.rotation_by_id[rotation].weeks[number - 1]
    offered = scenario.contract_by_id[contract].patterns
    if set(week.patterns) & set(offered):
        return (
            f"Give week {number} of the rotation a day on which these patterns have shifts, "
            "or leave rotation empty."
        )
    return (
        f"Add {' or '.join(week.patterns)} to contracts[{contract}].patterns in scenario.yaml, or "
        f"a pattern of the contract to week {number} of the rotation, or leave rotation empty."
    )


def _report(
    reading: Reading,
    scenario: Scenario,
    agent: Agent,
    line: Line,
    number: int,
    days: tuple[dt.date, ...],
) -> None:
    assert agent.rotation is not None
    where = (agent.rotation, agent.contract, number)
    planned = "planned week" if len(scenario.plan_weeks) == 1 else f"days from {days[0]}"
    reading.problems.append(
        reading.agents.problem(
            line,
            "rotation",
            f"there is no shift for {agent.agent_id} in the {planned}: {_words(scenario, *where)}",
            _remedy(scenario, *where),
        )
    )


def _warn(
    reading: Reading,
    scenario: Scenario,
    rotation: str,
    contract: str,
    number: int,
    lines: list[Line],
) -> None:
    rows = ", ".join(str(line.number) for line in lines[1 : _MOST_ROWS + 1])
    more = f" and {len(lines) - 1 - _MOST_ROWS} more" if len(lines) > _MOST_ROWS + 1 else ""
    word = "row" if len(lines) == 2 else "rows"
    also = f" (so it is for {word} {rows}{more})" if rows else ""
    reading.warnings.append(
        reading.agents.problem(
            lines[0],
            "rotation",
            f"a week without a shift comes round: {_words(scenario, rotation, contract, number)}"
            f"{also}",
            f"Nothing, if a week off is meant. {_remedy(scenario, rotation, contract, number)}",
        )
    )
