"""Ready-made sets of rules, and what a scenario makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.findings import Strength
from allocator.rules import registry
from allocator.rules.sets import RULE_SETS, UK_2026, expand


def test_a_set_by_its_name() -> None:
    assert expand("uk-2026") == UK_2026
    assert expand({"set": "uk-2026"}) == UK_2026


def test_a_set_with_parameters_that_differ() -> None:
    expanded = expand({"set": "uk-2026", "daily_rest": {"rest_minutes": 720}})
    assert expanded == UK_2026 | {"daily_rest": {"rest_minutes": 720}}


def test_a_set_with_a_rule_more() -> None:
    more = {"work_runs": {"days_min": 2}}
    assert expand({"set": "uk-2026"} | more) == UK_2026 | more


def test_what_differs_replaces_parameters_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULE_SETS, "house", {"breaks": {"over_minutes": 300, "rest_minutes": 20}})
    assert expand({"set": "house", "breaks": {"rest_minutes": 30}}) == {
        "breaks": {"over_minutes": 300, "rest_minutes": 30}
    }


@pytest.mark.parametrize("off", ["off", False])  # YAML 1.1 reads off as false
def test_a_set_without_a_rule(off: Any) -> None:
    expanded = expand({"set": "uk-2026", "seats": off})
    assert set(UK_2026) - set(expanded) == {"seats"}


def test_a_rule_that_is_off_without_a_set() -> None:
    assert expand({"seats": "off", "skills": {}}) == {"skills": {}}


def test_rules_without_a_set_stand_as_they_are() -> None:
    rules = {"daily_rest": {"rest_minutes": 720}, "skills": {}}
    assert expand(rules) == rules


@pytest.mark.parametrize("declared", ["uk-2027", {"set": "uk-2027"}, None, 3, ["seats"]])
def test_what_is_no_set_is_left_to_the_settings(declared: Any) -> None:
    assert expand(declared) == declared


def test_a_change_of_what_was_expanded_leaves_the_set_alone() -> None:
    expand("uk-2026")["daily_rest"]["rest_minutes"] = 1
    assert UK_2026["daily_rest"] == {}


@pytest.mark.parametrize("name", RULE_SETS)
def test_a_set_holds_known_rules_with_parameters_of_theirs(name: str) -> None:
    assert dict(registry.declared(RULE_SETS[name])).keys() == RULE_SETS[name].keys()


def test_the_set_of_the_law_holds_each_rule_of_the_law_that_is_in_force() -> None:
    of_the_law = {
        rule_id for rule_id in registry.HARD_RULES if registry.card(rule_id).basis == "law"
    }
    assert of_the_law - set(UK_2026) == {"notice"}


def test_the_set_of_the_law_holds_each_rule_that_every_rota_needs_and_what_was_agreed() -> None:
    needed = {
        rule_id
        for rule_id in registry.HARD_RULES
        if registry.card(rule_id).basis in {"structure", "agreement"}
    }
    soft = {
        rule_id for rule_id in registry.RULE_IDS if registry.card(rule_id).strength is Strength.SOFT
    }
    assert needed | soft <= set(UK_2026)
