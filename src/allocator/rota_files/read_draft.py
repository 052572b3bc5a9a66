"""Reads a rota to start from: of the planned week, or of another one and then moved to it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from allocator.domain.grid import TimeGrid
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.importing.sheet import Sheet, read_sheet
from allocator.rota_files.grid import has_day_headings, read_grid
from allocator.rota_files.read_rota_file import is_blocks, raise_problems
from allocator.rota_files.shift_table import read_shift_table, shift_columns
from allocator.rota_files.written_shift import (
    Findings,
    WrittenDayOff,
    WrittenShift,
    inside_week,
    joined,
)
from allocator.store.plan_tables import ROTA, read_rota

_WEEKS_BACK = 8
"""How many weeks before the planned one a grid or a table of shifts may be of."""
_WEEK = 7


@dataclass(frozen=True)
class DraftFile:
    """A rota to start from, in the planned week.

    Parameters
    ----------
    file, sha256, form
        Name, bytes and form of the file that it was read from.
    rota
        Whole, from a file of blocks; ``None`` from one that has shifts alone.
    shifts, days_off
        What it says of people and days; of blocks too.
    moved_weeks
        By how many weeks it was moved; of a rota of several weeks the last one of them.
    strangers
        People in it whom the scenario does not know; they are left out.
    warnings
        What is doubtful in it.
    """

    file: str
    sha256: str
    form: Literal["blocks", "shifts", "grid"]
    rota: Rota | None
    shifts: tuple[WrittenShift, ...]
    days_off: tuple[WrittenDayOff, ...]
    moved_weeks: int
    strangers: tuple[str, ...]
    warnings: tuple[InputProblem, ...]

    @property
    def agent_ids(self) -> frozenset[str]:
        """People of the scenario whom it says anything of."""
        return frozenset(row.agent_id for row in (*self.shifts, *self.days_off))

    def all_locked(self) -> DraftFile:
        """Return the same with all that it says to stand."""
        return replace(
            self,
            shifts=tuple(replace(row, is_locked=True) for row in self.shifts),
            days_off=tuple(replace(row, is_locked=True) for row in self.days_off),
        )


def read_draft(path: Path, scenario: Scenario) -> DraftFile:
    """Read a plan's folder, a ``rota.csv``, a table of shifts or a grid, CSV or Excel.

    Raises
    ------
    InputError
        If anything in it is wrong: it holds every problem of the file.
    """
    file = path / ROTA.file if path.is_dir() else path
    if not file.is_file():
        raise InputError.of(
            path,
            f"holds no {ROTA.file}" if path.is_dir() else "is not there",
            "Give the folder of a plan, or a file with a rota.",
        )
    page = read_sheet(file)
    draft = _blocks(file, scenario) if is_blocks(page) else _in_some_week(file, page, scenario)
    _check_locks(draft, scenario)
    return draft


def _blocks(file: Path, scenario: Scenario) -> DraftFile:
    grid = scenario.grid
    findings = Findings(file.name)
    problems: list[InputProblem] = []
    given = read_rota(file.read_bytes(), grid.zone, problems)
    raise_problems(replace(problem, file=file.name) for problem in problems)
    known = scenario.agent_by_id.keys()
    strangers = [agent_id for agent_id in given.agent_ids if agent_id not in known]
    shifts = [shift for agent_id in given.agent_ids for shift in given.shifts(agent_id)]
    week_of = {
        id(shift): (grid.operating_date(shift.start) - grid.first_day).days // _WEEK
        for shift in shifts
    }
    taken = _weeks_taken(set(week_of.values()), -(-grid.day_count // _WEEK))
    blocks = [
        moved
        for shift in shifts
        if shift.agent_id in known
        for week in taken.get(week_of[id(shift)], ())
        for block in shift.blocks
        if (moved := _moved_block(scenario, block, week - week_of[id(shift)])) is not None
        and grid.day_index(_moved(grid, shift.start, week - week_of[id(shift)])) is not None
    ]
    if not blocks:
        findings.wrong("holds no shift of anybody in the scenario; check that it is the right file")
    raise_problems(findings.problems)
    rota = Rota.of(blocks)
    first = min(taken)
    return DraftFile(
        file=file.name,
        sha256=_sha256(file),
        form="blocks",
        rota=rota,
        shifts=tuple(
            WrittenShift(agent_id, shift.start, shift.end)
            for agent_id in rota.agent_ids
            for shift in rota.shifts(agent_id)
        ),
        days_off=(),
        moved_weeks=taken[first][0] - first,
        strangers=tuple(strangers),
        warnings=(),
    )


def _weeks_taken(given: set[int], planned: int) -> dict[int, tuple[int, ...]]:
    """Planned weeks that each week of a rota is taken for.

    Where it has planned weeks, these as they are. Else its last ones in turn, so that a rota of
    one week is taken for every week of a plan of several.
    """
    inside = {week for week in given if 0 <= week < planned}
    if inside:
        return {week: (week,) for week in inside}
    last = sorted(given)[-planned:]
    return {week: tuple(range(place, planned, len(last))) for place, week in enumerate(last)}


def _in_some_week(file: Path, page: Sheet, scenario: Scenario) -> DraftFile:
    """Read a table or a grid by the days of the planned week, or of one before."""
    first: InputError | None = None
    for weeks in range(_WEEKS_BACK + 1):
        try:
            return _shifts(file, page, scenario, weeks)
        except InputError as error:
            first = first or error
    assert first is not None
    raise first


def _shifts(file: Path, page: Sheet, scenario: Scenario, weeks: int) -> DraftFile:
    grid, findings = scenario.grid, Findings(file.name, strangers=set())
    then = _weeks_earlier(scenario, weeks)
    columns = shift_columns(page)
    form: Literal["shifts", "grid"] = "grid" if columns is None else "shifts"
    shifts: list[WrittenShift] = []
    if columns is not None:
        shifts = read_shift_table(page, columns, then, findings)
    elif has_day_headings(page, then):
        shifts = read_grid(page, then, findings)
    else:
        findings.wrong(
            "is no rota of a known form; give the folder of a plan, its rota.csv, a table with "
            "agent, start and end, or a grid with days as headings"
        )
    if not findings.problems and not shifts:
        findings.wrong("holds no shift; check that it is the right file or sheet")
    inside = inside_week(then, shifts, findings)
    raise_problems(findings.problems)
    return DraftFile(
        file=file.name,
        sha256=_sha256(file),
        form=form,
        rota=None,
        shifts=tuple(
            replace(row, start=_moved(grid, row.start, weeks), end=_moved(grid, row.end, weeks))
            for row in joined(inside)
        ),
        days_off=tuple(
            replace(row, day=row.day + dt.timedelta(weeks=weeks)) for row in findings.days_off
        ),
        moved_weeks=weeks,
        strangers=tuple(sorted(findings.strangers or ())),
        # People and days that it leaves out are no matter: they are planned.
        warnings=tuple(warning for warning in findings.warnings if warning.row is not None),
    )


def _check_locks(draft: DraftFile, scenario: Scenario) -> None:
    """Refuse to lock what no rota can have: a shift off the grid of intervals.

    Raises
    ------
    InputError
        With each such shift.
    """
    grid = scenario.grid
    findings = Findings(draft.file)
    for row in draft.shifts:
        if row.is_locked and not (grid.on_grid(row.start) and grid.on_grid(row.end)):
            findings.wrong(
                f"the locked shift of {row.agent_id} on {row.start:%a %d %b %H:%M}-{row.end:%H:%M} "
                f"is not on the grid of {grid.interval_minutes} minutes; move it, or unlock it"
            )
    raise_problems(findings.problems)


def _moved_block(scenario: Scenario, block: Block, weeks: int) -> Block | None:
    """Block so many weeks later by the clock; ``None`` where a change of the clocks swallows it."""
    grid, known = scenario.grid, scenario.queue_by_id
    start, end = _moved(grid, block.start, weeks), _moved(grid, block.end, weeks)
    if end.timestamp() <= start.timestamp():
        return None
    queues = tuple(queue for queue in block.queues if queue in known)
    return block.model_copy(update={"start": start, "end": end, "queues": queues})


def _moved(grid: TimeGrid, moment: dt.datetime, weeks: int) -> dt.datetime:
    """Return the same clock time so many weeks later."""
    local = moment.astimezone(grid.zone)
    if not weeks:
        return local
    return grid.at(local.date() + dt.timedelta(weeks=weeks), local.hour * 60 + local.minute)


def _weeks_earlier(scenario: Scenario, weeks: int) -> Scenario:
    """Return the scenario with an earlier week to plan, for reading days by."""
    if not weeks:
        return scenario
    week = scenario.settings.week
    start = week.start - dt.timedelta(weeks=weeks)
    settings = scenario.settings.model_copy(
        update={"week": week.model_copy(update={"start": start})}
    )
    fields: dict[str, Any] = {name: getattr(scenario, name) for name in Scenario.model_fields}
    fields["settings"] = settings
    # Not by model_copy, which would take what is kept of the planned week along.
    return Scenario.model_construct(**fields)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
