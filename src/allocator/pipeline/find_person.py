"""Whom somebody means who types an id or a name."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.near_name import near_id, near_name
from allocator.domain.people import Agent
from allocator.domain.people_names import called
from allocator.errors import InputProblem
from allocator.rota_files.people_names import PeopleNames, plain_name


def find_person(agents: Iterable[Agent], asked: str, where: str) -> str | InputProblem:
    """Id of the person meant by an id or by a name that only one has, or what is wrong.

    Case, accents and spaces do not matter.

    Parameters
    ----------
    where
        What the text was given as, such as ``--agent``.
    """
    everybody = tuple(agents)
    people = PeopleNames(everybody)
    if people.knows(asked):
        try:
            return people.find(asked)
        except ValueError as error:
            message, _, remedy = str(error).partition("; ")
            return InputProblem(where, message, f"{remedy.capitalize()}.", value=asked)
    near = _near(everybody, asked)
    meant = f"Is {' or '.join(map(called, near))} meant? " if near else ""
    remedy = f"{meant}Give an agent_id or a name of agents.csv."
    return InputProblem(where, "is nobody in the plan", remedy, value=asked)


def _near(agents: tuple[Agent, ...], asked: str) -> list[Agent]:
    """People whose name has all the words asked for, a few at most; else whose is most alike.

    What has a digit in it is an id, and is compared with ids alone.
    """
    wanted = set(plain_name(asked).split())
    partly = [agent for agent in agents if wanted and wanted <= set(plain_name(agent.name).split())]
    if 0 < len(partly) <= 3:
        return partly
    by_id = {agent.agent_id: agent for agent in agents}
    if any(map(str.isdigit, asked)):
        numbered = near_id(asked, by_id)
        return [] if numbered is None else [by_id[numbered]]
    forms = {plain_name(text): agent for agent in agents for text in (agent.agent_id, agent.name)}
    near = near_name(plain_name(asked), forms)
    return [] if near is None else [forms[near]]
