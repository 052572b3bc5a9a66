"""What being at work on some queues is called, by how their contacts come."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.queue_settings import Channel
from allocator.domain.scenario import Scenario

_SPOKEN = frozenset({Channel.VOICE, Channel.CALLBACK})


def at_work(scenario: Scenario, queues: Iterable[str]) -> str:
    """Name it: ``on the phone`` where all contacts of the queues are calls, else ``at work``.

    Parameters
    ----------
    queues
        Ids of queues; one that the scenario does not know counts as calls.
    """
    known = scenario.queue_by_id
    is_spoken = all(known[one].channel in _SPOKEN for one in queues if one in known)
    return "on the phone" if is_spoken else "at work"


def at_work_on(scenario: Scenario, queues: Iterable[str], names: str) -> str:
    """Say what is worked on: ``on the phone for sales``, ``at work on chat, email``."""
    words = at_work(scenario, queues)
    return f"{words} {'on' if words == 'at work' else 'for'} {names}"
