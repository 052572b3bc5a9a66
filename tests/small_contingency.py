"""The tiny scenario's week put to the test, once for all tests that look at the result."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from allocator.domain.contingency import Contingency
from allocator.pipeline.contingency.contingency import ContingencyLimits, contingency

LIMITS = ContingencyLimits(seconds=600, jobs=1, simulated=1, skill_steps=2000)
"""In one process, with few changes tried for each skill: seconds, however busy the machine is."""


@cache
def small_contingency(plan: Path) -> Contingency:
    """Test the small plan, or return what was found."""
    return contingency(plan, LIMITS)
