"""Contradictions through the real command line: said in words and for programs, and cured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import run_here
from tests.tiny_scenario import PINS_CSV, append_row, write_tiny_scenario

pytestmark = pytest.mark.usefixtures("unhurried")

QUICK = ("--reproducible", "--seconds", "1")

PIN_AND_AVAILABILITY = """\
No rota (infeasible): the hard rules contradict each other.

1. No week of Dev (A4) can hold all of these:
   - Dev (A4) can work only 08:00–14:00 on Fri 6 Mar
   - Dev (A4) is pinned at work Fri 6 Mar 15:00–16:00 (pin 2)
   What would cure it, each tried:
   + drop pin 2 of Dev (A4) (Fri 6 Mar 15:00–16:00) [pins.csv row 4]
   + if Dev (A4) agrees: available until 16:00 in place of 14:00 on Fri 6 Mar
     [availability.csv row 3, column available_to]
"""


def test_contradiction_is_named_in_words_and_for_programs_and_its_cures_cure_it(
    tmp_path: Path,
) -> None:
    late = append_row("pins.csv", "A4,2026-03-06T15:00,2026-03-06T16:00,work,")
    folder = write_tiny_scenario(tmp_path, files=late)
    out = tmp_path / "plan"
    shown = run_here("plan", folder, "--out", out, *QUICK, "--json")
    assert shown.returncode == 3
    # Where a stage takes long its lines tell how far it is.
    stages, begins, said = shown.stderr.partition("No rota ")
    assert stages.startswith("read\n")
    assert "\ndiagnose\n" in stages
    assert begins + said == PIN_AND_AVAILABILITY

    found = json.loads(shown.stdout)
    assert found["status"] == "infeasible"
    (conflict,) = found["conflicts"]
    assert [element["key"] for element in conflict["elements"]] == [
        "availability:A4:1",
        "pin:A4:2",
    ]
    assert conflict["agent_ids"] == ["A4"]
    assert conflict["is_minimal"] is True
    assert [(cure["kind"], cure["file"]) for cure in conflict["cures"]] == [
        ("pin", "pins.csv"),
        ("availability", "availability.csv"),
    ]
    assert found["remarks"] == []
    assert not out.exists()

    # The first cure, made in the file as a supervisor would.
    (folder / "pins.csv").write_text(PINS_CSV, encoding="utf-8")
    made = run_here("plan", folder, "--out", out, *QUICK)
    assert made.returncode == 0, made.stderr
    assert run_here("verify", folder, out).returncode == 0


@pytest.mark.slow
def test_too_few_seats_for_those_pinned_name_the_people_and_the_seats(tmp_path: Path) -> None:
    pinned = "".join(f"A{n},2026-03-03T10:00,2026-03-03T10:30,work,\n" for n in (1, 2, 3))
    folder = write_tiny_scenario(
        tmp_path,
        edits={"seats: 3": "seats: 2"},
        files={"pins.csv": f"agent_id,start,end,kind,queue\n{pinned}"},
    )
    shown = run_here("plan", folder, "--out", tmp_path / "plan", *QUICK, "--json")
    assert shown.returncode == 3
    (conflict,) = json.loads(shown.stdout)["conflicts"]
    assert {element["key"] for element in conflict["elements"]} == {
        "seats:main",
        "pin:A1:1",
        "pin:A2:1",
        "pin:A3:1",
    }
    assert conflict["cures"][0]["kind"] == "seats"
    assert "No rota of Ada (A1), Ben (A2) and Cleo (A3) together" in shown.stderr
