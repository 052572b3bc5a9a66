"""Two rotas compared by what fairness gives and takes, and a plan's own comparison checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.fairness_price import FairnessPrice
from allocator.domain.findings import Finding
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.check_claims import ClaimFault, compare_claims
from allocator.justify.claim import Claim
from allocator.justify.fairness_claims import ABOUT, fairness_price_claims
from allocator.justify.ledger import FairnessLedger
from allocator.pipeline.check_goal_prices import read_comparison_rota
from allocator.store.plan_folder import CLAIMS_FILE, COMPARISONS_FOLDER
from allocator.verify.comparison import differs, stated_otherwise
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules

TERM = "unsocial_excess"
COMPARISON = "fairness"
"""Folder of the other rota in ``comparisons``."""

CLAIMS_OF_PRICE = f"{COMPARISONS_FOLDER}/{COMPARISON}/{CLAIMS_FILE}"
"""The file of what is claimed by it."""

_RULE_ID = "plan.fairness_price"
_OF_THE_SEARCH = ("search_seconds", "searched_on_gain")
"""What no rota shows: a log of the search."""


def compare(
    scenario: Scenario, service: ServiceModel, rota: Rota, without: Rota, **search: float
) -> FairnessPrice:
    """Compare a plan's rota with one found without the price, by the checker's measures.

    Parameters
    ----------
    search
        Figures of the search itself.
    """
    own, other = (measure(RotaView.whole(scenario, each), service) for each in (rota, without))
    return FairnessPrice(
        late_contacts=own.amounts["late_contacts"],
        late_contacts_without=other.amounts["late_contacts"],
        other_cost=own.total - own.terms[TERM],
        other_cost_without=other.total - other.terms[TERM],
        excess=own.amounts[TERM],
        excess_without=other.amounts[TERM],
        worst_share=_worst_share(scenario, rota),
        worst_share_without=_worst_share(scenario, without),
        search_seconds=search["search_seconds"],
        searched_on_gain=search["searched_on_gain"],
    )


@dataclass(frozen=True)
class CheckedPrice:
    """The claims of what fairness costs, worked out again, and what is filed otherwise."""

    claims: tuple[Claim, ...]
    faults: tuple[ClaimFault, ...]


def price_claims_again(folder: Path, scenario: Scenario, plan: Plan) -> list[Claim]:
    """Claims of what fairness costs, from the two rotas; none where the plan states no price.

    Raises
    ------
    InputError
        If the rota that they rest on cannot be read.
    """
    stated = plan.summary.fairness_price
    if stated is None:
        return []
    return fairness_price_claims(_found(folder, scenario, plan, stated))


def check_price_claims(folder: Path, scenario: Scenario, plan: Plan) -> CheckedPrice:
    """Hold the filed claims of what fairness costs against the two rotas.

    Raises
    ------
    InputError
        If the rota that they rest on cannot be read.
    """
    claims = price_claims_again(folder, scenario, plan)
    path = folder / CLAIMS_OF_PRICE
    if not claims and not path.exists():
        return CheckedPrice((), ())
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = None
    filed = content.get("claims") if isinstance(content, dict) else None
    recomputed = [claim.model_dump(mode="json") for claim in claims]
    faults = compare_claims(filed, recomputed, CLAIMS_OF_PRICE, ABOUT)
    return CheckedPrice(tuple(claims), tuple(faults))


def check_fairness_price(folder: Path, scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    """Work out again what fairness costs, from the two rotas; no solver is loaded.

    Raises
    ------
    InputError
        If the rota that it rests on cannot be read.
    """
    stated = plan.summary.fairness_price
    if stated is None:
        return ()
    without = read_comparison_rota(folder, COMPARISON, scenario)
    found = _found(folder, scenario, plan, stated)
    findings = [
        stated_otherwise(
            _RULE_ID, "plan.json", f"fairness_price {name}", getattr(stated, name), value
        )
        for name, value in found.model_dump().items()
        if differs(getattr(stated, name), value)
    ]
    for broken in broken_rules(RotaView.whole(scenario, without))[:1]:
        message = f"the rota without the price of fairness breaks a hard rule: {broken.message}"
        findings.append(Finding(rule_id=_RULE_ID, message=message))
    return tuple(findings)


def _found(folder: Path, scenario: Scenario, plan: Plan, stated: FairnessPrice) -> FairnessPrice:
    """Compare the two rotas again; what the search alone could tell stays as it is stated."""
    without = read_comparison_rota(folder, COMPARISON, scenario)
    service = ServiceModel.of(scenario, plan.requirements)
    search = {name: getattr(stated, name) for name in _OF_THE_SEARCH}
    return compare(scenario, service, plan.rota, without, **search)


def _worst_share(scenario: Scenario, rota: Rota) -> float:
    burdens = FairnessLedger.of(scenario, rota).burdens
    return burdens[0].after_share if burdens else 0.0
