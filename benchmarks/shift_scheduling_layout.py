"""The text layout of the published shift-scheduling instances, read and written.

Source
------
T. Curtois and R. Qu, "Computational results on new staff scheduling benchmark instances", 2014;
the layout is that of the files on schedulingbenchmarks.org. No instance is part of this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ShiftType:
    """A kind of shift: how long it is, and which must not follow it on the next day."""

    shift_id: str
    minutes: int
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Staff:
    """One person's limits over the whole horizon."""

    person_id: str
    most_shifts: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    most_days_on: int
    least_days_on: int
    least_days_off: int
    most_weekends: int


@dataclass(frozen=True)
class Wish:
    """A person's wish to have, or not to have, a kind of shift on a day."""

    person_id: str
    day: int
    shift_id: str
    weight: int


@dataclass(frozen=True)
class Cover:
    """People wanted in a kind of shift on a day, with the weight of each missing and beyond."""

    day: int
    shift_id: str
    wanted: int
    under_weight: int
    over_weight: int


@dataclass(frozen=True)
class ShiftInstance:
    """An instance; the first day is a Monday, days are counted from 0."""

    days: int
    shifts: tuple[ShiftType, ...]
    staff: tuple[Staff, ...]
    days_off: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    wishes_on: tuple[Wish, ...] = ()
    wishes_off: tuple[Wish, ...] = ()
    cover: tuple[Cover, ...] = ()


def read_instance(path: Path) -> ShiftInstance:
    """Read an instance."""
    sections: dict[str, list[list[str]]] = {}
    section: list[list[str]] = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = sections.setdefault(line.removeprefix("SECTION_"), [])
            continue
        section.append([cell.strip() for cell in line.split(",")])
    return ShiftInstance(
        days=int(sections["HORIZON"][0][0]),
        shifts=tuple(
            ShiftType(cells[0], int(cells[1]), tuple(_names(cells[2] if len(cells) > 2 else "")))
            for cells in sections["SHIFTS"]
        ),
        staff=tuple(_staff(cells) for cells in sections["STAFF"]),
        days_off={
            cells[0]: tuple(int(cell) for cell in cells[1:] if cell)
            for cells in sections.get("DAYS_OFF", [])
        },
        wishes_on=tuple(_wishes(sections.get("SHIFT_ON_REQUESTS", []))),
        wishes_off=tuple(_wishes(sections.get("SHIFT_OFF_REQUESTS", []))),
        cover=tuple(
            Cover(int(day), shift_id, int(wanted), int(under), int(over))
            for day, shift_id, wanted, under, over in sections.get("COVER", [])
        ),
    )


def _names(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _staff(cells: Sequence[str]) -> Staff:
    most = dict(entry.split("=") for entry in _names(cells[1]))
    numbers = [int(cell) for cell in cells[2:8]]
    return Staff(cells[0], {name: int(count) for name, count in most.items()}, *numbers)


def _wishes(rows: Sequence[Sequence[str]]) -> Iterator[Wish]:
    for person_id, day, shift_id, weight in rows:
        yield Wish(person_id, int(day), shift_id, int(weight))


def instance_text(instance: ShiftInstance) -> str:
    """Write an instance in the layout that :func:`read_instance` reads."""
    lines = ["SECTION_HORIZON", str(instance.days), "", "SECTION_SHIFTS"]
    lines += [f"{s.shift_id},{s.minutes},{'|'.join(s.not_after)}" for s in instance.shifts]
    lines += ["", "SECTION_STAFF"]
    for one in instance.staff:
        most = "|".join(f"{shift_id}={count}" for shift_id, count in one.most_shifts.items())
        numbers = (
            one.most_minutes,
            one.least_minutes,
            one.most_days_on,
            one.least_days_on,
            one.least_days_off,
            one.most_weekends,
        )
        lines.append(",".join([one.person_id, most, *map(str, numbers)]))
    lines += ["", "SECTION_DAYS_OFF"]
    lines += [",".join([who, *map(str, days)]) for who, days in instance.days_off.items()]
    for title, wishes in (("ON", instance.wishes_on), ("OFF", instance.wishes_off)):
        lines += ["", f"SECTION_SHIFT_{title}_REQUESTS"]
        lines += [f"{w.person_id},{w.day},{w.shift_id},{w.weight}" for w in wishes]
    lines += ["", "SECTION_COVER"]
    lines += [
        f"{c.day},{c.shift_id},{c.wanted},{c.under_weight},{c.over_weight}" for c in instance.cover
    ]
    return "\n".join([*lines, ""])


Roster = Mapping[str, tuple[str | None, ...]]
"""Kind of shift of each person on each day; ``None`` for a day off."""


def read_rosters(text: str, days: int) -> list[Roster]:
    """Rosters of a file: runs of lines such as ``A:  .D=D= .``, whatever stands between them."""
    found: list[dict[str, tuple[str | None, ...]]] = []
    inside = False
    for line in text.splitlines():
        row = re.fullmatch(r"\s*(\S+):\s(.*)", line)
        cells = re.findall(r"\.|[^\s.=]+(?==)", row[2]) if row else []
        if row is None or len(cells) != days:
            inside = False
            continue
        if not inside:
            found.append({})
            inside = True
        found[-1][row[1]] = tuple(None if cell == "." else cell for cell in cells)
    return list(found)


def roster_text(roster: Roster) -> str:
    """Write a roster, a line a person."""
    width = 1 + max((len(cell) for row in roster.values() for cell in row if cell), default=1)
    label = max(3, *(len(who) for who in roster)) if roster else 3
    return "".join(
        f"{who:>{label}}: "
        + "".join(f"{'.' if c is None else c + '=':>{width}}" for c in row)
        + "\n"
        for who, row in roster.items()
    )
