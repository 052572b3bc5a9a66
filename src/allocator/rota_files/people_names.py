"""Whom a rota's file means by a name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from allocator.domain.near_name import near_name
from allocator.domain.people import Agent
from allocator.domain.spreadsheet_text import without_mark


class PeopleNames:
    """Finds agents by id or name: exactly, else whatever the case, accents and spaces."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._alike: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, str] = {}
        for agent in agents:
            for name in (agent.agent_id, agent.name):
                self._exact[name].add(agent.agent_id)
                self._alike[plain_name(name)].add(agent.agent_id)
                self._written[plain_name(name)] = name

    def knows(self, name: str) -> bool:
        """Whether it is the id or name of anybody."""
        return bool(name) and plain_name(without_mark(name)) in self._alike

    def find(self, name: str) -> str:
        """Id of the agent meant.

        Raises
        ------
        ValueError
            If it is nobody or several; message and remedy, a semicolon between them.
        """
        wanted = without_mark(name.strip())
        found = self._exact.get(wanted) or self._alike.get(plain_name(wanted)) or set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ValueError(
                f"is the name of {' and '.join(sorted(found))}; write the id in its place"
            )
        near = near_name(plain_name(wanted), self._written)
        question = f"is {self._written[near]} meant? " if near else ""
        raise ValueError(
            f"is nobody in agents.csv; {question}Write the id or the name as it stands there"
        )


def plain_name(name: str) -> str:
    """Name without accents, in small letters, one space between words."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())
