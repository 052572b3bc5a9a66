"""Simulate a finished plan: its rota through many weeks of its own forecast."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.as_typed import as_typed
from allocator.domain.demand import Requirement
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.simulate.routing import AgentChoice, ContactChoice, Routing
from allocator.simulate.summary import details
from allocator.simulate.tables import interval_csv, people_csv
from allocator.simulate.week import WeekSimulation, simulate_week
from allocator.store.plan_folder import (
    SIMULATION_FILES,
    SUMMARY_FILE,
    read_plan,
)
from allocator.store.scenario_files import SETTINGS_FILE

DEFAULT_REPLICATIONS = 100
"""Weeks that a plan is simulated over: a queue's week then stands to within a point or so."""

INTERVAL_FILE, PEOPLE_FILE, DETAILS_FILE = SIMULATION_FILES


@dataclass(frozen=True)
class SimulationResult:
    """What a simulation came to.

    Parameters
    ----------
    details
        What ``simulation.json`` holds.
    remarks
        What a reader should know, in plain words.
    names
        People's names by id.
    """

    details: dict[str, Any]
    folder: Path
    remarks: tuple[str, ...]
    names: dict[str, str]


def routing_of(agent_choice: str, contact_choice: str, overflow_s: float) -> Routing:
    """Routing by the names of its choices."""
    return Routing(AgentChoice(agent_choice), ContactChoice(contact_choice), overflow_s)


def simulate_rota(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota, seed: int
) -> WeekSimulation:
    """Simulate a rota as every plan is simulated.

    Parameters
    ----------
    seed
        Of the search, which may be below 0.
    """
    return simulate_week(
        scenario, requirements, rota, replications=DEFAULT_REPLICATIONS, seed=seed % 2**32
    )


def simulate_plan(
    folder: Path,
    scenario_folder: Path | None = None,
    *,
    replications: int,
    seed: int,
    routing: Routing,
    out: Path | None = None,
    threads: int | None = None,
) -> SimulationResult:
    """Simulate a plan and write what was found.

    Parameters
    ----------
    scenario_folder
        The scenario to simulate with; the copy in the plan's folder if not given.
    out
        Folder to write into; the plan's own if not given.

    Raises
    ------
    InputError
        If the plan or the scenario cannot be read, they do not fit, or nothing can be written.
    """
    if (folder / SETTINGS_FILE).is_file() and not (folder / SUMMARY_FILE).exists():
        command = f"allocator plan {as_typed(folder)} --out FOLDER"
        raise InputError.of(
            folder,
            "this is a scenario",
            f"Give the folder of its plan, as {command} writes it.",
        )
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder, scenario_folder)
    _check_fits(scenario, plan)
    remarks: list[str] = []
    if scenario.input_hash != plan.summary.input_hash:
        remarks.append(
            "The scenario is not the one that the plan was made from: the demand is the plan's, "
            "people, shrinkage and targets are the scenario's."
        )
    simulation = simulate_week(
        scenario,
        plan.requirements,
        plan.rota,
        replications=replications,
        seed=seed,
        routing=routing,
        threads=threads,
    )
    found = {"run_id": plan.summary.run_id} | details(simulation)
    target = out or folder
    _write(target, simulation, found)
    names = {agent.agent_id: agent.name for agent in scenario.agents}
    return SimulationResult(found, target, tuple(remarks), names)


def _check_fits(scenario: Scenario, plan: Plan) -> None:
    """Refuse requirements that are not those of the scenario's week and queues."""
    grid = scenario.grid
    wanted = {
        (index, queue.id) for index in scenario.open_intervals for queue in scenario.settings.queues
    }
    there = {(grid.index(row.interval_start), row.queue) for row in plan.requirements}
    if wanted != there:
        raise InputError(
            [
                InputProblem(
                    "requirements.csv",
                    f"{len(wanted ^ there)} of its intervals and queues are not those of the "
                    "scenario's week",
                    "Give the scenario that the plan was made from, or leave it out.",
                )
            ]
        )


def _write(folder: Path, simulation: WeekSimulation, found: dict[str, Any]) -> None:
    """Write each file beside its place and move it there."""
    texts = {
        INTERVAL_FILE: interval_csv(simulation),
        PEOPLE_FILE: people_csv(found["people"]),
        DETAILS_FILE: json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2) + "\n",
    }
    write_texts(folder, texts)


def write_texts(folder: Path, texts: dict[str, str]) -> None:
    """Write files into a folder, all of them written before the first is moved into place.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".simulation-", dir=folder) as beside:
            for name, text in texts.items():
                (Path(beside) / name).write_text(text, encoding="utf-8", newline="\n")
            for name in texts:
                (Path(beside) / name).replace(folder / name)
    except OSError as error:
        raise InputError(
            [
                InputProblem(
                    str(folder),
                    f"cannot be written: {error.strerror}",
                    "Choose a folder where you are allowed to write.",
                )
            ]
        ) from error
