"""The chain behind a moment, held against the rows of the files themselves."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import contents, run_here


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def chain(plan: Path, agent: str, at: str) -> dict[str, Any]:
    done = run_here("explain", plan, "--agent", agent, "--at", at, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def on_phone(small_plan: Path) -> dict[str, Any]:
    return chain(small_plan, "A2", "2026-03-06T10:20")


def test_block_is_the_row_of_the_rota(small_plan: Path, on_phone: dict[str, Any]) -> None:
    (row,) = [
        row
        for row in rows(small_plan / "rota.csv")
        if row["agent_id"] == "A2" and row["start"] <= "2026-03-06T10:20" < row["end"]
    ]
    assert on_phone["doing"] == "work"
    assert on_phone["allocation"] == "A2/2026-03-06"
    assert "|".join(on_phone["block"]["queues"]) == row["queue"]
    assert on_phone["words"][0] == (
        "Ben (A2) is on the phone for sales Fri 6 Mar 09:45–12:00, in the shift 08:00–16:00."
    )


def test_need_is_that_of_the_files(small_plan: Path, on_phone: dict[str, Any]) -> None:
    need = on_phone["need"]
    (staffing,) = [
        row
        for row in rows(small_plan / "staffing.csv")
        if row["interval_start"].startswith("2026-03-06T10:15")
    ]
    assert need["is_there"]
    assert need["required_agents"] == int(staffing["required_agents"])
    assert need["scheduled_agents"] == int(staffing["scheduled_agents"])
    filed = {
        row["queue"]: row
        for row in rows(small_plan / "requirements.csv")
        if row["interval_start"].startswith("2026-03-06T10:15")
    }
    for queue in need["queues"]:
        row = filed[queue["queue"]]
        assert queue["forecast_contacts"] == float(row["forecast_contacts"])
        level = float(row["expected_service_level"])
        assert queue["service_level_with"] == pytest.approx(level)
        assert queue["service_level_without"] < queue["service_level_with"]
    assert need["late_contacts_without"] > need["late_contacts_with"]


def test_history_rows_are_those_of_the_file(small_plan: Path, on_phone: dict[str, Any]) -> None:
    lines = (small_plan / "scenario" / "history.csv").read_text(encoding="utf-8").splitlines()
    assert len(on_phone["history"]) == 4  # two weeks of two queues
    for told in on_phone["history"]:
        start, queue, contacts, aht_s = lines[told["row"] - 1].split(",")[:4]
        assert told["file"] == "scenario/history.csv"
        assert (told["queue"], told["contacts"]) == (queue, float(contacts))
        assert told["aht_s"] == (float(aht_s) if aht_s else None)
        assert told["interval_start"].startswith(start.replace(" ", "T"))
        assert start[11:16] == "10:00"  # the half-hour that holds 10:20
    days = {told["interval_start"][:10] for told in on_phone["history"]}
    assert days == {"2026-02-20", "2026-02-27"}  # Fridays


def test_accuracy_and_model_are_those_of_the_plan(
    small_plan: Path, on_phone: dict[str, Any]
) -> None:
    summary = json.loads((small_plan / "plan.json").read_text(encoding="utf-8"))
    assert on_phone["forecast"]["model"] == summary["forecast"]["model"]["words"]
    told = {row["queue"]: row["accuracy"] for row in on_phone["forecast"]["queues"]}
    for row in summary["forecast"]["accuracy"]:
        if row["queue"] in told:
            assert told[row["queue"]] == row


def test_rules_carry_parameters_and_margins_that_are_filed_claims(
    small_plan: Path, on_phone: dict[str, Any]
) -> None:
    text = (small_plan / "justifications.json").read_text(encoding="utf-8")
    filed = {
        claim["id"]: claim
        for one in json.loads(text)
        for part in ("eligibility", "fairness", "service")
        for claim in one[part]
    }
    rest = next(rule for rule in on_phone["rules"] if rule["id"] == "daily_rest")
    assert rest["parameters"]["rest_minutes"] == 660
    assert rest["margins"]
    for rule in on_phone["rules"]:
        for margin in rule["margins"]:
            reference = margin.pop("reference")
            assert margin == filed[margin["id"]]
            assert len(reference) == 8
    late = next(term for term in on_phone["prices"] if term["term"] == "late_contacts")
    assert late["without"] == filed["A2/2026-03-06/without.late_contacts"]


@pytest.mark.parametrize(
    ("agent", "at", "doing", "fact"),
    [
        ("A2", "2026-03-06T09:35", "rest", "break of 15 min (paid)"),
        ("A3", "2026-03-05T11:00", "before_shift", "The week has 5 shifts"),
        ("A3", "2026-03-05T17:00", "after_shift", "pins.csv pins work"),
        ("A1", "2026-03-07T10:00", "day_off", "The site is closed on Sat 7 Mar"),
    ],
)
def test_moments_off_the_phone_are_answered(
    small_plan: Path, agent: str, at: str, doing: str, fact: str
) -> None:
    told = chain(small_plan, agent, at)
    assert told["doing"] == doing
    assert any(fact in line for line in told["facts"])
    assert len(told["words"]) == 3
    assert (told["need"] is None) == ("03-07" in at)
    if told["need"]:
        assert not told["need"]["is_there"]
        assert told["need"]["late_contacts_without"] > told["need"]["late_contacts_with"]


def test_first_of_two_like_breaks_has_its_own_window_alone(small_plan: Path) -> None:
    """Both of the day's quarter-hours stood there, for either."""
    for at, window in (("09:35", "75 to 150"), ("14:05", "330 to 405")):
        told = chain(small_plan, "A2", f"2026-03-06T{at}")
        (line,) = [fact for fact in told["facts"] if "break plan" in fact]
        assert f"begun {window} min after" in line


def test_three_lines_come_first_and_nothing_is_written(small_plan: Path) -> None:
    before = contents(small_plan)
    done = run_here("explain", small_plan, "--agent", "ben", "--at", "2026-03-06 10:20")
    lines = done.stdout.splitlines()
    assert lines[3] == ""
    assert lines[:3] == chain(small_plan, "A2", "2026-03-06T10:20")["words"]
    more = run_here("explain", small_plan, "--agent", "A2", "--at", "2026-03-06T10:20", "--detail")
    assert len(more.stdout) > len(done.stdout)
    assert contents(small_plan) == before


def test_time_with_an_offset_is_that_moment(small_plan: Path) -> None:
    told = chain(small_plan, "A2", "2026-03-06T12:20+02:00")
    assert told["at"] == "2026-03-06T10:20:00+00:00"


@pytest.mark.parametrize(
    ("agent", "at", "said"),
    [
        ("Bern", "2026-03-06T10:20", "Is Ben (A2) meant?"),
        ("A2", "2026-03-09T00:00", "is outside the planned days"),
        ("A2", "2026-03-01T23:59", "give a time from 2026-03-02T00:00+00:00"),
        ("A2", "half past ten", "is not a date and time"),
        ("A2", "2026-03-32T10:00", "is not a moment of the calendar"),
        ("A2", "2026-03-29T01:30", "is a time that the clocks skipped that day"),
    ],
)
def test_bad_input_is_answered_with_what_to_give(
    small_plan: Path, agent: str, at: str, said: str
) -> None:
    done = run_here("explain", small_plan, "--agent", agent, "--at", at)
    assert done.returncode == 2
    assert said in done.stderr


def test_both_faults_are_told_at_once(small_plan: Path) -> None:
    done = run_here("explain", small_plan, "--agent", "nobody", "--at", "never")
    assert done.stderr.count("\n") == 2
