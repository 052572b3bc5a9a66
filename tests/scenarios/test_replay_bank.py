"""The bank's recorded contacts through its own presence: the replay gives the bank back.

Wrap-up and absence are read from 1-21 August; the week of 22 August is in none of it. The
priorities of 15-21 August are not in the scenario's source, so nobody is credited a wait there.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest

from allocator.pipeline.replay_contacts import ReplaySettings, fit, replay_contacts
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[2] / "scenarios" / "bank-august"
RECORDS = SCENARIO / "source" / "contacts.csv.gz"
ACTUALS = SCENARIO / "actuals"
THREE_POINTS = 0.03


@pytest.fixture(scope="module")
def fitted() -> dict[str, Any]:
    return fit(read_scenario(SCENARIO), RECORDS, 30)


@pytest.fixture(scope="module")
def week_of_15_august(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("weeks") / "15-august.csv"
    with gzip.open(RECORDS, "rt", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(row for row in rows if row[0] >= "1999-08-15 04:00:00")
    return out


def replayed(contacts: Path, fitted: dict[str, Any], credit_s: float, **options: Any) -> dict:
    settings = ReplaySettings(
        wrap_up_s=fitted["wrap_up_s"],
        absence_share=fitted["absence_share"],
        credit_s=credit_s,
        **options,
    )
    return replay_contacts(SCENARIO, contacts, None, settings)


def test_wrap_up_and_absence_of_1_to_21_august(fitted: dict[str, Any]) -> None:
    assert fitted["wrap_up_s"] == 5
    assert fitted["absence_share"] == pytest.approx(0.213, abs=0.001)
    assert fitted["present_hours"] == pytest.approx(581 + 470 + 551, abs=2)
    assert min(fitted["absence_by_day"]) == "1999-08-01"
    assert all(0.13 < share < 0.36 for share in fitted["absence_by_day"].values())


def test_patience_of_1_to_21_august_as_single_waits_show_it(fitted: dict[str, Any]) -> None:
    regular = fitted["patience"]["PS"]
    assert (regular["waited"], regular["abandoned"]) == (13_588, 3278)
    assert (regular["mean_low_s"], regular["mean_high_s"]) == pytest.approx((443, 475), abs=0.6)
    assert not regular["exponential"]
    # A rush at the first announcement; who has waited for minutes mostly stays.
    by_start = {rate["from_s"]: rate["per_s"] for rate in regular["rates"]}
    assert by_start[5] > 5 * by_start[0]
    assert by_start[5] > 5 * by_start[240]
    assert fitted["patience"]["PE"]["exponential"]  # 39 of them cannot tell


def test_the_week_of_22_august_comes_within_three_points(fitted: dict[str, Any]) -> None:
    found = replayed(ACTUALS / "contacts.csv.gz", fitted, 90)
    week = found["all"]
    assert found["presence_hours"] == pytest.approx(578, abs=1)  # the published hours on the phone
    assert week["recorded_service_level_share"] == pytest.approx(0.624, abs=0.001)
    assert week["recorded_abandoned_share"] == pytest.approx(0.094, abs=0.001)
    for name in ("service_level_share", "abandoned_share"):
        assert abs(week[f"replayed_{name}"] - week[f"recorded_{name}"]) < THREE_POINTS


def test_the_week_of_15_august_comes_within_three_points(
    fitted: dict[str, Any], week_of_15_august: Path
) -> None:
    week = replayed(week_of_15_august, fitted, 0)["all"]
    assert week["recorded_service_level_share"] == pytest.approx(0.536, abs=0.001)
    assert week["recorded_abandoned_share"] == pytest.approx(0.124, abs=0.001)
    for name in ("service_level_share", "abandoned_share"):
        assert abs(week[f"replayed_{name}"] - week[f"recorded_{name}"]) < THREE_POINTS


def test_days_of_22_august_scatter_about_the_records(fitted: dict[str, Any]) -> None:
    """Single days miss by up to eight points; those below 500 contacts are not held to it."""
    days = replayed(ACTUALS / "contacts.csv.gz", fitted, 90, draws=40)["days"]
    misses = [
        day["replayed_service_level_share"] - day["recorded_service_level_share"]
        for day in days
        if day["contacts"] > 500
    ]
    assert len(misses) == 5
    assert max(abs(miss) for miss in misses) < 0.08
    assert abs(sum(misses) / 5) < THREE_POINTS
