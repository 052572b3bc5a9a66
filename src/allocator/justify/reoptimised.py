"""The claims of a re-optimised comparison, worked out from the filed rotas without any solver.

A comparison holds a question, the rota found for it in which everybody may have moved, and the
rota that as long a search found without what the question forces. What it says is what sets these
two apart, measured as the plan itself is measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.paid_time import paid_minutes
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.claim import Claim, Claimant
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.justify.ledger import FairnessLedger
from allocator.justify.measured_rota import (
    MeasuredRota,
    moved_shifts,
    people_of_other_blocks,
)
from allocator.justify.term_names import LATE_CONTACTS, TERM_NAMES
from allocator.verify.pay import week_pay

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
    return [
        *_totals(say, plan, before, after),
        *_late(say, before, after, late),
        *_people(say, question, before, after),
        *_moves(say, scenario, plan.rota, rota),
    ]


_BOTH = "recomputed: rota.csv of the comparison less {other}"


def _other(plan: Plan, baseline: Rota) -> str:
    return "rota.csv of the plan" if baseline == plan.rota else "baseline.csv beside it"


def _totals(say: Claimant, plan: Plan, before: MeasuredRota, after: MeasuredRota) -> list[Claim]:
    other = _other(plan, before.rota)
    source = _BOTH.format(other=other)
    found = before.objective.total
    high = after.objective.total - plan.summary.bound
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
            "change of the objective; low and high: what is proven of the true price",
            after.objective.total - found,
            LATE_CONTACTS,
            f"{source}; low: no rota is better without the question than with it allowed; high: "
            "its objective less the bound of plan.json",
            # A rota below the bound would show the bound to be wrong: the check is to say so.
            interval=(0.0, max(high, after.objective.total - found, 0.0)),
        ),
        say.reoptimised(
            "search.gain",
            "gain of as long a search on the plan without what was asked for",
            plan.summary.objective_total - found,
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
    return claims


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


def _people(
    say: Claimant, question: ComparedQuestion, before: MeasuredRota, after: MeasuredRota
) -> list[Claim]:
    scenario, source = after.scenario, _BOTH.format(other="the rota compared with")
    claims = [
        say.reoptimised(
            "requests.met",
            "change in requests met",
            before.requests_declined() - after.requests_declined(),
            "requests",
            source,
        ),
        say.reoptimised(
            "hours.paid",
            "change in paid hours of the team",
            _paid_hours(after) - _paid_hours(before),
            "h",
            source,
        ),
        say.reoptimised(
            "hours.development",
            "change in hours of practice, coaching, training, one-to-ones and briefings",
            _development_hours(after.rota) - _development_hours(before.rota),
            "h",
            source,
        ),
    ]
    pay = [week_pay(RotaView.whole(scenario, each.rota)) for each in (before, after)]
    if pay[0] is not None and pay[1] is not None:
        claims.append(
            say.reoptimised(
                "pay",
                "change in the week's pay",
                pay[1].total_pay - pay[0].total_pay,
                pay[1].currency,
                source,
            )
        )
    ledgers = [FairnessLedger.of(scenario, each.rota) for each in (before, after)]
    unit = "h per contracted h"
    if ledgers[0].burdens:
        worst = [ledger.burdens[0].after_share for ledger in ledgers]
        claims.append(
            say.reoptimised(
                "burden.worst", "change of the worst burden", worst[1] - worst[0], unit, source
            )
        )
    for agent_id in (question.agent_id, question.instead_of):
        mine = [ledger.burden(agent_id) for ledger in ledgers] if agent_id else []
        if len(mine) == 2 and mine[0] is not None and mine[1] is not None:
            claims.append(
                say.reoptimised(
                    f"burden.{agent_id}",
                    f"change of {agent_id}'s burden",
                    mine[1].after_share - mine[0].after_share,
                    unit,
                    source,
                )
            )
    return claims


def _moves(say: Claimant, scenario: Scenario, plan: Rota, rota: Rota) -> list[Claim]:
    moved = moved_shifts(scenario, plan, rota)
    source = "recomputed: rota.csv of the comparison beside rota.csv of the plan"
    return [
        say.reoptimised(
            "moved.shifts", "shifts that are others than in the plan", len(moved), "shifts", source
        ),
        say.reoptimised(
            "moved.people",
            "people with a shift that is another than in the plan",
            len({each.agent_id for each in moved}),
            "people",
            source,
        ),
        say.reoptimised(
            "moved.blocks",
            "people with the same shifts and other breaks or pools",
            len(people_of_other_blocks(scenario, plan, rota)),
            "people",
            source,
        ),
    ]


def _paid_hours(measured: MeasuredRota) -> float:
    rota, scenario = measured.rota, measured.scenario
    return (
        math.fsum(paid_minutes(scenario, s) for name in rota.agent_ids for s in rota.shifts(name))
        / 60
    )


def _development_hours(rota: Rota) -> float:
    return (
        math.fsum(
            block.minutes
            for block in rota.blocks
            if block.activity in _DEVELOPS or block.is_practice
        )
        / 60
    )
