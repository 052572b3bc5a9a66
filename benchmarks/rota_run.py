"""One run of the search on a drawn centre, priced by the independent check."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from allocator.cli.progress import stage_progress
from allocator.domain.demand import Requirement
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.pipeline.assemble import assemble_plan
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify
from benchmarks.rota_instances import instance

_SECONDS = {100: 60.0, 400: 120.0, 2000: 300.0}
_MOST_SECONDS = 900.0


def default_seconds(people: int) -> float:
    """Wall-clock seconds that a centre of so many people is given."""
    return next((s for most, s in _SECONDS.items() if people <= most), _MOST_SECONDS)


def check_seconds(people: int) -> float:
    """Seconds kept back from the search for the figures of the rota and for the check."""
    return 0.5 + 0.006 * people


@dataclass(frozen=True)
class Priced:
    """A rota as the independent check prices it.

    Parameters
    ----------
    objective
        In late contacts, by term.
    gap_share, gap_contacts
        Distance to the bound, as ``plan.json`` states it.
    service_level
        Share of the week's contacts that are answered in their queue's target time.
    findings
        What the check has to say; a rota without any is verified.
    """

    objective: dict[str, float]
    objective_total: float
    bound: float
    gap_share: float
    gap_contacts: float
    service_level: float
    findings: tuple[str, ...]


def priced(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota, bound: float, seed: int
) -> Priced:
    """Put the plan of a rota together and have it checked and priced."""
    plan = assemble_plan(
        scenario,
        requirements,
        rota,
        run_id="benchmark",
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        seed=seed,
        reproducible=False,
        status=PlanStatus.FEASIBLE,
        bound=bound,
        stage_seconds={},
        forecast={},
    )
    return _priced(plan, verify(scenario, plan))


def _priced(plan: Plan, verdict: Verdict) -> Priced:
    summary, objective = plan.summary, verdict.objective
    contacts = sum(queue.forecast_contacts for queue in summary.queues)
    on_time = sum(
        objective.service_levels[queue.queue].week_share * queue.forecast_contacts
        for queue in summary.queues
    )
    return Priced(
        objective=dict(objective.terms),
        objective_total=objective.total,
        bound=summary.bound,
        gap_share=summary.gap_share,
        gap_contacts=summary.gap_contacts,
        service_level=on_time / contacts,
        findings=tuple(f"{finding.rule_id}: {finding.message}" for finding in verdict.findings),
    )


@dataclass(frozen=True)
class Run:
    """What a run came to.

    Parameters
    ----------
    seconds
        Wall clock from the requirements to the checked rota, everything included.
    stage_seconds
        Wall clock by stage; stages of processes side by side overlap.
    result
        ``None`` where no rota was found; then ``reason`` says what is known.
    """

    people: int
    seed: int
    seconds: float
    stage_seconds: dict[str, float]
    bound: float
    result: Priced | None
    reason: str = ""

    def as_json(self, peak_memory_mb: float) -> dict[str, object]:
        """Return the run as plain data; without a rota its figures are null."""
        found = asdict(self.result) if self.result else {"bound": self.bound}
        figures = (
            "objective",
            "objective_total",
            "bound",
            "gap_share",
            "gap_contacts",
            "service_level",
        )
        return {
            "people": self.people,
            "seed": self.seed,
            "seconds": round(self.seconds, 2),
            "stage_seconds": {name: round(s, 2) for name, s in self.stage_seconds.items()},
            **{name: found.get(name) for name in figures},
            "peak_memory_mb": round(peak_memory_mb, 1),
            "verified": self.result is not None and not self.result.findings,
        }


def drawn(
    people: int, seed: int, queues: int | None = None, interval_minutes: int = 15
) -> tuple[Scenario, tuple[Requirement, ...]]:
    """Draw a centre, and its requirements."""
    with tempfile.TemporaryDirectory() as name:
        scenario = instance(Path(name), people, seed, queues, interval_minutes)
    return scenario, forecast(scenario)


def _silent(_stage: str, _reached: str) -> None:
    """Tell nobody."""


def run(people: int, seed: int, seconds: float, *, tells: bool = False) -> Run:
    """Draw a centre and plan it, from its requirements to a named rota that is checked.

    Parameters
    ----------
    seconds
        Wall-clock seconds for everything.
    tells
        Whether progress is shown on standard error.
    """
    scenario, requirements = drawn(people, seed)
    return planned(scenario, requirements, seed, seconds, tells=tells)


def planned(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    seed: int,
    seconds: float,
    *,
    tells: bool = False,
) -> Run:
    """Plan a centre that has been drawn (see :func:`run`)."""
    people = len(scenario.agents)
    begun = time.perf_counter()
    limits = SearchLimits(seed=seed, seconds=max(1.0, seconds - check_seconds(people)))
    with stage_progress(sys.stderr) if tells else nullcontext(_silent) as report:
        found = optimise(scenario, requirements, limits, report)
    searched = time.perf_counter()
    stages = dict(found.stage_seconds)
    result = None
    if found.rota is not None:
        result = priced(scenario, requirements, found.rota, found.bound, seed)
        stages["verify"] = time.perf_counter() - searched
    took = time.perf_counter() - begun
    return Run(people, seed, took, stages, found.bound, result, found.reason)
