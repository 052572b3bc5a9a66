"""Compiled code of the event kernel, renewed where a source has changed."""

from __future__ import annotations

from pathlib import Path

from allocator.compiled_code import Array, compiled, entry, forget_stale

__all__ = ["Array", "compiled", "entry"]

SOURCES = (
    "agenda",
    "choices",
    "compiled",
    "event_heap",
    "event_loop",
    "floor",
    "hands",
    "waiting_line",
)
"""Modules of this package that compiled functions lie in or read constants of."""

forget_stale(Path(__file__).parent, SOURCES)
