"""Unsocial hours are shared by contracted hours."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class UnsocialFairness(Parameters):
    """How steeply an excess over the fair share is priced.

    Parameters
    ----------
    tier_hours
        Width of each of the first two tiers of excess: the first counts once, the second twice,
        what lies beyond four times.
    """

    tier_hours: float = Field(default=4.0, gt=0, le=168)


CARD = RuleCard[UnsocialFairness](
    id="unsocial_fairness",
    title="Unsocial hours are shared fairly",
    strength=Strength.SOFT,
    parameters=UnsocialFairness(),
    source=(
        "House rule of November 2026: weighted unsocial hours over eligible contracted hours, on "
        "a ledger that carries over weeks; pro rata for part-timers (Part-time Workers Regulations "
        "2000, SI 2000/1551, regulation 5). Left out of all sums: who can work no unsocial hour "
        "that the site is open, and whose unsocial hours are what the contract is for "
        "(unsocial_agreed in agents.csv). The plan's own contracted hours are those of its weeks, "
        "counted from its first day, paid leave included; a week in which somebody can work no "
        "unsocial hour that the site is open adds none, nor one taken up by paid leave. Who has no "
        "row in the ledger enters at the team's mean. Several weeks are shared over the whole of "
        "them."
    ),
    wording={
        "above_fair_share": (
            "{agent_id} carries {unsocial_hours} of weighted unsocial time, {week_hours} of it "
            "in this plan; the fair share of {contracted_hours} contracted is {fair_hours}, "
            "so {excess_hours} are above it"
        ),
    },
)
