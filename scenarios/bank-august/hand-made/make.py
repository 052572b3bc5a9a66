"""Writes three rotas for 22-28 August 1999 as people make them by hand, without any planning tool.

Each is a grid of people by day, to be looked at by ``allocator score``. Nothing of ``actuals/`` is
read: they are made from what was known before the week. Run it from anywhere::

    python scenarios/bank-august/hand-made/make.py
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SCENARIO = HERE.parent
DAYS = [dt.date(1999, 8, 22) + dt.timedelta(days=n) for n in range(7)]
WEEKDAYS = DAYS[:5]  # Sunday to Thursday, 07:00 to 24:00
FRIDAY, SATURDAY = DAYS[5], DAYS[6]  # 07:00 to 15:00, and 21:30 to 24:00

Grid = dict[str, dict[dt.date, str]]


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table of the scenario."""
    with (SCENARIO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def clock(minutes: int) -> str:
    """Clock time of minutes after midnight; midnight at the end of a day is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def span(start: int, minutes: int) -> str:
    """Cell of a shift."""
    return f"{clock(start)}-{clock(start + minutes)}"


def half_hours(hours: float) -> int:
    """Minutes, to the nearest half-hour."""
    return round(hours * 2) * 30


def last_week() -> Grid:
    """Repeat the hours of 15-21 August, to quarter-hours, within opening hours."""
    grid: Grid = defaultdict(dict)
    for row in rows("worked.csv"):
        start, end = (dt.datetime.fromisoformat(row[name]) for name in ("start", "end"))
        day = (start - dt.timedelta(hours=4)).date()
        if not DAYS[0] <= day + dt.timedelta(days=7) <= DAYS[-1]:
            continue
        midnight = dt.datetime.combine(day, dt.time(), tzinfo=start.tzinfo)
        begin, stop = (
            round((moment - midnight).total_seconds() / 900) * 15 for moment in (start, end)
        )
        new_day = day + dt.timedelta(days=7)
        opens, closes = opening(new_day)
        begin, stop = max(begin, opens), min(stop, closes)
        if stop > begin:
            grid[row["agent_id"]][new_day] = span(begin, stop - begin)
    return grid


def nine_to_five() -> Grid:
    """Everybody from nine o'clock, the week's hours spread evenly over Sunday to Thursday."""
    grid: Grid = defaultdict(dict)
    for agent in rows("agents.csv"):
        hours = float(agent["weekly_hours"])
        count = min(5, max(1, round(hours / 5)))
        for day in WEEKDAYS[:count]:
            grid[agent["agent_id"]][day] = span(9 * 60, half_hours(hours / count))
    return grid


def early_and_late() -> Grid:
    """Half the team early and half late, all days off granted that were asked for.

    Whoever works 30 hours or more has five days where the requests leave them, others as many as
    make about six hours each; every third person has Friday or Saturday night among them.
    """
    off = {
        (row["agent_id"], dt.date.fromisoformat(row["date"]))
        for row in rows("requests.csv")
        if row["kind"] == "day_off"
    }
    grid: Grid = defaultdict(dict)
    for number, agent in enumerate(rows("agents.csv")):
        name, left = agent["agent_id"], float(agent["weekly_hours"])
        wanted = 5 if left >= 30 else max(1, round(left / 6))
        free = [day for day in WEEKDAYS if (name, day) not in off]
        shift = number % len(free)
        days = sorted((free[shift:] + free[:shift])[:wanted])
        if number % 3 == 0 and (name, FRIDAY) not in off and left >= 12:
            grid[name][FRIDAY] = span(7 * 60, 8 * 60)
            days, left = days[: wanted - 1], left - 8
        elif number % 3 == 1 and (name, SATURDAY) not in off and left >= 8:
            grid[name][SATURDAY] = span(21 * 60 + 30, 150)
            left -= 2.5
        length = min(540, half_hours(left / len(days)))
        for day in days:
            grid[name][day] = span(7 * 60 if number % 2 == 0 else 24 * 60 - length, length)
    return grid


def opening(day: dt.date) -> tuple[int, int]:
    """Give opening and closing of a planned day, in minutes after midnight."""
    if day == FRIDAY:
        return 7 * 60, 15 * 60
    return (21 * 60 + 30, 24 * 60) if day == SATURDAY else (7 * 60, 24 * 60)


ROTAS: dict[str, Callable[[], Grid]] = {
    "last-week.csv": last_week,
    "nine-to-five.csv": nine_to_five,
    "early-and-late.csv": early_and_late,
}


def text_of(grid: Grid) -> str:
    """Grid as CSV: a title, a row of days, and a row for each person."""
    header = ["Name", "Hours", *(f"{day:%a %d/%m}" for day in DAYS)]
    lines = ["Week of 22 August 1999", ",".join(header)]
    for agent in rows("agents.csv"):
        cells = (grid[agent["agent_id"]].get(day, "OFF") for day in DAYS)
        lines.append(",".join([agent["name"], agent["weekly_hours"], *cells]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for file, make in ROTAS.items():
        (HERE / file).write_text(text_of(make()), encoding="utf-8", newline="\n")
        print(HERE / file)
