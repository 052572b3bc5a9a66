"""What has been read of a scenario's folder, sound or not, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

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
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings
from allocator.domain.special_event import SpecialEvent
from allocator.errors import InputProblem
from allocator.store.plain_words import suggest
from allocator.store.read_table import Line, RowT, Table
from allocator.store.read_yaml import Location, YamlSource


@dataclass(frozen=True)
class Reading:
    """The parts of a scenario before anything is known of how they fit together.

    Parameters
    ----------
    source
        ``scenario.yaml`` as written; ``None`` where it cannot be read.
    settings
        The same when every field of it is sound.
    history
        Rows of ``history.csv``, or else of ``volumes.csv`` as written.
    problems, warnings
        What has been found so far; the checks add to both.
    """

    source: YamlSource | None
    settings: Settings | None
    agents: Table[Agent]
    skills: Table[Skill]
    history: Table[HistoryRow]
    availability: Table[Availability]
    requests: Table[Request]
    pins: Table[Pin]
    worked: Table[WorkedShift]
    ledger: Table[LedgerEntry]
    leave: Table[Leave]
    adjustments: Table[Adjustment]
    activities: Table[PlannedActivity]
    goals: Table[Goal]
    published: Table[PublishedShift]
    events: Table[SpecialEvent]
    backlog: Table[BacklogRow]
    cover: Table[CoverRow]
    problems: list[InputProblem] = field(default_factory=list)
    warnings: list[InputProblem] = field(default_factory=list)

    @cached_property
    def agent_ids(self) -> frozenset[str] | None:
        """Every agent named in ``agents.csv``; ``None`` where that cannot be known."""
        return self.agents.names("agent_id")

    @cached_property
    def id_of_name(self) -> dict[str, str]:
        """Ids of the agents by their names in small letters, but for names that several have."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for line in self.agents.written:
            ids[line.text("name").casefold()].add(line.text("agent_id"))
        return {name: next(iter(own)) for name, own in ids.items() if name and len(own) == 1}

    def setting_ids(self, section: str) -> frozenset[str] | None:
        """Every id of a section of the settings, or ``None`` where that cannot be known."""
        return None if self.source is None else self.source.ids(section)

    @cached_property
    def frame(self) -> Scenario | None:
        """Scenario of the settings alone, for its grid and hours; ``None`` without settings."""
        if self.settings is None:
            return None
        return Scenario(settings=self.settings, agents=(), skills=(), history=())

    def wrong_setting(self, location: Location, message: str, remedy: str) -> None:
        """Add a problem of one setting."""
        if self.source is not None:
            self.problems.append(self.source.problem(location, message, remedy))

    def doubtful_setting(self, location: Location, message: str, remedy: str) -> None:
        """Add a warning of one setting."""
        if self.source is not None:
            self.warnings.append(self.source.problem(location, message, remedy))


def check_known(
    reading: Reading, table: Table[RowT], column: str, known: frozenset[str] | None, kind: str
) -> None:
    """Report each row, faulty ones too, whose column names something that is not there.

    Parameters
    ----------
    known
        Names that are there; ``None`` where that is not known, and nothing is reported.
    kind
        What is named, for the message, such as ``queue``.
    """
    if known is None:
        return
    place = "agents.csv" if kind == "agent" else "scenario.yaml"
    for line in table.written:
        name = line.text(column)
        if not name or name in known:
            continue
        meant = reading.id_of_name.get(name.casefold()) if kind == "agent" else None
        if meant is not None:
            named = table.problem(line, column, *name_for_id(meant))
            take_the_place(reading.problems, named)
        else:
            reading.problems.append(
                table.problem(
                    line,
                    column,
                    f"the {kind} is not in {place}",
                    f"{suggest(name, known)}Correct it, or add the {kind} to {place}.",
                )
            )


def name_for_id(agent_id: str) -> tuple[str, str]:
    """Message and remedy where a name stands that belongs to the agent of an id."""
    return "is the name of an agent and not an id", f"Is {agent_id} meant? Use the agent_id."


def take_the_place(problems: list[InputProblem], problem: InputProblem) -> None:
    """Add a problem in place of others of the same cell, which say less."""
    cell = (problem.file, problem.row, problem.column)
    problems[:] = [one for one in problems if (one.file, one.row, one.column) != cell]
    problems.append(problem)


def check_unique(reading: Reading, table: Table[RowT], columns: tuple[str, ...], what: str) -> None:
    """Report each row, faulty ones too, that repeats the key of an earlier row.

    Parameters
    ----------
    columns
        Columns that make up the key; the message names the last.
    what
        What may be there only once, for the message.
    """
    first: dict[tuple[str, ...], int] = {}
    for line in table.written:
        key = tuple(line.text(column) for column in columns)
        if not all(key):
            continue
        earlier = first.setdefault(key, line.number)
        if earlier != line.number:
            reading.problems.append(
                table.problem(
                    line,
                    columns[-1],
                    f"{what} is already in row {earlier}",
                    "Remove one of the two rows.",
                )
            )


def check_order(
    reading: Reading,
    table: Table[Pin] | Table[WorkedShift] | Table[PublishedShift] | Table[SpecialEvent],
    row: Pin | WorkedShift | PublishedShift | SpecialEvent,
    line: Line,
) -> None:
    """Report a row whose end is not later than its start."""
    if row.end.astimezone(dt.UTC) <= row.start.astimezone(dt.UTC):
        reading.problems.append(
            table.problem(line, "end", "is not later than the start", "Correct one of the two.")
        )
