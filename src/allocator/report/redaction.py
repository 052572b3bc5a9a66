"""Texts as one agent may read them: nobody else is named in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from allocator.domain.people import Agent
from allocator.domain.people_names import called

SOMEBODY = "another agent"
_QUOTED = "[another agent]"
_SHORTEST_PART = 3
"""Letters of the shortest part of a name that is taken for a person in what somebody wrote."""


class Redactor:
    """Takes all people but one out of texts.

    Parameters
    ----------
    agents
        Everybody in the plan.
    reader_id
        Whose names and id stay.
    """

    def __init__(self, agents: Iterable[Agent], reader_id: str) -> None:
        everybody = tuple(agents)
        (reader,) = (agent for agent in everybody if agent.agent_id == reader_id)
        mine = {reader.agent_id, reader.name}
        my_parts = set(reader.name.split())
        others = [agent for agent in everybody if agent.agent_id != reader_id]
        forms = {
            form
            for agent in others
            for form in (
                called(agent),
                f"{agent.agent_id} ({agent.name})",
                agent.name,
                *([agent.agent_id] if _is_unlike_words(agent.agent_id) else []),
            )
            if form and form not in mine
        }
        parts = {
            part
            for agent in others
            for part in agent.name.split()
            if len(part) >= _SHORTEST_PART and part not in my_parts
        }
        self._made = _whole_words(forms)
        self._written = _whole_words(forms | parts)
        self._several = re.compile(rf"{SOMEBODY}(?:, {SOMEBODY})+")

    def text(self, text: str) -> str:
        """Return a text that was made here, with others as "another agent"."""
        return self._several.sub(
            lambda found: f"{found[0].count(SOMEBODY)} other agents",
            self._made.sub(SOMEBODY, text),
        )

    def quoted(self, text: str) -> str:
        """Return what somebody wrote, with brackets where others are named, by parts too."""
        return self._written.sub(_QUOTED, text)


def _is_unlike_words(agent_id: str) -> bool:
    """Whether an id could be no other word or number of a text."""
    return any(map(str.isalpha, agent_id)) and any(map(str.isdigit, agent_id))


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, ordered)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
