"""What a re-optimised comparison says of people: hours, pay, fairness, and who moves."""

from __future__ import annotations

import math

from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.claim import Claim, Claimant
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.justify.ledger import FairnessLedger
from allocator.justify.measured_rota import MeasuredRota, moved_shifts, people_of_other_blocks
from allocator.verify.pay import week_pay

_DEVELOPS = (Activity.TRAINING, Activity.COACHING, Activity.ONE_TO_ONE, Activity.BRIEFING)
_BOTH = "recomputed: rota.csv of the comparison less the rota compared with"


def people_claims(
    say: Claimant, question: ComparedQuestion, before: MeasuredRota, after: MeasuredRota
) -> list[Claim]:
    """Work out the claims of requests, hours, pay and fairness.

    Parameters
    ----------
    before, after
        The rota compared with, and the one with what the question forces.
    """
    scenario, source = after.scenario, _BOTH
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
                "burden.worst",
                "change of the worst burden of unsocial hours",
                worst[1] - worst[0],
                unit,
                source,
            )
        )
    for agent_id in (question.agent_id, question.instead_of):
        mine = [ledger.burden(agent_id) for ledger in ledgers] if agent_id else []
        if len(mine) == 2 and mine[0] is not None and mine[1] is not None:
            claims.append(
                say.reoptimised(
                    f"burden.{agent_id}",
                    f"change of {agent_id}'s burden of unsocial hours",
                    mine[1].after_share - mine[0].after_share,
                    unit,
                    source,
                )
            )
    return claims


def move_claims(say: Claimant, scenario: Scenario, plan: Rota, rota: Rota) -> list[Claim]:
    """Work out the claims of who moves between a plan's rota and a comparison's."""
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
