"""``agents.csv``: the agents seen from 1 to 21 August, and the hours that they were there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bank_tables.records import Contact, PresentDay, shifts_seen

HEADER = ("agent_id", "name", "contract", "weekly_hours")
FEWEST_HOURS = 4.0
MOST_HOURS = 45.0
FULL_TIME_FROM_HOURS = 30.0
OCCASIONAL_BELOW_HOURS = 12.0
INTERNET = "IN"


@dataclass(frozen=True, slots=True)
class SeenAgent:
    """An agent with what three weeks of presence say.

    Parameters
    ----------
    weekly_hours
        Contracted hours, in halves.
    weeks_seen
        Numbers of the weeks (0, 1, 2) in which the agent took a call.
    """

    agent_id: str
    contract: str
    weekly_hours: float
    weeks_seen: tuple[int, ...]


def weekly_hours(days: Iterable[PresentDay], weeks_seen: int) -> float:
    """Mean hours of presence in the weeks in which the agent was seen.

    Rounded to half-hours, since shifts come in half-hours, and held between
    :data:`FEWEST_HOURS` and :data:`MOST_HOURS`.
    """
    seconds = sum((day.last_end - day.first_answer).total_seconds() for day in days)
    # Halves are rounded up: Python's round() would send 28.25 to the even neighbour.
    halves = int(seconds / 3_600 / weeks_seen * 2 + 0.5)
    return min(max(halves / 2, FEWEST_HOURS), MOST_HOURS)


def contract_of(hours: float, queues: set[str]) -> str:
    """Contract by hours; whoever took nothing but internet support is called in for it."""
    if queues == {INTERNET} or hours < OCCASIONAL_BELOW_HOURS:
        return "occasional"
    return "full_time" if hours >= FULL_TIME_FROM_HOURS else "part_time"


def seen_agents(contacts: Iterable[Contact], days: list[PresentDay]) -> list[SeenAgent]:
    """Agents seen from 1 to 21 August, by pseudonym."""
    queues: defaultdict[str, set[str]] = defaultdict(set)
    for contact in contacts:
        if contact.agent:
            queues[contact.agent].add(contact.queue)
    agents: list[SeenAgent] = []
    for agent_id in sorted({day.agent for day in days}):
        mine = [day for day in days if day.agent == agent_id]
        shifts = shifts_seen(mine)
        weeks = tuple(sorted({day.week for day in shifts}))
        hours = weekly_hours(shifts, max(len(weeks), 1))
        agents.append(SeenAgent(agent_id, contract_of(hours, queues[agent_id]), hours, weeks))
    return agents


def agent_rows(agents: Iterable[SeenAgent]) -> list[list[object]]:
    """Rows of ``agents.csv``; the pseudonym is the name."""
    return [[a.agent_id, a.agent_id, a.contract, f"{a.weekly_hours:.1f}"] for a in agents]
