"""A value with its unit, as a sentence says it."""

from __future__ import annotations

_SHARE_UNITS = frozenset({"of contacts", "of the objective"})
"""Units of a share of one, which is read as a percentage."""

_SINGULAR = {"people": "person", "breaches": "breach"}
_PLURAL = frozenset(
    {"contacts", "late contacts", "requests", "intervals", "shifts", "days", "agents"}
)


def amount_text(value: float | str, unit: str, digits: int = 6) -> str:
    """Write a value with its unit: ``3 shifts``, ``1 request``, ``82.95% of contacts``.

    Parameters
    ----------
    digits
        Significant digits of a number.
    """
    one = value == 1 and unit not in _SHARE_UNITS
    if one and unit in _PLURAL:
        unit = unit.removesuffix("s")
    elif one:
        unit = _SINGULAR.get(unit, unit)
    return f"{number_text(value, unit, digits)} {unit}".strip()


def number_text(value: float | str, unit: str, digits: int = 6) -> str:
    """Write a value without its unit; a share as a percentage."""
    if isinstance(value, str):
        return value
    return f"{100 * value:,.{digits}g}%" if unit in _SHARE_UNITS else f"{value:,.{digits}g}"
