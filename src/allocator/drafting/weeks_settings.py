"""``scenario.yaml`` with another number of planned weeks: the same text, days and name changed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from allocator.domain.settings import Settings
from allocator.drafting.next_week_name import moved_name
from allocator.drafting.next_week_settings import replace_name
from allocator.errors import InputError, InputProblem
from allocator.store.read_yaml import read_settings, read_yaml
from allocator.store.scenario_files import SETTINGS_FILE


def with_weeks(data: bytes, weeks: int) -> bytes:
    """Set ``week.days`` to so many weeks, and say so in a comment at the end.

    A range of dates in the scenario's name that is that of its days becomes that of the new ones.

    Lines before the field stay where they are; what is wrong in the file is left for reading it
    to say.

    Raises
    ------
    InputError
        If the field is not written where it could be changed.
    """
    problems: list[InputProblem] = []
    source = read_yaml(SETTINGS_FILE, data, problems)
    settings = None if source is None else read_settings(source, problems)
    if source is None or settings is None:
        return data
    days = 7 * weeks
    lines = data.decode("utf-8-sig").split("\n")
    root: Any = source.root
    now = settings.week
    last = now.start + dt.timedelta(days=now.days - 1)
    name = moved_name(settings.name, now.start, last, 0, days - now.days)
    if name is None or not replace_name(lines, root, settings.name, name):
        name = settings.name
    (_change if "days" in root["week"] else _insert)(lines, root["week"], days)
    said = f"# week.days is {days} by --weeks {weeks}; in the scenario given it is "
    changed = "\n".join(lines).rstrip("\n") + f"\n{said}{now.days}.\n"
    week = now.model_copy(update={"days": days})
    if _read(changed) != settings.model_copy(update={"week": week, "name": name}):
        remedy = f"Write it as days: {days} on a line of its own, and leave out --weeks."
        message = "is not written where it could be changed"
        line = source.line(("week",))
        raise InputError([InputProblem(SETTINGS_FILE, message, remedy, line, "week.days")])
    return changed.encode()


def _change(lines: list[str], week: Any, days: int) -> None:
    """Write the number in the place of the one that stands there."""
    line, column = week.lc.value("days")
    before, rest = lines[line][:column], lines[line][column:]
    lines[line] = before + re.sub(r"^\d+", str(days), rest)


def _insert(lines: list[str], week: Any, days: int) -> None:
    """Write the field before ``start``, which every week has."""
    line, column = week.lc.key("start")
    before, rest = lines[line][:column], lines[line][column:]
    between = ", " if week.fa.flow_style() else "\n" + " " * column
    lines[line] = f"{before}days: {days}{between}{rest}"


def _read(text: str) -> Settings | None:
    problems: list[InputProblem] = []
    source = read_yaml(SETTINGS_FILE, text.encode(), problems)
    return None if source is None else read_settings(source, problems)
