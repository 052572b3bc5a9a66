"""Whether the tables of people fit together and with the settings."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.people import Availability, Request
from allocator.store.read_table import Line
from allocator.store.reading import Reading, check_known, check_unique


def check_people(reading: Reading) -> None:
    """Add every problem of agents, skills, availability and requests."""
    _check_agents(reading)
    _check_skills(reading)
    _check_availability(reading)
    _check_requests(reading)


def _check_agents(reading: Reading) -> None:
    check_unique(reading, reading.agents, ("agent_id",), "the agent")
    check_known(reading, reading.agents, "contract", reading.setting_ids("contracts"), "contract")
    rotations = reading.setting_ids("rotations") or frozenset()
    check_known(reading, reading.agents, "rotation", rotations, "rotation")
    _check_hours(reading)


def _check_hours(reading: Reading) -> None:
    """Warn of people to whom a plan that keeps to their contract may give no hours at all."""
    if reading.settings is None:
        return
    tolerance = {one.id: one.tolerance_minutes for one in reading.settings.contracts}
    for agent, line in reading.agents:
        if tolerance.get(agent.contract, 0) >= agent.weekly_hours * 60:
            reading.warnings.append(
                reading.agents.problem(
                    line,
                    "weekly_hours",
                    "the contract's tolerance is as long as the week: a plan may give the agent "
                    "no hours",
                    "Make tolerance_minutes of the contract shorter, unless that is meant.",
                )
            )


def _check_skills(reading: Reading) -> None:
    check_known(reading, reading.skills, "agent_id", reading.agent_ids, "agent")
    check_known(reading, reading.skills, "queue", reading.setting_ids("queues"), "queue")
    check_unique(reading, reading.skills, ("agent_id", "queue"), "the agent's skill on this queue")
    able: defaultdict[str, set[str]] = defaultdict(set)
    for skill, _ in reading.skills:
        if skill.level >= 1:
            able[skill.agent_id].add(skill.queue)
    for agent, line in reading.agents:
        if not able[agent.agent_id]:
            reading.warnings.append(
                reading.agents.problem(
                    line,
                    "agent_id",
                    "the agent has no queue with a level of 1 or more, and can take no contacts",
                    "Add a row to skills.csv, unless that is so.",
                )
            )
    covered: set[str] = set().union(*able.values())
    if reading.settings is not None:
        for place, queue in enumerate(reading.settings.queues):
            if queue.id not in covered:
                reading.doubtful_setting(
                    ("queues", place, "id"),
                    "no agent has a level of 1 or more on the queue: all its contacts are lost",
                    "Add a row to skills.csv, unless that is so.",
                )


def _check_availability(reading: Reading) -> None:
    table = reading.availability
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    for row, line in table:
        _check_span(reading, row, line)


def _check_span(reading: Reading, row: Availability, line: Line) -> None:
    start, end = row.available_from, row.available_to
    if (start is None) != (end is None):
        reading.problems.append(
            reading.availability.problem(
                line,
                "available_from" if start is None else "available_to",
                "is empty while the other end is given",
                "Give both times; leave both empty where the agent cannot work at all.",
            )
        )
    elif start is not None and end is not None and end <= start:
        reading.problems.append(
            reading.availability.problem(
                line,
                "available_to",
                "is not later than available_from",
                "Correct it; past midnight write 26:00 for 02:00.",
            )
        )


def _check_requests(reading: Reading) -> None:
    table = reading.requests
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    _check_asked_once(reading)
    days = None if reading.frame is None else reading.frame.grid.days
    for row, line in table:
        _check_times_asked_for(reading, row, line)
        if days is not None and row.date not in days:
            reading.warnings.append(
                table.problem(
                    line,
                    "date",
                    "is not a day of the planned week, so the request is not looked at",
                    f"Give a date from {days[0]} to {days[-1]}, or remove the row.",
                )
            )


def _check_asked_once(reading: Reading) -> None:
    """Report each request like an earlier one; of shifts, one at other times is another."""
    first: dict[tuple[str, ...], int] = {}
    for line in reading.requests.written:
        key = tuple(line.text(column) for column in ("agent_id", "date", "kind"))
        if not all(key):
            continue
        if key[-1] in ("shift_between", "no_shift_between"):
            key = (*key, line.text("start_from"))
        earlier = first.setdefault(key, line.number)
        if earlier != line.number:
            reading.problems.append(
                reading.requests.problem(
                    line,
                    "kind",
                    f"such a request of the agent for the day is already in row {earlier}",
                    "Remove one of the two rows.",
                )
            )


def _check_times_asked_for(reading: Reading, row: Request, line: Line) -> None:
    table = reading.requests
    if row.kind == "day_off":
        for column, time in (("start_from", row.start_from), ("start_to", row.start_to)):
            if time is not None:
                reading.problems.append(
                    table.problem(
                        line,
                        column,
                        "is given with a request for a day off",
                        "Leave it empty, or ask for start_between.",
                    )
                )
        return
    empty = [
        column
        for column, time in (("start_from", row.start_from), ("start_to", row.start_to))
        if time is None
    ]
    for column in empty:
        reading.problems.append(
            table.problem(
                line,
                column,
                "is empty in a request about starts between two times",
                "Give start_from and start_to.",
            )
        )
    if row.start_from is not None and row.start_to is not None and row.start_to <= row.start_from:
        reading.problems.append(
            table.problem(
                line,
                "start_to",
                "is not later than start_from",
                "Give the time before which the shift should start.",
            )
        )
