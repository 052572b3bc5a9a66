"""Check a scenario: whether it is sound, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from allocator.domain.development import goals_without_room
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.findings_text import known_sentences
from allocator.forecast.history.arranged import history_table
from allocator.store import scenario_files as files
from allocator.store.agreed_overview import AgreedOverview as AgreedOverview
from allocator.store.scenario_folder import read_scenario_with_warnings
from allocator.store.scenario_overview import ScenarioOverview, scenario_overview


@dataclass(frozen=True, slots=True)
class ScenarioCheck:
    """A sound scenario in figures, and what is doubtful in it.

    Parameters
    ----------
    known
        What is known of the planned days and was found in the history, in sentences by heading.
    """

    overview: ScenarioOverview
    warnings: tuple[InputProblem, ...]
    known: dict[str, list[str]]


def check_scenario(folder: Path) -> ScenarioCheck:
    """Read a scenario's folder and count what it holds.

    Raises
    ------
    InputError
        If anything in it is wrong: every problem of every file.
    """
    scenario, warnings = read_scenario_with_warnings(folder)
    doubts = (*warnings, *goal_doubts(scenario))
    return ScenarioCheck(scenario_overview(scenario), doubts, _known(scenario))


def goal_doubts(scenario: Scenario) -> list[InputProblem]:
    """Goals that cannot be met by their date, as the scenario is before any plan of it."""
    return [
        InputProblem(
            files.GOALS.file,
            f"the goal {goal.goal} cannot be met by {goal.due}: {reason}",
            "Give it a later date, fewer hours, longer sessions (development.session_minutes) or "
            "a mentor.",
            place + 2,  # the header is row 1
            "due",
            goal.due.isoformat(),
        )
        for place, reason in goals_without_room(scenario)
        for goal in (scenario.goals[place],)
    ]


def _known(scenario: Scenario) -> dict[str, list[str]]:
    """Say what the forecast will know and has found; nothing where there is no history yet."""
    try:
        history = history_table(scenario)
    except InputError:
        return {}
    lesson = history.learned().lesson
    if lesson is None:
        return {}
    return known_sentences(
        len(history.queues),
        lesson.effects.applied(scenario.grid.days),
        lesson.borrowings,
        history.gaps,
        lesson.outliers,
    )
