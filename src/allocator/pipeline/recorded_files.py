"""Recorded contacts and presences, read from their files."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.people import Identifier
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.simulate.centre import LoggedIn
from allocator.simulate.recording import ContactRow, Recording
from allocator.store.plan_tables import ROTA_COLUMNS, read_rota
from allocator.store.read_table import read_table
from allocator.store.table_spec import TableSpec


class PresenceRow(BaseModel):
    """Somebody who is there from a moment to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime


class SeenRow(BaseModel):
    """First answer and last end of somebody on a day, as records show them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str
    agent: Identifier
    first_answer: AwareDatetime
    last_end: AwareDatetime
    contacts: int = 0
    handling_s: float = 0.0


def logins(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Every queue that each agent may take, of all pools: who was logged into which is unknown."""
    return {
        agent.agent_id: tuple(
            queue
            for pool in scenario.settings.pools
            for queue in scenario.usable_queues(agent.agent_id, pool.id)
        )
        for agent in scenario.agents
    }


def read_recording(scenario: Scenario, file: Path) -> Recording:
    """Read recorded contacts, plain or compressed by gzip.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    problems: list[InputProblem] = []
    spec = TableSpec(file.name, ContactRow, clock_columns=("arrived_at",))
    table = read_table(spec, _bytes(file), scenario.grid.zone, problems)
    queues = [queue.id for queue in scenario.settings.queues]
    problems += [
        table.problem(
            line,
            "queue",
            "the queue is not in scenario.yaml",
            f"Correct it; the queues are {', '.join(queues)}.",
        )
        for row, line in table
        if row.queue not in queues
    ]
    if not problems and all(row.entered_queue is False for row in table.rows):
        problems.append(
            InputProblem(file.name, "holds no contact that came to a queue", "Give one that does.")
        )
    if problems:
        raise InputError(problems)
    return Recording.of(table.rows, queues, scenario.grid)


def _bytes(file: Path) -> bytes:
    try:
        data = file.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            [InputProblem(str(file), f"cannot be read: {reason}", "Give a file that can.")]
        ) from error


def read_presence(
    scenario: Scenario, recording: Recording, file: Path, login: dict[str, tuple[str, ...]]
) -> tuple[LoggedIn, ...]:
    """Read who is there, from ``rota.csv`` or from rows of one of two forms.

    Parameters
    ----------
    login
        Queues of each agent, where the file does not say.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    data = _bytes(file)
    origin_s = recording.grid.start.timestamp()
    header = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip().split(",")
    problems: list[InputProblem] = []
    zone = scenario.grid.zone
    rows: Sequence[tuple[str, float, float, tuple[str, ...] | None]]
    if set(ROTA_COLUMNS[:4]) <= set(header):
        rows = [
            (block.agent_id, *block.span_s, block.queues)
            for block in read_rota(data, zone, problems).blocks
            if block.is_on_phone
        ]
    elif "first_answer" in header:
        spec = TableSpec(file.name, SeenRow, moment_columns=("first_answer", "last_end"))
        rows = [
            (row.agent, row.first_answer.timestamp(), row.last_end.timestamp(), None)
            for row in read_table(spec, data, zone, problems).rows
        ]
    else:
        spec = TableSpec(file.name, PresenceRow, moment_columns=("start", "end"))
        rows = [
            (row.agent_id, row.start.timestamp(), row.end.timestamp(), None)
            for row in read_table(spec, data, zone, problems).rows
        ]
    spans = [
        LoggedIn(
            agent,
            start - origin_s,
            end - origin_s,
            names or login.get(agent) or _taken(recording, agent),
        )
        for agent, start, end, names in rows
    ]
    problems += _faults(file, recording, spans)
    if problems:
        raise InputError(problems)
    return tuple(spans)


def _taken(recording: Recording, agent: str) -> tuple[str, ...]:
    """Queues of somebody the scenario does not know: those taken in the recording, or all."""
    if agent not in recording.agents:
        return recording.queues
    mine = recording.queue[recording.agent == recording.agents.index(agent)]
    return tuple(recording.queues[q] for q in np.unique(mine))


def _faults(file: Path, recording: Recording, spans: list[LoggedIn]) -> list[InputProblem]:
    """Problems of a presence: unknown queues, nobody there in the recording's days, overlaps."""
    problems = [
        InputProblem(
            file.name,
            f"{span.agent_id} is logged into a queue that is not in scenario.yaml",
            "Correct it, or give the scenario that it was planned for.",
            value=queue,
        )
        for span in spans
        for queue in span.queues
        if queue not in recording.queues
    ]
    end_s = float(recording.day_start_s[-1])
    if not any(span.start_s < end_s and span.end_s > 0 for span in spans):
        days = recording.grid.days
        problems.append(
            InputProblem(
                file.name,
                f"nobody is there from {days[0]} to {days[-1]}, the days of the contacts",
                "Give the presence of those days.",
            )
        )
    ordered = sorted(spans, key=lambda span: (span.agent_id, span.start_s))
    problems += [
        InputProblem(
            file.name,
            f"{first.agent_id} is there twice at a time, in spans that overlap",
            "Join or correct them.",
        )
        for first, second in pairwise(ordered)
        if first.agent_id == second.agent_id and second.start_s < first.end_s
    ]
    return problems
