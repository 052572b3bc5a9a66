"""The rules and prices of a first scenario."""

from __future__ import annotations


def rules_lines(days_max: int) -> list[str]:
    """Lines of the rules: the one place that says by which rules a new scenario is planned."""
    kept = "five days" if days_max == 5 else "six days"
    return [
        "# The rules that bind: the working-time law of Great Britain as understood in November",
        "# 2026, and what every rota needs. docs/rules.md tells what each says, and its source.",
        "# Below the set, what differs here; 'off' takes a rule out.",
        "rules:",
        "  set: uk-2026",
        f"  days_in_seven: {{days_max: {days_max}}}     # at most {kept} in seven; by law 6",
        "  # notice: {notice_days: 7}        # with week.published_on: shifts told in good time",
        "  # days_in_a_row: {days_max: 5}    # other rules of the house are in docs/rules.md",
    ]


def prices_lines() -> list[str]:
    """Lines of the prices, each with what it is the price of."""
    return [
        "# What each evil costs, in late contacts. Judgements, to be argued with.",
        "prices:",
        "  late_contact: 1                     # the unit: a contact answered too late, or lost",
        "  uncovered_contact: 1                # nobody there at all: as bad again as being late",
        "  below_floor_contact: 4              # each contact by which a day falls below its floor",
        "  declined_request: 3                 # three contacts kept waiting for one wish refused",
        "  unsocial_hour_above_fair_share: 0.5 # first four hours; twice, four times beyond",
        "  backward_start_hour: 0.5            # an hour before the day before's, beyond two",
    ]
