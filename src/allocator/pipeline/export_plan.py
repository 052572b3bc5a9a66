"""Export a plan from its folder: to paper, to a spreadsheet, to calendars, to tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from allocator.errors import InputError
from allocator.export.output import (
    check_file_replaceable,
    check_folder_replaceable,
    write_folder,
)
from allocator.export.wall_rota import WallPerson, WallRota
from allocator.pipeline.export_place import agent_id_of, check_ending, check_outside
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.store.plan_folder import read_plan
from allocator.store.replace_path import replace_file
from allocator.verify.verifier import breaches_to_answer_for

Format = Literal["xlsx", "ics", "pdf", "csv"]
Paper = Literal["a3", "a4"]


@dataclass(frozen=True)
class Exported:
    """What was written.

    Parameters
    ----------
    path
        The file, or the folder with files.
    rules_broken
        Breaches of hard rules in the rota, which is exported and marked all the same.
    """

    path: Path
    files: tuple[str, ...]
    people: int
    shifts: int
    rules_broken: int
    simulated: bool


def export_plan(
    folder: Path,
    kind: Format,
    out: Path | None = None,
    *,
    agent: str | None = None,
    paper: Paper = "a3",
    show_leave: bool = False,
) -> Exported:
    """Write a plan's rota in another form, whole or not at all.

    An earlier export that nobody has changed since is replaced, nothing else.

    Parameters
    ----------
    folder
        The plan's folder; its rota may have been changed by hand.
    out
        File or folder to write; beside the plan's folder if not given.
    agent
        The one person whose calendar to write, by id or name.
    show_leave
        Whether days of leave are told apart from other days without a shift.

    Raises
    ------
    InputError
        If the plan cannot be read, the person is not in it, or the output may not be written.
    """
    if agent is not None and kind != "ics":
        raise InputError.of("--agent", "goes with --format ics alone", "Leave it out.", agent)
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    agent_id = None if agent is None else agent_id_of(scenario, agent)
    target = out or _beside(folder.resolve(), kind, agent_id)
    check_outside(folder, target)
    broken, _ = breaches_to_answer_for(scenario, plan.rota)
    wall = WallRota.of(scenario, plan, len(broken), show_leave=show_leave)
    person = next((one for one in wall.people if one.agent_id == agent_id), None)
    if kind == "csv" or (kind == "ics" and person is None):
        names = _write_folder(wall, kind, target)
    else:
        names = (_write_file(wall, kind, target, person, paper),)
    people = wall.people if person is None else (person,)
    return Exported(
        path=target,
        files=names,
        people=len(people),
        shifts=sum(len(one.shifts) for one in people),
        rules_broken=len(broken),
        simulated=wall.facts.simulated,
    )


def _write_folder(wall: WallRota, kind: Format, target: Path) -> tuple[str, ...]:
    check_folder_replaceable(target)
    if kind == "csv":
        from allocator.export.csv_tables import csv_files

        files = csv_files(wall)
    else:
        from allocator.export.calendars import calendar_files

        files = calendar_files(wall)
    write_folder(target, files, wall.facts.run_id)
    return tuple(files)


def _write_file(
    wall: WallRota, kind: Format, target: Path, person: WallPerson | None, paper: Paper
) -> str:
    check_ending(target, f".{kind}")
    made, is_untouched_export = _maker(wall, kind, person, paper)
    check_file_replaceable(target, is_untouched_export)
    replace_file(target, made())
    return target.name


def _maker(
    wall: WallRota, kind: Format, person: WallPerson | None, paper: Paper
) -> tuple[Callable[[], bytes], Callable[[bytes], bool]]:
    """Return what makes the file, and what knows an earlier one."""
    if kind == "xlsx":
        from allocator.export import workbook

        return lambda: workbook.workbook(wall, paper), workbook.is_untouched_export
    if kind == "pdf":
        from allocator.export import wall_pdf

        return lambda: wall_pdf.wall_pdf(wall, paper), wall_pdf.is_untouched_export
    from allocator.export import calendars

    assert person is not None
    return lambda: calendars.calendar(wall, person), calendars.is_untouched_export


def _beside(folder: Path, kind: Format, agent_id: str | None) -> Path:
    """Name an export after the plan: a plan's folder itself holds nothing but the plan."""
    if agent_id is not None:
        from allocator.export.calendars import ENDING
        from allocator.export.person_files import file_name

        return folder.with_name(f"{folder.name}-{file_name(agent_id, ENDING)}")
    endings = {"xlsx": "rota.xlsx", "pdf": "rota.pdf", "ics": "calendars", "csv": "rota-csv"}
    return folder.with_name(f"{folder.name}-{endings[kind]}")
