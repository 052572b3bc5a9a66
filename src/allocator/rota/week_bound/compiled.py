"""Compiled code of the bound, renewed where a source has changed."""

from __future__ import annotations

from pathlib import Path

from allocator.compiled_code import Array, compiled, entry, forget_stale

__all__ = ["Array", "compiled", "entry"]

SOURCES = (
    "columns",
    "compiled",
    "duties",
    "heads",
    "points",
    "pricing",
    "row_prices",
    "ties",
    "weeks",
)
"""Modules of this package that compiled functions lie in or read constants of."""

forget_stale(Path(__file__).parent, SOURCES)
