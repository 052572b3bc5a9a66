"""The folder of a front: a table, a picture and the plan of each rota, written whole or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from allocator.domain.front import Front
from allocator.errors import InputError
from allocator.store.plan_folder import PlanPapers, write_plan
from allocator.store.replace_path import check_writable, folder_beside, move_into_place

FRONT_FILE = "front.csv"
PAGE_FILE = "front.html"
_FOLDERS = "price-x"

FRONT_COLUMNS = (
    "factor",
    "price",
    "term",
    "term_amount",
    "term_unit",
    "late_contacts",
    "other_cost",
    "other_cost_per_unit",
    "objective_total",
    "bound",
    "gap_share",
    "dominated_by",
    "same_as",
    "verdict",
    "folder",
)
"""Before these columns' others: the cost of each term at the scenario's own prices."""


def check_front_replaceable(folder: Path) -> None:
    """Refuse a folder whose replacement would lose something other than an earlier front.

    Raises
    ------
    InputError
        If it is a file, or a folder that holds anything else, or nothing can be written there.
    """
    check_writable(folder)
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError.of(folder, "is a file", "Choose the name of a folder.")
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    own = {FRONT_FILE, PAGE_FILE, *(name for name in names if name.startswith(_FOLDERS))}
    others = sorted(names - own)
    if others or (names and FRONT_FILE not in names):
        raise InputError.of(
            folder,
            f"holds {(others or sorted(names))[0]}, which is no part of an earlier front",
            "Choose a new or empty folder, or one with an earlier front to replace.",
        )


def write_front(
    folder: Path,
    front: Front,
    plans: Mapping[str, PlanPapers],
    scenario_folder: Path,
    page_html: str,
) -> None:
    """Write a front with the plans of its rotas; an earlier one stands until this one is whole.

    Parameters
    ----------
    plans
        By the names of their folders.
    page_html
        Text of the page with the picture.

    Raises
    ------
    InputError
        If the target may not be replaced or cannot be written.
    """
    folder = folder.resolve()
    check_front_replaceable(folder)
    with folder_beside(folder) as beside:
        new = beside / "new"
        new.mkdir()
        for name, papers in plans.items():
            write_plan(
                new / name, papers.plan, scenario_folder, papers.justifications, papers.report_html
            )
        (new / FRONT_FILE).write_text(front_csv(front), encoding="utf-8", newline="\n")
        (new / PAGE_FILE).write_text(page_html, encoding="utf-8", newline="\n")
        move_into_place(new, folder, beside / "old")


def front_csv(front: Front) -> str:
    """Text of ``front.csv``: a row for each price, the lowest first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    terms = list(front.points[0].objective)
    writer.writerow([*FRONT_COLUMNS, *(f"cost_{term}" for term in terms)])
    for point in front.points:
        gap = point.objective_total - point.bound
        row: list[object] = [
            point.factor,
            point.price,
            front.term,
            point.term_amount,
            front.unit,
            point.late_contacts,
            point.other_cost,
            front.exchange_rate(point),
            point.objective_total,
            point.bound,
            gap / point.objective_total if point.objective_total else 0.0,
            point.dominated_by,
            point.same_as,
            point.verdict,
            point.folder,
            *(point.objective[term] for term in terms),
        ]
        writer.writerow(_cell(value) for value in row)
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else value
