"""Claims of every other thing that the ledger shares out: weekends, hard queues and more."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.justify.allocation import Allocation
from allocator.justify.burdens import OrderedLedger
from allocator.justify.claim import Claim, Claimant

_UNSOCIAL = "unsocial"
"""Told apart by :mod:`allocator.justify.fairness`, as the objective prices it."""

_BEFORE = "ledger.csv"
_THE_MEAN = "the team's mean"
_PLANNED = "rota.csv, requests.csv and fairness of scenario.yaml"


def ledger_claims(ledgers: Iterable[OrderedLedger], allocation: Allocation) -> tuple[Claim, ...]:
    """Claims of each ledger that concerns the agent, before and after the plan."""
    say = Claimant(allocation.id)
    claims: list[Claim] = []
    for ledger in ledgers:
        kind, mine = ledger.kind, ledger.line(allocation.agent_id)
        if kind.name == _UNSOCIAL or mine is None:
            continue
        what, both = kind.title.lower(), f"{_BEFORE}; {_PLANNED}"
        brought = f"{_BEFORE}: {_THE_MEAN if mine.at_mean else mine.agent_id}"
        share_unit = f"{kind.amount_unit} per {kind.base_unit}"
        for name, subject, value, unit, source in (
            ("before", "brought along", mine.before, kind.amount_unit, brought),
            ("planned", "in the planned days", mine.planned, kind.amount_unit, _PLANNED),
            ("share_before", "before, as a share", mine.before_share, share_unit, brought),
            ("share_after", "after, as a share", mine.after_share, share_unit, both),
            ("team_after", "after, the team's share", ledger.team_after, share_unit, both),
        ):
            claims.append(say.fact(f"{kind.name}.{name}", f"{what} {subject}", value, unit, source))
    return tuple(claims)
