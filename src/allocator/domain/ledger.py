"""What people bring along into a plan: the rows of ``ledger.csv``, and what they add up to."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from pydantic import Field

from allocator.domain.people import Agent, Identifier, Row

Basis = Literal["week", "brought", "mean"]


class LedgerEntry(Row):
    """What an agent has borne in one week, or in several before the plan (``ledger.csv``).

    Each burden stands beside the contracted hours of the weeks in which it could have come up, so
    that it is shared pro rata: somebody who could work no weekend has none for weekends.

    Parameters
    ----------
    unsocial_hours
        Weighted unsocial hours.
    contracted_hours
        Contracted hours, as far as eligible for unsocial ones.
    week
        First day of the week; ``None`` for a sum over weeks that are not told apart.
    basis
        ``week`` for hours planned or worked; ``brought`` for a part of such a sum; ``mean`` for
        what a starter is taken to have borne: the team's mean.
    weekend_hours, weekend_contracted_hours
        Hours of shifts on weekend days.
    hard_queue_hours, hard_queue_contracted_hours
        Weighted hours on queues that nobody wants.
    development_hours, development_contracted_hours
        Hours of training, coaching, one-to-ones and practice.
    requests_made, requests_declined
        Weights of requests.
    """

    agent_id: Identifier
    unsocial_hours: float = Field(ge=0)
    contracted_hours: float = Field(ge=0)
    week: dt.date | None = None
    basis: Basis = "week"
    weekend_hours: float = Field(default=0.0, ge=0)
    weekend_contracted_hours: float = Field(default=0.0, ge=0)
    hard_queue_hours: float = Field(default=0.0, ge=0)
    hard_queue_contracted_hours: float = Field(default=0.0, ge=0)
    development_hours: float = Field(default=0.0, ge=0)
    development_contracted_hours: float = Field(default=0.0, ge=0)
    requests_made: float = Field(default=0.0, ge=0)
    requests_declined: float = Field(default=0.0, ge=0)


class Shared(NamedTuple):
    """Columns of one thing that the ledger shares out: an amount, over what it is shared by."""

    amount: str
    base: str


SHARED = {
    "unsocial": Shared("unsocial_hours", "contracted_hours"),
    "weekend": Shared("weekend_hours", "weekend_contracted_hours"),
    "hard_queue": Shared("hard_queue_hours", "hard_queue_contracted_hours"),
    "development": Shared("development_hours", "development_contracted_hours"),
    "requests": Shared("requests_declined", "requests_made"),
}
"""Everything that is shared out, by name."""

_BY_CONTRACT = ("unsocial", "weekend", "hard_queue", "development")
"""What starters are given at the team's mean; nobody has declined a request of theirs."""


def counts(row: LedgerEntry, first_day: dt.date, window_weeks: int) -> bool:
    """Whether a row counts for a plan: it is older than the plan, and not too old."""
    if row.week is None:
        return True
    return first_day - dt.timedelta(weeks=window_weeks) <= row.week < first_day


def balances(
    rows: Iterable[LedgerEntry], agents: Iterable[Agent], first_day: dt.date, window_weeks: int
) -> dict[str, LedgerEntry]:
    """Add up what everybody brings into a plan; starters enter at the team's mean.

    Who has no row that counts is taken to have borne, for each contracted hour a week, what those
    with rows have on average, over as many weeks as they have on average. Whose unsocial hours
    are agreed have no part in that mean.

    Returns
    -------
    dict
        By agent; nobody is in it where nobody has a row.
    """
    people = {agent.agent_id: agent for agent in agents}
    own: dict[str, list[LedgerEntry]] = {}
    for row in rows:
        if row.agent_id in people and counts(row, first_day, window_weeks):
            own.setdefault(row.agent_id, []).append(row)
    found = {agent_id: _added(agent_id, mine) for agent_id, mine in own.items()}
    mean = _mean_of_an_hour(
        (people[agent_id].weekly_hours, row)
        for agent_id, row in found.items()
        if not people[agent_id].unsocial_agreed
    )
    if mean:
        found |= {
            agent_id: LedgerEntry.model_validate(
                {"agent_id": agent_id, "basis": "mean"}
                | {name: agent.weekly_hours * value for name, value in mean.items()}
            )
            for agent_id, agent in people.items()
            if agent_id not in found and not agent.unsocial_agreed
        }
    return found


def _added(agent_id: str, rows: Iterable[LedgerEntry]) -> LedgerEntry:
    mine = list(rows)
    at_mean = all(row.basis == "mean" for row in mine)
    return LedgerEntry.model_validate(
        {"agent_id": agent_id, "basis": "mean" if at_mean else "week"}
        | {
            column: math.fsum(getattr(row, column) for row in mine)
            for shared in SHARED.values()
            for column in shared
        }
    )


def _mean_of_an_hour(rows: Iterable[tuple[float, LedgerEntry]]) -> Mapping[str, float]:
    """Amounts and bases for each contracted hour a week, of those who have the base."""
    known = list(rows)
    mean: dict[str, float] = {}
    for name in _BY_CONTRACT:
        for column in SHARED[name]:
            with_base = [
                (weekly, getattr(row, column))
                for weekly, row in known
                if getattr(row, SHARED[name].base) > 0
            ]
            weekly_hours = math.fsum(weekly for weekly, _ in with_base)
            amount = math.fsum(value for _, value in with_base)
            mean[column] = amount / weekly_hours if weekly_hours else 0.0
    return mean if any(mean.values()) else {}
