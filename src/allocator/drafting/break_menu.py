"""Breaks for the lengths of shift that a first scenario has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from allocator.drafting.shift_menu import LUNCH_MINUTES

_PAUSE = "activity: break, minutes: 15, paid: true"
_LUNCH = f"activity: lunch, minutes: {LUNCH_MINUTES}, paid: false"


@dataclass(frozen=True)
class BreakChoice:
    """Breaks of all shifts longer than the first and no longer than the second minutes.

    Parameters
    ----------
    breaks
        Fields of each break as ``scenario.yaml`` has them, with the window of its start.
    """

    id: str
    over_minutes: int
    up_to_minutes: int
    comment: str
    breaks: tuple[str, ...]


_CHOICES = (
    BreakChoice(
        "short_shift",
        180,
        300,
        "over 3 h to 5 h",
        (f"id: pause, {_PAUSE}, start_after_minutes: [75, 150]",),
    ),
    BreakChoice(
        "half_shift",
        300,
        360,
        "over 5 h to 6 h",
        (f"id: pause, {_PAUSE}, start_after_minutes: [120, 210]",),
    ),
    BreakChoice(
        "full_shift",
        360,
        450,
        "over 6 h to 7 h 30; by law 20 minutes are due above 6 h",
        (
            f"id: first_pause, {_PAUSE}, start_after_minutes: [75, 135]",
            f"id: lunch, {_LUNCH}, start_after_minutes: [180, 285]",
        ),
    ),
    BreakChoice(
        "long_shift",
        450,
        540,
        "over 7 h 30 to 9 h",
        (
            f"id: first_pause, {_PAUSE}, start_after_minutes: [75, 135]",
            f"id: lunch, {_LUNCH}, start_after_minutes: [195, 285]",
            f"id: second_pause, {_PAUSE}, start_after_minutes: [345, 420]",
        ),
    ),
)


def breaks_for(lengths: Iterable[int], *, lunch_paid: bool = False) -> tuple[BreakChoice, ...]:
    """Choose the breaks that shifts of these lengths need."""
    wanted = set(lengths)
    return tuple(
        replace(choice, breaks=tuple(map(_paid, choice.breaks))) if lunch_paid else choice
        for choice in _CHOICES
        if any(choice.over_minutes < minutes <= choice.up_to_minutes for minutes in wanted)
    )


def _paid(item: str) -> str:
    return item.replace("paid: false", "paid: true")
