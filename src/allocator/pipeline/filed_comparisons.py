"""Comparisons filed in a plan's folder, with the rotas that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.justify.filed_comparison import FiledComparison
from allocator.store.comparison_folder import (
    COMPARISON_FILE,
    comparison_ids,
    read_comparison,
    read_content,
)
from allocator.store.plan_folder import COMPARISONS_FOLDER
from allocator.store.read_json import model_problems

ASK_AGAIN = "Ask allocator why-not again with --again, which writes it anew."
"""What to do about a comparison that is not whole."""


@dataclass(frozen=True)
class Filed:
    """A comparison with the rotas that it rests on.

    Parameters
    ----------
    baseline
        The plan's own rota where none is filed beside it.
    """

    comparison: FiledComparison
    rota: Rota
    baseline: Rota


def filed_comparisons(folder: Path, scenario: Scenario, plan: Plan) -> list[Filed]:
    """Read every comparison filed in a plan's folder, by name.

    Raises
    ------
    InputError
        If one is not whole, or is of another version of the schema.
    """
    return [filed_comparison(folder, name, scenario, plan) for name in comparison_ids(folder)]


def filed_comparison(folder: Path, name: str, scenario: Scenario, plan: Plan) -> Filed:
    """Read one comparison.

    Raises
    ------
    InputError
        If it is not whole, or is of another version of the schema.
    """
    papers = read_comparison(folder, name, scenario.grid.zone)
    return Filed(_checked(name, papers.content), papers.rota, papers.baseline or plan.rota)


def filed_words(folder: Path, name: str) -> FiledComparison:
    """Read what one comparison says, without the rotas that it rests on: quick.

    Raises
    ------
    InputError
        If it is not whole, or is of another version of the schema.
    """
    return _checked(name, read_content(folder, name))


def _checked(name: str, content: dict[str, Any]) -> FiledComparison:
    try:
        return FiledComparison.model_validate(content)
    except ValidationError as error:
        file = f"{COMPARISONS_FOLDER}/{name}/{COMPARISON_FILE}"
        raise InputError(model_problems(file, error, remedy=ASK_AGAIN)) from error
