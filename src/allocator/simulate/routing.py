"""How contacts and people find each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AgentChoice(StrEnum):
    """Whom a contact goes to when several are free."""

    SPECIALISTS_FIRST = "specialists-first"
    """Who is logged into the fewest queues; of these the longest idle."""

    LONGEST_IDLE = "longest-idle"


class ContactChoice(StrEnum):
    """What somebody who becomes free takes when several contacts wait."""

    LONGEST_WAITING = "longest-waiting"
    """One line for all queues that the agent is logged into."""

    QUEUE_PRIORITY = "queue-priority"
    """The first in the agent's own order of queues that has anybody waiting."""


@dataclass(frozen=True, slots=True)
class Routing:
    """How contacts and people find each other.

    Parameters
    ----------
    overflow_s
        Wait after which a contact may go to somebody for whom its queue is not the first; 0 for
        at once.
    """

    agent_choice: AgentChoice = AgentChoice.SPECIALISTS_FIRST
    contact_choice: ContactChoice = ContactChoice.LONGEST_WAITING
    overflow_s: float = 0.0
