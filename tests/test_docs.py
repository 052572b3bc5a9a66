"""The documents say what the code does: links, generated pages, commands, and the new rule."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from allocator.cli.commands import SUMMARIES
from allocator.cli.main import load_command
from allocator.domain.plan import PlanSummary
from allocator.store import plan_tables
from allocator.store.plan_folder import PLAN_FILES
from tests.command_line import run, run_here
from tests.tiny_scenario import read_tiny_scenario

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "scenarios").glob("*/README.md")),
]
PLAN_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet -c constraints.txt . "
    "&& .venv/bin/allocator plan scenarios/bank-august --out plan-bank-august"
)
TEST_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet -c constraints.txt -e '.[test]' "
    "&& .venv/bin/python -m pytest"
)
SHELL = {"cp", "sed", "rm", "printf"}
CHEAP = {"check", "forecast", "staff", "erlang", "import", "init"}
RAN: set[str] = set()
"""Lines that run, of those that several pages have and that only read what is in the repository."""


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(path), re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[str]:
    """Lines of the console blocks that are typed."""
    lines = [line for block in blocks(path, "console") for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def test_readme_has_its_two_commands_and_nothing_else_in_sh_blocks() -> None:
    assert blocks(ROOT / "README.md", "sh") == [f"{PLAN_COMMAND}\n", f"{TEST_COMMAND}\n"]
    assert [shown(path) for path in DOCUMENTS if blocks(path, "sh")] == ["README.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(path: Path) -> None:
    dead: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        if not aim.exists() or (anchor and anchor not in anchors(aim)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("page", ["commands.md", "rules.md"])
def test_generated_page_is_what_the_code_gives(page: str) -> None:
    """If not: python docs/build_reference.py."""
    spec = spec_from_file_location("build_reference", ROOT / "docs" / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    builder = module_from_spec(spec)
    spec.loader.exec_module(builder)
    assert text_of(ROOT / "docs" / page) == builder.PAGES[page]()


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_commands_and_options_that_are_named_exist(path: Path) -> None:
    wrong: list[str] = []
    pieces = re.findall(r"`(allocator [^`\n]+)`", text_of(path)) + [
        line for line in commands(path) if line.startswith("allocator ")
    ]
    for piece in pieces:
        name, *words = piece.removeprefix("allocator ").split()
        if name.startswith("-"):
            continue
        known = {
            option
            for parameter in (load_command(name).params if name in SUMMARIES else [])
            if isinstance(parameter, click.Option)
            for option in parameter.opts
        }
        options = {word for word in words if word.startswith("--") and word != "--help"}
        if name not in SUMMARIES or not options <= known:
            wrong.append(piece)
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_cheap_commands_of_a_page_run(path: Path, tmp_path: Path) -> None:
    """Also copies and edits of files between them; not what plans or installs, nor its outputs."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    not_made: set[str] = set()
    for line in commands(path):
        program, *arguments = shlex.split(line)
        asks = arguments[0] == "init" and "--yes" not in arguments
        waits = {argument.split("/")[0] for argument in arguments} & not_made
        if program == "allocator" and "--out" in arguments and (waits or arguments[0] not in CHEAP):
            not_made.add(arguments[arguments.index("--out") + 1])
        elif program == "allocator" and waits:
            not_made |= {arguments[1]} if arguments[0] == "init" else set()
        elif line in RAN:
            continue
        elif program == "allocator" and arguments[0] in CHEAP and not asks:
            made = run_here(*arguments, cwd=tmp_path)
            assert made.returncode == 0, (line, made.stderr)
            if arguments[1].startswith("scenarios/") and "--out" not in arguments:
                RAN.add(line)
        elif program in SHELL and waits:
            not_made.add(arguments[-1])
        elif program in SHELL:
            subprocess.run(["bash", "-c", line], check=True, cwd=tmp_path)
    if path.name == "tutorial.md":
        changed = (tmp_path / "my-week" / "scenario.yaml").read_text(encoding="utf-8")
        assert "declined_request: 6 " in changed


