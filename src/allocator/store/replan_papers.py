"""What a replan adds to a plan's folder: the log, the changes, and the rotas that they rest on."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.errors import InputError, InputProblem
from allocator.store import plan_tables as tables
from allocator.store.replan_file import (
    BEFORE_FOLDER,
    REPLAN_FILE,
    ReplanRecord,
    copy_before,
    replan_json,
)

CHANGES_FILE = "changes.csv"
OPTIONS_FOLDER = "options"

REPLAN_NAMES = frozenset({REPLAN_FILE, CHANGES_FILE, BEFORE_FOLDER, OPTIONS_FOLDER})
"""What a replan's folder holds beside the files of any plan."""

CHANGES_COLUMNS = (
    "tell_by",
    "how",
    "agent_id",
    "name",
    "day",
    "kind",
    "change",
    "before",
    "after",
    "notice_hours",
    "needs_agreement",
    "hours_moved",
    "overtime_hours",
    "worth",
    "price",
    "follows",
)

_REMEDY = "Give the whole folder as allocator replan wrote it."


@dataclass(frozen=True)
class ReplanPapers:
    """What a replan adds to a plan's folder.

    Parameters
    ----------
    published
        Folder of the plan that was replanned, as it still is.
    changes_csv
        Text of ``changes.csv``.
    options
        Rotas of the options by name.
    """

    published: Path
    record: ReplanRecord
    changes_csv: str
    options: Mapping[str, Rota]

    def write(self, folder: Path) -> None:
        """Write into a plan's folder that is being made."""
        copy_before(self.published, folder)
        need = tables.REQUIREMENTS.file
        shutil.copyfile(self.published / need, folder / BEFORE_FOLDER / need)
        texts = {REPLAN_FILE: replan_json(self.record), CHANGES_FILE: self.changes_csv}
        for name, rota in self.options.items():
            (folder / OPTIONS_FOLDER / name).mkdir(parents=True)
            texts[f"{OPTIONS_FOLDER}/{name}/{tables.ROTA.file}"] = tables.rota_csv(rota)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


def changes_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Text of ``changes.csv``, the most urgent change first."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, CHANGES_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in CHANGES_COLUMNS})
    return stream.getvalue()


def read_requirements_before(folder: Path, zone: ZoneInfo) -> tuple[Requirement, ...]:
    """Read the need that the rota before a replan was made for.

    Raises
    ------
    InputError
        If it is missing or malformed.
    """
    place = f"{BEFORE_FOLDER}/{tables.REQUIREMENTS.file}"
    problems: list[InputProblem] = []
    found = tables.read_requirements(_bytes(folder / place, place), zone, problems)
    if problems:
        raise InputError(problems)
    return tuple(found)


def read_options(folder: Path, names: Iterable[str], zone: ZoneInfo) -> dict[str, Rota]:
    """Read the rotas of options by name.

    Raises
    ------
    InputError
        If one is missing or malformed.
    """
    found: dict[str, Rota] = {}
    for name in names:
        place = f"{OPTIONS_FOLDER}/{name}/{tables.ROTA.file}"
        problems: list[InputProblem] = []
        found[name] = tables.read_rota(_bytes(folder / place, place), zone, problems)
        if problems:
            raise InputError(problems)
    return found


def option_names(folder: Path) -> tuple[str, ...]:
    """Names of the options whose rotas lie in a replan's folder."""
    files = (folder / OPTIONS_FOLDER).glob(f"*/{tables.ROTA.file}")
    return tuple(sorted(path.parent.name for path in files))


def _bytes(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError.of(place, f"cannot be read: {error.strerror}", _REMEDY) from error


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{round(value, 4) + 0.0:g}"
    return value
