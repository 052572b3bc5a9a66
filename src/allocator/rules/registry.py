"""Finds the faces of a rule by its id. Each face is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from allocator.rules.card import RuleCard

HARD_RULES = (
    "one_shift_a_day",
    "contracted_hours",
    "shift_patterns",
    "availability",
    "skills",
    "days_in_seven",
    "daily_rest",
    "breaks",
    "weekly_rest",
    "average_weekly_hours",
    "night_hours",
    "young_hours",
    "young_nights",
    "seats",
    "opening_hours",
    "pins",
    "meetings",
    "practice",
    "queue_changes",
    "days_in_a_row",
    "work_runs",
    "rest_runs",
    "weekends_worked",
    "shift_successions",
    "kind_limits",
    "agreed_adjustments",
    "notice",
)
SOFT_RULES = (
    "requests",
    "steady_starts",
    "unsocial_fairness",
    "screen_breaks",
    "cover",
    "development",
)
RULE_IDS = HARD_RULES + SOFT_RULES


def card(rule_id: str) -> RuleCard[Any]:
    """Card of a rule."""
    return import_module(f"allocator.rules.{rule_id}.card").CARD


def check_module(rule_id: str) -> ModuleType:
    """Import the module with ``check(view, parameters)``, or ``measure(...)`` of a soft rule."""
    return import_module(f"allocator.rules.{rule_id}.check")


def encode_module(rule_id: str) -> ModuleType:
    """Import the module that states a rule to the optimiser (it may import ortools)."""
    return import_module(f"allocator.rules.{rule_id}.encode")


def declared(rules: dict[str, dict[str, Any]]) -> list[tuple[str, Any]]:
    """Pairs of id and parameters for the rules that a scenario declares, in its order."""
    return [(rule_id, card(rule_id).with_overrides(over)) for rule_id, over in rules.items()]
