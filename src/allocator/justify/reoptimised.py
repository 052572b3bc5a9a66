"""The claims of a re-optimised comparison, worked out from the filed rotas without any solver.

A comparison holds a question, the rota found for it in which everybody may have moved, and the
rota that as long a search found without what the question forces. What it says is what sets these
two apart, measured as the plan itself is measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.change_price import change_price
from allocator.domain.day_change import day_changes
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, Claimant
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.justify.measured_rota import (
    MeasuredRota,
)
from allocator.justify.reoptimised_people import move_claims, people_claims
from allocator.justify.term_names import BY_NOTICE, LATE_CONTACTS, TERM_NAMES

CONTACTS = "contacts"
_DEVELOPS = (Activity.TRAINING, Activity.COACHING, Activity.ONE_TO_ONE, Activity.BRIEFING)


@dataclass(frozen=True)
class PairedLate:
    """Late contacts simulated with the compared rota less those with the other, week by week.

    Parameters
    ----------
    by_queue
        Mean difference of contacts, one each, and the ends of its 95% interval.
    total
        The same of all queues together.
    priced
        The same in late contacts: each queue weighted and priced as in the objective.
    """

    seed: int
    replications: int
    by_queue: Mapping[str, tuple[float, float, float]]
    total: tuple[float, float, float]
    priced: tuple[float, float, float]


def comparison_claims(
    scenario: Scenario,
    plan: Plan,
    comparison_id: str,
    question: ComparedQuestion,
    rota: Rota,
    baseline: Rota,
    late: PairedLate,
) -> list[Claim]:
    """Work out every claim of a comparison.

    Parameters
    ----------
    rota
        With what the question forces.
    baseline
        Without it: what as long a search found, or the plan's own.
    late
        Both simulated on the same drawn weeks.
    """
    service = ServiceModel.of(scenario, plan.requirements)
    before, after = (MeasuredRota.of(scenario, service, each) for each in (baseline, rota))
    say = Claimant(f"comparisons/{comparison_id}")
    noticed = [price_by_notice(scenario, plan.rota, each.rota) for each in (before, after)]
    return [
        *_totals(say, plan, before, after, noticed),
        *_late(say, before, after, late),
        *people_claims(say, question, before, after),
        *move_claims(say, scenario, plan.rota, rota),
    ]


_BOTH = "recomputed: rota.csv of the comparison less {other}"


def _other(plan: Plan, baseline: Rota) -> str:
    return "rota.csv of the plan" if baseline == plan.rota else "baseline.csv beside it"


def _totals(
    say: Claimant,
    plan: Plan,
    before: MeasuredRota,
    after: MeasuredRota,
    noticed: Sequence[float],
) -> list[Claim]:
    """Claims of the objective; of a replan's rotas with the prices of change by notice."""
    is_replan = before.scenario.disruption is not None
    other = _other(plan, before.rota)
    source = _BOTH.format(other=other)
    found = before.objective.total
    change = after.objective.total + noticed[1] - found - noticed[0]
    high = after.objective.total + noticed[1] - plan.summary.bound
    prices = " with the prices of change by notice" * is_replan
    claims = [
        say.reoptimised(
            "total.without",
            "objective of the rota compared with",
            found,
            LATE_CONTACTS,
            f"recomputed: {other}",
        ),
        say.reoptimised(
            "total.with",
            "objective with what was asked for",
            after.objective.total,
            LATE_CONTACTS,
            "recomputed: rota.csv of the comparison",
        ),
        say.reoptimised(
            "change.total",
            f"change of the objective{prices}; low and high: what is proven of the true price",
            change,
            LATE_CONTACTS,
            f"{source}; low: no rota is better without the question than with it allowed; high: "
            "its objective less the bound of plan.json",
            # A rota below the bound would show the bound to be wrong: the check is to say so.
            interval=(0.0, max(high, change, 0.0)),
        ),
        say.reoptimised(
            "search.gain",
            "gain of as long a search on the plan without what was asked for",
            plan.summary.objective_total - found - noticed[0],
            LATE_CONTACTS,
            f"plan.json less {other}",
        ),
    ]
    for term, value in after.objective.terms.items():
        claims.append(
            say.reoptimised(
                f"change.{term}",
                f"change of the objective: {TERM_NAMES.get(term, term.replace('_', ' '))}",
                value - before.objective.terms[term],
                LATE_CONTACTS,
                source,
            )
        )
    if is_replan:
        claims.append(
            say.reoptimised(
                f"change.{BY_NOTICE}",
                "prices of change by notice: what is otherwise than in the plan",
                noticed[1] - noticed[0],
                LATE_CONTACTS,
                source,
            )
        )
    return claims


def price_by_notice(scenario: Scenario, plan: Rota, rota: Rota) -> float:
    """Prices of what is otherwise than people know after a replan; 0 of any other plan."""
    disruption = scenario.disruption
    if disruption is None:
        return 0.0
    people = [agent.agent_id for agent in scenario.agents]
    changes = day_changes(scenario.grid, people, plan, rota)
    return math.fsum(change_price(scenario, disruption, change) for change in changes)


def _late(
    say: Claimant, before: MeasuredRota, after: MeasuredRota, late: PairedLate
) -> list[Claim]:
    claims = [
        say.reoptimised(
            f"late.{queue}",
            f"change in contacts of {queue} late or lost, by the staffing model",
            value - before.late[queue],
            CONTACTS,
            "recomputed: the priced curves of the objective, contacts counted one each",
        )
        for queue, value in after.late.items()
    ]
    cost_before = before.late_cost()
    claims += [
        say.reoptimised(
            f"late_cost.{queue}",
            f"change of the objective by contacts of {queue} late or lost",
            cost - cost_before[queue],
            LATE_CONTACTS,
            "recomputed: these contacts with the queue's weight and the price of one; over all "
            "queues they add up to the change of that term",
        )
        for queue, cost in after.late_cost().items()
    ]
    source = (
        f"simulation: {late.replications} weeks drawn from the seed, the same for both rotas; the "
        "interval is Student's, 95%, of the mean of the differences"
    )
    for queue, (mean, low, high) in late.by_queue.items():
        claims.append(
            say.estimate(
                f"simulated.{queue}",
                f"change in contacts of {queue} late or lost, simulated",
                mean,
                CONTACTS,
                source,
                interval=(low, high),
                seed=late.seed,
            )
        )
    for name, subject, (mean, low, high), unit in (
        ("total", "change in contacts late or lost, simulated", late.total, CONTACTS),
        (
            "priced",
            "change of the objective by contacts late or lost, simulated, with weights and price",
            late.priced,
            LATE_CONTACTS,
        ),
    ):
        claims.append(
            say.estimate(
                f"simulated.{name}",
                subject,
                mean,
                unit,
                source,
                interval=(low, high),
                seed=late.seed,
            )
        )
    return claims
