"""The scenario that a plan's folder stands for: its copy, and what has happened since."""

from __future__ import annotations

from pathlib import Path

from allocator.domain.disrupted import disrupted
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.store.plan_folder import SCENARIO_FOLDER
from allocator.store.replan_file import is_replan, read_disruption
from allocator.store.scenario_folder import read_scenario


def scenario_of_plan(folder: Path, scenario_folder: Path | None = None) -> Scenario:
    """Read the scenario of a plan, as it stands after the events that it was replanned for.

    Parameters
    ----------
    folder
        Of a plan, a replan's or not.
    scenario_folder
        A scenario to hold the plan against; the copy in the plan's folder if not given.

    Raises
    ------
    InputError
        If the scenario, or what the plan was replanned for, cannot be read.
    """
    scenario = read_scenario(scenario_folder or folder / SCENARIO_FOLDER)
    disruption = read_disruption(folder, scenario)
    return scenario if disruption is None else disrupted(scenario, disruption)


def scenario_to_search(folder: Path) -> Scenario:
    """Read the scenario of a plan whose whole week may be searched again.

    Raises
    ------
    InputError
        If the plan is a replan's, of which a part is past and shifts are cut, or if its scenario
        cannot be read.
    """
    if is_replan(folder):
        raise InputError.of(
            folder,
            "is a replan, of whose week a part is past: it cannot be planned otherwise any more",
            "Ask this of the plan that was published first; what may still be done about the "
            "days to come is for allocator replan, to which time off and overtime are events.",
        )
    return scenario_of_plan(folder)
