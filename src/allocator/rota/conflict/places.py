"""Where a cure is made: the file, with row and column or the setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allocator.domain.scenario import Scenario
from allocator.rota.conflict.availability import rows_of_day
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.words import joined

_FIRST_ROW = 2
"""Row of a file that the first row of its table stands in, after the header."""


def numbered_row(as_given: Scenario, table: str, element: Element) -> int:
    """Row of a file in which the fact of an element stands; its key ends in agent and number.

    Parameters
    ----------
    as_given
        The scenario as it was read; blank lines between its rows are not counted.
    """
    number = element.key.rpartition(":")[2]
    rows = getattr(as_given, table)
    mine = [place for place, row in enumerate(rows) if row.agent_id in element.agent_ids]
    return mine[min(int(number), len(mine)) - 1] + _FIRST_ROW


def row_of_agent(as_given: Scenario, agent_id: str) -> int:
    """Row of ``agents.csv`` in which an agent stands."""
    names = [agent.agent_id for agent in as_given.agents]
    return names.index(agent_id) + _FIRST_ROW


def row_of_activity(as_given: Scenario, activity_id: str) -> int:
    """Row of ``activities.csv`` in which an activity stands."""
    names = [activity.activity_id for activity in as_given.activities]
    return names.index(activity_id) + _FIRST_ROW


def in_file(file: str, rows: Iterable[int], column: str = "") -> str:
    """Rows of a file, and a column: ``leave.csv rows 2 and 4, column paid_hours_a_day``."""
    numbers = sorted(rows)
    which = f"row{'s' if len(numbers) > 1 else ''} {joined([str(number) for number in numbers])}"
    return f"{file} {which}{f', column {column}' if column else ''}"


def in_settings(path: str) -> str:
    """Name a setting of ``scenario.yaml``."""
    return f"scenario.yaml, {path}"


def of_availability(
    as_given: Scenario, agent_id: str, days: tuple[dt.date, ...], column: str
) -> str:
    """Row of ``availability.csv`` that decides on these days and no other, or new rows for them."""
    deciding = {day: rows_of_day(as_given, agent_id, day) for day in as_given.grid.days}
    first = deciding[days[0]]
    if len(first) == 1 and all(deciding[day] == first for day in days):
        (row,) = first
        if all(day in days for day, own in deciding.items() if row in own):
            place = as_given.availability.index(row) + _FIRST_ROW
            return in_file("availability.csv", [place], column)
    dates = joined([day.isoformat() for day in days])
    return f"availability.csv, a row of its own for {dates}"
