"""Write the scenario of the week after a finished plan, from the plan's own folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.grid import UTC
from allocator.domain.people import Availability, PlannedActivity, WorkedShift
from allocator.domain.practice import had_minutes
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.drafting.next_week_settings import MovedSettings, moved_settings
from allocator.drafting.next_week_tables import (
    ChangedTable,
    with_hours_had,
    with_ledger,
    with_worked,
    without_past,
)
from allocator.errors import InputError, InputProblem
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.rules import registry
from allocator.store import scenario_files as files
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.read_table import RowT
from allocator.store.replace_path import folder_beside
from allocator.store.scenario_folder import read_scenario, read_scenario_with_warnings
from allocator.store.table_spec import TableSpec
from allocator.verify.rolled_ledger import rolled_ledger

_WEEKS_READ = 17
"""Weeks before the planned one of which rules read shifts and leave, unless told of more."""
_WEEKS_MORE = 4
"""Kept beyond them, so that whoever was away in the first is not taken for a starter."""


@dataclass(frozen=True)
class NextWeek:
    """What was written.

    Parameters
    ----------
    tables
        Those that differ from the planned week's, by file.
    as_they_were
        Files that are the planned week's, byte for byte.
    since
        First day of which worked shifts and leave were kept.
    remarks
        What was moved, and what is doubtful in what was written.
    """

    folder: Path
    name: str
    week_start: dt.date
    tables: Mapping[str, ChangedTable]
    as_they_were: tuple[str, ...]
    since: dt.date
    remarks: tuple[str, ...]


def write_next_week(folder: Path, plan_folder: Path, today: dt.date) -> NextWeek:
    """Write the scenario of the days that follow a plan; nothing is left if it is not sound.

    The week moves by the days of the plan, and by seven where these are fewer. The planned shifts
    become worked ones, and the ledger is the plan's, rolled on by its weeks; what goals got is
    added to their ``done_hours``, and those reached or past their date are left out. Requests,
    pins, activities, published shifts and backlog of the plan's days or before are left out.

    Parameters
    ----------
    folder
        Target; not there yet, or empty, and not inside the plan.
    today
        A day of publication that would lie before it is taken out, if the week itself is to come.

    Raises
    ------
    InputError
        If the target is taken, the plan or its scenario cannot be read, or what would be written
        is not sound.
    """
    _check_target(folder, plan_folder)
    source = plan_folder / SCENARIO_FOLDER
    rota = read_plan(plan_folder).rota
    scenario = read_scenario(source)
    _check_people(scenario, rota)
    contents = files.read_planning_files(source)
    week = scenario.settings.week
    move_days = max(7, week.days)
    starts = week.start + dt.timedelta(days=move_days)
    since = starts - dt.timedelta(weeks=_weeks_kept(scenario))
    # What people bear by the ledger is what is left after the events of replans.
    tables = _tables(scenario_of_plan(plan_folder), rota, contents, starts, since)
    publication = week.published_on and week.published_on + dt.timedelta(days=move_days)
    told_already = files.PUBLISHED.file in tables and tables[files.PUBLISHED.file].kept > 0
    moved = moved_settings(
        contents[files.SETTINGS_FILE],
        scenario.settings,
        move_days,
        give_out_again=publication is not None
        and publication < today < starts
        and not told_already,
    )
    new_contents = contents | {name: table.text for name, table in tables.items()}
    new_contents[files.SETTINGS_FILE] = moved.text.encode()
    doubts = _write(folder, new_contents, moved)
    return NextWeek(
        folder=folder,
        name=moved.settings.name,
        week_start=starts,
        tables=tables,
        as_they_were=tuple(name for name in contents if contents[name] == new_contents[name]),
        since=since,
        remarks=(*moved.remarks, *doubts),
    )


def _tables(
    scenario: Scenario,
    rota: Rota,
    contents: Mapping[str, bytes],
    starts: dt.date,
    since: dt.date,
) -> dict[str, ChangedTable]:
    """Tables that the following week changes, by file."""
    grid = scenario.grid
    zone = grid.zone
    day_starts_at = scenario.settings.week.day_starts_at
    begins = grid.at(starts, day_starts_at).astimezone(UTC)
    worked = [
        WorkedShift(agent_id=agent.agent_id, start=shift.start, end=shift.end)
        for agent in scenario.agents
        for shift in rota.shifts(agent.agent_id)
    ]
    oldest = grid.at(since, day_starts_at)
    changed = [with_worked(contents.get(files.WORKED.file), zone, oldest, worked)]
    ledger = rolled_ledger(scenario, rota)
    if ledger:
        changed.append(with_ledger(contents.get(files.LEDGER.file), zone, ledger))

    def filtered(spec: TableSpec[RowT], keeps: Callable[[RowT], bool]) -> None:
        if spec.file in contents:
            changed.append(without_past(spec, contents[spec.file], zone, keeps))

    if files.GOALS.file in contents:
        had = had_minutes(scenario, rota.blocks)
        hours = {key: minutes / 60 for key, minutes in had.items()}
        changed.append(with_hours_had(contents[files.GOALS.file], zone, hours, starts))
    filtered(files.REQUESTS, lambda row: row.date >= starts)
    filtered(files.PINS, lambda row: row.end.astimezone(UTC) > begins)
    filtered(files.ACTIVITIES, lambda row: _first_moment(row) >= begins)
    filtered(files.PUBLISHED, lambda row: row.start.astimezone(UTC) >= begins)
    filtered(files.BACKLOG, lambda row: row.due.astimezone(UTC) > begins)
    filtered(files.LEAVE, lambda row: row.last_day >= since)
    filtered(files.AVAILABILITY, lambda row: _may_matter(row, since))
    return {table.file: table for table in changed}


def _first_moment(activity: PlannedActivity) -> dt.datetime:
    first = activity.start or activity.earliest
    assert first is not None, "the reader asks for one of the two"
    return first.astimezone(UTC)


def _may_matter(row: Availability, since: dt.date) -> bool:
    """Whether a row of availability names a weekday, or a date that is not too long ago."""
    # Dates are written such that their texts are ordered as they are, and before all weekdays.
    return any(day >= since.isoformat() for day in row.days.split("|"))


def _weeks_kept(scenario: Scenario) -> int:
    """Weeks of shifts and leave that the rules of the next week may read, and some more."""
    asked = [
        parameters.reference_weeks
        for _, parameters in registry.declared(scenario.settings.rules)
        if hasattr(parameters, "reference_weeks")
    ]
    return max(_WEEKS_READ, *asked, 0) + _WEEKS_MORE


def _check_target(folder: Path, plan_folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "holds files already" if folder.is_dir() else "is a file"
        raise InputError.of(
            folder, message, "Choose the name of a new folder: none is overwritten."
        )
    if folder.resolve().is_relative_to(plan_folder.resolve()):
        raise InputError.of(folder, "lies inside the plan", "Choose a folder beside it.")


def _check_people(scenario: Scenario, rota: Rota) -> None:
    unknown = [name for name in rota.agent_ids if name not in scenario.agent_by_id]
    if unknown:
        message = "the agent is not in the plan's scenario"
        remedy = "Give the plan as allocator plan wrote it, or correct the row."
        raise InputError(
            [InputProblem("rota.csv", message, remedy, None, "agent_id", name) for name in unknown]
        )


def _write(folder: Path, contents: Mapping[str, bytes], moved: MovedSettings) -> list[str]:
    """Write the files, read them as planning does and move them; return what is doubtful."""
    target = folder.resolve()
    with folder_beside(target, folder) as beside:
        new = beside / "new"
        new.mkdir()
        for name, data in contents.items():
            (new / name).write_bytes(data)
        written, warnings = read_scenario_with_warnings(new)
        if written.settings != moved.settings:
            remedy = "Copy the plan's scenario and change its dates by hand."
            message = "the dates of the week cannot be moved as they are written"
            raise InputError([InputProblem(files.SETTINGS_FILE, message, remedy)])
        if target.exists():
            target.rmdir()
        new.rename(target)
    return [str(warning) for warning in warnings]
