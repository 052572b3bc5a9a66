"""Parameters that a contract sets for its people, in the checks and in the encoders."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from allocator.rules.card import BY_CONTRACT
from tests.rules.test_agreement_cases import HeldFast
from tests.tiny_week import Case, agent, assert_verdict, each, findings_of

KINDS = {"shift_kinds": [{"id": "late", "start_from": "12:00", "start_to": "20:00"}]}


def shifts(who: str, *days: str, start: str = "09:00", end: str = "17:00") -> list[str]:
    return [f"{who} {day} {start} work {end}" for day in days]


def two_contracts(**rules: dict[str, Any]) -> dict[str, Any]:
    """Give A a contract with rules of its own, and B one without."""
    return {
        "agents": [agent("A", contract="own"), agent("B")],
        "contracts": [
            {"id": "any", "patterns": ["any"]},
            {"id": "own", "patterns": ["any"], "rules": rules},
        ],
        **KINDS,
    }


CASES: list[tuple[str, Case]] = [
    (
        "days_in_a_row",
        Case(
            "A two days in a row at most, B six",
            [*shifts("A", "mon", "tue", "wed"), *shifts("B", "mon", "tue", "wed")],
            says="A works on 3 days in a row",
            week=two_contracts(days_in_a_row={"days_max": 2}),
        ),
    ),
    (
        "work_runs",
        Case(
            "A three days in a row at least, B one",
            [*shifts("A", "tue", "wed"), *shifts("B", "tue", "wed")],
            says="A works from Tue 2 Jun to Wed 3 Jun only",
            week=two_contracts(work_runs={"days_min": 3}),
        ),
    ),
    (
        "rest_runs",
        Case(
            "A two days off in a row at least, B one",
            [*shifts("A", "mon", "wed"), *shifts("B", "mon", "wed")],
            says="A is off from Tue 2 Jun to Tue 2 Jun only",
            week=two_contracts(rest_runs={"days_min": 2}),
        ),
    ),
    (
        "weekends_worked",
        Case(
            "A no weekend, B two",
            [*shifts("A", "sat"), *shifts("B", "sat")],
            says="A works on 1 of the 4 weekends",
            week=two_contracts(weekends_worked={"weekends_max": 0}),
        ),
    ),
    (
        "kind_limits",
        Case(
            "A one late in all, B any number",
            [
                *shifts("A", "mon", "2026-06-09", start="13:00", end="18:00"),
                *shifts("B", "mon", "2026-06-09", start="13:00", end="18:00"),
            ],
            says="A has 2 shifts of the kind late from Mon 1 Jun to Sun 14 Jun",
            week=two_contracts(kind_limits={"most": {"late": 1}, "days": 14}) | {"days": 14},
        ),
    ),
]


@pytest.mark.parametrize(("rule_id", "case"), CASES, ids=[rule_id for rule_id, _ in CASES])
def test_verdict(rule_id: str, case: Case) -> None:
    assert_verdict(rule_id, case)


@pytest.mark.parametrize(("rule_id", "case"), CASES, ids=[rule_id for rule_id, _ in CASES])
def test_encoder_agrees(rule_id: str, case: Case) -> None:
    assert not HeldFast(rule_id, case).is_accepted()
    week = deepcopy(dict(case.week))
    week["contracts"][1]["rules"] = {}
    of_all = Case(case.title, case.rota, week=week)
    assert HeldFast(rule_id, of_all).is_accepted()


def test_every_rule_that_knows_contracts_is_tried() -> None:
    assert [rule_id for rule_id, _ in CASES] == list(BY_CONTRACT)


@each(
    [
        Case("a run that begins with the plan", shifts("A", "mon"), parameters={}),
        Case("one that begins later", shifts("A", "tue"), says="A works from Tue"),
    ]
)
def test_a_run_at_the_start_is_not_judged_where_the_past_is_not_known(case: Case) -> None:
    unknown = Case(
        case.title, case.rota, case.says, parameters={"days_min": 2, "past_known": False}
    )
    assert_verdict("work_runs", unknown)
    assert HeldFast("work_runs", unknown).is_accepted() == (case.says is None)
    known = Case(case.title, case.rota, parameters={"days_min": 2})
    assert len(findings_of("work_runs", known)) == 1
