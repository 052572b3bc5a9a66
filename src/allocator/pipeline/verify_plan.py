"""Verify a plan's folder against a scenario, from the written files alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.pipeline.check_goal_prices import check_goal_prices
from allocator.pipeline.check_simulation import check_simulation, simulate_again
from allocator.pipeline.fairness_compared import check_fairness_price
from allocator.pipeline.past_forecasts import check_forecast
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.store.plan_folder import read_plan
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify

if TYPE_CHECKING:
    from allocator.pipeline.verify_claims import ClaimsCheck


@dataclass(frozen=True)
class Verification:
    """A plan as read from its folder, whom it is about, and what the independent check says.

    Parameters
    ----------
    claims
        What recomputing the claims came to; ``None`` where nobody asked for it.
    """

    plan: Plan
    verdict: Verdict
    people: NamedPeople
    claims: ClaimsCheck | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing was found, in the claims too where they were recomputed."""
        return self.verdict.passed and not (self.claims and self.claims.faults)


def verify_plan(
    folder: Path, scenario_folder: Path | None = None, *, claims: bool = False
) -> Verification:
    """Check a plan by its written files; no solver is loaded.

    Parameters
    ----------
    scenario_folder
        The scenario to hold the plan against; the copy in the plan's folder if not given.
    claims
        Whether to recompute every claim of its justifications and filed comparisons as well.

    Raises
    ------
    InputError
        If the plan or the scenario cannot be read, or the claims where they are asked for.
    """
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder, scenario_folder)
    verdict = verify(scenario, plan)
    if not _has_every_row(scenario, plan):
        # Nothing can be simulated or justified without them; the verdict names the first.
        return Verification(plan, verdict, NamedPeople(scenario.agents))
    # Simulated and forecast again: stages of their own, which the check of rules knows nothing of.
    simulation = simulate_again(scenario, plan)
    findings = verdict.findings + check_simulation(scenario, plan, simulation)
    findings += check_forecast(scenario, plan)
    findings += check_goal_prices(folder, scenario, plan)
    findings += check_fairness_price(folder, scenario, plan)
    checked = None
    if claims:
        # Imported where it is asked for: it brings along everything that justifies a plan.
        from allocator.pipeline.verify_claims import verify_claims

        checked = verify_claims(folder, scenario, plan, simulation)
    return Verification(
        plan, replace(verdict, findings=findings), NamedPeople(scenario.agents), checked
    )


def _has_every_row(scenario: Scenario, plan: Plan) -> bool:
    """Whether the demand has a row of each queue in each open interval, and no other."""
    index = scenario.grid.index
    there = [(index(row.interval_start), row.queue) for row in plan.requirements]
    queues = [queue.id for queue in scenario.settings.queues]
    wanted = {(interval, queue) for interval in scenario.open_intervals for queue in queues}
    return len(there) == len(wanted) and set(there) == wanted
