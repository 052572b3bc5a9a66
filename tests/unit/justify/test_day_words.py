"""A person's day in words, and what of it becomes another."""

from __future__ import annotations

import pytest

from allocator.domain.day_change import day_changes
from allocator.domain.scenario import Scenario
from allocator.justify.day_words import change_words, day_words
from tests.tiny_week import agent, rota_of, tiny_week


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return tiny_week(
        agents=[agent("A", name="Ada"), agent("B", name="Ben")],
        queues=[{"id": "calls"}, {"id": "chat"}],
        pools=[
            {"id": "voice", "name": "Calls", "queues": ["calls"]},
            {"id": "digital", "name": "Chat", "queues": ["chat"]},
        ],
    )


def test_a_whole_day_is_told_with_its_breaks_and_pools(scenario: Scenario) -> None:
    lines = ["A mon 09:00 work:calls 12:00 lunch 12:30 coaching:B 13:00 work:chat 17:00"]
    blocks = rota_of(scenario, lines).agent_blocks("A")
    assert day_words(scenario, blocks) == (
        "09:00–17:00; lunch 12:00; coaching 12:30–13:00 with Ben (B); Calls 09:00–12:00; "
        "Chat 13:00–17:00"
    )
    assert day_words(scenario, ()) == "off"


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("A mon 10:00 work:calls 18:00", "works 10:00–18:00, was to work 09:00–17:00"),
        ("", "is off, was to work 09:00–17:00"),
        (
            "A mon 09:00 work:calls 12:30 lunch 13:00 work:calls 17:00",
            "lunch 12:30, was 12:00",
        ),
        (
            "A mon 09:00 work:chat 11:00 work:calls 12:00 lunch 12:30 work:calls 17:00",
            "Chat 09:00–11:00, was Calls",
        ),
        (
            "A mon 09:00 work:calls 12:00 lunch 12:30 coaching:B 13:00 work:calls 17:00",
            "coaching 12:30–13:00 with Ben (B), new",
        ),
        ("A mon 09:00 work:calls 17:00", "no lunch at 12:00"),
    ],
)
def test_only_what_is_otherwise_is_told(scenario: Scenario, after: str, words: str) -> None:
    before = rota_of(scenario, ["A mon 09:00 work:calls 12:00 lunch 12:30 work:calls 17:00"])
    rota = rota_of(scenario, [after] if after else [])
    (change,) = day_changes(scenario.grid, ["A", "B"], before, rota)
    assert change_words(scenario, change) == words


def test_a_day_off_that_becomes_a_shift_is_told_as_such(scenario: Scenario) -> None:
    rota = rota_of(scenario, ["A tue 10:00 work:calls 14:00"])
    (change,) = day_changes(scenario.grid, ["A", "B"], rota_of(scenario, []), rota)
    assert change_words(scenario, change) == "works 10:00–14:00, was off"
