"""Work out again single figures of a plan, and no more of the rest than they need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.forecast.expected_demand import expected_demand
from allocator.justify.claim import Claim, ClaimKind
from allocator.justify.day_claims import day_claims
from allocator.justify.justify import justify
from allocator.justify.target_claims import week_claims
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.check_simulation import simulate_again
from allocator.pipeline.comparison_claims import check_comparison
from allocator.pipeline.fairness_compared import CLAIMS_OF_PRICE, price_claims_again
from allocator.pipeline.goal_prices_again import with_goal_prices_again
from allocator.pipeline.loss_claims import CONTINGENCY_FILE
from allocator.pipeline.plan_claims import BOUND, cell_claims, headline_claims
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.pipeline.replan.again import check_replan
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.summary import summary
from allocator.simulate.week import WeekSimulation
from allocator.store.comparison_folder import COMPARISONS_FOLDER, read_comparison
from allocator.store.plan_folder import JUSTIFICATIONS_FILE
from allocator.store.replan_file import REPLAN_FILE
from allocator.verify.plan_tables import check_requirements


class Recomputation:
    """A plan's figures, worked out again from its scenario's copy and its rota when asked for.

    Parameters
    ----------
    scenario
        The one to work them out from; the copy in the plan's folder if not given.
    """

    def __init__(self, folder: Path, plan: Plan, scenario: Scenario | None = None) -> None:
        self.folder, self.plan, self._given = folder, plan, scenario

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the figures are worked out from."""
        return self._given or scenario_of_plan(self.folder)

    def of_the_week(self) -> list[Claim]:
        """Claims of days, targets, meetings and goals."""
        scenario, again = self.scenario, self._again
        return [*day_claims(scenario, again), *week_claims(scenario, again)]

    def claim(self, filed: Claim, file: str) -> Claim | None:
        """Return a claim as it should be; ``None`` where nothing in the plan gives it.

        Parameters
        ----------
        file
            The file in which it stands.
        """
        if filed.id == BOUND or file == CONTINGENCY_FILE:
            return filed  # a loss was measured to be cited: no file states it
        if file.startswith(f"{COMPARISONS_FOLDER}/"):
            found = self._of_comparison(file)
        elif file == REPLAN_FILE:
            found = self._of_replan()
        elif file == JUSTIFICATIONS_FILE:
            found = self._of_allocation(filed)
        else:
            found = self._of_plan(filed)
        return next((claim for claim in found if claim.id == filed.id), None)

    def _of_allocation(self, filed: Claim) -> Iterator[Claim]:
        allocation = "/".join(filed.id.split("/")[:2])
        drawn = filed.kind is ClaimKind.ESTIMATE and self._simulation is not None
        late = simulated_late(self._simulation) if drawn and self._simulation else None
        plan = with_goal_prices_again(self.folder, self.scenario, self.plan)
        for made in justify(self.scenario, plan, late, only={allocation}):
            yield from made.claims()

    def _of_replan(self) -> Iterator[Claim]:
        replanned = check_replan(self.folder, self.plan)
        yield from () if replanned is None else replanned.claims

    def _of_comparison(self, file: str) -> Iterator[Claim]:
        if file == CLAIMS_OF_PRICE:
            yield from price_claims_again(self.folder, self.scenario, self.plan)
            return
        name = file.split("/")[1]
        papers = read_comparison(self.folder, name, self.scenario.grid.zone)
        yield from check_comparison(self.scenario, self.plan, papers).claims

    def _of_plan(self, filed: Claim) -> Iterator[Claim]:
        again = self._again
        if filed.seed is not None and self._simulation is not None:
            simulated = {"simulation": summary(self._simulation)}
            again = again.model_copy(update={"summary": again.summary.model_copy(update=simulated)})
        yield from headline_claims(again)
        yield from cell_claims(again)
        yield from day_claims(self.scenario, again)
        yield from week_claims(self.scenario, again)

    @cached_property
    def _simulation(self) -> WeekSimulation | None:
        return simulate_again(self.scenario, self.plan)

    @cached_property
    def _again(self) -> Plan:
        """The plan put together again around its rota, from demand that is forecast again."""
        scenario, stated = self.scenario, self.plan.summary
        _, requirements = check_requirements(scenario, self.plan, expected_demand(scenario))
        return assemble_plan(
            scenario,
            requirements,
            self.plan.rota,
            run_id=stated.run_id,
            created_at=stated.created_at,
            seed=stated.seed,
            reproducible=stated.reproducible,
            status=stated.status,
            bound=stated.bound,
            stage_seconds={},
            forecast={},
        )
