"""The files of a scenario's folder that planning reads, and nothing else in it.

A README, ``actuals/`` and ``source/`` may lie in the folder: no planning stage reads them, they
are no part of the hash, and they are not copied with the plan.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from allocator.domain.cover import CoverRow
from allocator.domain.demand import BacklogRow, HistoryRow
from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import (
    Adjustment,
    Agent,
    Availability,
    Goal,
    Leave,
    Pin,
    PlannedActivity,
    PublishedShift,
    Request,
    Skill,
    WorkedShift,
)
from allocator.domain.special_event import SpecialEvent
from allocator.errors import InputError, InputProblem
from allocator.store.table_spec import TableSpec

SETTINGS_FILE = "scenario.yaml"

AGENTS = TableSpec("agents.csv", Agent, date_columns=("adult_from", "first_day"))
SKILLS = TableSpec("skills.csv", Skill)
HISTORY = TableSpec("history.csv", HistoryRow, clock_columns=("interval_start",))
VOLUMES = TableSpec("volumes.csv", HistoryRow, clock_columns=("interval_start",))
AVAILABILITY = TableSpec("availability.csv", Availability)
REQUESTS = TableSpec("requests.csv", Request, date_columns=("date",))
PINS = TableSpec("pins.csv", Pin, moment_columns=("start", "end"))
WORKED = TableSpec("worked.csv", WorkedShift, moment_columns=("start", "end"))
LEDGER = TableSpec("ledger.csv", LedgerEntry, date_columns=("week",))
LEAVE = TableSpec("leave.csv", Leave, date_columns=("first_day", "last_day"))
ADJUSTMENTS = TableSpec("adjustments.csv", Adjustment)
ACTIVITIES = TableSpec(
    "activities.csv", PlannedActivity, moment_columns=("start", "earliest", "latest")
)
GOALS = TableSpec("goals.csv", Goal, date_columns=("due",))
PUBLISHED = TableSpec("published.csv", PublishedShift, moment_columns=("start", "end"))
EVENTS = TableSpec("events.csv", SpecialEvent, moment_columns=("start", "end"))
BACKLOG = TableSpec("backlog.csv", BacklogRow, moment_columns=("due",))
COVER = TableSpec("cover.csv", CoverRow)

TABLES: tuple[TableSpec[BaseModel], ...] = (
    AGENTS,
    SKILLS,
    HISTORY,
    VOLUMES,
    AVAILABILITY,
    REQUESTS,
    PINS,
    WORKED,
    LEDGER,
    LEAVE,
    ADJUSTMENTS,
    ACTIVITIES,
    GOALS,
    PUBLISHED,
    EVENTS,
    BACKLOG,
    COVER,
)

PLANNING_FILES = (SETTINGS_FILE, *(table.file for table in TABLES))
"""Names of the files that planning reads, in the order in which they are hashed."""


def read_planning_files(folder: Path) -> dict[str, bytes]:
    """Bytes of each planning file that the folder holds, read once.

    Raises
    ------
    InputError
        If the folder is not there or a file cannot be read.
    """
    if not folder.is_dir():
        raise InputError(
            [
                InputProblem(
                    str(folder),
                    "is not a folder",
                    f"Give the folder that holds the scenario's {SETTINGS_FILE}.",
                )
            ]
        )
    contents: dict[str, bytes] = {}
    problems: list[InputProblem] = []
    for name in PLANNING_FILES:
        path = folder / name
        if not path.exists():
            continue
        try:
            contents[name] = path.read_bytes()
        except OSError as error:
            problems.append(
                InputProblem(
                    name,
                    f"cannot be read: {error.strerror}",
                    "Make it a file that you are allowed to read.",
                )
            )
    if problems:
        raise InputError(problems)
    return contents


def input_hash(contents: Mapping[str, bytes]) -> str:
    """SHA-256 in hexadecimal over names and bytes of the planning files, in fixed order."""
    digest = hashlib.sha256()
    for name in PLANNING_FILES:
        if name in contents:
            # Name and length before the bytes, so that text moved from one file into the next
            # changes the hash.
            digest.update(f"{name}\0{len(contents[name])}\0".encode())
            digest.update(contents[name])
    return digest.hexdigest()


def copy_planning_files(source: Path, target: Path) -> str:
    """Copy the planning files into a new folder; return the hash of what was copied."""
    target.mkdir()
    for name in PLANNING_FILES:
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
    return input_hash(read_planning_files(target))
