"""What the weeks of the harbour centre came to: burdens after each, and what they cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.ledger import SHARED, LedgerEntry
from allocator.justify.spread import spread_of

_SHOWN = (1, 2, 4, 6, 8, 10, 12)


@dataclass(frozen=True)
class WeekFigures:
    """Burdens after a week, by all weeks so far, and what these have cost.

    Parameters
    ----------
    worst_share, mean_share, least_share
        Weighted unsocial over contracted hours: of who bears most, of all together, of who
        bears least.
    worst_agent, worst_above_hours
        Who bears most, and hours above the fair share of who is furthest above it.
    gini, jain
        Of the shares.
    worst_weekend_share, worst_declined_share
        The same of weekend hours, and of requests over those made.
    late_contacts, declined_requests
        Of all weeks so far.
    """

    week: int
    worst_share: float
    mean_share: float
    least_share: float
    worst_agent: str
    worst_above_hours: float
    gini: float
    jain: float
    worst_weekend_share: float
    worst_declined_share: float
    late_contacts: float
    declined_requests: float


def weeks_figures(
    borne: Sequence[Sequence[LedgerEntry]], late: Sequence[float], declined: Sequence[float]
) -> list[WeekFigures]:
    """Figures after each week, from what each brought to everybody."""
    return [
        _after(week + 1, borne[: week + 1], math.fsum(late[: week + 1]), declined[: week + 1])
        for week in range(len(borne))
    ]


def _after(
    week: int, borne: Sequence[Sequence[LedgerEntry]], late: float, declined: Sequence[float]
) -> WeekFigures:
    amounts, bases = _sums(borne, "unsocial")
    shares = {agent: amounts[agent] / bases[agent] for agent in bases}
    fair = math.fsum(amounts.values()) / math.fsum(bases.values())
    worst = max(shares, key=lambda agent: (shares[agent], agent))
    spread = spread_of(list(shares.values()))
    return WeekFigures(
        week=week,
        worst_share=shares[worst],
        mean_share=fair,
        least_share=min(shares.values()),
        worst_agent=worst,
        worst_above_hours=max(amounts[agent] - fair * bases[agent] for agent in bases),
        gini=0.0 if spread is None else spread.gini,
        jain=1.0 if spread is None else spread.jain,
        worst_weekend_share=_worst(borne, "weekend"),
        worst_declined_share=_worst(borne, "requests"),
        late_contacts=late,
        declined_requests=math.fsum(declined),
    )


def _sums(
    borne: Sequence[Sequence[LedgerEntry]], name: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Amounts and bases of one ledger by agent, of all to whom it could come up."""
    amounts: dict[str, float] = {}
    bases: dict[str, float] = {}
    for rows in borne:
        for row in rows:
            base = getattr(row, SHARED[name].base)
            if base > 0:
                bases[row.agent_id] = bases.get(row.agent_id, 0.0) + base
                amount = getattr(row, SHARED[name].amount)
                amounts[row.agent_id] = amounts.get(row.agent_id, 0.0) + amount
    return amounts, bases


def _worst(borne: Sequence[Sequence[LedgerEntry]], name: str) -> float:
    amounts, bases = _sums(borne, name)
    return max((amounts[agent] / bases[agent] for agent in bases), default=0.0)


def table(found: Mapping[str, Sequence[WeekFigures]]) -> str:
    """Two tables in Markdown: burdens after some weeks, and what each way came to in the end."""
    weeks = min((len(done) for done in found.values()), default=0)
    if not weeks:
        return "Not every way has a week yet."
    heads = [
        *(f"worst, {way}" for way in found),
        *(f"h above fair, {way}" for way in found),
    ]
    lines = [_row(["after week", "fair share", *heads]), "|" + "---|" * (2 + len(heads))]
    for week in range(1, weeks + 1):
        if week not in _SHOWN and week != weeks:
            continue
        each = [done[week - 1] for done in found.values()]
        worst = [f"{one.worst_share:.3f} ({one.worst_agent})" for one in each]
        above = [f"{one.worst_above_hours:.1f}" for one in each]
        lines.append(_row([str(week), f"{each[0].mean_share:.3f}", *worst, *above]))
    return "\n".join([*lines, "", *_totals({way: done[weeks - 1] for way, done in found.items()})])


def _totals(last: Mapping[str, WeekFigures]) -> list[str]:
    rows = {
        "worst burden": [f"{one.worst_share:.3f}" for one in last.values()],
        "least burden": [f"{one.least_share:.3f}" for one in last.values()],
        "fair share": [f"{one.mean_share:.3f}" for one in last.values()],
        "Gini": [f"{one.gini:.3f}" for one in last.values()],
        "Jain": [f"{one.jain:.3f}" for one in last.values()],
        "worst share of weekends": [f"{one.worst_weekend_share:.3f}" for one in last.values()],
        "requests declined": [f"{one.declined_requests:.0f}" for one in last.values()],
        "late contacts": [f"{one.late_contacts:,.0f}" for one in last.values()],
    }
    week = next(iter(last.values())).week
    return [
        _row([f"after {week} weeks", *last]),
        "|" + "---|" * (1 + len(last)),
        *(_row([name, *cells]) for name, cells in rows.items()),
    ]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
