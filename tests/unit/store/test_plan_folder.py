"""A plan's folder: written whole or not at all, read back exactly, refused when malformed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.findings import Finding
from allocator.domain.ledger import LedgerEntry
from allocator.domain.plan import Plan, PlanStatus, PlanSummary, QueueSummary
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.store.plan_folder import PLAN_FILES, check_replaceable, read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from tests.tiny_scenario import write_tiny_scenario

AUTUMN_CHANGE = {
    "start: 2026-03-02": "start: 2026-10-24",
    "days: [mon, tue, wed, thu, fri]\n    open: 08:00\n    close: 18:00": (
        "days: [sat, sun, mon]\n    open: 00:00\n    close: 24:00"
    ),
}
"""A week that begins on the eve of the change and is open through it."""


def plan_for(scenario: Scenario) -> Plan:
    """Return a plan with something of everything that files can hold, not a good one."""
    grid = scenario.grid
    night = grid.index(grid.at(dt.date(2026, 10, 25), 0))

    def block(start: int, end: int, activity: Activity, *queues: str) -> Block:
        return Block(
            agent_id="A1",
            start=grid.moment(start),
            end=grid.moment(end),
            activity=activity,
            queues=queues,
            with_agents=("A2", "A3") if activity is Activity.COACHING else (),
        )

    blocks = [
        # 00:00 to 01:45 the second time: over the repeated hour, 2 h 45 min.
        block(night, night + 6, Activity.WORK, "help", "sales"),
        block(night + 6, night + 7, Activity.BREAK),
        block(night + 7, night + 11, Activity.COACHING),
    ]
    requirements = tuple(
        Requirement(
            interval_start=grid.moment(index),
            pool="main",
            queue=queue,
            forecast_contacts=0.1 + 0.2,
            forecast_p10=0,
            forecast_p90=1e-7,
            aht_s=181.5,
            patience_s=240,
            expected_service_level=None if index % 2 else 2 / 3,
        )
        for index in range(night, night + 12)
        for queue in ("sales", "help")
    )
    staffing = tuple(
        StaffingRow(
            interval_start=grid.moment(index),
            pool="main",
            required_agents=3,
            scheduled_agents=None if index % 2 else 1,
        )
        for index in range(night, night + 12)
    )
    summary = PlanSummary(
        run_id="run-1",
        input_hash=scenario.input_hash,
        version="0.1.0",
        created_at="2026-10-20T09:00:00+00:00",
        seed=7,
        reproducible=True,
        status=PlanStatus.FEASIBLE,
        objective={"late_contacts": 1 / 3, "declined_requests": 3.0},
        objective_total=10 / 3,
        bound=3.25,
        gap_share=0.025,
        gap_contacts=1 / 12,
        stage_seconds={"forecast": 0.5},
        verdict="failed",
        findings=(
            Finding(
                rule_id="daily_rest",
                message="rests 10 h – too short",
                agent_id="A1",
                at=grid.moment(night + 7),
                figures={"rest_minutes": 600, "day": "Sunday"},
            ),
            Finding(rule_id="seats", message="nobody in particular"),
        ),
        forecast={"wape_share": {"sales": 0.2}},
        queues=(
            QueueSummary(
                queue="sales",
                pool="main",
                forecast_contacts=12.5,
                service_level_share=0.8,
                target_share=0.8,
                target_s=20,
                lowest_day_share=0.7,
                floor_share=0.5,
            ),
        ),
        paid_hours=2.75,
        contracted_hours=120,
    )
    row = {"agent_id": "A1", "unsocial_hours": 1.25, "contracted_hours": 37.5, "basis": "brought"}
    ledger = (LedgerEntry.model_validate(row | {"week": dt.date(2026, 10, 19)}),)
    return Plan(
        summary=summary,
        rota=Rota.of(blocks),
        requirements=requirements,
        staffing=staffing,
        ledger=ledger,
    )


@pytest.fixture
def scenario_folder(tmp_path: Path) -> Path:
    # pins, worked shifts and requests of the tiny scenario's own week would be out of place
    return write_tiny_scenario(
        tmp_path,
        edits=AUTUMN_CHANGE,
        files={"pins.csv": None, "requests.csv": None, "availability.csv": None},
    )


@pytest.fixture
def plan(scenario_folder: Path) -> Plan:
    return plan_for(read_scenario(scenario_folder))


@pytest.fixture
def written(tmp_path: Path, scenario_folder: Path, plan: Plan) -> Path:
    folder = tmp_path / "out" / "plan"
    write_plan(folder, plan, scenario_folder, [{"agent_id": "A1"}], "<html>–</html>")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_round_trip_is_exact_over_the_autumn_change(written: Path, plan: Plan) -> None:
    again = read_plan(written)
    assert again == plan
    assert [block.start.isoformat() for block in again.rota.blocks] == [
        block.start.isoformat() for block in plan.rota.blocks
    ]
    assert again.rota.shifts("A1")[0].minutes == 165


def test_second_write_gives_the_same_bytes(
    tmp_path: Path, written: Path, scenario_folder: Path
) -> None:
    copy = tmp_path / "copy"
    write_plan(copy, read_plan(written), scenario_folder, [{"agent_id": "A1"}], "<html>–</html>")
    assert contents(copy) == contents(written)


def test_files_have_the_columns_that_stay_fixed(written: Path) -> None:
    headers = {
        name: (written / name).read_text().splitlines()[0]
        for name in ("rota.csv", "requirements.csv", "staffing.csv")
    }
    assert headers == {
        "rota.csv": "agent_id,start,end,activity,queue,with_agents",
        "requirements.csv": (
            "interval_start,pool,queue,forecast_contacts,forecast_p10,forecast_p90,aht_s,"
            "expected_service_level,patience_s,load_correction,planned_contacts"
        ),
        "staffing.csv": "interval_start,pool,required_agents,scheduled_agents",
    }


def test_rota_is_written_in_the_sites_own_offset(written: Path) -> None:
    assert (written / "rota.csv").read_text().splitlines()[1:] == [
        "A1,2026-10-25T00:00:00+01:00,2026-10-25T01:30:00+01:00,work,help|sales,",
        "A1,2026-10-25T01:30:00+01:00,2026-10-25T01:45:00+01:00,break,,",
        "A1,2026-10-25T01:45:00+01:00,2026-10-25T01:45:00+00:00,coaching,,A2|A3",
    ]


def test_folder_holds_all_that_a_plan_holds(written: Path, scenario_folder: Path) -> None:
    assert {path.name for path in written.iterdir()} == set(PLAN_FILES)
    assert contents(written / "scenario") == contents(scenario_folder)
    assert json.loads((written / "justifications.json").read_text()) == [{"agent_id": "A1"}]
    assert (written / "report.html").read_text(encoding="utf-8") == "<html>–</html>"
    assert read_scenario(written / "scenario").input_hash == read_plan(written).summary.input_hash


def test_neither_readme_nor_actuals_are_copied(
    tmp_path: Path, scenario_folder: Path, plan: Plan
) -> None:
    (scenario_folder / "README.md").write_text("Assumptions")
    (scenario_folder / "actuals").mkdir()
    (scenario_folder / "actuals" / "presence.csv").write_text("x")
    before = set(contents(scenario_folder)) - {"README.md", "actuals/presence.csv"}
    write_plan(tmp_path / "plan", plan, scenario_folder, [], "")
    assert set(contents(tmp_path / "plan" / "scenario")) == before


def test_earlier_plan_is_replaced_whole(written: Path, scenario_folder: Path, plan: Plan) -> None:
    other = plan.model_copy(update={"rota": Rota(blocks=())})
    write_plan(written, other, scenario_folder, {}, "")
    assert read_plan(written) == other
    assert [path.name for path in written.parent.iterdir()] == ["plan"], "and nothing is left over"


def test_empty_folder_is_filled(tmp_path: Path, scenario_folder: Path, plan: Plan) -> None:
    (tmp_path / "plan").mkdir()
    write_plan(tmp_path / "plan", plan, scenario_folder, [], "")
    assert read_plan(tmp_path / "plan") == plan


def test_folder_with_something_else_in_it_is_left_as_it_was(
    tmp_path: Path, scenario_folder: Path, plan: Plan
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError) as caught:
        write_plan(precious, plan, scenario_folder, [], "")
    assert caught.value.problems == (
        InputProblem(
            str(precious),
            "holds thesis.txt and no plan",
            "Choose a new or empty folder, or one with an earlier plan to replace.",
        ),
    )
    assert contents(precious) == {"thesis.txt": b"years of work"}


def test_notes_beside_an_earlier_plan_are_not_thrown_away(
    written: Path, scenario_folder: Path, plan: Plan
) -> None:
    (written / "notes.txt").write_text("agreed with Ada")
    before = contents(written)
    with pytest.raises(InputError, match=r"holds notes\.txt beside an earlier plan"):
        write_plan(written, plan, scenario_folder, [], "")
    assert contents(written) == before


def test_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        check_replaceable(tmp_path / "plan")


def test_parent_that_is_a_file_is_refused(
    tmp_path: Path, scenario_folder: Path, plan: Plan
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        write_plan(tmp_path / "file" / "plan", plan, scenario_folder, [], "")


def test_failure_half_way_leaves_the_earlier_plan_and_nothing_else(
    written: Path, scenario_folder: Path, plan: Plan
) -> None:
    before = contents(written)
    with pytest.raises(TypeError):
        write_plan(written, plan, scenario_folder, [object()], "")
    assert contents(written) == before
    assert [path.name for path in written.parent.iterdir()] == ["plan"]


def test_scenario_changed_meanwhile_is_told_and_the_earlier_plan_stays(
    written: Path, scenario_folder: Path, plan: Plan
) -> None:
    before = contents(written)
    with (scenario_folder / "ledger.csv").open("a") as ledger:
        ledger.write("A3,1,100\n")
    with pytest.raises(InputError, match="has changed since the plan was begun"):
        write_plan(written, plan, scenario_folder, [], "")
    assert contents(written) == before


def test_plan_can_replace_the_folder_that_its_scenario_was_read_from(
    written: Path, plan: Plan
) -> None:
    write_plan(written, plan, written / "scenario", [], "")
    assert read_plan(written) == plan


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            replace("rota.csv", "coaching", "napping"),
            ("rota.csv", 4, "activity", "napping"),
        ),
        (
            replace("rota.csv", "2026-10-25T00:00:00+01:00", "tomorrow"),
            ("rota.csv", 2, "start", "tomorrow"),
        ),
        (
            replace("rota.csv", "01:45:00+00:00", "00:45:00+01:00"),
            ("rota.csv", 4, "end", "2026-10-25T00:45:00+01:00"),
        ),
        (
            replace("rota.csv", "help|sales", "help||sales"),
            ("rota.csv", 2, "queue", "help||sales"),
        ),
        (
            replace("rota.csv", "agent_id", "agent"),
            ("rota.csv", 1, "agent", "agent"),
        ),
        (
            replace("requirements.csv", "181.5", "-1"),
            ("requirements.csv", 2, "aht_s", "-1"),
        ),
        (
            replace("requirements.csv", "main,help", "main,sales"),
            ("requirements.csv", 3, "interval_start", "2026-10-25T00:00:00+01:00"),
        ),
        (
            replace("staffing.csv", ",3,", ",three,"),
            ("staffing.csv", 2, "required_agents", "three"),
        ),
        (
            replace("plan.json", '"feasible"', '"splendid"'),
            ("plan.json", None, "status", "splendid"),
        ),
        (
            replace("plan.json", '"seed": 7,', '"seed": 7'),
            ("plan.json", 7, None, '"reproducible": true,'),
        ),
        (
            replace("scenario/scenario.yaml", "name: Tiny", "name: [Tiny"),
            ("scenario/scenario.yaml", 2, "simulated", "simulated: true"),
        ),
    ],
)
def test_malformed_files_are_told_by_place(
    written: Path,
    change: Callable[[Path], None],
    expected: tuple[str, int | None, str | None, str | None],
) -> None:
    change(written)
    with pytest.raises(InputError) as caught:
        read_plan(written)
    found = caught.value.problems[0]
    assert (found.file, found.row, found.column, found.value) == expected


@pytest.mark.parametrize("name", ["rota.csv", "requirements.csv", "staffing.csv", "plan.json"])
def test_missing_file_of_a_plan(written: Path, name: str) -> None:
    (written / name).unlink()
    with pytest.raises(InputError) as caught:
        read_plan(written)
    (found,) = caught.value.problems
    assert (found.file, found.remedy) == (name, "Give a whole folder as allocator plan wrote it.")


def test_rows_of_the_rota_in_another_order_are_the_same_rota(written: Path, plan: Plan) -> None:
    header, *rows = (written / "rota.csv").read_text().splitlines()
    (written / "rota.csv").write_text("\n".join([header, *reversed(rows)]))
    assert read_plan(written).rota == plan.rota


def test_rota_without_rows_is_a_rota(tmp_path: Path, scenario_folder: Path, plan: Plan) -> None:
    empty = plan.model_copy(update={"rota": Rota(blocks=())})
    write_plan(tmp_path / "plan", empty, scenario_folder, [], "")
    assert read_plan(tmp_path / "plan").rota.blocks == ()


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        read_plan(tmp_path / "nowhere")
