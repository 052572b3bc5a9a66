"""A plan's folder: written whole or not at all, and read strictly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from allocator.domain.findings import Finding
from allocator.domain.plan import Plan, PlanSummary
from allocator.domain.rota import Rota
from allocator.errors import InputError, InputProblem
from allocator.store import plan_tables as tables
from allocator.store.read_json import model_problems, parse_json
from allocator.store.read_yaml import read_yaml, site_zone
from allocator.store.record_file import RECORDS_FILE
from allocator.store.replace_path import check_writable, folder_beside, move_into_place
from allocator.store.replan_file import is_replan
from allocator.store.replan_papers import REPLAN_NAMES, ReplanPapers
from allocator.store.scenario_files import LEDGER, SETTINGS_FILE, copy_planning_files

SUMMARY_FILE = "plan.json"
JUSTIFICATIONS_FILE = "justifications.json"
REPORT_FILE = "report.html"
SCENARIO_FOLDER = "scenario"
PLAN_FILES = (
    tables.ROTA.file,
    tables.REQUIREMENTS.file,
    tables.STAFFING.file,
    tables.BACKTEST.file,
    LEDGER.file,
    SUMMARY_FILE,
    JUSTIFICATIONS_FILE,
    REPORT_FILE,
    SCENARIO_FOLDER,
)
"""Everything that a plan's folder holds."""

SIMULATION_FILES = ("simulation.csv", "simulation_people.csv", "simulation.json")
"""What ``allocator simulate`` adds; a new plan in the folder takes them away with the old one."""

COMPARISONS_FOLDER = "comparisons"
"""Other rotas that figures of the plan are held against, a folder each."""

CLAIMS_FILE = "claims.json"
"""Beside such a rota: what is claimed by it, where nothing else in the folder says so."""

BEST_FOLDER = "best"
"""Beside a rota that was scored: the best that was found, a whole plan."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class PlanPapers:
    """A plan with its reasons in plain JSON types and its report's text."""

    plan: Plan
    justifications: list[Any] | dict[str, Any]
    report_html: str


def check_replaceable(folder: Path) -> None:
    """Refuse a folder whose replacement would lose something other than an earlier plan.

    Raises
    ------
    InputError
        If it is a file, or a folder that is not empty and holds no plan or more than a plan, or
        nothing can be written there.
    """
    check_writable(folder)
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError.of(folder, "is a file", "Choose the name of a folder.")
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    expected = {*PLAN_FILES, *SIMULATION_FILES, COMPARISONS_FOLDER}
    if (folder / BEST_FOLDER / SUMMARY_FILE).exists():
        expected.add(BEST_FOLDER)
    if is_replan(folder):
        expected |= REPLAN_NAMES
    if RECORDS_FILE in names:
        raise InputError.of(
            folder,
            f"holds {RECORDS_FILE}, what was decided and said of the plan in it",
            "Choose another folder: records stay beside the plan that they are about.",
        )
    others = sorted(names - expected)
    if names and SUMMARY_FILE not in names:
        raise InputError.of(
            folder,
            f"holds {sorted(names)[0]} and no plan",
            "Choose a new or empty folder, or one with an earlier plan to replace.",
        )
    if others:
        raise InputError.of(
            folder,
            f"holds {others[0]} beside an earlier plan",
            "Move what is no part of the plan elsewhere, or choose another folder.",
        )


def write_plan(
    folder: Path,
    plan: Plan,
    scenario_folder: Path,
    justifications: list[Any] | dict[str, Any],
    report_html: str,
    best: PlanPapers | None = None,
    other_rotas: Mapping[str, Rota] | None = None,
    other_claims: Mapping[str, list[Any]] | None = None,
    replan: ReplanPapers | None = None,
) -> None:
    """Write a plan with a copy of the scenario that it was made from.

    Everything is written into a folder beside the target and moved into place at the end, an
    earlier plan out of the way first. If anything fails before or during the move, the earlier
    plan stands as it did. (If the computer stops between the two moves, both plans are whole
    in a hidden folder beside the target.)

    Parameters
    ----------
    folder
        Target; made with its parents if it is not there. An earlier plan in it is replaced.
    scenario_folder
        The folder that the plan's scenario was read from, as it still is.
    justifications
        What ``justifications.json`` is to hold, in plain JSON types.
    report_html
        Text of ``report.html``.
    best
        Another plan of the same scenario, for the folder ``best`` inside this one.
    other_rotas
        Rotas that figures of the plan rest on, by the name of their folder in ``comparisons``.
    other_claims
        Claims that rest on such a rota, by the same name, in plain JSON types.
    replan
        What a replan's folder holds beside the files of any plan.

    Raises
    ------
    InputError
        If the target may not be replaced or cannot be written, or if the scenario's files are
        no longer those that the plan was made from.
    """
    folder = folder.resolve()
    check_replaceable(folder)
    with folder_beside(folder) as beside:
        new = beside / "new"
        new.mkdir()
        _write_files(new, plan, justifications, report_html)
        for name, rota in (other_rotas or {}).items():
            (new / COMPARISONS_FOLDER / name).mkdir(parents=True)
            path = new / COMPARISONS_FOLDER / name / tables.ROTA.file
            path.write_text(tables.rota_csv(rota), encoding="utf-8", newline="\n")
        for name, claims in (other_claims or {}).items():
            path = new / COMPARISONS_FOLDER / name / CLAIMS_FILE
            path.write_text(_json({"claims": claims}), encoding="utf-8", newline="\n")
        if replan is not None:
            replan.write(new)
        copied_hash = copy_planning_files(scenario_folder, new / SCENARIO_FOLDER)
        if best is not None:
            (new / BEST_FOLDER).mkdir()
            _write_files(new / BEST_FOLDER, best.plan, best.justifications, best.report_html)
            shutil.copytree(new / SCENARIO_FOLDER, new / BEST_FOLDER / SCENARIO_FOLDER)
        if copied_hash != plan.summary.input_hash:
            raise InputError.of(
                scenario_folder,
                "has changed since the plan was begun",
                "Plan again from the files as they are now.",
            )
        move_into_place(new, folder, beside / "old")


