"""Numbers and dates as the report shows them."""

from __future__ import annotations

import datetime as dt

_THIN_SPACE = "\u202f"
_MINUS = "\u2212"


def number(value: float, decimals: int = 0) -> str:
    """Write a number with thin spaces between thousands: ``7 501``, ``−3.4``."""
    text = f"{abs(value):,.{decimals}f}".replace(",", _THIN_SPACE)
    nought = float(text.replace(_THIN_SPACE, "")) == 0
    return text if value >= 0 or nought else _MINUS + text


def signed(value: float, decimals: int = 1) -> str:
    """Write a number with its sign, for changes: ``+3.4``, ``−0.2``, ``0.0``."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and float(text.replace(_THIN_SPACE, "")) != 0 else text


def percent(share: float, decimals: int = 0) -> str:
    """Write a share as a percentage: ``54%``."""
    return f"{number(share * 100, decimals)}%"


def compact(value: float) -> str:
    """Write a number with as many decimals as it needs, two at most: ``41.5``, ``0.25``, ``8``."""
    text = number(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_range(first: dt.date, last: dt.date) -> str:
    """Write the dates of a week: ``Sunday 22 to Saturday 28 August 1999``."""
    begin = f"{first:%A} {first.day}"
    if first.month != last.month or first.year != last.year:
        begin += f" {first:%B}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} to {last:%A} {last.day} {last:%B} {last.year}"
