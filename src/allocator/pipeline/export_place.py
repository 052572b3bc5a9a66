"""Where an export may be put, and whose it is."""

from __future__ import annotations

from pathlib import Path

from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.pipeline.find_person import find_person


def check_outside(folder: Path, target: Path) -> None:
    """Refuse a place in the plan's own folder.

    Raises
    ------
    InputError
        If the target lies there.
    """
    inside = folder.resolve()
    if target.resolve() == inside or inside in target.resolve().parents:
        raise InputError.of(
            str(target),
            "lies in the plan's folder, which holds nothing but the plan",
            "Choose a place outside it.",
        )


def check_ending(target: Path, ending: str) -> None:
    """Refuse the name of a file that ends otherwise than files of its kind do.

    Raises
    ------
    InputError
        If it does; a folder is refused later, with better words.
    """
    if target.suffix.lower() != ending and not target.is_dir():
        raise InputError.of(str(target), f"does not end in {ending}", f"End the name in {ending}.")


def agent_id_of(scenario: Scenario, agent: str) -> str:
    """Id of the person meant by an id or a name.

    Raises
    ------
    InputError
        If it is nobody's.
    """
    person = find_person(scenario.agents, agent, "--agent")
    if isinstance(person, InputProblem):
        raise InputError([person])
    return person
