"""The terms of the objective: their names, and what a unit of each costs."""

from __future__ import annotations

from allocator.domain.settings import Prices

SERVICE_TERMS: tuple[str, ...] = ("late_contacts", "uncovered_contacts", "below_floor")
"""Terms that come from contacts, in the order in which they are computed."""

SOFT_TERMS = {
    "requests": "declined_requests",
    "steady_starts": "backward_starts",
    "unsocial_fairness": "unsocial_excess",
    "screen_breaks": "unbroken_screen",
    "cover": "cover_deviation",
    "development": "development_short",
}
"""Term of the objective that each soft rule's amount goes into."""


def prices_by_term(prices: Prices) -> dict[str, float]:
    """Price of one unit of each term, in late contacts."""
    return {
        "late_contacts": prices.late_contact,
        "uncovered_contacts": prices.uncovered_contact,
        "below_floor": prices.below_floor_contact,
        "declined_requests": prices.declined_request,
        "unsocial_excess": prices.unsocial_hour_above_fair_share,
        "backward_starts": prices.backward_start_hour,
        "unbroken_screen": prices.unbroken_screen_hour,
        "cover_deviation": prices.cover_deviation,
        "development_short": prices.development_hour,
    }
