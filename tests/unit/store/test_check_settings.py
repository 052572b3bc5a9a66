"""Settings that do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputProblem
from tests.tiny_scenario import SCENARIO_YAML
from tests.unit.store.faults import doubts, faults, places, settings_line


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("id: help\n", "id: sales\n", "queues[sales].id"),
        ("- id: part_day", "- id: full_day", "shift_patterns[full_day].id"),
        ("- id: long", "- id: short", "break_plans[short].id"),
        ("- id: afternoon", "- id: lunch", "break_plans[long].breaks[lunch].id"),
        ("- id: part\n", "- id: full\n", "contracts[full].id"),
    ],
)
def test_names_given_twice(tmp_path: Path, old: str, new: str, path: str) -> None:
    found = [
        one
        for one in faults(tmp_path, edits={old: new})
        if one.message == "the name is given twice"
    ]
    assert [(one.column, one.value) for one in found] == [(path, new.strip().split()[-1])]


def test_queue_in_no_pool(tmp_path: Path) -> None:
    assert faults(tmp_path, edits={"queues: [sales, help]": "queues: [sales]"}) == [
        InputProblem(
            file="scenario.yaml",
            message="the queue is in no pool",
            remedy="Add it to the pool of the queues that the same people answer, or to its own.",
            row=settings_line("- id: help"),
            column="queues[help].id",
            value="help",
        )
    ]


def test_queue_in_two_pools(tmp_path: Path) -> None:
    pools = "queues: [sales, help]\n  - id: other\n    queues: [help]"
    (found,) = faults(tmp_path, edits={"queues: [sales, help]": pools})
    assert places([found]) == [
        (
            "scenario.yaml",
            settings_line("queues: [sales, help]") + 2,
            "pools[other].queues[1]",
            "help",
        )
    ]
    assert found.message == "the queue is already in the pool main"


def test_pool_with_an_unknown_queue(tmp_path: Path) -> None:
    edits = {"queues: [sales, help]": "queues: [sales, help, chat]"}
    (found,) = faults(tmp_path, edits=edits)
    assert (found.column, found.value) == ("pools[main].queues[3]", "chat")
    assert found.message == "the queue is not in queues"


def test_contract_with_an_unknown_pattern(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"patterns: [part_day]": "patterns: [part_day, parts_day]"})
    assert (found.column, found.value) == ("contracts[part].patterns[2]", "parts_day")
    assert found.remedy.startswith("Is part_day meant? ")


def test_agent_with_an_unknown_contract(tmp_path: Path) -> None:
    found = faults(tmp_path, edits={"- id: part\n": "- id: partial\n"})
    assert [(one.file, one.row, one.column, one.value) for one in found] == [
        ("agents.csv", 4, "contract", "part"),
        ("agents.csv", 5, "contract", "part"),
    ]


def test_unknown_rule(tmp_path: Path) -> None:
    (found,) = faults(
        tmp_path,
        edits={"daily_rest: {rest_minutes: 660}": "daily_rest: {}\n  dayly_rest: {}"},
    )
    assert (found.row, found.column) == (
        settings_line("daily_rest: {rest_minutes: 660}") + 1,
        "rules.dayly_rest",
    )
    assert found.message == "is not a known rule"
    assert found.remedy.startswith("Is daily_rest meant? The rules are one_shift_a_day, ")


def test_unknown_parameter_of_a_rule(tmp_path: Path) -> None:
    edits = {"daily_rest: {rest_minutes: 660}": "daily_rest: {rest_hours: 11}"}
    (found,) = faults(tmp_path, edits=edits)
    assert (found.column, found.value) == ("rules.daily_rest.rest_hours", "11")
    assert found.message == "is not a parameter of the rule"
    assert (
        found.remedy
        == "Correct or remove it; the rule's parameters: rest_minutes, young_rest_minutes."
    )


def test_bad_parameter_of_a_rule(tmp_path: Path) -> None:
    edits = {"days_in_seven: {days_max: 6}": "days_in_seven: {days_max: six}"}
    (found,) = faults(tmp_path, edits=edits)
    assert (found.column, found.value) == ("rules.days_in_seven.days_max", "six")
    assert found.message == "is not a whole number"


def test_hard_rules_that_are_not_declared_are_doubtful(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, edits={"  seats: {}\n": "", "  pins: {}\n": ""})
    assert found.message == "hard rules that are not declared do not bind: seats, pins"


def test_pattern_that_no_contract_allows_is_doubtful(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, edits={"patterns: [part_day]": "patterns: [full_day]"})[:1]
    assert found.column == "shift_patterns[part_day].id"
    assert found.message == "no contract allows the shift pattern"


ROTATIONS = """\
rotations:
  - id: in_turn
    first_week: 2026-03-02
    weeks:
      - {patterns: [full_day]}
      - {patterns: [part_day], days: [mon, tue]}
"""
KINDS = """\
shift_kinds:
  - {id: early, start_from: 06:00, start_to: 10:00}
  - {id: late, start_from: 10:00, start_to: 22:00}
