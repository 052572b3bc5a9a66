"""After events, too, encoders accept what checks accept: people away, hours lost, overtime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from allocator.domain.disrupted import disrupted
from tests.disrupted_weeks import after
from tests.rules.example import shifts
from tests.rules.universe import Universe
from tests.tiny_week import agent, rota_of, tiny_week


@dataclass(frozen=True)
class AfterEvents:
    """A rule, the week and rota it is declared in, and what happens then."""

    rule_id: str
    title: str
    week: Mapping[str, Any]
    rota: Sequence[str]
    events: Sequence[str]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.title}"


HOURS: dict[str, Any] = {
    "interval_minutes": 60,
    "days": 2,
    "agents": [agent("A", weekly_hours=8)],
    "shift_patterns": [shifts("any", ("09:00", "12:00", 60), (180, 360, 60))],
}
NARROW: dict[str, Any] = HOURS | {
    "contracts": [{"id": "any", "patterns": ["four"]}],
    "shift_patterns": [
        *HOURS["shift_patterns"],
        shifts("four", ("09:00", "12:00", 60), (240, 240, 60)),
    ],
}
TWO_FOURS = ["A mon 10:00 work 14:00", "A tue 10:00 work 14:00"]
EXAMPLES = [
    AfterEvents("contracted_hours", "hours lost", HOURS, TWO_FOURS, ["early_leave:A:at=13:00"]),
    AfterEvents("contracted_hours", "overtime", HOURS, TWO_FOURS, ["overtime:A:hours=2"]),
    AfterEvents(
        "contracted_hours",
        "overtime on a day off",
        HOURS | {"agents": [agent("A", weekly_hours=4)]},
        TWO_FOURS[:1],
        ["overtime:A:day=tue:hours=3"],
    ),
    AfterEvents("shift_patterns", "overtime", NARROW, TWO_FOURS, ["overtime:A:hours=1"]),
    AfterEvents("shift_patterns", "much overtime", NARROW, TWO_FOURS, ["overtime:A:hours=2"]),
    AfterEvents(
        "shift_patterns",
        "overtime on a day off",
        NARROW,
        TWO_FOURS[:1],
        ["overtime:A:day=tue:hours=3"],
    ),
    AfterEvents("availability", "hours away", HOURS, TWO_FOURS, ["absence:A:from=13:00"]),
    AfterEvents("availability", "late", HOURS, TWO_FOURS, ["late:A:day=tue:at=11:00"]),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_and_check_agree(example: AfterEvents) -> None:
    rules: dict[str, dict[str, Any]] = {"one_shift_a_day": {}, example.rule_id: {}}
    scenario = tiny_week(rules=rules, **example.week)
    made = after(scenario, rota_of(scenario, example.rota), "2026-06-01T08:00", *example.events)
    before = Universe(scenario)
    universe = Universe(disrupted(scenario, made))
    obeying = {rota for rota in universe.rotas() if universe.obeys(rota, ["one_shift_a_day"])}
    accepted = {rota for rota in obeying if universe.obeys(rota, [example.rule_id])}
    assert accepted
    assert accepted < obeying
    # The events matter: before them other rotas were accepted.
    assert accepted != {rota for rota in obeying if before.obeys(rota, [example.rule_id])}
    assert universe.found_by_optimiser(["one_shift_a_day", example.rule_id]) == accepted
