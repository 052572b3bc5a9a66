"""The tables of ``scenarios/bank-august`` come from ``source/`` and from nothing else."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from allocator.domain.settings import Settings
from allocator.store.scenario_folder import read_scenario_with_warnings

SCENARIO = Path(__file__).parents[2] / "scenarios" / "bank-august"
sys.path.insert(0, str(SCENARIO))  # the builder's modules live beside the data that they build

from bank_tables import history  # noqa: E402
from bank_tables.records import (  # noqa: E402
    Contact,
    operating_date,
    presence,
    read_contacts,
)

TABLES = ("agents.csv", "skills.csv", "history.csv", "worked.csv", "ledger.csv", "requests.csv")
PLANNING_FILES = ("scenario.yaml", *TABLES)


def rows(table: str) -> list[dict[str, str]]:
    with (SCENARIO / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def settings() -> Settings:
    text = (SCENARIO / "scenario.yaml").read_text(encoding="utf-8")
    return Settings.model_validate(YAML(typ="safe").load(text))


@pytest.fixture(scope="module")
def contacts() -> list[Contact]:
    return read_contacts(SCENARIO / "source")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy of what the builder needs: scripts, settings and source, no tables, no actuals."""
    folder = tmp_path / "bank"
    ignored = shutil.ignore_patterns(*TABLES, "actuals", "__pycache__")
    shutil.copytree(SCENARIO, folder, ignore=ignored)
    return folder


def run_builder(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "build.py")], capture_output=True, text=True, check=False
    )


# -- rebuilding -----------------------------------------------------------------------------


def test_rebuilt_tables_equal_the_committed_ones_byte_for_byte(copied: Path) -> None:
    finished = run_builder(copied)
    assert finished.returncode == 0, finished.stderr
    for table in TABLES:
        assert (copied / table).read_bytes() == (SCENARIO / table).read_bytes(), table


def test_unreadable_actuals_change_no_table(copied: Path) -> None:
    (copied / "actuals").mkdir()
    (copied / "actuals" / "contacts.csv.gz").write_bytes(b"not what it says it is")
    (copied / "actuals" / "presence.csv").write_bytes(b"\xff\xfe")
    finished = run_builder(copied)
    assert finished.returncode == 0, finished.stderr
    for table in TABLES:
        assert (copied / table).read_bytes() == (SCENARIO / table).read_bytes(), table


def test_any_record_of_the_planned_week_may_change_without_touching_the_input_hash(
    tmp_path: Path,
) -> None:
    from allocator.store.scenario_folder import read_scenario

    folder = tmp_path / "bank"
    shutil.copytree(SCENARIO, folder, ignore=shutil.ignore_patterns("__pycache__"))
    untouched = read_scenario(folder)
    path = folder / "actuals" / "contacts.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode()
    path.write_bytes(gzip.compress(text.replace(",PS,", ",NE,").encode()))
    (folder / "actuals" / "presence.csv").write_text("date,agent\n", encoding="utf-8")
    assert read_scenario(folder) == untouched
    shutil.rmtree(folder / "actuals")
    assert read_scenario(folder) == untouched


def test_a_record_of_the_planned_week_in_source_is_refused(copied: Path) -> None:
    path = copied / "source" / "contacts.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode()
    last_allowed = "1999-08-22 03:59:59,PS,0,30,60,A01\n"
    path.write_bytes(gzip.compress((text + last_allowed).encode()))
    assert run_builder(copied).returncode == 0
    first_refused = "1999-08-22 04:00:00,PS,0,30,60,A01\n"
    path.write_bytes(gzip.compress((text + first_refused).encode()))
    finished = run_builder(copied)
    assert finished.returncode != 0
    assert "holds the planned week: 1999-08-22 04:00:00" in finished.stderr


def test_every_actual_record_lies_in_the_planned_week() -> None:
    with gzip.open(SCENARIO / "actuals" / "contacts.csv.gz", "rt", encoding="utf-8") as file:
        dates = {
            operating_date(dt.datetime.fromisoformat(row["arrived_at"]))
            for row in csv.DictReader(file)
        }
    week = {dt.date(1999, 8, 22) + dt.timedelta(days=n) for n in range(7)}
    assert dates == week
    assert {dt.date.fromisoformat(row["date"]) for row in rows("actuals/presence.csv")} == week


# -- against the published account of the same weeks ------------------------------------------


def test_history_holds_the_contacts_that_the_bank_was_offered() -> None:
    """Offered by calendar week as published with the records, and by queue in three weeks."""
    offered: Counter[dt.date] = Counter()
    by_queue: Counter[str] = Counter()
    for row in rows("history.csv"):
        date = dt.datetime.fromisoformat(row["interval_start"]).date()
        if date >= dt.date(1999, 8, 1):
            offered[date - dt.timedelta(days=(date.weekday() + 1) % 7)] += int(row["contacts"])
            by_queue[row["queue"]] += int(row["contacts"])
    assert offered == {
        dt.date(1999, 8, 1): 10_960,
        dt.date(1999, 8, 8): 9_054,
        dt.date(1999, 8, 15): 7_389,
    }
    assert by_queue == {"PS": 17_892, "NE": 2_265, "NW": 4_464, "PE": 111, "TT": 562, "IN": 2_109}


