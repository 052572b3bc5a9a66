"""The rules and prices that an allocation was weighed by, with its margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim
from allocator.justify.declared_rules import DeclaredRule, declared_rules
from allocator.justify.justification import Justification
from allocator.justify.term_names import TERM_NAMES, TERM_UNITS, term_prices

_MARGINS = {
    "availability": ("availability.",),
    "daily_rest": ("rest.",),
    "days_in_seven": ("days.",),
    "contracted_hours": ("hours.",),
    "seats": ("seats.",),
    "skills": ("skill.", "speed."),
    "requests": ("request.",),
    "unsocial_fairness": ("unsocial.", "burden."),
    "meetings": ("activity.",),
    "practice": ("mentoring.",),
    "development": ("goal.",),
}
"""Beginnings of the names of the claims in which the room to a rule can be seen."""


@dataclass(frozen=True)
class WeighedRule:
    """A rule of the scenario beside one allocation.

    Parameters
    ----------
    margins
        Claims of the room that the allocation leaves to it, where there is something to measure.
    bound
        In words, where it leaves none; or what was asked.
    """

    rule: DeclaredRule
    margins: tuple[Claim, ...]
    bound: tuple[str, ...]

    @property
    def parameters(self) -> str:
        """Parameters as the scenario writes them; empty where there are none."""
        return ", ".join(
            f"{name}={self.rule.parameter_text(name)}" for name in self.rule.parameters
        )


@dataclass(frozen=True)
class WeighedTerm:
    """A term of the objective beside one allocation.

    Parameters
    ----------
    price
        Of one unit, in late contacts.
    without
        Change of the term with the shift taken away; ``None`` on a day without one.
    """

    term: str
    name: str
    unit: str
    price: float
    without: Claim | None


def weighed_rules(scenario: Scenario, made: Justification | None) -> tuple[WeighedRule, ...]:
    """Every rule that the scenario declares; those with the least room first."""
    found: list[WeighedRule] = []
    for rule in declared_rules(scenario):
        starts = _MARGINS.get(rule.id, ())
        claims = () if made is None else (*made.eligibility, *made.fairness, *made.development)
        margins = tuple(
            claim
            for claim in claims
            if claim.value is not None and starts and claim.id.rpartition("/")[2].startswith(starts)
        )
        bound = () if made is None else made.bound_by
        words = tuple(binding.words for binding in bound if binding.rule_id == rule.id)
        found.append(WeighedRule(rule, margins, words))
    return tuple(sorted(found, key=lambda one: (not one.bound, not one.margins)))


def weighed_terms(scenario: Scenario, made: Justification | None) -> tuple[WeighedTerm, ...]:
    """Every term of the objective with its price, the most that hangs on the shift first."""
    prices = term_prices(scenario)
    without: dict[str, Claim] = {}
    if made is not None:
        without = {claim.id.rpartition("/without.")[2]: claim for claim in made.service}
    found = [
        WeighedTerm(term, name, TERM_UNITS[term], prices[term], without.get(term))
        for term, name in TERM_NAMES.items()
    ]
    return tuple(sorted(found, key=lambda one: -_size(one.without)))


def _size(claim: Claim | None) -> float:
    value: Any = 0.0 if claim is None else claim.value
    return abs(float(value or 0.0))
