"""Whether what is agreed with people fits: leave, adjustments, activities, goals, notice given."""

from __future__ import annotations

from allocator.domain.grid import TimeGrid
from allocator.domain.people import Adjustment, PlannedActivity, PublishedShift
from allocator.domain.rota import minutes_between
from allocator.store.check_goals import check_goals
from allocator.store.plain_words import bars_instead, suggest
from allocator.store.read_table import Line
from allocator.store.reading import (
    Reading,
    check_known,
    check_order,
    check_unique,
    name_for_id,
    take_the_place,
)


def check_agreed(reading: Reading) -> None:
    """Add every problem of leave, adjustments, activities, goals and published shifts."""
    _check_leave(reading)
    _check_adjustments(reading)
    _check_activities(reading)
    check_goals(reading)
    _check_published(reading)


def _check_leave(reading: Reading) -> None:
    table = reading.leave
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_unique(reading, table, ("agent_id", "first_day"), "leave of the agent from this day")
    for row, line in table:
        if row.last_day < row.first_day:
            reading.problems.append(
                table.problem(
                    line,
                    "last_day",
                    "is earlier than first_day",
                    "Give the last day of the leave; for one day, the same day twice.",
                )
            )


def _check_adjustments(reading: Reading) -> None:
    table = reading.adjustments
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_unique(reading, table, ("agent_id", "kind"), "an adjustment of this kind for the agent")
    queues = reading.setting_ids("queues")
    for row, line in table:
        if row.kind == "only_queues" and queues is not None:
            _check_queues_named(reading, row, line, queues)


def _check_queues_named(
    reading: Reading, row: Adjustment, line: Line, known: frozenset[str]
) -> None:
    for queue in row.queues:
        if queue not in known:
            reading.problems.append(
                reading.adjustments.problem(
                    line,
                    "value",
                    f"the queue {queue} is not in scenario.yaml",
                    bars_instead(queue)
                    or f"{suggest(queue, known)}Write names of queues, joined by a bar |.",
                )
            )


def _check_activities(reading: Reading) -> None:
    table = reading.activities
    check_unique(reading, table, ("activity_id",), "the activity")
    for row, line in table:
        _check_participants(reading, row, line)
        _check_when(reading, row, line)
    for line in table.written:
        if line not in table.lines:
            _check_names_for_ids(reading, line)


def _check_names_for_ids(reading: Reading, line: Line) -> None:
    """Report names of agents that no id can look like, in a row that is at fault for them."""
    for name in line.text("participants").split("|"):
        meant = reading.id_of_name.get(name.strip().casefold())
        if meant is not None and len(name.split()) > 1:
            problem = reading.activities.problem(line, "participants", *name_for_id(meant))
            take_the_place(reading.problems, problem)


def _check_participants(reading: Reading, row: PlannedActivity, line: Line) -> None:
    known = reading.agent_ids
    for place, agent_id in enumerate(row.participants):
        if known is not None and agent_id not in known:
            message = f"the agent {agent_id} is not in agents.csv"
            remedy = bars_instead(agent_id)
            meant = reading.id_of_name.get(agent_id.casefold())
            if meant is not None:
                message, remedy = name_for_id(meant)
            remedy = remedy or f"{suggest(agent_id, known)}Write ids of agents, joined by a bar |."
        elif agent_id in row.participants[:place]:
            message, remedy = f"the agent {agent_id} is named twice", "Name each once."
        else:
            continue
        reading.problems.append(reading.activities.problem(line, "participants", message, remedy))


def _check_when(reading: Reading, row: PlannedActivity, line: Line) -> None:
    problem = reading.activities.problem
    if (row.start is None) == (row.earliest is None) or (row.earliest is None) != (
        row.latest is None
    ):
        reading.problems.append(
            problem(
                line,
                "start",
                "start and a window are both given, or the window has one end only, or neither is",
                "Give start, or give earliest and latest and leave start empty.",
            )
        )
        return
    if reading.frame is None:
        return
    grid = reading.frame.grid
    if row.minutes % grid.interval_minutes:
        reading.problems.append(
            problem(
                line,
                "minutes",
                f"is not a multiple of interval_minutes ({grid.interval_minutes})",
                "Give a multiple, or use a smaller interval_minutes.",
            )
        )
    for column, moment in (("start", row.start), ("earliest", row.earliest)):
        if moment is not None and not grid.on_grid(moment):
            reading.problems.append(
                problem(
                    line,
                    column,
                    f"is not on the grid of {grid.interval_minutes} minutes",
                    "Use a start of an interval.",
                )
            )
    if (
        row.earliest is not None
        and row.latest is not None
        and minutes_between(row.earliest, row.latest) < row.minutes
    ):
        reading.problems.append(
            problem(
                line,
                "latest",
                f"leaves no room for {row.minutes} minutes after earliest",
                "Give the moment by which the activity must be over.",
            )
        )
    first = row.start or row.earliest
    assert first is not None
    if grid.minutes_from_start(first) < 0 or grid.index(first) >= grid.interval_count:
        reading.warnings.append(
            problem(
                line,
                "start" if row.start is not None else "earliest",
                "lies outside the planned week, so the activity is not planned",
                f"Give a time from {grid.start:%Y-%m-%dT%H:%M} to {grid.end:%Y-%m-%dT%H:%M}, "
                "or remove the row.",
            )
        )


def _check_published(reading: Reading) -> None:
    table = reading.published
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_unique(reading, table, ("agent_id", "start"), "a shift of the agent with this start")
    for row, line in table:
        check_order(reading, table, row, line)
        if reading.frame is not None:
            _check_published_place(reading, row, line, reading.frame.grid)
    settings = reading.settings
    if table.rows and settings is not None and settings.week.published_on is None:
        reading.wrong_setting(
            ("week",),
            "published_on is missing, while published.csv says what was published",
            "Give the day on which the new rota is to be published.",
        )


def _check_published_place(
    reading: Reading, row: PublishedShift, line: Line, grid: TimeGrid
) -> None:
    table = reading.published
    if grid.operating_date(row.start) not in grid.days:
        reading.warnings.append(
            table.problem(
                line,
                "start",
                "lies outside the planned week, so the shift is not looked at",
                f"Give a time from {grid.start:%Y-%m-%dT%H:%M} to {grid.end:%Y-%m-%dT%H:%M}, "
                "or remove the row.",
            )
        )
        return
    for column, moment in (("start", row.start), ("end", row.end)):
        if not grid.on_grid(moment):
            reading.warnings.append(
                table.problem(
                    line,
                    column,
                    f"is not on the grid of {grid.interval_minutes} minutes, so no plan has the "
                    "shift",
                    "Correct it, or use a smaller interval_minutes.",
                )
            )
