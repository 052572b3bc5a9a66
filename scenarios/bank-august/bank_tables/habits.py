"""``requests.csv``: standing preferences read from habit, since nobody's requests are known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from bank_tables.people import SeenAgent
from bank_tables.records import PresentDay

HEADER = ("agent_id", "date", "kind", "start_from", "start_to", "weight")

PARTS_OF_DAY = (("early", 0, 600), ("middle", 600, 840), ("late", 840, 1_440))
"""Name, first and last (excluded) clock minute of a start."""

HABIT_SHARE = 0.8
HABIT_DAYS = 6
HABIT_WEEKS = 2
START_WEIGHT = 0.25
DAY_OFF_WEIGHT = 0.5

SUN, FRI, SAT = 6, 4, 5
CHOICE_DAYS = (SUN, 0, 1, 2, 3)
"""Sunday to Thursday: on Friday everybody starts early and on Saturday late."""


def part_of_day(moment: dt.datetime) -> str:
    """Part of the day of a start, taken to the nearest quarter-hour.

    The first answer comes a few minutes before or after the hour that the shift begins at.
    """
    minutes = moment.hour * 60 + moment.minute + moment.second / 60
    nearest = int(minutes / 15 + 0.5) * 15
    return next(name for name, start, end in PARTS_OF_DAY if start <= min(nearest, 1_439) < end)


def preferred_part(shifts: Iterable[PresentDay]) -> str | None:
    """Part of the day in which an agent nearly always began, ``None`` without such a habit."""
    parts = Counter(
        part_of_day(day.first_answer) for day in shifts if day.date.weekday() in CHOICE_DAYS
    )
    days = sum(parts.values())
    if days < HABIT_DAYS:
        return None
    part, count = parts.most_common(1)[0]
    return part if count >= HABIT_SHARE * days else None


def clock(minutes: int) -> str:
    """Clock time as the scenario's files write it."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def request_rows(
    agents: Iterable[SeenAgent], shifts: list[PresentDay], week: list[dt.date]
) -> list[list[object]]:
    """Rows of ``requests.csv`` by agent and date."""
    bounds = {name: (start, end) for name, start, end in PARTS_OF_DAY}
    rows: list[list[object]] = []
    for agent in agents:
        mine = [day for day in shifts if day.agent == agent.agent_id]
        part = preferred_part(mine)
        seen_on = {day.date.weekday() for day in mine}
        for date in week:
            weekday = date.weekday()
            if part is not None and weekday in CHOICE_DAYS:
                start, end = bounds[part]
                rows.append(
                    [agent.agent_id, date, "start_between", clock(start), clock(end), START_WEIGHT]
                )
            elif (
                weekday in (FRI, SAT)
                and weekday not in seen_on
                and len(agent.weeks_seen) >= HABIT_WEEKS
            ):
                rows.append([agent.agent_id, date, "day_off", "", "", DAY_OFF_WEIGHT])
    return rows
