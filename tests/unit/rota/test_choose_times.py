"""Times of activities, circle by circle: people who share none are asked apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from allocator.rota import choose_times as module
from allocator.rota.choose_times import NoTimes, choose_times, circles
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rules import registry
from tests.tiny_week import agent
from tests.unit.rota.test_activities import instance_of

LIMITS = SearchLimits(seed=1, reproducible=True)
WINDOW = "mon 09:00 to tue 17:00"
TWO_CIRCLES = {
    "agents": [agent(name, weekly_hours=10) for name in "ABCDEF"],
    "activities": [
        ("coaching", "A|B", 60, WINDOW),
        ("briefing", "D|E|F", 60, WINDOW),
        ("coaching", "B|C", 60, WINDOW),
        ("training", "E", 120, WINDOW),
    ],
}


def chosen(instance: Instance, **dear: dict[int, float]) -> dict[str, int] | NoTimes:
    """Choose, where every start costs its interval's number but those that are named."""
    starts = instance.possible_starts
    price = {name: {s: float(s) for s in starts[name]} | dear.get(name, {}) for name in starts}
    return choose_times(instance, starts, price, LIMITS)


def test_who_meets_somebody_who_meets_another_is_in_one_circle() -> None:
    instance = replace(instance_of(**TWO_CIRCLES), left_out=frozenset(registry.SOFT_RULES))
    assert circles(instance, instance.possible_starts) == [
        ("activity0", "activity2"),
        ("activity1", "activity3"),
    ]


def test_a_rule_that_ties_everybody_makes_one_circle() -> None:
    instance = instance_of(**TWO_CIRCLES)  # with the fair share of unsocial hours
    assert circles(instance, instance.possible_starts) == [tuple(instance.possible_starts)]


def test_circles_apart_come_to_what_one_model_of_all_comes_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instance = instance_of(**TWO_CIRCLES)
    apart = chosen(instance)

    def one_circle(_: Instance, names: Iterable[str]) -> list[tuple[str, ...]]:
        return [tuple(names)]

    monkeypatch.setattr(module, "circles", one_circle)
    together = chosen(instance)
    assert isinstance(apart, dict)
    assert isinstance(together, dict)
    # Each model stops within 2% of the best.
    assert sum(apart.values()) == pytest.approx(sum(together.values()), rel=0.02)


def test_only_the_circle_that_finds_no_times_is_named() -> None:
    never: dict[str, Any] = {
        "activities": [
            ("coaching", "A|B", 60, WINDOW),
            ("coaching", "D|E", 120, "mon 10:00 to mon 13:00"),
            ("coaching", "D|F", 120, "mon 11:00 to mon 13:00"),
        ]
    }
    found = chosen(instance_of(**TWO_CIRCLES | never))
    assert isinstance(found, NoTimes)
    assert found.proven
    assert "activity1, activity2" in found.reason
    assert "activity0" not in found.reason


def test_lunch_without_room_sends_only_its_own_circle_back() -> None:
    """At their cheapest times D's two would leave no room for lunch; A's one stays."""
    tight: dict[str, Any] = {
        "days": 1,
        "agents": [agent(name, weekly_hours=5) for name in "AD"],
        "contracts": [{"id": "any", "patterns": ["any"]}],
        "opening_hours": [{"days": ["mon"], "open": "08:00", "close": "14:00"}],
        "activities": [
            ("coaching", "A", 60, "mon 09:00 to mon 14:00"),
            ("training", "D", 120, "mon 09:00 to mon 13:00"),
            ("one_to_one", "D", 60, "mon 09:00 to mon 14:00"),
        ],
    }
    instance = instance_of(**tight)
    found = chosen(instance)
    assert isinstance(found, dict)
    assert found["activity0"] == min(instance.possible_starts["activity0"])
    settled = instance.with_starts({name: (start,) for name, start in found.items()})
    assert settled.options["D"][0]
