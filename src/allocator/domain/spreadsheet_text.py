"""Text that a spreadsheet would compute, written so that it stays text.

Source
------
OWASP, CSV injection: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula where a cell begins with it."""
_MARK = "'"


def marked_text(given: str) -> str:
    """Write a name for a cell: ``'=1+1`` for ``=1+1``, others as they are."""
    return f"{_MARK}{given}" if given.startswith(_FORMULA_SIGNS) else given


def without_mark(cell: str) -> str:
    """Return the name that :func:`marked_text` wrote; ``'t Hooft`` stays what it is."""
    bare = cell.removeprefix(_MARK)
    return bare if bare.startswith(_FORMULA_SIGNS) else cell
