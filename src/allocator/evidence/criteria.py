"""The criteria that an allocation report serves: those supplied, or a centre's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field

from allocator.domain.people import Identifier, Row
from allocator.errors import InputError, InputProblem
from allocator.store.read_table import read_table
from allocator.store.table_spec import TableSpec

ALLOCATION_FILE, WORK_PLAN_FILE = "criteria.csv", "work_plan_criteria.csv"
REPLAN_FILE = "replan_criteria.csv"
_UTC = ZoneInfo("UTC")


class Criterion(Row):
    """A criterion that learners are assessed by, in the centre's own words.

    Parameters
    ----------
    unit
        Unit of the qualification that it belongs to.
    shown_by
        Which part of the report shows it.
    who
        Who writes what of it: the system, the learner, or somebody who signs.
    """

    id: Identifier
    unit: str = Field(min_length=1)
    criterion: str = Field(min_length=1)
    shown_by: str = Field(min_length=1)
    who: str = Field(min_length=1)


def default_criteria(file: str = ALLOCATION_FILE) -> tuple[Criterion, ...]:
    """Criteria of one of the tables supplied, paraphrased from study pages for UK units."""
    data = files("allocator.evidence").joinpath(file).read_bytes()
    return _parsed(file, data)


def read_criteria(path: Path) -> tuple[Criterion, ...]:
    """Read a centre's own criteria.

    Raises
    ------
    InputError
        If the file cannot be read, or a row is not as it should be.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(
            path, f"cannot be read: {error.strerror}", "Give a CSV file of criteria."
        ) from error
    return _parsed(str(path), data)


def _parsed(file: str, data: bytes) -> tuple[Criterion, ...]:
    problems: list[InputProblem] = []
    table = read_table(TableSpec(file, Criterion), data, _UTC, problems)
    seen: set[str] = set()
    for row, line in table:
        if row.id in seen:
            problems.append(
                table.problem(line, "id", "is there twice", "Give each criterion an id of its own.")
            )
        seen.add(row.id)
    if not table.rows and not problems:
        problems.append(InputProblem(file, "holds no criterion", "Add a row for each."))
    if problems:
        raise InputError(problems)
    return table.rows
