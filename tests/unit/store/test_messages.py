"""What is said to people who wrote something nearly right."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.store.scenario_folder import read_scenario
from tests.tiny_scenario import AGENTS_CSV, SCENARIO_YAML, append_row, write_tiny_scenario
from tests.unit.store.faults import faults

ACTIVITIES = "activity_id,kind,participants,minutes,start,earliest,latest\n"
ADJUSTMENTS = "agent_id,kind,value\n"
LEAVE = "agent_id,first_day,last_day,paid_hours_a_day\n"
JO = AGENTS_CSV.replace("A2,Ben", "A2,Jo Smith")


def test_kinds_of_adjustments_are_listed_once_and_the_nearest_is_asked_for(tmp_path: Path) -> None:
    rows = {"adjustments.csv": ADJUSTMENTS + "A1,ends_not_after,17:00\n"}
    (found,) = faults(tmp_path, files=rows)
    assert str(found).count("days_in_a_row_max") == 1
    assert found.remedy == "Is end_not_after meant? Write one of these."


@pytest.mark.parametrize(
    ("participants", "remedy"),
    [
        ("A1;A2", "Join names by a bar: A1|A2."),
        ("A1; A2/A3", "Join names by a bar: A1|A2|A3."),
        ('"A1,A2"', "Join names by a bar: A1|A2."),
        ("A1|Ben", "Is A2 meant? Use the agent_id."),
    ],
)
def test_participants_joined_by_something_else(
    tmp_path: Path, participants: str, remedy: str
) -> None:
    row = f"brief,briefing,{participants},30,2026-03-04T10:00,,\n"
    (found,) = faults(tmp_path, files={"activities.csv": ACTIVITIES + row})
    assert (found.column, found.remedy) == ("participants", remedy)


def test_queues_joined_by_something_else(tmp_path: Path) -> None:
    rows = {"adjustments.csv": ADJUSTMENTS + "A1,only_queues,sales;help\n"}
    (found,) = faults(tmp_path, files=rows)
    assert found.remedy == "Join names by a bar: sales|help."


@pytest.mark.parametrize("name", ["Jo Smith", "jo smith", "Cleo"])
def test_name_of_an_agent_in_place_of_the_id(tmp_path: Path, name: str) -> None:
    leave = f"{LEAVE}{name},2026-03-04,2026-03-04,\n"
    (found,) = faults(tmp_path, files={"agents.csv": JO, "leave.csv": leave})
    assert (found.file, found.row, found.column, found.value) == ("leave.csv", 2, "agent_id", name)
    assert found.message == "is the name of an agent and not an id"
    meant = "A3" if name == "Cleo" else "A2"
    assert found.remedy == f"Is {meant} meant? Use the agent_id."


def test_name_with_a_space_among_participants(tmp_path: Path) -> None:
    row = "brief,briefing,A1|Jo Smith,30,2026-03-04T10:00,,\n"
    files = {"agents.csv": JO, "activities.csv": ACTIVITIES + row}
    (found,) = faults(tmp_path, files=dict(files))
    assert found.remedy == "Is A2 meant? Use the agent_id."


def test_name_that_two_people_have_tells_no_id(tmp_path: Path) -> None:
    agents = JO.replace("A3,Cleo", "A3,Jo Smith")
    leave = f"{LEAVE}Jo Smith,2026-03-04,2026-03-04,\n"
    found = faults(tmp_path, files={"agents.csv": agents, "leave.csv": leave})
    assert "meant" not in "".join(map(str, found))


@pytest.mark.parametrize(
    ("name", "row", "like"),
    [
        ("requests.csv", "A1,24/11/2026,day_off,,,", "2026-11-24"),
        ("requests.csv", "A1,24.11.2026,day_off,,,", "2026-11-24"),
        ("requests.csv", "A1,2026/11/4,day_off,,,", "2026-11-04"),
        ("requests.csv", "A1,11/24/2026,day_off,,,", "2026-11-24"),
        (
            "requests.csv",
            "A1,03/04/2026,day_off,,,",
            "2026-04-03, or 2026-03-04 if the month stands first",
        ),
        ("requests.csv", "A1,31/02/2026,day_off,,,", "1999-08-27"),
        ("requests.csv", "A1,tomorrow,day_off,,,", "1999-08-27"),
        ("pins.csv", "A1,24/11/2026 8:00,2026-11-24T09:00,off,", "2026-11-24T08:00"),
        ("pins.csv", "A1,24/11/2026,2026-11-24T09:00,off,", "2026-11-24T07:30"),
    ],
)
def test_date_in_another_form_is_shown_in_the_right_one(
    tmp_path: Path, name: str, row: str, like: str
) -> None:
    found = faults(tmp_path, files=append_row(name, row))
    assert found[0].remedy == f"Write it like {like}."


def test_dates_of_settings_and_of_availability_too(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={"start: 2026-03-02": "start: 02/03/2026"},
        files=append_row("availability.csv", "A1,24/11/2026,,"),
    )
    assert [one.remedy for one in found] == [
        "Write it like 2026-03-02, or 2026-02-03 if the month stands first.",
        "Use all, mon, tue, wed, thu, fri, sat, sun or a date such as 2026-11-24.",
    ]


def test_rules_are_checked_while_other_settings_are_at_fault(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={
            "seats: 3": "seats: none",
            "weekly_rest: {}": "weekly_rests: {}",
            "rest_minutes: 660": "rest_hours: 11",
            "days_in_seven: {days_max: 6}": "days_in_seven: {days_max: [[6]]}",
        },
    )
    assert {one.column for one in found} == {
        "pools[main].seats",
        "rules.weekly_rests",
        "rules.daily_rest.rest_hours",
        "rules.days_in_seven.days_max",
    }
    assert len(found) == 4


@pytest.mark.parametrize("rules", ["rules: uk-2027", "rules: [pins]", "rules:\n  set: none"])
def test_rules_that_are_none_are_told_once(tmp_path: Path, rules: str) -> None:
    before, _, rest = SCENARIO_YAML.partition("rules:\n")
    text = before.replace("seats: 3", "seats: none") + rules + "\n" + rest[rest.index("prices:") :]
    found = faults(tmp_path, files={"scenario.yaml": text})
    assert len(found) == 2


def test_folder_of_a_plan_says_where_its_scenario_is(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    write_tiny_scenario(plan)
    (plan / "plan.json").write_text("{}")
    with pytest.raises(InputError) as caught:
        read_scenario(plan)
    assert [str(one) for one in caught.value.problems] == [
        f"{plan}: is a plan: its scenario is in {plan / 'scenario'}. Give {plan / 'scenario'}."
    ]
    read_scenario(plan / "scenario")
