"""A handful of rotas along the front of one term against late contacts, to choose its price by.

The term's price is multiplied by factors from nought to sixteen; each search starts from the rota
found for the neighbouring factor. At the end every rota is priced for every factor, and each
factor has the best of them. All are then checked and written at the scenario's own prices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from allocator.demand.service import ServiceModel
from allocator.domain.front import Front, FrontPoint, marked
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.term_names import TERM_UNITS
from allocator.pipeline.begin_plan import PlanTask, begin_plan, read_for
from allocator.pipeline.explore_terms import own_price, price_of, term_named, with_price
from allocator.pipeline.finish_plan import finish_plan
from allocator.pipeline.plan_week import PlanOutcome, without_rota
from allocator.pipeline.search_week import Searched, search_week
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.report.front_page import front_page
from allocator.rota.blocks import to_rota
from allocator.rota.draft import Draft
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.rota.parts import parts_of
from allocator.rota.reached import Reached
from allocator.rota.search import search_on
from allocator.rota.start import take_over
from allocator.store.front_folder import check_front_replaceable, write_front
from allocator.store.plan_folder import PlanPapers
from allocator.verify.objective import Objective, measure

FACTORS = (0.0, 0.25, 1.0, 4.0, 16.0)
"""What the term's price is multiplied by."""
_OWN_SHARE = 0.4
"""Share of the time for the search at the scenario's own price; the others share the rest."""


@dataclass(frozen=True)
class ExploreOutcome:
    """What exploring came to.

    Parameters
    ----------
    front
        ``None`` where there is no rota at all.
    without
        Then: why.
    """

    front: Front | None
    without: PlanOutcome | None = None


def explore_front(task: PlanTask, term: str) -> ExploreOutcome:
    """Find rotas for several prices of a term and write their plans, a table and a picture.

    Parameters
    ----------
    task
        Its ``out`` takes the front; an earlier front in it is replaced in one step.
    term
        A term of the objective, by its name or a shorter one.

    Raises
    ------
    InputError
        If scenario, term or start are not sound, or ``task.out`` may not be replaced.
    """
    check_front_replaceable(task.out)
    clock = StageClock(task.report)
    scenario = read_for(task, clock)
    term = term_named(term, scenario)
    begun = begin_plan(task, scenario, clock)
    limits = begun.limits
    own_factor = 1.0 if own_price(scenario, term) else 0.0
    first = search_week(
        scenario,
        begun.forecast.requirements,
        replace(limits, seconds=_OWN_SHARE * task.seconds),
        task.rounds,
        _named(task.report, own_factor),
        begun.start,
        task.jobs,
    )
    if first.found.rota is None:
        return ExploreOutcome(None, without_rota(begun, first))
    search = _Search(begun.as_searched, term, first, task.jobs, task.report)
    rotas = search.all_rotas(limits, own_factor)
    papers: dict[str, PlanPapers] = {}
    points: list[FrontPoint] = []
    for factor, found_for in _best_for_each(scenario, term, first, rotas).items():
        folder = f"price-x{found_for:g}"
        if folder not in papers:
            task.report("finish", f"the rota found for x{found_for:g}")
            made = finish_plan(begun, first, rotas[found_for], StageClock(_quiet))
            papers[folder] = PlanPapers(made.plan, made.justifications, made.report_html)
        points.append(_point(scenario, term, factor, folder, papers[folder].plan, first))
    front = Front(
        term=term,
        unit=TERM_UNITS[term],
        own_price=own_price(scenario, term),
        points=marked(points),
        is_complete=len(rotas) == len(FACTORS) and not limits.is_stopped,
    )
    with task.interrupts.writing():
        write_front(task.out, front, papers, task.scenario_folder, front_page(scenario, front))
    return ExploreOutcome(front)


@dataclass(frozen=True)
class _Search:
    """Searches with other prices of the term, each from a rota found before."""

    scenario: Scenario
    term: str
    first: Searched
    jobs: int
    report: Report

    def all_rotas(self, limits: SearchLimits, own_factor: float) -> dict[float, Rota]:
        """Rota found for each factor; of those searched before a stop alone."""
        assert self.first.found.rota is not None
        found = {own_factor: self.first.found.rota}
        share = (1 - _OWN_SHARE) / (len(FACTORS) - 1)
        each = replace(limits, seconds=share * limits.seconds)
        at = FACTORS.index(own_factor)
        # Away from the scenario's own price in both directions, each from the one before.
        for factors in (FACTORS[at:], FACTORS[at::-1]):
            for neighbour, factor in pairwise(factors):
                if limits.is_stopped or neighbour not in found:
                    break
                rota = self._searched(factor, found[neighbour], each)
                if rota is not None:
                    found[factor] = rota
        return found

    def _searched(self, factor: float, start: Rota, limits: SearchLimits) -> Rota | None:
        price = factor * price_of(self.scenario, self.term)
        scenario = with_price(self.scenario, self.term, price)
        need = self.first.requirements
        service = ServiceModel.of(scenario, need)
        taken = take_over(Instance.of(scenario, service), start, limits)
        report = _named(self.report, factor)
        parts = parts_of(scenario, need) if self.jobs > 1 else ()
        if taken is None or len(parts) > 1:
            draft = None if taken is None else Draft(taken.instance, taken.assignment, 0.0)
            return optimise(scenario, need, limits, report, draft, 0.0, parts, self.jobs).rota
        # What could be proven here is of no use: only the own price's bound is stated.
        draft = Draft(taken.instance, taken.assignment, 0.0)
        best = search_on(draft, limits, Reached(report))
        return to_rota(best.instance, best.assignment) if best.is_valid else None


def _best_for_each(
    scenario: Scenario, term: str, first: Searched, rotas: dict[float, Rota]
) -> dict[float, float]:
    """Factor by which the best rota for each was found, by the checker's measures."""
    service = ServiceModel.of(scenario, first.requirements)
    own = {
        factor: measure(RotaView.whole(scenario, rota), service) for factor, rota in rotas.items()
    }
    price = price_of(scenario, term)

    def cost(objective: Objective, factor: float) -> float:
        others = sum(c for name, c in objective.terms.items() if name != term)
        return others + factor * price * objective.amounts[term]

    return {
        factor: min(own, key=lambda found, at=factor: (cost(own[found], at), found != at))
        for factor in FACTORS
        if factor in rotas
    }


def _point(
    scenario: Scenario, term: str, factor: float, folder: str, plan: Plan, first: Searched
) -> FrontPoint:
    summary = plan.summary
    service = ServiceModel.of(scenario, first.requirements)
    amounts = measure(RotaView.whole(scenario, plan.rota), service).amounts
    return FrontPoint(
        factor=factor,
        price=factor * price_of(scenario, term),
        term_amount=amounts[term],
        late_contacts=amounts["late_contacts"],
        other_cost=summary.objective_total - summary.objective[term],
        objective=summary.objective,
        objective_total=summary.objective_total,
        bound=summary.bound,
        verdict=summary.verdict,
        folder=folder,
    )


def _named(report: Report, factor: float) -> Report:
    """Report with the price that is searched with before each stage."""
    return lambda stage, detail: report(f"x{factor:g} {stage}", detail)


def _quiet(_stage: str, _detail: str) -> None:
    """Tell nothing: five plans are finished one after the other."""
