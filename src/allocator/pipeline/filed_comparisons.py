"""Comparisons filed in a plan's folder, with the rotas that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.justify.reoptimised import FiledComparison
from allocator.store.comparison_folder import COMPARISON_FILE, comparison_ids, read_comparison
from allocator.store.plan_folder import COMPARISONS_FOLDER

_AGAIN = "Ask allocator why-not again with --again, which writes it anew."


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
    try:
        comparison = FiledComparison.model_validate(papers.content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(map(str, fault["loc"]))
        raise InputError.of(
            f"{COMPARISONS_FOLDER}/{name}/{COMPARISON_FILE}", f"{field}: {fault['msg']}", _AGAIN
        ) from error
    return Filed(comparison, papers.rota, papers.baseline or plan.rota)
