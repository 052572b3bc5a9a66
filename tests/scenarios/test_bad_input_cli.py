"""Bad input through the real command line: what it says, its exit code, and what it leaves alone.

The wording and the place of each fault are the business of ``tests/unit/store``. Here stands what a
person at a terminal meets: every command that reads a scenario says the same, says it on standard
error, exits with 2, and a plan made before is left as it was.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import contents, run, run_here
from tests.tiny_scenario import (
    AGENTS_CSV,
    SCENARIO_YAML,
    SKILLS_CSV,
    append_row,
    write_tiny_scenario,
)

Files = dict[str, str | bytes | None]

FAULTS: dict[str, tuple[Files, str]] = {
    "missing column": (
        {
            "skills.csv": "\n".join(
                line.rpartition(",")[0].rpartition(",")[0] for line in SKILLS_CSV.splitlines()
            )
        },
        (
            "skills.csv, row 1, column level: the column is missing (value: 'agent_id,queue'). "
            "Add it to the header line and to each row."
        ),
    ),
    "unknown queue": (
        append_row("skills.csv", "A2,slaes,1,1.0"),
        (
            "skills.csv, row 9, column queue: the queue is not in scenario.yaml (value: 'slaes'). "
            "Is sales meant? Correct it, or add the queue to scenario.yaml."
        ),
    ),
    "duplicate agent": (
        append_row("agents.csv", "A1,Ada again,full,37.5"),
        (
            "agents.csv, row 6, column agent_id: the agent is already in row 2 (value: 'A1'). "
            "Remove one of the two rows."
        ),
    ),
    "negative volume": (
        append_row("history.csv", "2026-02-27T18:00,sales,-4,200,,"),
        (
            "history.csv, row 402, column contacts: is less than 0 (value: '-4'). "
            "Give a number of 0 or more."
        ),
    ),
    "empty file": (
        {"skills.csv": ""},
        (
            "skills.csv, row 1: the file is empty. "
            "Fill it in as docs/scenario-format.md shows, or remove it if it is optional."
        ),
    ),
    "broken YAML": (
        {"scenario.yaml": SCENARIO_YAML.replace("name: Tiny", "name: [Tiny")},
        "scenario.yaml, row 2, column simulated: ",
    ),
    "wrong encoding": (
        {"agents.csv": AGENTS_CSV.replace("Ben", "Bén").encode("latin-1")},
        (
            "agents.csv, row 3, column name: byte 0xE9 is not UTF-8 text (value: 'Bén'). "
            "Save the file again in the encoding UTF-8 (in Excel: 'CSV UTF-8')."
        ),
    ),
}
"""What the issue names, each with the one line that it gives, or with how that line begins."""


@pytest.fixture(scope="module")
def earlier_plan(tmp_path_factory: pytest.TempPathFactory, small_plan: Path) -> Path:
    """Return a copy of a plan, which no bad input may touch."""
    return Path(shutil.copytree(small_plan, tmp_path_factory.mktemp("earlier") / "plan"))


@pytest.mark.parametrize("fault", FAULTS)
def test_plan_says_what_is_wrong_and_leaves_the_earlier_plan_as_it_was(
    fault: str, tmp_path: Path, earlier_plan: Path
) -> None:
    files, line = FAULTS[fault]
    before = contents(earlier_plan)
    beside = sorted(earlier_plan.parent.iterdir())
    shown = run_here("plan", write_tiny_scenario(tmp_path, files=files), "--out", earlier_plan)
    assert (shown.returncode, shown.stdout) == (2, "")
    said = [text for text in shown.stderr.splitlines() if text.startswith(line.split(",")[0])]
    assert len(said) == 1
    assert said[0] == line or (line.endswith(": ") and said[0].startswith(line))
    assert said[0].endswith(".")
    assert contents(earlier_plan) == before
    assert sorted(earlier_plan.parent.iterdir()) == beside


@pytest.mark.parametrize("fault", FAULTS)
def test_other_commands_say_the_same_as_check(fault: str, tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, files=FAULTS[fault][0])
    checked = run_here("check", folder)
    assert (checked.returncode, checked.stdout) == (2, "")
    assert len(checked.stderr.splitlines()) == 1
    command = "forecast" if sorted(FAULTS).index(fault) % 2 else "staff"
    shown = run_here(command, folder)
    assert (shown.returncode, shown.stdout, shown.stderr) == (2, "", checked.stderr)


def test_all_faults_of_a_file_and_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {
        "agents.csv": f"{AGENTS_CSV}A1,Ada again,full,37.5\nA9,,full,ninety\n",
        **append_row("skills.csv", "A2,slaes,1,1.0\nA7,help,9,1.0"),
        **append_row("history.csv", "2026-02-27T18:00,sales,-4,200,,"),
    }
    out = tmp_path / "plan"
    shown = run("plan", write_tiny_scenario(tmp_path, files=files), "--out", out)
    assert shown.returncode == 2
    said = [line.split(": ")[0] for line in shown.stderr.splitlines() if ", row " in line]
    assert sorted(said) == [
        "agents.csv, row 6, column agent_id",
        "agents.csv, row 7, column name",
        "agents.csv, row 7, column weekly_hours",
        "history.csv, row 402, column contacts",
        "skills.csv, row 10, column agent_id",
        "skills.csv, row 10, column level",
        "skills.csv, row 9, column queue",
    ]
    assert not out.exists()


def test_scenario_that_is_not_there(tmp_path: Path) -> None:
    shown = run_here("plan", tmp_path / "nowhere", "--out", tmp_path / "plan")
    assert shown.returncode == 2
    assert "nowhere: is not a folder" in shown.stderr
    assert not (tmp_path / "plan").exists()


def test_folder_that_holds_something_else_is_not_written_into(tmp_path: Path) -> None:
    out = tmp_path / "holiday"
    out.mkdir()
    (out / "photo.jpg").write_bytes(b"of the sea")
    shown = run_here("plan", write_tiny_scenario(tmp_path), "--out", out)
    assert shown.returncode == 2
    assert "holiday: holds photo.jpg and no plan" in shown.stderr
    assert contents(out).keys() == {"photo.jpg"}


def test_load_that_erlang_c_cannot_answer_exits_with_2_and_names_the_option() -> None:
    # 100 contacts of 180 s in half an hour are 10 erlangs: ten agents are never done.
    overloaded = ("erlang", "--contacts", "100", "--interval", "30", "--aht", "180")
    shown = run(*overloaded, "--agents", "10")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("--agents: a load of 10.00 erlangs needs more than 10.00 agents")
    assert "Use at least 11 agents, or give a patience" in shown.stderr
    answered = run(*overloaded, "--agents", "10", "--patience", "120", "--json")
    assert answered.returncode == 0
    assert json.loads(answered.stdout)["model"] == "erlang_a"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "somewhere", "--out", "x", "--nonsense"), "--nonsense"),
        (("plan", "somewhere"), "--out"),
        (("plan", "somewhere", "--out", "x", "--seconds", "soon"), "soon"),
        (("erlang", "--contacts", "10"), "--interval"),
        (
            ("erlang", "--contacts=10", "--interval=30", "--aht=180", "--service-level", "most"),
            "write 80/20",
        ),
        (("replan-everything",), "replan-everything"),
    ],
)
def test_unknown_or_missing_options_exit_with_2(arguments: tuple[str, ...], said: str) -> None:
    shown = run_here(*arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert said in shown.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rota.csv", "agent_id,start", "agent_id,begin", "column begin"),
        ("rota.csv", "work", "wrok", "rota.csv, row "),
        ("plan.json", '"objective"', '"objective', "plan.json, row "),
        ("staffing.csv", "pool", "pools", "column pools"),
    ],
)
def test_plan_that_cannot_be_read_exits_with_2(
    file: str, old: str, new: str, said: str, tmp_path: Path, earlier_plan: Path
) -> None:
    spoilt = tmp_path / "plan"
    for name in contents(earlier_plan):
        target = spoilt / name
        if (earlier_plan / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((earlier_plan / name).read_bytes())
    text = (spoilt / file).read_text(encoding="utf-8")
    assert old in text
    (spoilt / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    shown = run_here("verify", spoilt)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert said in shown.stderr


def test_plan_with_a_file_missing_exits_with_2(tmp_path: Path) -> None:
    shown = run_here("verify", tmp_path)
    assert (shown.returncode, shown.stdout) == (2, "")
    for file in ("plan.json", "rota.csv", "requirements.csv", "staffing.csv"):
        assert f"{file}: cannot be read" in shown.stderr
