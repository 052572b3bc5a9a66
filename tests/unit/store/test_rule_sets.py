"""Rules as a scenario declares them: a set, what differs from it, kinds of shift, notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.rules.sets import UK_2026
from tests.tiny_scenario import SCENARIO_YAML, read_tiny_scenario
from tests.unit.store.faults import doubts, faults, places, settings_line

RULES = SCENARIO_YAML[SCENARIO_YAML.index("rules:\n") : SCENARIO_YAML.index("prices:\n")]


def declared(text: str) -> dict[str, str]:
    """Edit of the tiny scenario that declares other rules."""
    return {RULES: text}


def test_a_set_by_its_name(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, edits=declared("rules: uk-2026\n"))
    assert scenario.settings.rules == UK_2026


def test_a_set_with_what_differs(tmp_path: Path) -> None:
    text = "rules:\n  set: uk-2026\n  daily_rest: {rest_minutes: 720}\n  seats: off\n"
    scenario = read_tiny_scenario(tmp_path, edits=declared(text))
    expected = UK_2026 | {"daily_rest": {"rest_minutes": 720}}
    assert scenario.settings.rules == {
        rule_id: parameters for rule_id, parameters in expected.items() if rule_id != "seats"
    }


@pytest.mark.parametrize(
    ("text", "lines_below", "column"),
    [
        ("rules: uk-2025\n", 0, "rules"),
        ("rules:\n  seats: {}\n  set: uk-2025\n", 2, "rules.set"),
    ],
)
def test_a_set_that_is_not_known(tmp_path: Path, text: str, lines_below: int, column: str) -> None:
    (found,) = faults(tmp_path, edits=declared(text))
    row = settings_line("rules:") + lines_below
    assert places([found]) == [("scenario.yaml", row, column, "uk-2025")]
    assert found.message == "is not a set of rules"
    assert found.remedy == "Write rules by id, or one of these sets: uk-2026."


def test_a_set_is_complete_but_for_what_a_house_chooses(tmp_path: Path) -> None:
    assert doubts(tmp_path, edits=declared("rules: uk-2026\n")) == []


def test_a_rule_of_the_set_that_is_off_does_not_bind(tmp_path: Path) -> None:
    text = "rules:\n  set: uk-2026\n  seats: off\n"
    (found,) = doubts(tmp_path, edits=declared(text))
    assert found.message == "hard rules that are not declared do not bind: seats"


def test_tables_that_no_rule_reads(tmp_path: Path) -> None:
    text = "rules:\n  set: uk-2026\n  agreed_adjustments: off\n"
    files: dict[str, str | bytes | None] = {
        "adjustments.csv": "agent_id,kind,value\nA1,longest_shift_minutes,360\n",
        "published.csv": "agent_id,start,end\nA1,2026-03-02T08:00,2026-03-02T16:00\n",
    }
    edits = declared(text) | {"  days: 7\n": "  days: 7\n  published_on: 2026-02-26\n"}
    (found,) = doubts(tmp_path, edits=edits, files=files)
    assert found.message == (
        "hard rules that are not declared do not bind: agreed_adjustments, notice"
    )


def test_a_misspelt_rule_that_is_taken_out_is_told_since_the_rule_meant_still_binds(
    tmp_path: Path,
) -> None:
    text = "rules:\n  set: uk-2026\n  weekly_rst: off\n"
    (found,) = faults(tmp_path, edits=declared(text))
    assert (found.column, found.message) == ("rules.weekly_rst", "is not a known rule")
    assert found.remedy.startswith("Is weekly_rest meant? ")


@pytest.mark.parametrize(
    ("rule", "set_first"),
    [
        ("work_runs", "days_min"),
        ("rest_runs", "days_min"),
        ("shift_successions", "forbidden"),
        ("kind_limits", "most"),
    ],
)
def test_a_rule_that_asks_for_nothing(tmp_path: Path, rule: str, set_first: str) -> None:
    text = f"rules:\n  set: uk-2026\n  {rule}: {{}}\n"
    (found,) = doubts(tmp_path, edits=declared(text))
    assert (found.row, found.column) == (settings_line("rules:") + 2, f"rules.{rule}")
    assert found.message == "asks for nothing, since its parameters are not set"
    assert found.remedy == f"Set {set_first}, or take the rule out."


def test_notice_without_the_day_of_publication(tmp_path: Path) -> None:
    text = "rules:\n  set: uk-2026\n  notice: {}\n"
    (found,) = doubts(tmp_path, edits=declared(text))
    assert (found.row, found.column) == (settings_line("rules:") + 2, "rules.notice")
    assert found.message == "has nothing to judge, since week.published_on is missing"


KINDS = "shift_kinds:\n  - {id: late, start_from: 12:00, start_to: 18:00}\nrules:\n"


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        (
            '  shift_successions: {forbidden: ["late>late", "late > eraly"]}\n',
            "rules.shift_successions.forbidden[2]",
        ),
        ("  kind_limits: {most: {late: 3, eraly: 1}}\n", "rules.kind_limits.most.eraly"),
    ],
)
def test_a_kind_of_shift_that_is_none(tmp_path: Path, rule: str, column: str) -> None:
    kinds = KINDS.replace("late,", "early,") + "  set: uk-2026\n"
    both = kinds.replace("rules:\n", "  - {id: late, start_from: 18:00, start_to: 20:00}\nrules:\n")
    (found,) = faults(tmp_path, edits=declared(both + rule))
    assert (found.row, found.column) == (settings_line("rules:") + 5, column)
    assert found.message == "the kind of shift eraly is not in shift_kinds"
    assert found.remedy == "Is early meant? Correct it, or add the kind to shift_kinds."


def test_kinds_of_shift_that_are_some(tmp_path: Path) -> None:
    rules = (
        '  set: uk-2026\n  shift_successions: {forbidden: ["late>late"]}\n'
        "  kind_limits: {most: {late: 3}}\n"
    )
    settings = read_tiny_scenario(tmp_path, edits=declared(KINDS + rules)).settings
    assert settings.rules["kind_limits"] == {"most": {"late": 3}}


def test_a_pair_that_is_none(tmp_path: Path) -> None:
    rule = "  shift_successions: {forbidden: [late]}\n"
    (found,) = faults(tmp_path, edits=declared(KINDS + rule))
    assert found.column == "rules.shift_successions.forbidden"
    assert found.message == "'late' is not a pair of kinds"
    assert found.remedy == "Write it like late>early."


def test_weekend_days_that_do_not_follow_one_another(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits=declared("rules:\n  weekends_worked: {days: [sun, sat]}\n"))
    assert found.column == "rules.weekends_worked.days"
    assert found.message == "are not one after the other"
