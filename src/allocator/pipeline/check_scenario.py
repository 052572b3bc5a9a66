"""Check a scenario: whether it is sound, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from allocator.errors import InputProblem
from allocator.store.agreed_overview import AgreedOverview as AgreedOverview
from allocator.store.scenario_folder import read_scenario_with_warnings
from allocator.store.scenario_overview import ScenarioOverview, scenario_overview


@dataclass(frozen=True, slots=True)
class ScenarioCheck:
    """A sound scenario in figures, and what is doubtful in it."""

    overview: ScenarioOverview
    warnings: tuple[InputProblem, ...]


def check_scenario(folder: Path) -> ScenarioCheck:
    """Read a scenario's folder and count what it holds.

    Raises
    ------
    InputError
        If anything in it is wrong: every problem of every file.
    """
    scenario, warnings = read_scenario_with_warnings(folder)
    return ScenarioCheck(scenario_overview(scenario), warnings)
