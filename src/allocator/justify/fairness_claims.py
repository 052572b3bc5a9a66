"""What fairness costs a plan, as claims: a re-optimised comparison with the rota filed for it."""

from __future__ import annotations

from allocator.domain.fairness_price import FairnessPrice
from allocator.justify.claim import Claim, Claimant
from allocator.justify.term_names import LATE_CONTACTS

ABOUT = "comparisons/fairness"
"""What the claims' names begin with: the folder of the rota that they rest on."""

PRICE_ID = f"{ABOUT}/price"
"""Id of the claim that says what fairness costs."""

_PLAN = "recomputed: rota.csv of the plan"
_OTHER = f"recomputed: rota.csv of {ABOUT}, searched on from the plan's with fairness unpriced"
_BOTH = f"recomputed: rota.csv of the plan less that of {ABOUT}"


def fairness_price_claims(price: FairnessPrice) -> list[Claim]:
    """Claims of what fairness gives and takes: of the plan, of the other rota, and the price.

    Parameters
    ----------
    price
        As the two rotas give it. By how much as long a search with the price bettered the plan is
        a log of the search: it is the interval of the price, which nothing recomputes.
    """
    say = Claimant(ABOUT)
    chance = price.searched_on_gain
    claims = [
        say.reoptimised(
            "price",
            "what fairness costs in all other terms",
            price.cost,
            LATE_CONTACTS,
            f"{_BOTH}; low and high: by how much as long a search with the price bettered the plan",
            interval=(price.cost - chance, price.cost + chance) if chance else None,
        ),
        say.reoptimised(
            "change.late_contacts",
            "change in contacts late or lost, weighted by queue, by the price of fairness",
            price.late_contacts - price.late_contacts_without,
            "contacts",
            _BOTH,
        ),
    ]
    for name, subject, unit, own, other in (
        (
            "other_cost",
            "all terms but unsocial hours above fair shares",
            LATE_CONTACTS,
            price.other_cost,
            price.other_cost_without,
        ),
        (
            "excess",
            "unsocial hours above fair shares, tiered",
            "h",
            price.excess,
            price.excess_without,
        ),
        (
            "worst_share",
            "burden of who bears most",
            "h per contracted h",
            price.worst_share,
            price.worst_share_without,
        ),
    ):
        claims += [
            say.fact(name, f"{subject}, in the plan", own, unit, _PLAN),
            say.reoptimised(
                f"{name}.without", f"{subject}, with fairness unpriced", other, unit, _OTHER
            ),
        ]
    return claims
