"""Figures of losses tested ahead as claims, so that a work plan's can be cited like any other.

No file of a plan states them. A reference is that of a name, such as
``contingency.json/person:H07/nothing_done``: the loss with that name is looked for among those of
the plan, and measured again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from allocator.domain.contingency import Loss
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, Claimant
from allocator.justify.term_names import LATE_CONTACTS

CONTINGENCY_FILE = "contingency.json"
_RESPONSES = {
    "inside_hours": "and answered inside contracted hours",
    "with_overtime": "and answered with overtime too",
}
_NAMES = ("nothing_done", *_RESPONSES)
_MODEL = "recomputed from requirements.csv and rota.csv by the curves of Erlang A"


def loss_claims(losses: Iterable[Loss]) -> Iterator[Claim]:
    """Yield the late contacts of each loss beside the plan's, unanswered and answered."""
    for loss in losses:
        say = Claimant(f"{CONTINGENCY_FILE}/{loss.id}")
        what = "contacts more late, lost or met by nobody than in the plan"
        yield say.comparison(
            "nothing_done",
            f"{what}, with the loss {loss.id} and nothing done",
            loss.extra_contacts,
            LATE_CONTACTS,
            f"{_MODEL}, with what the loss leaves",
        )
        for name, contacts in (
            ("inside_hours", loss.rearranged_contacts),
            ("with_overtime", loss.response_contacts),
        ):
            if contacts is not None:
                yield say.reoptimised(
                    name,
                    f"{what}, with the loss {loss.id} {_RESPONSES[name]}",
                    contacts - loss.plan_contacts,
                    LATE_CONTACTS,
                    f"{_MODEL}, with what the loss leaves and the steps of the prepared response, "
                    "looked for one after the other",
                )


def loss_claim_again(
    scenario: Scenario, plan: Plan, is_meant: Callable[[str], bool]
) -> Claim | None:
    """Measure the loss again that a claim is of; ``None`` where no claim of a loss is meant.

    Parameters
    ----------
    is_meant
        Whether the id of a claim is the one that is asked for.
    """
    # Imported here: it brings along what prepares responses, and few ask for it.
    from allocator.pipeline.contingency.bench import Bench
    from allocator.pipeline.contingency.cases import (
        pair_cases,
        person_cases,
        queue_cases,
        seat_cases,
        volume_case,
    )
    from allocator.pipeline.contingency.contingency import volume_factor
    from allocator.pipeline.contingency.response import answered

    bench = Bench(scenario, plan.requirements, plan.rota)
    people = person_cases(scenario, plan.rota)
    alone = {case.agent_ids[0]: bench.extra_contacts(case) for case in people}
    cases = [
        *people,
        *queue_cases(scenario, plan.requirements),
        *seat_cases(scenario),
        volume_case(scenario, plan.rota, volume_factor(plan.summary)[0]),
        *pair_cases(scenario, plan.rota, alone)[0],
    ]
    for case in cases:
        for name in _NAMES:
            claim_id = f"{CONTINGENCY_FILE}/{case.id}/{name}"
            if is_meant(claim_id):
                is_answer = name in _RESPONSES
                loss = answered(bench, case).loss if is_answer else bench.measured(case)
                return next(made for made in loss_claims([loss]) if made.id == claim_id)
    return None
