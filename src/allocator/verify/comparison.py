"""Hold a figure that a plan states against the same figure recomputed."""

from __future__ import annotations

from allocator.domain.findings import Finding

RELATIVE_TOLERANCE = 1e-6
"""Sums in another order differ in the last digits; a wrong figure differs by far more."""


def differs(stated: float, found: float, tolerance: float | None = None) -> bool:
    """Whether two figures are not the same.

    Parameters
    ----------
    tolerance
        Largest difference allowed; by default a millionth of the figure, or of one where the
        figure is smaller.
    """
    allowed = RELATIVE_TOLERANCE * max(1.0, abs(found)) if tolerance is None else tolerance
    return not abs(stated - found) <= allowed  # so that "not a number" differs from everything


def stated_otherwise(
    rule_id: str, file: str, name: str, stated: float | str, found: float | str
) -> Finding:
    """Word a figure that a file states and that recomputing does not give."""
    return Finding(
        rule_id=rule_id,
        message=f"{file} states {name} as {_text(stated)}; recomputed it is {_text(found)}",
        figures={"stated": stated, "recomputed": found},
    )


def _text(figure: float | str) -> str:
    return figure or "nothing" if isinstance(figure, str) else f"{figure:.10g}"
