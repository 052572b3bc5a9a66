"""The command line from outside: exit codes, what goes to which stream, lists of commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from allocator import __version__
from allocator.cli.commands import SUMMARIES
from allocator.cli.main import DEBUG_VARIABLE, exit_code_of, load_command
from allocator.errors import CheckFailedError, InputError, InputProblem
from tests.tiny_scenario import append_row, write_tiny_scenario

ROOT = Path(__file__).parents[3]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "allocator.cli.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary_is_the_first_line_of_the_commands_own_help(name: str) -> None:
    command = load_command(name)
    assert command.name == name
    assert command.help is not None
    assert " ".join(command.help.split("\n\n")[0].split()) == SUMMARIES[name]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_parameter_of_a_command_has_help(name: str) -> None:
    options = [one for one in load_command(name).params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_help_lists_every_command() -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for name, summary in SUMMARIES.items():
        assert any(name in line and summary in line for line in shown.stdout.splitlines())


def test_version() -> None:
    assert run("--version").stdout == f"allocator, version {__version__}\n"


@pytest.mark.parametrize("arguments", [("nonsense",), ("check",), ("check", "a", "--nonsense"), ()])
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_sound_scenario_exits_with_0(tmp_path: Path) -> None:
    shown = run("check", write_tiny_scenario(tmp_path))
    assert (shown.returncode, shown.stderr) == (0, "")


def test_bad_input_gives_a_line_a_problem_on_stderr_and_exits_with_2(tmp_path: Path) -> None:
    folder = write_tiny_scenario(
        tmp_path,
        files={
            **append_row("skills.csv", "A2,slaes,1,1.0"),
            **append_row("history.csv", "2026-02-27T18:00,sales,-4,200,,"),
        },
    )
    shown = run("check", folder)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.splitlines() == [
        (
            "skills.csv, row 9, column queue: the queue is not in scenario.yaml (value: 'slaes'). "
            "Is sales meant? Correct it, or add the queue to scenario.yaml."
        ),
        (
            "history.csv, row 402, column contacts: is less than 0 (value: '-4'). "
            "Give a number of 0 or more."
        ),
    ]


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (InputError([InputProblem("a.csv", "is wrong", "Correct it.")]), 2, "a.csv: is wrong. Co"),
        (CheckFailedError("the objective is not the sum of its terms"), 3, "the objective is not"),
        (RuntimeError("disk on fire"), 1, "allocator failed: RuntimeError: disk on fire"),
    ],
)
def test_exit_code_of_each_kind_of_error(
    error: Exception,
    code: int,
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> None:
        raise error

    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    assert exit_code_of(work) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(shown)
    assert "Traceback" not in captured.err


def test_traceback_of_other_errors_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    with pytest.raises(RuntimeError, match="disk on fire"):
        exit_code_of(work)


def test_work_that_ends_well_exits_with_0() -> None:
    assert exit_code_of(lambda: "done") == 0


DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_is_documented(name: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS if path.exists())
    assert f"allocator {name}" in text
