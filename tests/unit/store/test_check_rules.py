"""Rules that differ by contract, cover by kinds of shift, and requests for shifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_scenario import append_row, read_tiny_scenario
from tests.unit.store.faults import doubts, faults

KINDS = "shift_kinds:\n  - {id: late, start_from: 12:00, start_to: 18:00}\nrules:\n"
COVER = "days,shift_kind,agents,short_weight,over_weight\n"


def own_rules(text: str, declared: str = "  work_runs: {days_min: 2}\n") -> dict[str, str]:
    """Edits that give a contract rules of its own and declare some."""
    return {
        "    patterns: [full_day]\n": f"    patterns: [full_day]\n    rules: {text}\n",
        "rules:\n": f"rules:\n{declared}",
    }


def test_a_contract_with_parameters_of_its_own(tmp_path: Path) -> None:
    edits = own_rules("{work_runs: {days_min: 3}}")
    scenario = read_tiny_scenario(tmp_path, edits=edits)
    owning = [contract for contract in scenario.settings.contracts if contract.rules]
    assert [contract.rules for contract in owning] == [{"work_runs": {"days_min": 3}}]


def test_a_rule_that_only_a_contract_sets_asks_for_something(tmp_path: Path) -> None:
    edits = own_rules("{work_runs: {days_min: 3}}", "  work_runs: {}\n")
    assert not [one for one in doubts(tmp_path, edits=edits) if "asks for nothing" in one.message]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("{seats: {}}", "seats", "is not a rule that differs by contract"),
        ("{rest_runs: {days_min: 2}}", "rest_runs", "the rule is not declared"),
        ("{work_runs: {days: 2}}", "work_runs.days", "is not a parameter of the rule"),
        ("{work_runs: {days_min: 0}}", "work_runs.days_min", "is less than 1"),
    ],
)
def test_a_contract_that_sets_what_it_cannot(
    tmp_path: Path, text: str, column: str, message: str
) -> None:
    (found,) = faults(tmp_path, edits=own_rules(text))
    assert found.column is not None
    assert found.column.startswith("contracts[")
    assert found.column.endswith(f".rules.{column}")
    assert found.message == message


def test_a_kind_that_a_contract_limits_and_that_is_none(tmp_path: Path) -> None:
    edits = own_rules("{kind_limits: {most: {lte: 1}}}", "  kind_limits: {}\n")
    edits["rules:\n"] = KINDS + "  kind_limits: {}\n"
    (found,) = faults(tmp_path, edits=edits)
    assert found.message == "the kind of shift lte is not in shift_kinds"


def test_cover_by_day_weekday_and_all(tmp_path: Path) -> None:
    rows = "all,late,1,,\nmon|tue,late,2,3,\n2026-03-03,late,4,,0.5\n"
    edits = {"rules:\n": KINDS + "  cover: {}\n"}
    scenario = read_tiny_scenario(tmp_path, edits=edits, files={"cover.csv": COVER + rows})
    wanted = [scenario.cover_on(day)["late"].agents for day in scenario.grid.days[:3]]
    assert wanted == [2, 4, 1]
    assert scenario.cover_on(scenario.grid.days[1])["late"].over_weight == 0.5


@pytest.mark.parametrize(
    ("rows", "column", "message"),
    [
        ("all,lte,1,,\n", "shift_kind", "the kind of shift is not in scenario.yaml"),
        (
            "all,late,1,,\nall,late,2,,\n",
            "shift_kind",
            "what is wanted of the kind on these days is already in row 2",
        ),
        ("all,late,-1,,\n", "agents", "is less than 0"),
    ],
)
def test_cover_that_cannot_be(tmp_path: Path, rows: str, column: str, message: str) -> None:
    edits = {"rules:\n": KINDS + "  cover: {}\n"}
    (found,) = faults(tmp_path, edits=edits, files={"cover.csv": COVER + rows})
    assert (found.file, found.column, found.message) == ("cover.csv", column, message)


def test_cover_that_no_rule_reads(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"cover.csv": COVER + "all,late,1,,\n"}
    (found,) = doubts(tmp_path, edits={"rules:\n": KINDS}, files=files)
    assert found.message == "cover.csv is there, and no rule reads it"


def test_several_requests_against_shifts_of_a_day(tmp_path: Path) -> None:
    rows = "A1,2026-03-04,no_shift_between,08:00,09:00,1\nA1,2026-03-04,no_shift_between,{},1"
    more = append_row("requests.csv", rows.format("10:00,11:00"))
    assert len(read_tiny_scenario(tmp_path / "two", files=more).requests) > 2
    (found,) = faults(
        tmp_path / "one", files=append_row("requests.csv", rows.format("08:00,10:00"))
    )
    assert found.message.startswith("such a request of the agent for the day is already in row")
