"""``scenario.yaml`` of the following week: the same text with the dates of its week moved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from allocator.domain.settings import Settings
from allocator.drafting.next_week_name import moved_name
from allocator.errors import InputError, InputProblem
from allocator.store.read_yaml import read_yaml
from allocator.store.scenario_files import SETTINGS_FILE


@dataclass(frozen=True)
class MovedSettings:
    """Text of the settings, what it is to be read as, and what is to be said of it."""

    text: str
    settings: Settings
    remarks: tuple[str, ...]


def moved_settings(
    data: bytes, settings: Settings, move_days: int, *, give_out_again: bool
) -> MovedSettings:
    """Move the week of a settings file, in place: comments and all else stay as they are.

    Parameters
    ----------
    data, settings
        The file, and what it was read as.
    give_out_again
        Whether ``published_on`` is taken out, with a comment in its place, since its day moved
        with the week would be past.

    Raises
    ------
    InputError
        If the start of the week is not written where it could be changed.
    """
    problems: list[InputProblem] = []
    source = read_yaml(SETTINGS_FILE, data, problems)
    if source is None:
        raise InputError(problems)
    lines = data.decode("utf-8-sig").split("\n")
    root: Any = source.root
    week = settings.week
    move = dt.timedelta(days=move_days)
    changes: dict[str, object] = {"start": week.start + move}
    if not _replace_date(lines, root["week"], "start", week.start, week.start + move):
        line = source.line(("week", "start"))
        remedy = "Write it as start: 2026-03-02 on a line of its own, in the plan's scenario/ too."
        message = "is not written as a plain date, so that it cannot be moved"
        raise InputError([InputProblem(SETTINGS_FILE, message, remedy, line, "week.start")])
    remarks: list[str] = []
    if week.published_on is not None:
        given_out = week.published_on + move
        changes["published_on"] = given_out
        moved = _replace_date(lines, root["week"], "published_on", week.published_on, given_out)
        if give_out_again and moved and _take_out(lines, given_out):
            changes["published_on"] = None
            remarks.append(
                f"week.published_on would be {given_out}, which is past: it was taken out. Write "
                f"the day on which this rota is given out into {SETTINGS_FILE}."
            )
        else:
            remarks.append(f"week.published_on is {given_out}: moved with the week.")
    last = week.start + dt.timedelta(days=week.days - 1)
    name = moved_name(settings.name, week.start, last, move_days)
    if name is not None and not replace_name(lines, root, settings.name, name):
        name = None
    if name is None:
        remarks.append(f"The name is as it was, with no date of the week in it: {settings.name}")
    if any(re.search(r"(^|\s)#", line) for line in lines):
        remarks.append(f"Comments in {SETTINGS_FILE} are as they were: a date in one is old.")
    read_as = settings.model_copy(
        update={"week": week.model_copy(update=changes), "name": name or settings.name}
    )
    return MovedSettings("\n".join(lines), read_as, tuple(remarks))


def _replace_date(lines: list[str], held_by: Any, key: str, old: dt.date, new: dt.date) -> bool:
    """Write a date in the place of a field's; whether it was found there."""
    place = _place(held_by, key)
    if place is None:
        return False
    line, column = place
    before, rest = lines[line][:column], lines[line][column:]
    replaced = re.sub(rf"^([\"']?){old.isoformat()}", rf"\g<1>{new.isoformat()}", rest)
    lines[line] = before + replaced
    return replaced != rest


def replace_name(lines: list[str], root: Any, old: str, new: str) -> bool:
    """Write a name in the place of the scenario's; whether it was found there."""
    place = _place(root, "name")
    if place is None:
        return False
    line, column = place
    before, rest = lines[line][:column], lines[line][column:]
    if not rest.lstrip("\"'").startswith(old):
        return False  # folded over lines, or written with escapes
    lines[line] = before + rest.replace(old, new, 1)
    return True


def _place(held_by: Any, key: str) -> tuple[int, int] | None:
    """Line and column, from 0, at which the value of a field begins."""
    try:
        line, column = held_by.lc.value(key)
    except (KeyError, AttributeError, TypeError):
        return None  # merged from an anchor elsewhere
    return line, column


def _take_out(lines: list[str], day: dt.date) -> bool:
    """Replace ``published_on`` by a comment; whether it was written as could be expected."""
    field = rf"published_on\s*:\s*[\"']?{day.isoformat()}[\"']?"
    said = f"# published_on: {day.isoformat()} is past; write the day on which this is given out"
    for number, line in enumerate(lines):
        alone = re.fullmatch(rf"(\s*){field}\s*(#.*)?", line)
        if alone is not None:
            lines[number] = f"{alone[1]}{said}" + ("\r" if line.endswith("\r") else "")
            return True
        code, hash_sign, comment = line.partition("#")
        inside = re.sub(rf",\s*{field}|{field}\s*,\s*", "", code, count=1)
        if inside != code:
            lines[number] = f"{inside.rstrip()}  {said}" + (
                f" {hash_sign}{comment}" if comment else "\r" if line.endswith("\r") else ""
            )
            return True
    return False
