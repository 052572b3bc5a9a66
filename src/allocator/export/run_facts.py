"""What tells one printed rota from another: the centre, the week and the run behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.plan import PlanStatus, PlanSummary
from allocator.domain.scenario import Scenario
from allocator.report.formats import date_range

SIMULATED = "SIMULATED DATA"

_STATUS_WORDS = {
    PlanStatus.OPTIMAL: "proven best",
    PlanStatus.FEASIBLE: "complete, not proven best",
    PlanStatus.INFEASIBLE: "no rota keeps the hard rules",
    PlanStatus.TIMED_OUT: "stopped at the time limit",
    PlanStatus.STOPPED: "stopped early, complete, not proven best",
    PlanStatus.SCORED: "scored, not planned here",
    PlanStatus.REPLANNED: "published before and replanned since",
}


@dataclass(frozen=True)
class RunFacts:
    """Facts of a plan that stand on every export.

    Parameters
    ----------
    made_at
        When the plan was made, on the site's clock.
    gap_share
        ``None`` where no bound was proven.
    rules_broken
        Breaches of hard rules in the rota as it stands, 0 where it keeps them all.
    """

    centre: str
    week: str
    run_id: str
    input_hash: str
    version: str
    made_at: dt.datetime
    status: str
    gap_share: float | None
    simulated: bool
    rules_broken: int

    @classmethod
    def of(cls, scenario: Scenario, summary: PlanSummary, rules_broken: int) -> RunFacts:
        """Facts of a plan of the scenario."""
        days = scenario.grid.days
        made_at = dt.datetime.fromisoformat(summary.created_at)
        return cls(
            centre=scenario.settings.site.name,
            week=date_range(days[0], days[-1]),
            run_id=summary.run_id,
            input_hash=summary.input_hash,
            version=summary.version,
            made_at=made_at.astimezone(scenario.grid.zone),
            status=_STATUS_WORDS[summary.status],
            gap_share=summary.gap_share if summary.has_bound else None,
            simulated=summary.simulated_data or scenario.settings.simulated,
            rules_broken=rules_broken,
        )

    @property
    def made_text(self) -> str:
        """When the plan was made: ``Sun 22 Nov 2026 05:47``."""
        return f"{self.made_at:%a} {self.made_at.day} {self.made_at:%b %Y %H:%M}"

    @property
    def check_text(self) -> str:
        """Whether the rota as it stands keeps the hard rules, in words."""
        if not self.rules_broken:
            return "keeps every hard rule"
        places = "1 place" if self.rules_broken == 1 else f"{self.rules_broken} places"
        return f"BREAKS HARD RULES in {places}: run allocator verify"
