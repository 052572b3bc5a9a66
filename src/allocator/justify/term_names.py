"""What the objective's terms are called where people read them."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.verify.terms import prices_by_term

TERM_NAMES = {
    "late_contacts": "contacts late or lost",
    "uncovered_contacts": "contacts with nobody logged in",
    "below_floor": "contacts below a queue's daily floor",
    "declined_requests": "requests declined",
    "unsocial_excess": "unsocial hours above the fair share",
    "backward_starts": "starts earlier than the day before",
    "unbroken_screen": "long stretches at the screen without a break",
    "cover_deviation": "too few or too many in a kind of shift",
    "development_short": "practice and coaching that goals ask for and do not get",
}
"""By term, in the order in which they are shown."""

BY_NOTICE = "changes_by_notice"
"""Price of what is otherwise than people know after a replan: no term of the objective."""

TERM_UNITS = {
    "late_contacts": "contacts, weighted by queue",
    "uncovered_contacts": "contacts, weighted by queue",
    "below_floor": "contacts, weighted by queue",
    "declined_requests": "requests, weighted",
    "unsocial_excess": "tiered hours",
    "backward_starts": "hours",
    "unbroken_screen": "hours",
    "cover_deviation": "agents, weighted",
    "development_short": "hours",
}
"""Unit of each term's amount, before its price."""

LATE_CONTACTS = "late contacts"
"""Unit of every term of the objective, once priced."""


def term_prices(scenario: Scenario) -> dict[str, float]:
    """Price of one unit of each term, in late contacts."""
    return prices_by_term(scenario.settings.prices)
