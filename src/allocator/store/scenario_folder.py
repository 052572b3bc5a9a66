"""A scenario's folder: read, checked and hashed as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.store import scenario_files as files
from allocator.store.check_agreed import check_agreed
from allocator.store.check_channels import check_channels
from allocator.store.check_forecast import check_forecast
from allocator.store.check_people import check_people
from allocator.store.check_records import check_records
from allocator.store.check_rotations import check_rotations
from allocator.store.check_settings import check_settings
from allocator.store.check_times import check_times
from allocator.store.plan_folder import SCENARIO_FOLDER, SUMMARY_FILE
from allocator.store.read_table import RowT, Table, read_table
from allocator.store.read_yaml import read_settings, read_yaml, site_zone
from allocator.store.reading import Reading
from allocator.store.table_spec import TableSpec
from allocator.store.typical_week import check_typical_week, placed_before_the_week


def read_scenario(folder: Path) -> Scenario:
    """Read a scenario; see :func:`read_scenario_with_warnings`, whose warnings are left out."""
    return read_scenario_with_warnings(folder)[0]


def read_scenario_with_warnings(folder: Path) -> tuple[Scenario, tuple[InputProblem, ...]]:
    """Read a scenario and what is doubtful in it.

    Raises
    ------
    InputError
        If anything is wrong: it holds every problem of every file.
    """
    contents = files.read_planning_files(folder)
    if files.SETTINGS_FILE not in contents and (folder / SUMMARY_FILE).is_file():
        raise InputError([_plan_in_place(folder)])
    problems: list[InputProblem] = []
    reading = _read_all(contents, problems)
    for check in (
        check_settings,
        check_channels,
        check_times,
        check_people,
        check_rotations,
        check_agreed,
        check_records,
        check_forecast,
    ):
        check(reading)
    typical_week = reading.history.file == files.VOLUMES.file
    if typical_week and reading.frame is not None:
        check_typical_week(reading.history, reading.frame.grid, problems)
    if reading.settings is None or reading.frame is None or problems:
        raise InputError(_in_order(problems))
    history = reading.history.rows
    if typical_week:
        history = placed_before_the_week(
            history, reading.frame.grid, reading.settings.bank_holidays
        )
    scenario = Scenario(
        settings=reading.settings,
        agents=reading.agents.rows,
        skills=reading.skills.rows,
        history=history,
        availability=reading.availability.rows,
        requests=reading.requests.rows,
        pins=reading.pins.rows,
        worked=reading.worked.rows,
        ledger=reading.ledger.rows,
        leave=reading.leave.rows,
        adjustments=reading.adjustments.rows,
        activities=reading.activities.rows,
        goals=reading.goals.rows,
        published=reading.published.rows,
        events=reading.events.rows,
        backlog=reading.backlog.rows,
        cover=reading.cover.rows,
        input_hash=files.input_hash(contents),
    )
    return scenario, tuple(_in_order([*reading.warnings, *_unread_files(folder)]))


def _read_all(contents: Mapping[str, bytes], problems: list[InputProblem]) -> Reading:
    source, settings = None, None
    if files.SETTINGS_FILE in contents:
        source = read_yaml(files.SETTINGS_FILE, contents[files.SETTINGS_FILE], problems)
    else:
        problems.append(_absent(files.SETTINGS_FILE))
    if source is not None:
        settings = read_settings(source, problems)
    zone = site_zone(source)

    def table(spec: TableSpec[RowT]) -> Table[RowT]:
        if spec.file in contents:
            return read_table(spec, contents[spec.file], zone, problems)
        return Table(spec.file, columns=frozenset(spec.columns))

    def required(spec: TableSpec[RowT]) -> Table[RowT]:
        if spec.file not in contents:
            problems.append(_absent(spec.file))
            return Table(spec.file)
        found = table(spec)
        if found.columns and not found.written and not found.ragged:
            problems.append(_without_rows(spec))
        return found

    return Reading(
        source=source,
        settings=settings,
        agents=required(files.AGENTS),
        skills=required(files.SKILLS),
        history=required(_history_spec(contents, problems)),
        availability=table(files.AVAILABILITY),
        requests=table(files.REQUESTS),
        pins=table(files.PINS),
        worked=table(files.WORKED),
        ledger=table(files.LEDGER),
        leave=table(files.LEAVE),
        adjustments=table(files.ADJUSTMENTS),
        activities=table(files.ACTIVITIES),
        goals=table(files.GOALS),
        published=table(files.PUBLISHED),
        events=table(files.EVENTS),
        backlog=table(files.BACKLOG),
        cover=table(files.COVER),
        problems=problems,
    )


def _history_spec(
    contents: Mapping[str, bytes], problems: list[InputProblem]
) -> TableSpec[HistoryRow]:
    if files.VOLUMES.file not in contents:
        return files.HISTORY
    if files.HISTORY.file in contents:
        problems.append(
            InputProblem(
                files.VOLUMES.file,
                f"is there beside {files.HISTORY.file}",
                "Keep one of the two: a typical week is for a site without records.",
            )
        )
        return files.HISTORY
    return files.VOLUMES


def _plan_in_place(folder: Path) -> InputProblem:
    scenario = folder / SCENARIO_FOLDER
    return InputProblem(
        str(folder), f"is a plan: its scenario is in {scenario}", f"Give {scenario}."
    )


def _absent(file: str) -> InputProblem:
    others = f", or {files.VOLUMES.file}" if file == files.HISTORY.file else ""
    return InputProblem(
        file,
        "the file is missing",
        f"Add {file}{others} to the folder; docs/scenario-format.md shows what it holds.",
    )


def _without_rows(spec: TableSpec[RowT]) -> InputProblem:
    return InputProblem(
        spec.file,
        "the file has a header and no rows",
        "Add a row for each entry; docs/scenario-format.md shows one.",
        row=1,
    )


def _unread_files(folder: Path) -> list[InputProblem]:
    """Warn of tables that look like planning files and are none: a name may be misspelt."""
    return [
        InputProblem(
            path.name,
            "is not a file that planning reads",
            f"Nothing, if that is meant; those read are {', '.join(files.PLANNING_FILES)}.",
        )
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".csv", ".yaml", ".yml")
        and path.name not in files.PLANNING_FILES
    ]


def _in_order(problems: list[InputProblem]) -> list[InputProblem]:
    """Order problems by file, as planning reads them, and row."""
    places = {file: place for place, file in enumerate(files.PLANNING_FILES)}
    return sorted(problems, key=lambda one: (places.get(one.file, len(places)), one.row or 0))