@pytest.mark.slow
def test_harbour_tutorial_can_be_followed_to_the_end(tmp_path: Path) -> None:
    path = ROOT / "docs" / "tutorial-harbour.md"
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    for line in commands(path):
        program, *arguments = shlex.split(line)
        if program == "allocator":
            made = run(*arguments, cwd=tmp_path)
            assert made.returncode == 0, (line, made.stderr)
        else:
            subprocess.run(["bash", "-c", line], check=True, cwd=tmp_path)
        if line.startswith("allocator score"):
            (breaches,) = [part for part in blocks(path, "text") if "Fri 4 Sep 10:00" in part]
            for told in breaches.splitlines():
                assert told in made.stdout
    impossible = run("plan", "my-harbour", "--out", "plan-mine", cwd=tmp_path)
    assert impossible.returncode == 3
    assert "What would cure it, each tried:" in impossible.stderr
    assert not (tmp_path / "plan-mine").exists()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["how-to.md", "bring-your-own-data.md", "simulation.md"])
def test_costly_commands_of_a_page_run_too(page: str, tmp_path: Path) -> None:
    """Against a plan of the bank, made once more with little time."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    bank = ("plan", "scenarios/bank-august", "--out", "plan-bank-august", "--seconds", "5")
    assert run(*bank, cwd=tmp_path).returncode == 0
    for line in commands(ROOT / "docs" / page):
        program, *arguments = shlex.split(line)
        asks = arguments[0] == "init" and not {"--yes", "--next-week-of"} & set(arguments)
        if program == "allocator" and not asks:
            made = run(*arguments, cwd=tmp_path, timeout_s=600.0)
            assert made.returncode == 0, (line, made.stderr)
        elif program in SHELL:
            subprocess.run(["bash", "-c", line], check=True, cwd=tmp_path)


def test_rotation_of_the_how_to_goes_round_as_told(tmp_path: Path) -> None:
    rotation, house = [
        part for part in blocks(ROOT / "docs" / "how-to.md", "yaml") if "late" in part
    ]
    (people,) = [part for part in blocks(ROOT / "docs" / "how-to.md", "csv") if "rotation" in part]
    shifts = "".join(
        f"  - {{id: {name}, days: [mon], start_from: {start}, start_to: {start},\n"
        "     shortest_minutes: 450, longest_minutes: 480}\n"
        for name, start in (("early", "08:00"), ("middle", "09:00"), ("late", "10:00"))
    )
    _, kinds = house.split("shift_kinds:")
    scenario = read_tiny_scenario(
        tmp_path,
        edits={
            "shift_patterns:\n": f"{rotation}shift_kinds:{kinds}shift_patterns:\n{shifts}",
            "contracts:\n": "contracts:\n  - {id: full_time, patterns: [early, middle, late]}\n",
        },
        files={
            "agents.csv": people,
            "skills.csv": "agent_id,queue,level\nR1,sales,1\nR2,help,1\nR3,sales,1\n",
            **dict.fromkeys(
                ("availability.csv", "requests.csv", "pins.csv", "worked.csv", "ledger.csv")
            ),
        },
    )

    def turn(agent_id: str, monday: dt.date) -> str:
        (pattern,) = scenario.patterns_of(agent_id, monday)
        return pattern.id

    first = dt.date(2026, 1, 5)
    assert [turn(who, first) for who in ("R1", "R2", "R3")] == ["early", "middle", "late"]
    assert turn("R1", first + dt.timedelta(days=7)) == "middle"
    assert turn("R1", first - dt.timedelta(days=7)) == "late"


def table_keys(heading: str) -> list[str]:
    (section,) = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)",
        text_of(ROOT / "docs" / "plan-folder.md"),
        re.MULTILINE | re.DOTALL,
    )
    first_table = section.partition("|\n\n")[0]  # others tell of what is inside an entry
    return re.findall(r"^\| `(\w+)` \|", first_table, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("rota.csv", plan_tables.ROTA_COLUMNS),
        ("requirements.csv", plan_tables.REQUIREMENT_COLUMNS),
        ("staffing.csv", plan_tables.STAFFING_COLUMNS),
        ("backtest.csv", plan_tables.BACKTEST_COLUMNS),
        ("ledger.csv", plan_tables.LEDGER_COLUMNS),
        ("plan.json", tuple(PlanSummary.model_fields)),
    ],
)
def test_every_column_and_key_of_a_plan_is_documented(
    heading: str, columns: tuple[str, ...]
) -> None:
    assert table_keys(heading) == list(columns)


def test_every_file_of_a_plan_is_documented() -> None:
    text = text_of(ROOT / "docs" / "plan-folder.md").partition("\n## ")[0]
    listed = re.findall(r"^\| \[?`([\w.]+)/?`", text, re.MULTILINE)
    assert sorted(listed) == sorted(PLAN_FILES)


def test_decisions_are_numbered_and_titled_alike() -> None:
    for number, path in enumerate(sorted((ROOT / "docs" / "decisions").glob("*.md")), start=1):
        assert path.name.startswith(f"{number:04d}-")
        assert text_of(path).startswith(f"# {number}. ")


@pytest.mark.slow
def test_rule_that_contributing_adds_works(tmp_path: Path) -> None:
    """In a copy of the project: the files as printed there, then the rule's own proofs."""
    for folder in ("src", "tests", "docs"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    printed = re.findall(
        r"^`([\w/.]+\.py)`:\n\n```python\n(.*?)^```$",
        text_of(ROOT / "CONTRIBUTING.md"),
        re.MULTILINE | re.DOTALL,
    )
    assert len(printed) == 6
    for name, text in printed:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    registry = tmp_path / "src" / "allocator" / "rules" / "registry.py"
    known = text_of(registry)
    assert known.count('    "pins",\n') == 1
    registry.write_text(known.replace('    "pins",\n', '    "pins",\n    "late_finishes",\n'))
    scenario_yaml = tmp_path / "tests" / "tiny_scenario.py"
    declared = text_of(scenario_yaml)
    assert declared.count("  pins: {}\n") == 1
    scenario_yaml.write_text(
        declared.replace(
            "  pins: {}\n", "  pins: {}\n  late_finishes: {late_from_minutes: 1050, lates_max: 1}\n"
        )
    )
    plan = (
        "import sys; from pathlib import Path; from tests.tiny_scenario import write_tiny_scenario;"
        "folder = write_tiny_scenario(Path(sys.argv[1])); from allocator.cli.main import main;"
        "sys.argv = ['allocator', 'plan', str(folder), '--out', sys.argv[1] + '/plan',"
        " '--seconds', '2']; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    for command in (
        ["-m", "pytest", "tests/rules/test_late_finishes.py", "tests/unit/rules/test_card.py"],
        ["-c", plan, str(tmp_path)],
    ):
        made = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stdout + made.stderr
    assert "late_finishes" in text_of(tmp_path / "plan" / "scenario" / "scenario.yaml")


def erlang_by(line: str) -> str:
    """Return what the command prints, without a process of its own."""
    return CliRunner().invoke(load_command("erlang"), [*shlex.split(line)[1:], "--json"]).output


def test_figures_of_the_background_page_are_computed() -> None:
    rows = re.findall(
        r"^\| `allocator (erlang [^`]+)` \| ([\d.]+) \| (\d+) \| ([\d.]+)% \| ([\d.]+) s "
        r"\| ([\d.]+)% \|$",
        text_of(ROOT / "docs" / "background.md"),
        re.MULTILINE,
    )
    assert len(rows) == 13
    for line, *told in rows:
        made = json.loads(erlang_by(line))
        contacts, minutes, aht_s = (
            float(re.search(rf"--{name} ([\d.]+)", line)[1])
            for name in ("contacts", "interval", "aht")
        )
        load_erlangs = contacts * aht_s / (60 * minutes)
        found = [
            f"{load_erlangs:.2f}",
            f"{made['agents']}",
            f"{100 * made['service_level']:.1f}",
            f"{made['asa_s']:.1f}",
            f"{100 * made['occupancy']:.1f}",
        ]
        assert told == found, line
