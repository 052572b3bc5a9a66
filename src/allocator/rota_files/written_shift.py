"""Shifts as a file gives them, and what else there is to say of the file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from allocator.domain.grid import UTC
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem


@dataclass(frozen=True)
class WrittenShift:
    """When somebody works, without breaks or queues.

    Parameters
    ----------
    is_locked
        Whether it is marked to stand.
    """

    agent_id: str
    start: dt.datetime
    end: dt.datetime
    is_locked: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class WrittenDayOff:
    """A day on which a file says that somebody does not work.

    Parameters
    ----------
    is_locked
        Whether it is marked to stand.
    """

    agent_id: str
    day: dt.date
    is_locked: bool = False


@dataclass
class Findings:
    """What is wrong with a file, and what is doubtful in it.

    Parameters
    ----------
    strangers
        People whom the scenario does not know, where these may be left out; ``None`` where that
        is wrong.
    days_off
        Days that the file says are free.
    """

    file: str
    strangers: set[str] | None = None
    days_off: list[WrittenDayOff] = field(default_factory=list[WrittenDayOff])
    problems: list[InputProblem] = field(default_factory=list[InputProblem])
    warnings: list[InputProblem] = field(default_factory=list[InputProblem])

    def wrong(
        self,
        error: ValueError | str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add a problem; a semicolon parts its message from its remedy."""
        self.problems.append(self._problem(error, row, column, value))

    def leave_out(self, name: str, is_known: bool) -> bool:
        """Whether somebody is left out, as nobody of the scenario has the name."""
        if self.strangers is None or is_known or not name:
            return False
        self.strangers.add(name)
        return True

    def doubtful(
        self, text: str, row: int | None = None, column: str | None = None, value: str | None = None
    ) -> None:
        """Add a warning, worded like a problem."""
        self.warnings.append(self._problem(text, row, column, value))

    def _problem(
        self, text: ValueError | str, row: int | None, column: str | None, value: str | None
    ) -> InputProblem:
        message, _, remedy = str(text).partition("; ")
        remedy = f"{remedy[:1].upper()}{remedy[1:]}."
        return InputProblem(self.file, message, remedy, row, column, value)


def joined(shifts: Iterable[WrittenShift]) -> tuple[WrittenShift, ...]:
    """Shifts by agent and time, those of one agent that touch made one."""
    by_agent: defaultdict[str, list[WrittenShift]] = defaultdict(list)
    for shift in shifts:
        by_agent[shift.agent_id].append(shift)
    found: list[WrittenShift] = []
    for agent_id in sorted(by_agent):
        mine: list[WrittenShift] = []
        for shift in sorted(by_agent[agent_id], key=lambda shift: shift.start.astimezone(UTC)):
            if mine and mine[-1].end.astimezone(UTC) == shift.start.astimezone(UTC):
                locked = mine[-1].is_locked or shift.is_locked
                mine[-1] = replace(mine[-1], end=shift.end, is_locked=locked)
            else:
                mine.append(shift)
        found += mine
    return tuple(found)


def inside_week(
    scenario: Scenario, shifts: Iterable[WrittenShift], findings: Findings
) -> tuple[WrittenShift, ...]:
    """Shifts that start in the planned week; a warning counts the others."""
    grid = scenario.grid
    first, after = grid.start.astimezone(UTC), grid.end.astimezone(UTC)
    every = tuple(shifts)
    inside = tuple(shift for shift in every if first <= shift.start.astimezone(UTC) < after)
    week = f"{grid.days[0]:%a %d %b %Y} to {grid.days[-1]:%a %d %b %Y}"
    if every and not inside:
        findings.wrong(
            f"none of its {len(every)} shifts starts in the planned week; give the rota of {week}, "
            "or change week in scenario.yaml"
        )
    elif len(inside) < len(every):
        findings.doubtful(
            f"{len(every) - len(inside)} shifts start outside the planned week, {week}, and are "
            "left out; nothing to do, if that is meant"
        )
    return inside


def warn_of_missing(scenario: Scenario, named: Iterable[str], findings: Findings) -> None:
    """Warn of people whom the file does not name."""
    missing = [a.agent_id for a in scenario.agents if a.agent_id not in set(named)]
    if missing:
        findings.doubtful(
            f"{len(missing)} of {len(scenario.agents)} people are not in the file and have no "
            f"shifts: {', '.join(missing)}; add them if they work"
        )
