"""Ids in place of people's names in what somebody wrote, for papers that leave the centre."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from allocator.domain.people import Agent

_SHORTEST_PART = 3


class Pseudonyms:
    """Writes ids for names; a part of a name that two people share becomes "an agent".

    Parameters
    ----------
    agents
        Everybody in the plan.
    """

    def __init__(self, agents: Iterable[Agent]) -> None:
        everybody = tuple(agents)
        parts = Counter(part for agent in everybody for part in set(agent.name.split()))
        self._ids: dict[str, str] = {}
        for agent in everybody:
            for part in agent.name.split():
                if len(part) >= _SHORTEST_PART:
                    self._ids[part] = agent.agent_id if parts[part] == 1 else "an agent"
        self._ids |= {agent.name: agent.agent_id for agent in everybody}
        ordered = sorted(self._ids, key=lambda name: (-len(name), name))
        either = "|".join(map(re.escape, ordered)) or r"(?!)"
        self._names = re.compile(rf"(?<!\w)(?:{either})(?!\w)")

    def text(self, text: str) -> str:
        """Return a text with ids for names."""
        return self._names.sub(lambda found: self._ids[found[0]], text)
