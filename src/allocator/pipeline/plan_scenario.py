"""The scenario that a plan's folder stands for: its copy, and what has happened since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allocator.domain.disrupted import disrupted
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.store.plan_folder import SCENARIO_FOLDER
from allocator.store.replan_file import read_disruption
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


def scenario_to_search(folder: Path, rota: Rota) -> Scenario:
    """Read the scenario of a plan whose rota is asked about: what of it may still be otherwise.

    Parameters
    ----------
    rota
        The plan's, which is what people know: of a replan, changes cost against it.

    Raises
    ------
    InputError
        If the scenario, or what the plan was replanned for, cannot be read.
    """
    return asked_about(scenario_of_plan(folder), rota)


def asked_about(scenario: Scenario, rota: Rota) -> Scenario:
    """Return the scenario of a plan in which its rota is what stands, nothing more having happened.

    Of a plan that is no replan's it is the same.
    """
    if scenario.disruption is None:
        return scenario
    disruption = scenario.disruption.model_copy(update={"standing": rota})
    # Not model_copy, which would take along what the scenario has worked out for itself.
    fields: dict[str, Any] = {name: getattr(scenario, name) for name in Scenario.model_fields}
    fields["disruption"] = disruption
    return Scenario.model_construct(**fields)
