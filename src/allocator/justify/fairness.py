"""An agent's place in the fairness ledger before and after the week."""

from __future__ import annotations

from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import Grounds
from allocator.rules.unsocial_fairness.check import week_hours

_LEDGER = "ledger.csv"
_WEEK = "rota.csv and the unsocial spans of scenario.yaml"
_BURDEN_UNIT = "h per contracted h"


def fairness(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Claims of unsocial hours and burdens; of who has none, the shift's hours and why not."""
    say = Claimant(allocation.id)
    shift_hours = week_hours(grounds.scenario, [allocation.shift])
    of_shift = say.fact(
        "unsocial.shift", "weighted unsocial hours of the shift", shift_hours, "h", _WEEK
    )
    ledger = grounds.ledger
    mine = ledger.burden(allocation.agent_id)
    if mine is None:
        agreed = grounds.scenario.agent_by_id[allocation.agent_id].unsocial_agreed
        left_out = say.fact(
            "unsocial.left_out",
            "left out of the fair share",
            "unsocial hours agreed in the contract" if agreed else "no unsocial hour is available",
            "",
            f"agents.csv: {allocation.agent_id}" if agreed else "availability and opening hours",
        )
        return (of_shift, left_out)
    both = f"{_LEDGER}; {_WEEK}"
    brought = "the team's mean" if mine.enters_at_mean else mine.agent_id
    planned = "the week" if len(grounds.scenario.plan_weeks) == 1 else "all planned weeks"
    return (
        of_shift,
        say.fact(
            "unsocial.week", f"weighted unsocial hours of {planned}", mine.week_hours, "h", _WEEK
        ),
        say.fact(
            "unsocial.before",
            "unsocial hours brought along",
            mine.unsocial_before_hours,
            "h",
            f"{_LEDGER}: {brought}",
        ),
        say.fact(
            "burden.before", f"burden before {planned}", mine.before_share, _BURDEN_UNIT, _LEDGER
        ),
        say.fact("burden.after", "burden after", mine.after_share, _BURDEN_UNIT, both),
        say.fact(
            "burden.team_before",
            "team's burden before",
            ledger.team_before_share,
            _BURDEN_UNIT,
            _LEDGER,
        ),
        say.fact(
            "burden.team_after",
            "team's burden after",
            ledger.team_after_share,
            _BURDEN_UNIT,
            both,
        ),
        say.fact(
            "unsocial.above_fair",
            f"unsocial hours above the fair share after {planned}",
            ledger.above_fair_hours(mine),
            "h",
            both,
        ),
    )
