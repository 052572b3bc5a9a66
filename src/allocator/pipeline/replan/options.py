"""Options of a replan as they are found, each held against the hard rules before it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.pipeline.replan.case import Disrupted
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.bound import ProvenBound
from allocator.rota.replan.replanner import Replanner
from allocator.verify.verifier import breaches_to_answer_for


@dataclass
class Offered:
    """Options as they come.

    Parameters
    ----------
    rotas
        Those that the check has nothing against, by name in the order of the least disturbance.
    dropped
        The others, with the first finding.
    replanner
        What found them, and proves how good any rota could be.
    """

    replanner: Replanner
    rotas: dict[str, Rota] = field(default_factory=dict[str, Rota])
    dropped: list[tuple[str, Finding]] = field(default_factory=list[tuple[str, Finding]])

    def bound(self, stop: Callable[[], bool]) -> ProvenBound:
        """Prove what no rota that was still free costs less than, in late contacts."""
        return self.replanner.bound(stop)


def offered(case: Disrupted, limits: SearchLimits, report: Report, clock: StageClock) -> Offered:
    """Search for options until all are there, or somebody asks to stop.

    The first is there whatever is asked: it is what changes nobody's hours.
    """
    clock.enter("compile")
    service = ServiceModel.of(case.scenario, case.requirements)
    replanner = Replanner(case.scenario, service, case.published)
    made = Offered(replanner)
    clock.enter("search")
    nothing = replanner.nothing.total
    known = _unanswered(case, case.disruption.standing)
    options = replanner.options(limits, lambda name, cost: report("search", f"{name} {cost:,.1f}"))
    for option in options:
        broken = [
            finding
            for finding in breaches_to_answer_for(case.scenario, option.rota)[0]
            if _breach(finding) not in known
        ]
        if broken:
            made.dropped.append((option.name, broken[0]))
            continue
        made.rotas[option.name] = option.rota
        people = len({change.agent_id for change in option.changes})
        report(
            "search",
            f"{option.name}: {nothing - option.total:,.1f} late contacts better than doing "
            f"nothing, {people} people otherwise",
        )
    return made


def _unanswered(case: Disrupted, rota: Rota) -> set[tuple[str, str | None, str]]:
    """Breaches of what stands that no event excuses: whoever replans has not made them."""
    return {_breach(one) for one in breaches_to_answer_for(case.scenario, rota)[0]}


def _breach(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule_id, finding.agent_id, finding.message
