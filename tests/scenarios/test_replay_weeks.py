"""The weeks that the replay benchmark plans: made from what came before each, and nothing else."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_staffing import Loads, free_heads, presence_of
from benchmarks.replay_week import (
    EARLIER_AUGUST_WEEKS,
    JANUARY_WEEKS,
    WEEKS,
    BankWeek,
    bank_week,
    scaled_hours,
)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[dt.date, BankWeek]:
    return {week: bank_week(week, tmp_path_factory.mktemp("week")) for week in WEEKS}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.mark.parametrize("week", WEEKS)
def test_a_week_knows_only_what_came_before_it(
    weeks: dict[dt.date, BankWeek], week: dt.date
) -> None:
    folder = weeks[week].folder
    first_moment = f"{week} 04:00"
    assert max(row["interval_start"] for row in rows(folder / "history.csv")) < first_moment
    assert max(row["start"] for row in rows(folder / "worked.csv")) < first_moment
    assert sorted(path.name for path in folder.iterdir()) == [
        "agents.csv",
        "history.csv",
        "ledger.csv",
        "requests.csv",
        "scenario.yaml",
        "skills.csv",
        "worked.csv",
    ]


PUBLISHED_CONTACTS = {
    dt.date(1999, 1, 17): 7_604,
    dt.date(1999, 1, 24): 5_941,
    dt.date(1999, 8, 8): 9_054,
    dt.date(1999, 8, 15): 7_389,
}


@pytest.mark.parametrize("week", [*JANUARY_WEEKS, *EARLIER_AUGUST_WEEKS])
def test_an_earlier_week_is_a_sound_scenario_and_brings_the_published_contacts(
    weeks: dict[dt.date, BankWeek], week: dt.date
) -> None:
    made = weeks[week]
    scenario = read_scenario(made.folder)
    assert scenario.grid.days[0] == week
    assert {agent.agent_id for agent in scenario.agents} == {
        row["agent_id"] for row in rows(made.folder / "skills.csv")
    }
    # Cut at 04:00, not midnight.
    assert len(rows(made.contacts)) == pytest.approx(PUBLISHED_CONTACTS[week], abs=2)


def test_weeks_without_records_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no records of a week of 1999-08-29"):
        bank_week(dt.date(1999, 8, 29), tmp_path)


@pytest.mark.parametrize("hours", [500.0, 618.5, 728.0])
def test_contracts_are_scaled_to_the_hours_asked_for(tmp_path: Path, hours: float) -> None:
    folder = bank_week(WEEKS[0], tmp_path).folder
    before = [float(row["weekly_hours"]) for row in rows(folder / "agents.csv")]
    scaled_hours(folder, hours)
    after = [float(row["weekly_hours"]) for row in rows(folder / "agents.csv")]
    assert sum(after) == hours
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(max(3.0, old * hours / sum(before)), abs=0.5)


LOADS = Loads(
    contacts=np.array([0.0, 30.0, 60.0, 30.0]),
    work_s=np.array([0.0, 5_400.0, 10_800.0, 5_400.0]),
    given_up_per_s=np.array([0.0, 0.075, 0.15, 0.075]),
)


def heads(hours: float, seats: int = 13) -> list[int]:
    return free_heads(LOADS, hours, seats, 20.0, 0.8, 5.0).tolist()


def test_free_heads_go_where_contacts_come_and_use_the_hours() -> None:
    found = heads(10.0)
    assert found[0] == 0
    assert sum(found) == 20
    assert found[2] > found[1]
    assert min(found[1], found[3]) > 0


def test_free_heads_keep_to_the_seats() -> None:
    assert max(heads(15.0, seats=6)) == 6


def test_short_of_hours_the_lesser_half_hours_are_given_up_for_the_greater() -> None:
    """Why the replayed rotas are planned for a longer wait than the one that counts."""
    assert heads(5.0) == [0, 0, 10, 0]
    longer = free_heads(LOADS, 5.0, 13, 300.0, 0.8, 5.0).tolist()
    assert min(longer[1:]) > 0


def test_presence_of_heads_has_their_hours() -> None:
    spans = presence_of(np.array([0, 2, 3, 0, 1]), ("PS",))
    assert sum(span.end_s - span.start_s for span in spans) == 6 * 1_800
    assert [(s.agent_id, s.start_s, s.end_s) for s in spans] == [
        ("nobody-1", 1_800, 5_400),
        ("nobody-1", 7_200, 9_000),
        ("nobody-2", 1_800, 5_400),
        ("nobody-3", 3_600, 5_400),
    ]