"""
BEFORE_RULES = "rules:\n"


def test_rotation_with_an_unknown_pattern(tmp_path: Path) -> None:
    unknown = ROTATIONS.replace("[part_day]", "[full_day, part_days]")
    (found,) = faults(tmp_path, edits={BEFORE_RULES: unknown + BEFORE_RULES})
    assert (found.column, found.value) == ("rotations[in_turn].weeks[2].patterns[2]", "part_days")
    assert found.message == "the shift pattern is not in shift_patterns"
    assert found.remedy.startswith("Is part_day meant? ")


@pytest.mark.parametrize(
    ("section", "old", "new", "path"),
    [
        (ROTATIONS, "weeks:\n", "weeks: []\n", "rotations[in_turn].weeks"),
        (ROTATIONS, "[part_day]", "[]", "rotations[in_turn].weeks[2].patterns"),
        (ROTATIONS, "[mon, tue]", "[mon, tueday]", "rotations[in_turn].weeks[2].days[2]"),
        (ROTATIONS, "2026-03-02", "the first", "rotations[in_turn].first_week"),
        (KINDS, "start_to: 22:00", "start_to: 10:00", "shift_kinds[late]"),
        (KINDS, "06:00", "six", "shift_kinds[early].start_from"),
    ],
)
def test_faults_of_rotations_and_kinds(
    tmp_path: Path, section: str, old: str, new: str, path: str
) -> None:
    faulty = section.replace(old, new)
    if "weeks: []" in faulty:
        faulty = faulty[: faulty.index("weeks: []")] + "weeks: []\n"
    (found,) = faults(tmp_path, edits={BEFORE_RULES: faulty + BEFORE_RULES})
    assert (found.file, found.column) == ("scenario.yaml", path)


@pytest.mark.parametrize(
    ("section", "path"),
    [(ROTATIONS, "rotations[in_turn].id"), (KINDS, "shift_kinds[late].id")],
)
def test_rotations_and_kinds_named_twice(tmp_path: Path, section: str, path: str) -> None:
    entries = section.split("\n", 1)[1]
    twice = section + (entries if section is ROTATIONS else entries.splitlines()[1] + "\n")
    found = faults(tmp_path, edits={BEFORE_RULES: twice + BEFORE_RULES})
    assert [(one.column, one.message) for one in found] == [(path, "the name is given twice")]


def test_agent_with_an_unknown_rotation(tmp_path: Path) -> None:
    agents = "agent_id,name,contract,weekly_hours,rotation\nA1,Ada,full,37.5,in_trun\n"
    files: dict[str, str | bytes | None] = {
        "agents.csv": agents,
        "skills.csv": "agent_id,queue,level\nA1,sales,1\nA1,help,1\n",
        **dict.fromkeys(("availability.csv", "requests.csv", "pins.csv", "worked.csv")),
        "ledger.csv": None,
    }
    (found,) = faults(tmp_path, edits={BEFORE_RULES: ROTATIONS + BEFORE_RULES}, files=files)
    assert (found.row, found.column, found.value) == (2, "rotation", "in_trun")
    assert "in_turn" in found.remedy


@pytest.mark.parametrize(
    ("setting", "path"),
    [
        ("{nation: Cornwall, runs_like: sun}", "bank_holidays.nation"),
        ("{nation: Scotland, runs_like: shut}", "bank_holidays.runs_like"),
        ("{nation: Scotland}", "bank_holidays.runs_like"),
    ],
)
def test_a_fault_of_bank_holidays_is_told_once_in_plain_words(
    tmp_path: Path, setting: str, path: str
) -> None:
    edits = {BEFORE_RULES: f"bank_holidays: {setting}\n{BEFORE_RULES}"}
    (found,) = faults(tmp_path, edits=edits)
    assert found.column == path


@pytest.mark.parametrize(("share", "warned"), [("0.29", False), ("0.3", True)])
def test_shrinkage_that_seems_to_hold_the_breaks(tmp_path: Path, share: str, warned: bool) -> None:
    edits = {"shrinkage_share: 0.05": f"shrinkage_share: {share}"}
    found = [one for one in doubts(tmp_path, edits=edits) if one.column == "shrinkage_share"]
    assert len(found) == warned
    if warned:
        assert found[0].message.startswith("30% of the time on the phone is lost, and the breaks")
        assert found[0].row == settings_line("shrinkage_share: 0.05")


@pytest.mark.parametrize(("days", "warned"), [(42, False), (43, True)])
def test_more_than_six_weeks_are_doubted(tmp_path: Path, days: int, warned: bool) -> None:
    found = doubts(tmp_path, edits={"days: 7": f"days: {days}"})
    assert [one.message for one in found if one.column == "week.days"] == (
        ["is more than 42, six weeks, which planning is made for"] if warned else []
    )


def test_high_shrinkage_without_breaks_to_place_is_nobodys_business(tmp_path: Path) -> None:
    text = SCENARIO_YAML[
        SCENARIO_YAML.index("break_plans:\n") : SCENARIO_YAML.index("contracts:\n")
    ]
    edits = {"shrinkage_share: 0.05": "shrinkage_share: 0.4", text: ""}
    assert "shrinkage_share" not in [one.column for one in doubts(tmp_path, edits=edits)]
