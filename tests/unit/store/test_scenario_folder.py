"""A scenario's folder as a whole: what is read, what is hashed, all faults at once."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from csv import DictReader
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from allocator.errors import InputError
from allocator.store.scenario_files import TABLES, VOLUMES
from allocator.store.scenario_folder import read_scenario, read_scenario_with_warnings
from allocator.store.table_spec import TableSpec
from tests.tiny_scenario import (
    AGENTS_CSV,
    SKILLS_CSV,
    append_row,
    default_files,
    history_csv,
    read_tiny_scenario,
    write_tiny_scenario,
)
from tests.unit.store.faults import doubts, faults, places, settings_line


def test_tiny_scenario_is_sound_and_without_doubt(tmp_path: Path) -> None:
    scenario, warnings = read_scenario_with_warnings(write_tiny_scenario(tmp_path))
    assert warnings == ()
    assert [agent.agent_id for agent in scenario.agents] == ["A1", "A2", "A3", "A4"]
    assert len(scenario.history) == 400
    assert scenario.settings.rules["daily_rest"] == {"rest_minutes": 660}
    assert len(scenario.open_intervals) == 5 * 10 * 4
    assert scenario.pins[0].start == dt.datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Europe/London"))
    assert scenario.history[0].interval_start == dt.datetime(2026, 2, 16, 8)  # noqa: DTZ001  # local


def test_only_agents_skills_and_history_are_required(tmp_path: Path) -> None:
    optional = ("availability", "requests", "pins", "worked", "ledger")
    scenario = read_tiny_scenario(tmp_path, files={f"{name}.csv": None for name in optional})
    assert all(getattr(scenario, name) == () for name in optional)


def test_missing_files_are_all_told(tmp_path: Path) -> None:
    found = faults(tmp_path, files={"scenario.yaml": None, "skills.csv": None, "history.csv": None})
    assert [(one.file, one.message) for one in found] == [
        ("scenario.yaml", "the file is missing"),
        ("skills.csv", "the file is missing"),
        ("history.csv", "the file is missing"),
    ]
    assert found[2].remedy == (
        "Add history.csv, or volumes.csv to the folder; docs/scenario-format.md shows what it "
        "holds."
    )


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        read_scenario(tmp_path / "nowhere")


def test_planning_file_that_is_a_folder(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, files={"pins.csv": None})
    (folder / "pins.csv").mkdir()
    with pytest.raises(InputError, match=r"pins\.csv: cannot be read"):
        read_scenario(folder)


def test_faults_of_several_files_come_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={"target_share: 0.8": "target_share: 8"},
        files={
            "agents.csv": AGENTS_CSV.replace("Ben", "Bén").encode("latin-1"),
            "skills.csv": SKILLS_CSV + "A2,slaes,1,1.0\n",
            "history.csv": history_csv().replace("contacts", "calls"),
            "requests.csv": "",
            **append_row("ledger.csv", "A3,-2,10"),
        },
    )
    assert places(found) == [
        ("scenario.yaml", settings_line("target_share: 0.8"), "queues[sales].target_share", "8"),
        ("agents.csv", 3, "name", "Bén"),
        ("skills.csv", 9, "queue", "slaes"),
        ("history.csv", 1, "calls", "calls"),
        ("history.csv", 1, "contacts", "interval_start,queue,calls,aht_s,abandoned,mean_wait_s"),
        ("requests.csv", 1, None, None),
        ("ledger.csv", 4, "unsocial_hours", "-2"),
    ], "and no agent is called unknown because agents.csv could not be read"


def test_unknown_names_are_told_while_the_settings_have_another_fault(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={"seats: 3": "seats: 0"},
        files=append_row("agents.csv", "A5,Eve,fulll,37.5"),
    )
    assert places(found) == [
        ("scenario.yaml", settings_line("seats: 3"), "pools[main].seats", "0"),
        ("agents.csv", 6, "contract", "fulll"),
    ]


def test_hash_is_of_the_planning_files_alone(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path)
    before = read_scenario(folder).input_hash
    for name in ("actuals", "source"):
        (folder / name).mkdir()
        (folder / name / "contacts.csv").write_text("anything")
    (folder / "README.md").write_text("Assumptions")
    (folder / "notes.csv").write_text("x")
    assert read_scenario(folder).input_hash == before
    assert len(before) == 64


def test_copy_of_the_folder_has_the_same_hash(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path)
    shutil.copytree(folder, tmp_path / "copy")
    assert read_scenario(tmp_path / "copy").input_hash == read_scenario(folder).input_hash


@pytest.mark.parametrize("table", [table for table in TABLES if table is not VOLUMES])
def test_every_table_changes_the_hash(tmp_path: Path, table: TableSpec[BaseModel]) -> None:
    headers = {spec.file: ",".join(spec.columns) + "\n" for spec in TABLES if spec is not VOLUMES}
    folder = write_tiny_scenario(tmp_path, files={**headers, **default_files()})
    name = table.file
    before = read_scenario(folder).input_hash
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    assert read_scenario(folder).input_hash != before


def test_tables_that_planning_does_not_read_are_doubtful(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, files={"request.csv": "agent_id,date,kind\n"})
    assert (found.file, found.message) == ("request.csv", "is not a file that planning reads")


def test_hundred_thousand_rows_of_history_are_read_in_time(tmp_path: Path) -> None:
    start = dt.datetime(2020, 1, 1)  # noqa: DTZ001  # records are in local time
    lines = ["interval_start,queue,contacts,aht_s,abandoned,mean_wait_s"]
    for number in range(50_100):
        clock = start + dt.timedelta(minutes=30 * number)
        if clock.month != 3:  # in which clocks skip an hour
            lines += [f"{clock.isoformat()},{queue},7,181.5,1,12" for queue in ("sales", "help")]
    folder = write_tiny_scenario(tmp_path, files={"history.csv": "\n".join(lines)})

    begun = time.process_time()
    with (folder / "history.csv").open(newline="") as file:
        rows = list(DictReader(file))
        plain = [(dt.datetime.fromisoformat(row["interval_start"]), row) for row in rows]
    plain_s = time.process_time() - begun
    begun = time.process_time()
    scenario = read_scenario(folder)
    read_s = time.process_time() - begun
    assert len(scenario.history) == len(plain) > 90_000
    # Against the least that any reader does, as machines differ; it takes about four times that.
    assert read_s < 20 * plain_s
