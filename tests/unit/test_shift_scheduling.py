"""The benchmark of shift scheduling, on instances of our own making."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from allocator.rota.roster.compile_problem import compile_problem
from benchmarks import shift_scheduling
from benchmarks.shift_scheduling import checked
from benchmarks.shift_scheduling_instances import make_instance
from benchmarks.shift_scheduling_layout import (
    instance_text,
    read_instance,
    read_rosters,
    roster_text,
)
from benchmarks.shift_scheduling_scenario import roster_of, rota_of, scenario_of

SMALL = """
# Two weeks, two people
SECTION_HORIZON
14
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=14|L=2,4800,3360,5,2,2,1
B,E=14|L=0,4800,0,4,1,1,2
SECTION_DAYS_OFF
A,2
SECTION_SHIFT_ON_REQUESTS
A,0,E,3
B,1,E,2
SECTION_SHIFT_OFF_REQUESTS
B,3,E,4
SECTION_COVER
0,E,1,100,1
0,L,1,100,1
3,E,1,100,7
"""

KEPT = ("EE..EEEEE.....", "EE.EE.........")
"""A's and B's days, all rules kept."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "Small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def verdict(small: Path, *rows: str) -> tuple[float, list[str]]:
    instance = read_instance(small)
    scenario = scenario_of(instance)
    roster = {
        one.person_id: tuple(None if cell == "." else cell for cell in row)
        for one, row in zip(instance.staff, rows, strict=True)
    }
    rota = rota_of(scenario, roster)
    assert roster_of(scenario, rota) == roster
    cost, findings = checked(scenario, rota)
    return cost, [finding.rule_id for finding in findings]


def test_a_roster_is_priced_by_wishes_and_cover(small: Path) -> None:
    # L missing on day 0; E one too many there; B works E on day 3.
    assert verdict(small, *KEPT) == (100 + 1 + 4, [])
    # B works a day less, which was asked for; nobody is there on day 3.
    assert verdict(small, KEPT[0], "E...E.........") == (100 + 1 + 2 + 100, [])


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        (("EEE..EEEE.....", KEPT[1]), ["pins"]),
        (("EE..EEEE.EE...", KEPT[1]), ["rest_runs"]),
        (("EE...E..EEEE..", KEPT[1]), ["work_runs"]),
        (("EE..EEEE......", KEPT[1]), ["contracted_hours"]),
        (("EE..EEE..EEEEE", KEPT[1]), ["weekends_worked"]),
        (("EE..EEEEEE....", KEPT[1]), ["days_in_a_row"]),
        (("EL..EEEEE.....", KEPT[1]), []),
        (("LE..EEEEE.....", KEPT[1]), ["shift_successions"]),
        (("LL..EEEEL.....", KEPT[1]), ["kind_limits"]),
        ((KEPT[0], "LL............"), ["shift_patterns", "shift_patterns", "kind_limits"]),
    ],
)
def test_each_limit_is_a_rule_of_ours(
    small: Path, rows: tuple[str, str], broken: list[str]
) -> None:
    assert verdict(small, *rows)[1] == broken


def test_a_run_at_either_end_is_not_short(small: Path) -> None:
    _, found = verdict(small, "E..EEEE......E", "..............")
    assert found == ["contracted_hours", "weekends_worked"]  # and not work_runs


def test_instances_are_written_as_they_are_read(tmp_path: Path) -> None:
    made = make_instance(people=5, shifts=4, days=28, seed=3)
    path = tmp_path / "made.txt"
    path.write_text(instance_text(made), encoding="utf-8")
    assert read_instance(path) == made
    assert made == make_instance(people=5, shifts=4, days=28, seed=3)
    assert made != make_instance(people=5, shifts=4, days=28, seed=4)


def test_rosters_are_read_as_they_are_written() -> None:
    roster = {"A": ("D", None, "a1"), "P012": (None, None, "D")}
    text = roster_text(roster)
    assert text == "   A:  D=  .a1=\nP012:   .  . D=\n"
    assert read_rosters(f"{text}Final solution: 608\n{text}", 3) == [roster, roster]


def test_no_rule_is_left_out_of_an_instance_of_every_kind() -> None:
    for shifts, days in ((1, 7), (3, 14), (32, 10)):
        instance = make_instance(people=3, shifts=shifts, days=days, seed=1)
        assert compile_problem(scenario_of(instance)).unstated == ()


def test_a_small_instance_is_solved_and_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "roster.txt"
    given = [str(small), "--limit", "10", "--out", str(out), "--json"]
    monkeypatch.setattr(sys, "argv", ["shift_scheduling", *given])
    shift_scheduling.main()
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"instance", "objective", "bound", "seconds", "feasible"}
    assert answer["instance"] == "Small"
    assert answer["feasible"]
    assert answer["objective"] == answer["bound"] == 3
    (roster,) = read_rosters(out.read_text(encoding="utf-8"), 14)
    scenario = scenario_of(read_instance(small))
    assert checked(scenario, rota_of(scenario, roster)) == (3, [])
