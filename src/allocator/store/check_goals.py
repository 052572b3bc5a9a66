"""Whether goals can be planned for: what they are of, and who is to help."""

from __future__ import annotations

from allocator.domain.people import Goal
from allocator.domain.practice import PACE_RULE, PRACTICE_RULE
from allocator.store.plain_words import suggest
from allocator.store.read_table import Line
from allocator.store.reading import Reading, check_known, check_unique


def check_goals(reading: Reading) -> None:
    """Add every problem of goals, and what keeps one from being planned for."""
    table = reading.goals
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_known(reading, table, "queue", reading.setting_ids("queues"), "queue")
    check_unique(reading, table, ("agent_id", "goal"), "the agent's goal")
    for row, line in table:
        _check_what(reading, row, line)
        _check_mentors(reading, row, line)
        _check_level(reading, row, line)
    settings = reading.settings
    if table.rows and settings is not None and PACE_RULE not in settings.rules:
        reading.doubtful_setting(
            ("rules",),
            f"goals.csv is there, and {PACE_RULE} is not declared: nothing is planned for it",
            f"Declare {PACE_RULE}: {{}} and {PRACTICE_RULE}: {{}}, or remove the file.",
        )


def _check_what(reading: Reading, row: Goal, line: Line) -> None:
    if (row.queue is None) == (row.activity is None):
        reading.problems.append(
            reading.goals.problem(
                line,
                "queue",
                "and activity are both empty" if row.queue is None else "is given with activity",
                "Give one of the two: a queue to practise, or a kind of activity.",
            )
        )


def _check_mentors(reading: Reading, row: Goal, line: Line) -> None:
    if row.activity is not None and not row.mentors:
        reading.problems.append(
            reading.goals.problem(
                line,
                "mentors",
                "is empty, while the goal is an activity",
                "Name the coaches, joined by a bar |.",
            )
        )
    known = reading.agent_ids
    for name in row.mentors if known is not None else ():
        if known is not None and name not in known:
            reading.problems.append(
                reading.goals.problem(
                    line,
                    "mentors",
                    f"the agent {name} is not in agents.csv",
                    f"{suggest(name, known)}Write ids of agents, joined by a bar |.",
                )
            )


def _check_level(reading: Reading, row: Goal, line: Line) -> None:
    """Doubt a queue that the agent may take alone, or has no skill for: nothing is planned."""
    if row.queue is None:
        return
    levels = [
        skill.level
        for skill, _ in reading.skills
        if (skill.agent_id, skill.queue) == (row.agent_id, row.queue)
    ]
    if levels and levels[0] == 0:
        return
    what = f"is held at level {levels[0]}" if levels else "has no row in skills.csv for the agent"
    reading.warnings.append(
        reading.goals.problem(
            line,
            "queue",
            f"{what}, so no practice is planned",
            "Give the skill level 0, or remove the goal.",
        )
    )
