"""A ledger that is kept in a file of its own, from one plan to the next."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import Identifier
from allocator.domain.plan import Plan
from allocator.errors import InputError, InputProblem
from allocator.store import scenario_files as files
from allocator.store.plan_folder import SUMMARY_FILE
from allocator.store.plan_tables import ledger_csv
from allocator.store.read_table import read_table
from allocator.store.read_yaml import read_yaml, site_zone
from allocator.store.replace_path import replace_file


@dataclass(frozen=True)
class KeptLedger:
    """The scenario to plan, with the ledger of the file in the place of its own.

    Parameters
    ----------
    scenario_folder
        What is planned.
    file
        ``None`` where no ledger is kept.
    is_new
        Whether the file was not there: the scenario's own ledger is begun with.
    is_of_plan
        Whether it lies in the folder of a plan, and so is read alone.
    of_others
        Rows of people who are not in the scenario: kept in the file, and not planned with.
    weeks
        First days of the weeks that are in the file, each with shares of its own.
    """

    scenario_folder: Path
    file: Path | None = None
    is_new: bool = False
    is_of_plan: bool = False
    of_others: tuple[LedgerEntry, ...] = ()
    weeks: frozenset[dt.date] = frozenset()

    @property
    def others(self) -> tuple[Identifier, ...]:
        """People of the file who are not in the scenario."""
        return tuple(dict.fromkeys(row.agent_id for row in self.of_others))

    def replaced(self, plan: Plan) -> tuple[dt.date, ...]:
        """Weeks of a plan that the file had already, in order."""
        planned = {row.interval_start.date() for row in plan.requirements}
        first, last = min(planned), max(planned)
        return tuple(sorted(week for week in self.weeks if first <= week <= last))

    def write(self, plan: Plan) -> bool:
        """Write the ledger after a plan into the file, in one step; whether that was done.

        Only after a plan that passed its check. A week that is in it already is replaced.

        Raises
        ------
        InputError
            If the file cannot be written.
        """
        if self.file is None or self.is_of_plan or plan.summary.verdict != "passed":
            return False
        rows = (*(plan.ledger or ()), *self.of_others)
        replace_file(self.file.resolve(), ledger_csv(rows).encode())
        return True


@contextmanager
def kept_ledger(scenario_folder: Path, file: Path | None) -> Generator[KeptLedger]:
    """Give the scenario with the ledger of a file in the place of its own.

    A copy of the planning files in a temporary folder, so that the plan's ``scenario/`` holds what
    it was made from.

    Parameters
    ----------
    file
        ``None`` for the scenario as it is.

    Raises
    ------
    InputError
        If the file is not a ledger or its folder not there, or a file of the scenario cannot be
        read.
    """
    if file is None or not (scenario_folder / files.SETTINGS_FILE).is_file():
        yield KeptLedger(scenario_folder)
        return
    if not file.exists():
        if not file.absolute().parent.is_dir():
            raise InputError.of(
                file,
                "is in a folder that is not there",
                f"Make the folder {file.parent}, or give the name of a file in one that is there.",
            )
        yield KeptLedger(scenario_folder, file, is_new=True)
        return
    if not file.is_file():
        raise InputError.of(file, "is a folder", "Give the name of a file, such as ledger.csv.")
    contents = files.read_planning_files(scenario_folder)
    data = file.read_bytes()
    problems: list[InputProblem] = []
    zone = site_zone(read_yaml(files.SETTINGS_FILE, contents[files.SETTINGS_FILE], []))
    own = dataclasses.replace(files.LEDGER, file=str(file))
    rows = read_table(own, data, zone, problems).rows
    if problems:
        raise InputError(problems)
    known = frozenset[str]()
    if files.AGENTS.file in contents:
        agents = read_table(files.AGENTS, contents[files.AGENTS.file], zone, [])
        known = frozenset(line.text("agent_id") for line in agents.written)
    others = tuple(row for row in rows if row.agent_id not in known)
    if others:
        data = ledger_csv(row for row in rows if row.agent_id in known).encode()
    contents[files.LEDGER.file] = data
    with tempfile.TemporaryDirectory(prefix="allocator-") as beside:
        copy = Path(beside) / scenario_folder.resolve().name
        copy.mkdir()
        for name, content in contents.items():
            (copy / name).write_bytes(content)
        is_of_plan = (file.resolve().parent / SUMMARY_FILE).exists()
        weeks = frozenset(row.week for row in rows if row.week and row.basis == "week")
        yield KeptLedger(copy, file, is_of_plan=is_of_plan, of_others=others, weeks=weeks)
