"""Comparisons filed in a plan's folder: each a folder of its own, written whole or not at all."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allocator.domain.rota import Rota
from allocator.errors import InputError, InputProblem
from allocator.store import plan_tables as tables
from allocator.store.plan_folder import COMPARISONS_FOLDER
from allocator.store.read_json import read_json
from allocator.store.replace_path import folder_beside, move_into_place

COMPARISON_FILE = "comparison.json"
BASELINE_FILE = "baseline.csv"
"""Where the plan's rota was bettered without the question: what the alternative is held against."""

_WRITTEN = "Ask allocator why-not again with --again, which writes it anew."


@dataclass(frozen=True)
class ComparisonPapers:
    """A comparison as it lies in its folder.

    Parameters
    ----------
    content
        Of ``comparison.json``, in plain JSON types.
    baseline
        ``None`` where the plan's own rota is compared with.
    """

    id: str
    content: dict[str, Any]
    rota: Rota
    baseline: Rota | None = None


def write_comparison(plan_folder: Path, papers: ComparisonPapers) -> Path:
    """Write a comparison into a plan's folder; an earlier one of the same id goes in one step.

    Returns
    -------
    Path
        The comparison's folder.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    target = plan_folder.resolve() / COMPARISONS_FOLDER / papers.id
    with folder_beside(target) as beside:
        new = beside / "new"
        new.mkdir()
        text = json.dumps(papers.content, ensure_ascii=False, allow_nan=False, indent=2)
        texts = {COMPARISON_FILE: f"{text}\n", tables.ROTA.file: tables.rota_csv(papers.rota)}
        if papers.baseline is not None:
            texts[BASELINE_FILE] = tables.rota_csv(papers.baseline)
        for name, content in texts.items():
            (new / name).write_text(content, encoding="utf-8", newline="\n")
        move_into_place(new, target, beside / "old")
        shutil.rmtree(beside / "old", ignore_errors=True)
    return target


def comparison_ids(plan_folder: Path) -> tuple[str, ...]:
    """Names of the comparisons filed in a plan's folder, rotas filed for other figures left out."""
    folder = plan_folder / COMPARISONS_FOLDER
    return tuple(sorted(path.parent.name for path in folder.glob(f"[!.]*/{COMPARISON_FILE}")))


def read_comparison(plan_folder: Path, comparison_id: str, zone: ZoneInfo) -> ComparisonPapers:
    """Read one comparison.

    Parameters
    ----------
    zone
        The site's.

    Raises
    ------
    InputError
        If a file is missing or malformed.
    """
    content = read_content(plan_folder, comparison_id)
    folder = plan_folder / COMPARISONS_FOLDER / comparison_id
    place = f"{COMPARISONS_FOLDER}/{comparison_id}"
    baseline = None
    if (folder / BASELINE_FILE).exists():
        baseline = _rota(folder / BASELINE_FILE, f"{place}/{BASELINE_FILE}", zone)
    rota = _rota(folder / tables.ROTA.file, f"{place}/{tables.ROTA.file}", zone)
    return ComparisonPapers(comparison_id, content, rota, baseline)


def read_content(plan_folder: Path, comparison_id: str) -> dict[str, Any]:
    """Read the content of ``comparison.json`` of one comparison, and none of its rotas.

    Raises
    ------
    InputError
        If it is missing, or no object in JSON.
    """
    folder = plan_folder / COMPARISONS_FOLDER / comparison_id
    place = f"{COMPARISONS_FOLDER}/{comparison_id}"
    content = read_json(folder / COMPARISON_FILE, f"{place}/{COMPARISON_FILE}", _WRITTEN)
    if not isinstance(content, dict):
        raise InputError.of(f"{place}/{COMPARISON_FILE}", "is no object", _WRITTEN)
    return content


def _rota(path: Path, place: str, zone: ZoneInfo) -> Rota:
    problems: list[InputProblem] = []
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(place, f"cannot be read: {error.strerror}", _WRITTEN) from error
    rota = tables.read_rota(data, zone, problems)
    if problems:
        raise InputError(problems)
    return rota
