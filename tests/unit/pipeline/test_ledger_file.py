"""A ledger kept in a file of its own: read, rolled on in one step, and whose rows are in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.cli.ledger_lines import ledger_lines
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.pipeline.ledger_file import kept_ledger
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario

HEADER = "agent_id,unsocial_hours,contracted_hours,week\n"
A3 = "A3,5,25,2026-02-23\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_scenario(tmp_path)


def passed(scenario: Scenario, verdict: str = "passed") -> Plan:
    plan = honest_plan(scenario)
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"verdict": verdict})})


def test_file_takes_the_place_of_the_scenarios_own(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    file.write_text(HEADER + A3)
    with kept_ledger(folder, file) as kept:
        scenario = read_scenario(kept.scenario_folder)
        assert [row.agent_id for row in scenario.ledger] == ["A3"]
        assert scenario.input_hash != read_scenario(folder).input_hash
    assert file.read_text() == HEADER + A3


def test_planning_a_week_twice_leaves_the_file_as_once(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    file.write_text(HEADER + A3)
    texts: list[str] = []
    for _ in range(2):
        with kept_ledger(folder, file) as kept:
            assert kept.write(passed(read_scenario(kept.scenario_folder)))
        texts.append(file.read_text())
    assert texts[0] == texts[1]
    rows = [line.split(",") for line in texts[0].splitlines()]
    assert [row[1:5] for row in rows if row[0] == "A3"] == [
        ["5", "25", "2026-02-23", "week"],
        ["6", "25", "2026-03-02", "week"],
    ]


def test_file_that_is_not_there_is_begun_from_the_scenarios_own(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kept.csv"
    with kept_ledger(folder, file) as kept:
        assert kept.is_new
        assert kept.scenario_folder == folder
        assert kept.write(passed(read_scenario(folder)))
    assert "A1,2.75,37.5,2026-03-02,week" in file.read_text()
    assert "A1,1.5,37.5,2026-02-23,brought" in file.read_text()


def test_folder_that_is_not_there_is_refused_before_anything_is_planned(
    folder: Path, tmp_path: Path
) -> None:
    """It was made without a word, so that a slip of the pen began a second ledger."""
    with (
        pytest.raises(InputError, match="is in a folder that is not there"),
        kept_ledger(folder, tmp_path / "nodir" / "kept.csv"),
    ):
        pass
    assert not (tmp_path / "nodir").exists()


def test_week_that_is_planned_again_is_said_to_be_replaced(folder: Path, tmp_path: Path) -> None:
    """It was told as rolled on, as if the week counted twice."""
    file = tmp_path / "kept.csv"
    file.write_text(HEADER + A3)
    told: list[str] = []
    for _ in range(2):
        with kept_ledger(folder, file) as kept:
            plan = passed(read_scenario(kept.scenario_folder))
            kept.write(plan)
            told += ledger_lines(kept, plan)
    assert told[0].endswith("rolled on by this plan's weeks")
    assert told[1].endswith("the week of 2026-03-02, planned before, replaced by this plan's")


def test_failed_plan_leaves_the_file_as_it_was(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    file.write_text(HEADER + A3)
    with kept_ledger(folder, file) as kept:
        assert not kept.write(passed(read_scenario(kept.scenario_folder), "failed"))
    assert file.read_text() == HEADER + A3


def test_ledger_of_a_plan_is_read_and_left(folder: Path, tmp_path: Path) -> None:
    """Or the plan that it belongs to would fail its check."""
    (tmp_path / "last").mkdir()
    (tmp_path / "last" / "plan.json").write_text("{}")
    file = tmp_path / "last" / "ledger.csv"
    file.write_text(HEADER + A3)
    with kept_ledger(folder, file) as kept:
        scenario = read_scenario(kept.scenario_folder)
        assert scenario.ledger[0].week == dt.date(2026, 2, 23)
        assert not kept.write(passed(scenario))
    assert file.read_text() == HEADER + A3


def test_leavers_stay_in_the_file_and_out_of_the_plan(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    file.write_text(HEADER + "Z9,30,37.5,2026-02-23\n" + A3)
    with kept_ledger(folder, file) as kept:
        assert kept.others == ("Z9",)
        scenario = read_scenario(kept.scenario_folder)
        assert {row.agent_id for row in scenario.ledger} == {"A3"}
        kept.write(passed(scenario))
    assert "Z9,30,37.5,2026-02-23" in file.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agent_id,unsocial_hours\nA3,5\n", "the column is missing"),
        (HEADER + "A3,-5,25,2026-02-23\n", "is less than 0"),
        (HEADER + "A3,5,25,23/02/2026\n", "is not a date"),
    ],
)
def test_faults_name_the_file(folder: Path, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "kept.csv"
    file.write_text(text)
    with pytest.raises(InputError) as raised, kept_ledger(folder, file):
        pass
    (problem,) = raised.value.problems
    assert problem.file == str(file)
    assert said in problem.message


def test_folder_is_no_ledger(folder: Path) -> None:
    with pytest.raises(InputError), kept_ledger(folder, folder):
        pass
