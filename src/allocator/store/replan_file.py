"""``replan.json``: what a plan was replanned for; ``before``: the rota that it was made from.

A replan's folder holds, beside what every plan's does, ``replan.json`` and the folder ``before``
with the rota as it was published. Where that was a replan's itself, its own ``replan.json`` and
``before`` are in there too, so that all that follows from the events can be worked out again.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from allocator.domain.disrupt import disrupt
from allocator.domain.disruption import Disruption, KnownEvent
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.store import plan_tables as tables
from allocator.store.read_json import model_problems, read_json

REPLAN_FILE = "replan.json"
BEFORE_FOLDER = "before"
SCHEMA_VERSION = 1

_REMEDY = "Give the whole folder as allocator replan wrote it."


class ReplanRecord(BaseModel):
    """What ``replan.json`` holds.

    Parameters
    ----------
    now, join
        Moment of the replan, and the first moment of the grid from which it changes the rota.
    events
        All events so far, those of earlier replans first.
    log
        Options, choice and figures of this replan; nothing else follows from it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = SCHEMA_VERSION
    now: AwareDatetime
    join: AwareDatetime
    events: tuple[KnownEvent, ...]
    log: dict[str, Any] = {}

    @classmethod
    def of(cls, disruption: Disruption, log: dict[str, Any]) -> ReplanRecord:
        """Return the record of a disruption."""
        return cls(now=disruption.now, join=disruption.join, events=disruption.events, log=log)


def replan_json(record: ReplanRecord) -> str:
    """Text of ``replan.json``."""
    content = record.model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def is_replan(folder: Path) -> bool:
    """Whether a plan's folder is a replan's."""
    return (folder / REPLAN_FILE).is_file()


def read_replan(folder: Path, zone: ZoneInfo) -> ReplanRecord | None:
    """Read ``replan.json`` of a folder; ``None`` where there is none.

    Raises
    ------
    InputError
        If it is not as it was written.
    """
    path = folder / REPLAN_FILE
    if not path.is_file():
        return None
    try:
        record = ReplanRecord.model_validate(read_json(path, REPLAN_FILE, _REMEDY))
    except ValidationError as error:
        raise InputError(model_problems(REPLAN_FILE, error)) from error
    log = record.log
    local = _local(record.model_dump(exclude={"log"}), zone)
    return ReplanRecord.model_validate({**local, "log": log})


def read_rota_before(folder: Path, zone: ZoneInfo) -> Rota:
    """Read the rota that a replan was made from.

    Raises
    ------
    InputError
        If it is missing or malformed.
    """
    path = folder / BEFORE_FOLDER / tables.ROTA.file
    try:
        data = path.read_bytes()
    except OSError as error:
        place = f"{BEFORE_FOLDER}/{tables.ROTA.file}"
        raise InputError.of(place, f"cannot be read: {error.strerror}", _REMEDY) from error
    problems: list[InputProblem] = []
    rota = tables.read_rota(data, zone, problems)
    if problems:
        raise InputError(problems)
    return rota


def read_disruption(folder: Path, scenario: Scenario) -> Disruption | None:
    """Work out what a plan was replanned for; ``None`` where it is no replan's.

    Parameters
    ----------
    scenario
        As it was planned from, without any disruption.

    Raises
    ------
    InputError
        If files are missing or malformed, or contradict one another.
    """
    zone = scenario.grid.zone
    record = read_replan(folder, zone)
    if record is None:
        return None
    published = read_rota_before(folder, zone)
    earlier = read_disruption(folder / BEFORE_FOLDER, scenario)
    known = () if earlier is None else earlier.events
    if record.events[: len(known)] != known:
        raise InputError.of(
            REPLAN_FILE,
            f"does not begin with the events of {BEFORE_FOLDER}/{REPLAN_FILE}",
            _REMEDY,
        )
    new = [each.event for each in record.events[len(known) :]]
    disruption = disrupt(scenario, published, earlier, new, record.now)
    if disruption.events != record.events or disruption.join != record.join:
        raise InputError.of(
            REPLAN_FILE,
            "has events of another time than its own, or another join",
            _REMEDY,
        )
    return disruption


def copy_before(published: Path, folder: Path) -> None:
    """Put what a replan was made from into its folder, as ``before``.

    Parameters
    ----------
    published
        Folder of the plan that was published, a replan's or not.
    folder
        Folder of the replan, being written.
    """
    before = folder / BEFORE_FOLDER
    before.mkdir()
    shutil.copyfile(published / tables.ROTA.file, before / tables.ROTA.file)
    if is_replan(published):
        shutil.copyfile(published / REPLAN_FILE, before / REPLAN_FILE)
        shutil.copytree(published / BEFORE_FOLDER, before / BEFORE_FOLDER)


def _local(content: Any, zone: ZoneInfo) -> Any:
    """Return the same with every moment on the site's clock."""
    if isinstance(content, dict):
        return {key: _local(value, zone) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_local(value, zone) for value in content]
    if isinstance(content, dt.datetime):
        return content.astimezone(zone)
    return content
