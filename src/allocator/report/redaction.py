"""Texts as one agent may read them: nobody else is named in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from allocator.domain.people import Agent
from allocator.domain.people_names import called
from allocator.domain.practice import is_company
from allocator.domain.rota import Block

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
    met
        Ids of those who stay too, since the reader sits with them.
    """

    def __init__(self, agents: Iterable[Agent], reader_id: str, met: Collection[str] = ()) -> None:
        everybody = tuple(agents)
        self._agents, self._reader_id = everybody, reader_id
        staying = [one for one in everybody if one.agent_id in {reader_id, *met}]
        mine = {form for one in staying for form in (one.agent_id, one.name)}
        my_parts = {part for one in staying for part in one.name.split()}
        others = [agent for agent in everybody if agent not in staying]
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

    def naming(self, met: Collection[str]) -> Redactor:
        """Return one that leaves those whom the reader sits with, as :func:`met_by` finds them."""
        return Redactor(self._agents, self._reader_id, met) if met else self

    def text(self, text: str) -> str:
        """Return a text that was made here, with others as "another agent"."""
        return self._several.sub(
            lambda found: f"{found[0].count(SOMEBODY)} other agents",
            self._made.sub(SOMEBODY, text),
        )

    def quoted(self, text: str) -> str:
        """Return what somebody wrote, with brackets where others are named, by parts too."""
        return self._written.sub(_QUOTED, text)


def met_by(blocks: Iterable[Block], mentored: Iterable[Block]) -> frozenset[str]:
    """Whom somebody sits with in a shift: mentor and learner, coach and those coached.

    Parameters
    ----------
    blocks
        Of the shift.
    mentored
        Practice of others in it, with its agent as mentor.
    """
    sat_with = {one for block in blocks if is_company(block) for one in block.with_agents}
    return frozenset(sat_with | {block.agent_id for block in mentored})


def _is_unlike_words(agent_id: str) -> bool:
    """Whether an id could be no other word or number of a text."""
    return any(map(str.isalpha, agent_id)) and any(map(str.isdigit, agent_id))


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, ordered)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
