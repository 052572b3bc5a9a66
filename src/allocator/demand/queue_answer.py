"""What a queueing formula answers, and the names of the service level's definitions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from allocator.errors import InputError, InputProblem


class ServiceLevel(StrEnum):
    """What a share "answered in time" is a share of.

    The four differ only where contacts abandon: at 250 contacts in 30 minutes, 210 s, patience
    180 s, 31 agents and a target of 20 s they are .791, .816, .832 and .800.
    """

    OFFERED = "offered"
    """Answered within the target, over all contacts offered (the product's default)."""

    WITHOUT_EARLY_ABANDONS = "without_early_abandons"
    """Answered within the target, over those offered less those who left within the target."""

    ANSWERED = "answered"
    """Answered within the target, over those answered at all."""

    VIRTUAL = "virtual"
    """Share of contacts that a caller of endless patience would see answered in the target."""


@dataclass(frozen=True, slots=True)
class QueueAnswer:
    """Steady state of one queue with a given number of agents.

    Parameters
    ----------
    model
        ``erlang_c``, ``erlang_a`` or ``chat_chain``.
    agents
        Agents taking contacts.
    load_erlangs
        Offered load: contacts per second times handling seconds.
    service_level
        Share answered within ``target_s`` by ``definition``.
    asa_s
        Mean wait of the contacts that are answered.
    mean_wait_s
        Mean wait of all contacts, those who abandon included.
    occupancy
        Share of an agent's time spent on contacts.
    prob_wait
        Share of contacts that do not find a free agent.
    prob_abandon
        Share of contacts that leave before an answer.
    chats_per_agent
        Mean number of chats that an agent holds; ``None`` of other contacts.
    """

    model: str
    agents: int
    load_erlangs: float
    target_s: float
    definition: ServiceLevel
    service_level: float
    asa_s: float
    mean_wait_s: float
    occupancy: float
    prob_wait: float
    prob_abandon: float
    chats_per_agent: float | None = None


def refuse(name: str, value: float, message: str, remedy: str) -> InputError:
    """Error for one value that a formula cannot take.

    Parameters
    ----------
    name
        What the value is called, as in the signature of the formula.
    """
    return InputError([InputProblem(file=name, message=message, remedy=remedy, value=f"{value:g}")])


def require_positive(**values: float) -> None:
    """Check that every value is a number above zero.

    Raises
    ------
    InputError
        Naming the first value that is not.
    """
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0):
            raise refuse(name, value, "must be a number above zero", "Give a positive number.")
