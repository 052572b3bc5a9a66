"""People called by name and id where messages for people name them by id alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from allocator.domain.people import Agent


class NamedPeople:
    """Says whom an id means: ``Tomasz Zielinski (H02)`` in place of ``H02``.

    An id is a whole word of a message. One of letters or of digits alone could be another word of
    it, such as the 4 of a date, and is taken for a person only where the message begins with it.
    """

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._called = {agent.agent_id: called(agent) for agent in agents}
        # An id that stands beside its name already is no other's.
        told = [
            form
            for agent_id, full in self._called.items()
            for form in (full, f"{agent_id} ({full.removesuffix(f' ({agent_id})')})")
            if full != agent_id
        ]
        plain = [agent_id for agent_id in self._called if _is_unlike_words(agent_id)]
        self._told = set(told)
        self._anywhere = _whole_words([*told, *plain])
        self._at_begin = _whole_words([*told, *self._called])

    def in_text(self, text: str) -> str:
        """Return a message with names beside the ids of people."""
        begin = self._at_begin.match(text)
        if begin is None:
            return self._anywhere.sub(self._named, text)
        rest = self._anywhere.sub(self._named, text[begin.end() :])
        return self._named(begin) + rest

    def of(self, agent_id: str) -> str:
        """Name and id of a person; the id alone of somebody unknown."""
        return self._called.get(agent_id, agent_id)

    def _named(self, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._told else self._called[found[0]]


def called(agent: Agent) -> str:
    """Name and id of an agent; one of them where they are the same or there is no name."""
    if agent.name in ("", agent.agent_id):
        return agent.agent_id
    return f"{agent.name} ({agent.agent_id})"


def _is_unlike_words(agent_id: str) -> bool:
    return any(map(str.isalpha, agent_id)) and any(map(str.isdigit, agent_id))


def _whole_words(words: list[str]) -> re.Pattern[str]:
    """Any of the words, the longest first, with no sign of a word on either side."""
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(map(re.escape, ordered)) or r"(?!)"
    return re.compile(rf"(?<![\w.-])(?:{either})(?![\w-])")
