"""Compiled code of the search, renewed where a source has changed."""

from __future__ import annotations

from pathlib import Path

from allocator.compiled_code import Array, compiled, entry, forget_stale

__all__ = ["Array", "compiled", "entry"]

SOURCES = (
    "best_way",
    "compiled",
    "desk",
    "few_changes",
    "judge",
    "moves",
    "phones",
    "pricing",
    "propose",
    "random_numbers",
    "shifts",
    "team_state",
    "trial",
)
"""Modules of this package that compiled functions lie in or read constants of."""

forget_stale(Path(__file__).parent, SOURCES)
