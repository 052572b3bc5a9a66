"""Roster problems so small that all rosters can be listed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.roster.compile_problem import Compiled, compile_problem
from allocator.rota.roster.from_roster import rota_of_roster
from allocator.rota.roster.problem import Roster
from tests.tiny_week import agent, pattern, tiny_week

EARLY = pattern(
    id="early", start_from="08:00", start_to="08:00", shortest_minutes=480, longest_minutes=480
)
LATE = pattern(
    id="late", start_from="14:00", start_to="14:00", shortest_minutes=360, longest_minutes=360
)
KINDS = [
    {"id": "early", "start_from": "08:00", "start_to": "09:00"},
    {"id": "late", "start_from": "14:00", "start_to": "15:00"},
]
BASE: dict[str, dict[str, Any]] = {"one_shift_a_day": {}, "shift_patterns": {}}


def tiny_roster(rules: dict[str, dict[str, Any]], **fields: Any) -> Scenario:
    """Two kinds of shift, one person and five days unless told otherwise."""
    week: dict[str, Any] = {
        "agents": [agent("A", weekly_hours=24)],
        "days": 5,
        "shift_patterns": [EARLY, LATE],
        "contracts": [{"id": "any", "patterns": ["early", "late"], "tolerance_minutes": 240}],
        "shift_kinds": KINDS,
    }
    return tiny_week(rules=BASE | rules, **(week | fields))


def written(scenario: Scenario, compiled: Compiled, roster: Roster) -> Rota:
    """Rota of a roster."""
    return rota_of_roster(scenario, compiled.forms, roster, lambda _: ("calls",))


def compiled(scenario: Scenario) -> Compiled:
    """Compile, with everything stated."""
    found = compile_problem(scenario)
    assert found.unstated == ()
    return found


def all_rows(compiled: Compiled) -> Iterator[Roster]:
    """Every row of kinds and days off, lawful or not."""
    choices = range(-1, len(compiled.forms))
    for row in itertools.product(choices, repeat=compiled.problem.day_count):
        yield np.array(row, dtype=np.int16)
