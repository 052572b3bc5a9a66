"""Verify a plan's folder against a scenario, from the written files alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.pipeline.check_simulation import check_simulation
from allocator.pipeline.past_forecasts import check_forecast
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify


@dataclass(frozen=True)
class Verification:
    """A plan as read from its folder, whom it is about, and what the independent check says."""

    plan: Plan
    verdict: Verdict
    people: NamedPeople


def verify_plan(folder: Path, scenario_folder: Path | None = None) -> Verification:
    """Check a plan by its written files; no solver is loaded.

    Parameters
    ----------
    scenario_folder
        The scenario to hold the plan against; the copy in the plan's folder if not given.

    Raises
    ------
    InputError
        If the plan or the scenario cannot be read.
    """
    plan = read_plan(folder)
    scenario = read_scenario(scenario_folder or folder / SCENARIO_FOLDER)
    verdict = verify(scenario, plan)
    # Simulated and forecast again: stages of their own, which the check of rules knows nothing of.
    findings = verdict.findings + check_simulation(scenario, plan)
    findings += check_forecast(scenario, plan)
    return Verification(plan, replace(verdict, findings=findings), NamedPeople(scenario.agents))
