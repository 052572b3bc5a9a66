"""The layers, checked by reading the imports of every module, those inside functions too."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import allocator

PACKAGE = Path(allocator.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400
HELP_LIMIT_S = 0.3

ALLOWED: dict[str, set[str]] = {
    "": set(),  # allocator/__init__.py
    "errors": set(),
    "compiled_code": set(),
    "domain": {"domain"},
    "demand": {"domain", "errors", "demand"},
    "forecast": {"domain", "errors", "demand", "forecast"},
    "rules": {"domain", "rules"},
    "store": {"domain", "errors", "rules", "store"},
    "verify": {"domain", "demand", "forecast", "rules", "errors", "verify"},
    "rota": {"domain", "demand", "rules", "compiled_code", "rota"},
    "simulate": {"domain", "errors", "demand", "forecast", "compiled_code", "simulate"},
    "justify": {"domain", "demand", "rules", "verify", "justify"},
    "report": {"domain", "demand", "justify", "report"},
    "export": {"domain", "errors", "rules", "store", "report", "export"},
    "evidence": {"domain", "errors", "justify", "report", "store", "evidence"},
    "importing": {"domain", "errors", "store", "importing"},
    "rota_files": {
        "domain",
        "errors",
        "demand",
        "rules",
        "store",
        "verify",
        "importing",
        "rota_files",
    },
    "drafting": {"domain", "errors", "store", "importing", "drafting"},
    "pipeline": {
        "domain",
        "errors",
        "demand",
        "forecast",
        "rules",
        "store",
        "verify",
        "rota",
        "simulate",
        "justify",
        "report",
        "export",
        "evidence",
        "importing",
        "rota_files",
        "drafting",
        "pipeline",
    },
    "cli": {"domain", "errors", "pipeline", "cli"},
}
"""What each layer may import of ours; every module may read the version."""

FORECAST_PARTS = ["counts", "unusual", "history", "durations", "models", "backtest", "", "intraday"]
"""Folders of ``forecast``, ``""`` its own modules: each imports of those before it alone."""

SOLVER_FACES = {"encode", "relax", "roster", "encoding", "roster_face", "day_runs"}
"""Modules of ``rules`` that speak to the optimiser."""


def layer_of(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else ""


def dotted_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, by full name, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides its layer"
            assert node.module is not None
            # `from allocator import pipeline` names a module in its list.
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if is_module(full) else node.module), node.lineno


def is_module(dotted: str) -> bool:
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def is_solver_face(dotted: str) -> bool:
    return layer_of(dotted) == "rules" and dotted.split(".")[-1] in SOLVER_FACES


def shown(path: Path, line: int) -> str:
    return f"{path.relative_to(PACKAGE.parent)}:{line}"


def test_every_layer_is_in_the_table() -> None:
    assert {layer_of(dotted_name(path)) for path in MODULES} <= set(ALLOWED)


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_layer_imports_only_what_it_may(layer: str) -> None:
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in MODULES
        if layer_of(dotted_name(path)) == layer
        for name, line in imports_of(path)
        if name.split(".")[0] == "allocator"
        and layer_of(name)
        and layer_of(name) not in ALLOWED[layer]
    ]
    assert wrong == []


def part_of_forecast(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[2] if (PACKAGE / "forecast" / parts[2]).is_dir() else ""


def test_folders_of_the_forecast_import_in_one_direction() -> None:
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in MODULES
        if dotted_name(path).startswith("allocator.forecast.")
        for name, line in imports_of(path)
        if name.startswith("allocator.forecast.")
        and FORECAST_PARTS.index(part_of_forecast(name))
        > FORECAST_PARTS.index(part_of_forecast(dotted_name(path)))
    ]
    assert wrong == []


def test_solver_is_imported_by_the_rota_and_the_encoders_alone() -> None:
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in MODULES
        for name, line in imports_of(path)
        if name.split(".")[0] in {"ortools", "highspy"}
        and layer_of(dotted_name(path)) != "rota"
        and not is_solver_face(dotted_name(path))
    ]
    assert wrong == []


def test_faces_that_speak_to_the_solver_are_known_to_the_rota_and_to_each_other_alone() -> None:
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in MODULES
        for name, line in imports_of(path)
        if is_solver_face(name)
        and layer_of(dotted_name(path)) != "rota"
        and not is_solver_face(dotted_name(path))
    ]
    assert wrong == []


def test_check_of_a_rule_knows_only_the_domain_and_its_own_card() -> None:
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in PACKAGE.glob("rules/*/check.py")
        for name, line in imports_of(path)
        if name.startswith("allocator.")
        and layer_of(name) != "domain"
        and name not in {"allocator.rules.card", f"allocator.rules.{path.parent.name}.card"}
    ]
    assert wrong == []


def test_solver_and_verifier_do_not_meet_even_through_others() -> None:
    """Whatever ``verify`` imports, and what that imports, leads to no solver."""
    reached, waiting = (
        set[str](),
        {dotted_name(path) for path in MODULES if layer_of(dotted_name(path)) == "verify"},
    )
    by_name = {dotted_name(path): path for path in MODULES}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        if name in by_name:
            waiting |= {found for found, _ in imports_of(by_name[name])} - reached
    assert not {name for name in reached if name.split(".")[0] in {"ortools", "highspy"}}
    assert not {name for name in reached if name.startswith("allocator.rota")}


@pytest.mark.parametrize("path", MODULES, ids=dotted_name)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=dotted_name)
def test_no_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "manager", "misc", "common"}


def test_help_answers_fast() -> None:
    """Or, on a machine busy with other things, in a few times what the help's own library takes."""
    answer, library = ["-m", "allocator.cli.main", "--help"], ["-c", "import rich_click"]
    seconds: dict[str, float] = {}
    for _ in range(5):  # the least of each, one beside the other
        for arguments in (answer, library):
            begun = time.perf_counter()
            subprocess.run(
                [sys.executable, *arguments],
                check=True,
                capture_output=True,
                env={**os.environ, "COLUMNS": "100"},
            )
            took_s = time.perf_counter() - begun
            seconds[arguments[0]] = min(took_s, seconds.get(arguments[0], took_s))
    assert seconds["-m"] < max(HELP_LIMIT_S, 5 * seconds["-c"])


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from allocator.cli.main import cli\n"
        "cli(['--help'], standalone_mode=False)\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    shown_modules = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stderr.split()
    ours = {name for name in shown_modules if name.startswith("allocator.")}
    assert ours == {
        "allocator.cli",
        "allocator.cli.commands",
        "allocator.cli.main",
        "allocator.errors",
    }
    heavy = {"pandas", "numpy", "scipy", "ortools", "altair", "pydantic", "ruamel"}
    assert heavy & {name.split(".")[0] for name in shown_modules} == set()
