"""Whom an id or a name means."""

from __future__ import annotations

import pytest

from allocator.errors import InputProblem
from allocator.pipeline.find_person import find_person
from tests.tiny_week import agent

PEOPLE = [
    agent("A01", name="Jo Barnes"),
    agent("A02", name="Zoë Ångström"),
    agent("A03", name="Jo Carter"),
    agent("A04", name="Sam Hill"),
    agent("A05", name="sam hill"),
]


@pytest.mark.parametrize(
    ("asked", "agent_id"),
    [
        ("A01", "A01"),
        ("a01", "A01"),
        ("Jo Barnes", "A01"),
        (" jo  BARNES ", "A01"),
        ("zoe angstrom", "A02"),
        ("Sam Hill", "A04"),  # as it is written
    ],
)
def test_id_or_name(asked: str, agent_id: str) -> None:
    assert find_person(PEOPLE, asked, "--agent") == agent_id


@pytest.mark.parametrize(
    ("asked", "message", "remedy"),
    [
        (
            "Zoe",
            "is nobody in the plan",
            "Is Zoë Ångström (A02) meant? Give an agent_id or a name of agents.csv.",
        ),
        (
            "Jo",
            "is nobody in the plan",
            (
                "Is Jo Barnes (A01) or Jo Carter (A03) meant? Give an agent_id or a name of "
                "agents.csv."
            ),
        ),
        (
            "Jo Barns",
            "is nobody in the plan",
            "Is Jo Barnes (A01) meant? Give an agent_id or a name of agents.csv.",
        ),
        ("", "is nobody in the plan", "Give an agent_id or a name of agents.csv."),
        ("Wilhelmina", "is nobody in the plan", "Give an agent_id or a name of agents.csv."),
        ("A91", "is nobody in the plan", "Give an agent_id or a name of agents.csv."),
        (
            "A1",
            "is nobody in the plan",
            "Is Jo Barnes (A01) meant? Give an agent_id or a name of agents.csv.",
        ),
        (
            "A30",
            "is nobody in the plan",
            "Is Jo Carter (A03) meant? Give an agent_id or a name of agents.csv.",
        ),
        ("SAM HILL", "is the name of A04 and A05", "Write the id in its place."),
    ],
)
def test_nobody_or_several(asked: str, message: str, remedy: str) -> None:
    found = find_person(PEOPLE, asked, "--agent")
    assert isinstance(found, InputProblem)
    assert (found.file, found.message, found.remedy, found.value) == (
        "--agent",
        message,
        remedy,
        asked,
    )
