"""Terms of the objective whose price can be explored, and how each is asked for."""

from __future__ import annotations

from typing import Any

from allocator.domain.scenario import Scenario
from allocator.domain.settings import Prices
from allocator.errors import InputError
from allocator.rota.conflict.world import changed
from allocator.store.scenario_files import SETTINGS_FILE
from allocator.verify.terms import SOFT_TERMS

PRICE_OF_TERM = {
    "uncovered_contacts": "uncovered_contact",
    "below_floor": "below_floor_contact",
    "declined_requests": "declined_request",
    "unsocial_excess": "unsocial_hour_above_fair_share",
    "backward_starts": "backward_start_hour",
    "unbroken_screen": "unbroken_screen_hour",
    "cover_deviation": "cover_deviation",
    "development_short": "development_hour",
}
"""Field of the prices that a unit of each term costs; late contacts are held against them."""

ALSO_CALLED = {
    "fairness": "unsocial_excess",
    "unsocial": "unsocial_excess",
    "requests": "declined_requests",
    "steadiness": "backward_starts",
    "floors": "below_floor",
    "uncovered": "uncovered_contacts",
    "screen": "unbroken_screen",
    "cover": "cover_deviation",
    "development": "development_short",
}
"""Shorter names."""


def term_named(name: str, scenario: Scenario) -> str:
    """Return the term that a name means.

    Raises
    ------
    InputError
        If there is no such term, or the scenario declares no rule that gives it anything to count.
    """
    plain = name.strip().lower().replace("-", "_")
    term = ALSO_CALLED.get(plain, plain)
    if term not in PRICE_OF_TERM:
        names = ", ".join([*ALSO_CALLED, *PRICE_OF_TERM])
        raise InputError.of(
            name,
            "is no term of the objective that has a price of its own",
            f"Choose one of {names}.",
        )
    rules = [rule_id for rule_id, of in SOFT_TERMS.items() if of == term]
    for rule_id in rules:
        if rule_id not in scenario.settings.rules:
            raise InputError.of(
                SETTINGS_FILE,
                f"does not declare the rule {rule_id}, so {term} is always nothing",
                f"Declare {rule_id} under rules, or explore another term.",
            )
    return term


def own_price(scenario: Scenario, term: str) -> float:
    """Price of a unit of a term as the scenario has it."""
    return float(getattr(scenario.settings.prices, PRICE_OF_TERM[term]))


def price_of(scenario: Scenario, term: str) -> float:
    """Price that factors multiply: the scenario's own or, where that is nought, the default."""
    default = float(Prices.model_fields[PRICE_OF_TERM[term]].default)
    return own_price(scenario, term) or default


def with_price(scenario: Scenario, term: str, price: float) -> Scenario:
    """Return the scenario with another price of a term."""
    prices = scenario.settings.prices.model_copy(update={PRICE_OF_TERM[term]: price})
    fields: dict[str, Any] = {"prices": prices}
    return changed(scenario, settings=scenario.settings.model_copy(update=fields))
