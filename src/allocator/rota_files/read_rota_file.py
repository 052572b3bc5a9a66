"""Reads a rota's file, whichever of the known forms it has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from allocator.domain.near_name import near_name
from allocator.domain.plan import RotaOrigin
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.importing.cell import cell_text
from allocator.importing.sheet import Sheet, read_sheet
from allocator.rota_files.grid import has_day_headings, read_grid
from allocator.rota_files.shift_table import read_shift_table, shift_columns
from allocator.rota_files.written_shift import (
    Findings,
    WrittenShift,
    inside_week,
    joined,
    warn_of_missing,
)
from allocator.store.plan_tables import ROTA_COLUMNS, read_rota


@dataclass(frozen=True)
class RotaFile:
    """A rota as it was read.

    Parameters
    ----------
    rota
        Whole, from a file of blocks; ``None`` from one that has shifts alone.
    shifts
        Of a file that has no breaks and no queues.
    """

    origin: RotaOrigin
    rota: Rota | None
    shifts: tuple[WrittenShift, ...]
    warnings: tuple[InputProblem, ...]


def read_rota_file(path: Path, scenario: Scenario, sheet: str | None = None) -> RotaFile:
    """Read a rota: our own blocks, a table of shifts, or a grid; CSV or Excel.

    Parameters
    ----------
    sheet
        Sheet of an Excel file; the first where not given.

    Raises
    ------
    InputError
        If anything in it is wrong: it holds every problem of the file.
    """
    page = read_sheet(path, sheet=sheet)
    findings = Findings(path.name)
    origin = RotaOrigin(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        form="grid",
        filled_in=True,
    )
    if is_blocks(page):
        rota = _read_blocks(path, scenario, findings)
        raise_problems(findings.problems)
        origin = origin.model_copy(update={"form": "blocks", "filled_in": False})
        return RotaFile(origin, rota, (), tuple(findings.warnings))
    columns = shift_columns(page)
    if columns is not None:
        origin = origin.model_copy(update={"form": "shifts"})
        shifts = read_shift_table(page, columns, scenario, findings)
    elif has_day_headings(page, scenario):
        shifts = read_grid(page, scenario, findings)
    else:
        findings.wrong(
            "is no rota of a known form; give a grid with the days of the planned week as "
            "headings, a table with agent, start and end, or a rota.csv of allocator",
            page.rows[0].number,
            value=",".join(cell_text(cell) for cell in page.rows[0].cells)[:80],
        )
        shifts = []
    if not findings.problems and not shifts:
        findings.wrong("holds no shift; check that it is the right file or sheet")
    inside = inside_week(scenario, shifts, findings)
    raise_problems(findings.problems)
    return RotaFile(origin, None, joined(inside), tuple(findings.warnings))


def raise_problems(problems: Iterable[InputProblem]) -> None:
    """Raise problems of a file, if there are any, in order of their rows."""
    found = sorted(problems, key=lambda problem: problem.row or 0)
    if found:
        raise InputError(found)


def is_blocks(page: Sheet) -> bool:
    """Whether a sheet has the columns of a plan's own ``rota.csv``."""
    names = {cell_text(cell) for cell in page.rows[0].cells}
    return names >= {"agent_id", "start", "end", "activity"} and names <= set(ROTA_COLUMNS)


def _read_blocks(path: Path, scenario: Scenario, findings: Findings) -> Rota:
    problems: list[InputProblem] = []
    rota = read_rota(path.read_bytes(), scenario.grid.zone, problems)
    findings.problems += [replace(problem, file=path.name) for problem in problems]
    known: dict[str, set[str]] = {
        "agent_id": set(scenario.agent_by_id),
        "queue": set(scenario.queue_by_id),
    }
    unknown = {
        *(("agent_id", agent_id) for agent_id in rota.agent_ids),
        *(("queue", queue) for block in rota.blocks for queue in block.queues),
    }
    for column, name in sorted(unknown):
        if name not in known[column]:
            near = near_name(name, known[column])
            question = f"is {near} meant? " if near else ""
            text = f"is not in the scenario; {question}Correct it, or add it to the scenario"
            findings.wrong(text, column=column, value=name)
    grid = scenario.grid
    outside = [
        block
        for block in rota.blocks
        if not 0 <= grid.minutes_from_start(block.start) < grid.minutes_from_start(grid.end)
    ]
    if outside:
        findings.wrong(
            f"{len(outside)} blocks start outside the planned week, the first at "
            f"{outside[0].start.isoformat()}; give a rota of the week from {grid.days[0]}"
        )
    warn_of_missing(scenario, rota.agent_ids, findings)
    return rota