def read_plan(folder: Path) -> Plan:
    """Read a plan from its folder.

    Times are in the site's zone, which the copy of the scenario names.

    Raises
    ------
    InputError
        If a file is missing or malformed: it holds every problem of every file. What a rule
        or a recomputation would object to is no matter of reading.
    """
    if not folder.is_dir():
        raise InputError.of(folder, "is not a folder", "Give the folder that allocator plan wrote.")
    problems: list[InputProblem] = []
    settings_file = f"{SCENARIO_FOLDER}/{SETTINGS_FILE}"

    def read(file: str, parse: Callable[[bytes], _T]) -> _T | None:
        try:
            data = (folder / file).read_bytes()
        except OSError as error:
            problems.append(
                InputProblem(
                    file,
                    f"cannot be read: {error.strerror}",
                    "Give a whole folder as allocator plan wrote it.",
                )
            )
            return None
        return parse(data)

    zone = site_zone(read(settings_file, lambda data: read_yaml(settings_file, data, problems)))
    summary = read(SUMMARY_FILE, lambda data: _read_summary(data, zone, problems))
    rota = read(tables.ROTA.file, lambda data: tables.read_rota(data, zone, problems))
    requirements = read(
        tables.REQUIREMENTS.file, lambda data: tables.read_requirements(data, zone, problems)
    )
    staffing = read(tables.STAFFING.file, lambda data: tables.read_staffing(data, zone, problems))
    past = read(tables.BACKTEST.file, lambda data: tables.read_backtest(data, zone, problems))
    # A plan from before there was one can be read; the check says that it is missing.
    ledger = (folder / LEDGER.file).exists() or None
    ledger = ledger and read(LEDGER.file, lambda data: tables.read_ledger(data, zone, problems))
    if (
        summary is None
        or rota is None
        or requirements is None
        or staffing is None
        or past is None
        or problems
    ):
        raise InputError(problems)
    return Plan(
        summary=summary,
        rota=rota,
        requirements=requirements,
        staffing=staffing,
        past=past,
        ledger=ledger,
    )


def _write_files(
    folder: Path, plan: Plan, justifications: list[Any] | dict[str, Any], report_html: str
) -> None:
    texts = {
        tables.ROTA.file: tables.rota_csv(plan.rota),
        tables.REQUIREMENTS.file: tables.requirements_csv(plan.requirements),
        tables.STAFFING.file: tables.staffing_csv(plan.staffing),
        tables.BACKTEST.file: tables.backtest_csv(plan.past),
        LEDGER.file: tables.ledger_csv(plan.ledger or ()),
        SUMMARY_FILE: _json(plan.summary.model_dump(mode="json")),
        JUSTIFICATIONS_FILE: _json(justifications),
        REPORT_FILE: report_html,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _read_summary(data: bytes, zone: ZoneInfo, problems: list[InputProblem]) -> PlanSummary | None:
    try:
        content = parse_json(SUMMARY_FILE, data, "Give the file as allocator plan wrote it.")
        summary = PlanSummary.model_validate(content)
    except InputError as error:
        problems += error.problems
        return None
    except ValidationError as error:
        problems += model_problems(SUMMARY_FILE, error)
        return None
    findings = tuple(_on_the_clock(finding, zone) for finding in summary.findings)
    excused = tuple(
        each.model_copy(update={"finding": _on_the_clock(each.finding, zone)})
        for each in summary.excused
    )
    return summary.model_copy(update={"findings": findings, "excused": excused})


def _on_the_clock(finding: Finding, zone: ZoneInfo) -> Finding:
    return finding.model_copy(update={"at": finding.at and finding.at.astimezone(zone)})
