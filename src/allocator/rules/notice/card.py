"""Shifts that begin soon are those that people were told of."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class Notice(Parameters):
    """How long before a shift its agent is told of it.

    Parameters
    ----------
    notice_days
        Fewest days from the day on which the rota is given out to a shift's operating date, for
        the shift to be new, changed or withdrawn.
    """

    notice_days: int = Field(default=7, ge=0, le=60)


CARD = RuleCard[Notice](
    id="notice",
    title="Shifts that begin soon are those that were published",
    strength=Strength.HARD,
    parameters=Notice(),
    source=(
        "Employment Rights Act 2025: reasonable notice of shifts, and of changes to them, and "
        "payment where they are cancelled at short notice; in force from 2027. As understood in "
        "November 2026 what is reasonable is not settled: seven days are a choice. The rota is "
        "given out on week.published_on; without that day nothing is judged."
    ),
    basis="law",
    wording={
        "too_soon": (
            "{agent_id} has a shift from {start} to {end}, {days_given} days after the rota is "
            "published on {published_on}, that was not published before; {notice_days} days of "
            "notice are due"
        ),
        "withdrawn": (
            "{agent_id} was told of a shift from {start} to {end} and does not have it; it lies "
            "{days_given} days after the rota is published on {published_on}, and {notice_days} "
            "days of notice are due"
        ),
    },
)