def test_source_repeats_the_service_and_the_rota_of_the_bank(contacts: list[Contact]) -> None:
    """Answered in 20 s 22.3%, 22.0%, 53.6%; agent-days 103, 79, 103 in the three weeks."""
    offered: Counter[int] = Counter()
    in_time: Counter[int] = Counter()
    for contact in contacts:
        week = (operating_date(contact.arrived_at) - dt.date(1999, 8, 1)).days // 7
        offered[week] += 1
        in_time[week] += contact.service_s is not None and contact.queue_s <= 20
    assert [round(in_time[week] / offered[week], 3) for week in (0, 1, 2)] == [0.223, 0.220, 0.536]
    days = presence(contacts)
    assert [sum(day.week == week for day in days) for week in (0, 1, 2)] == [103, 79, 103]
    assert len({day.agent for day in days}) == 28


def test_history_agrees_with_the_records_row_by_row(contacts: list[Contact]) -> None:
    counted: defaultdict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        start = history.half_hour(contact.arrived_at).isoformat(sep=" ", timespec="minutes")
        counted[start, contact.queue].append(contact)
    for row in rows("history.csv"):
        mine = counted.pop((row["interval_start"], row["queue"]), [])
        assert int(row["contacts"]) == len(mine)
        assert int(row["abandoned"]) == sum(c.service_s is None for c in mine)
        if mine:
            wait_s = sum(c.queue_s for c in mine) / len(mine)
            assert float(row["mean_wait_s"]) == pytest.approx(wait_s, abs=0.0501)
    assert not counted


def test_services_beyond_an_hour_are_cut_to_an_hour(contacts: list[Contact]) -> None:
    cut = [c for c in contacts if c.service_s is not None and c.service_s > 3_600]
    assert Counter(contact.queue for contact in cut) == {
        "IN": 17,
        "PS": 2,
        "TT": 2,
        "NE": 1,
        "NW": 1,
    }
    assert max(contact.service_s or 0 for contact in cut) == 36_291
    assert max(float(row["aht_s"] or 0) for row in rows("history.csv")) <= 3_600


# -- the week can be planned ------------------------------------------------------------------


def test_every_agent_has_shifts_that_add_up_to_the_contracted_hours(settings: Settings) -> None:
    patterns = {pattern.id: pattern for pattern in settings.shift_patterns}
    contracts = {contract.id: contract for contract in settings.contracts}
    for agent in rows("agents.csv"):
        contract = contracts[agent["contract"]]
        reachable = {0}
        for weekday in ("sun", "mon", "tue", "wed", "thu", "fri"):
            lengths = {
                minutes
                for name in contract.patterns
                if weekday in patterns[name].days
                for minutes in range(
                    patterns[name].shortest_minutes,
                    patterns[name].longest_minutes + 1,
                    patterns[name].length_every_minutes,
                )
            }
            reachable |= {total + minutes for total in reachable for minutes in lengths}
        assert float(agent["weekly_hours"]) * 60 in reachable, agent


def test_everybody_can_take_a_queue_and_every_queue_has_two_who_can() -> None:
    skills = rows("skills.csv")
    assert {row["agent_id"] for row in skills} == {row["agent_id"] for row in rows("agents.csv")}
    able = Counter(row["queue"] for row in skills if int(row["level"]) >= 1)
    assert set(able) == {"PS", "NE", "NW", "PE", "TT", "IN"}
    assert min(able.values()) >= 2


def test_breaks_never_overlap_nor_touch_the_edges_of_a_shift(settings: Settings) -> None:
    for plan in settings.break_plans:
        free_from = 0
        for pause in sorted(plan.breaks, key=lambda pause: pause.start_after_minutes):
            earliest, latest = pause.start_after_minutes
            assert earliest > free_from, plan.id
            free_from = latest + pause.minutes
        assert free_from < plan.shift_over_minutes, plan.id
        if plan.shift_over_minutes >= 360:
            assert max(pause.minutes for pause in plan.breaks) >= 20


def test_nothing_is_doubtful() -> None:
    _, warnings = read_scenario_with_warnings(SCENARIO)
    assert warnings == ()


def test_the_shrinkage_in_the_settings_is_the_calibrated_one(settings: Settings) -> None:
    script = SCENARIO / "calibrate_shrinkage.py"
    finished = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True
    )
    found = dict(line.rsplit(maxsplit=1) for line in finished.stdout.splitlines())
    assert round(float(found["shrinkage_share"]), 2) == settings.shrinkage_share
