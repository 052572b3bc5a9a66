"""Shift patterns, breaks and contracts from opening hours and contracted hours.

Every person's weekly hours are shown to be reachable before the contract is written: the paid
minutes of one shift a day are added up over the open days, for every number of days worked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.domain.settings import OpeningSpan

LUNCH_MINUTES = 30
LUNCH_OVER_MINUTES = 360
"""Shifts longer than this have an unpaid lunch (Working Time Regulations 1998, regulation 12)."""

_LONG_MINUTES = (420, 540)
_SHORT_MINUTES = (240, 390)
_LEAST_MINUTES = 60
_FULL_TIME_HOURS = 30.0
_START_EVERY_MINUTES = 30


@dataclass(frozen=True)
class Pattern:
    """A shift pattern as ``scenario.yaml`` has it."""

    id: str
    days: tuple[str, ...]
    start_from: int
    start_to: int
    shortest_minutes: int
    longest_minutes: int
    length_every_minutes: int
    comment: str

    @property
    def lengths(self) -> tuple[int, ...]:
        """Lengths that the pattern allows, in minutes."""
        return tuple(
            range(self.shortest_minutes, self.longest_minutes + 1, self.length_every_minutes)
        )


@dataclass(frozen=True)
class Kind:
    """A kind of contract: what shifts it allows, and how exactly hours are kept.

    Parameters
    ----------
    long_only
        Only long shifts, and whole days where the centre opens for less.
    step_minutes
        Step of the lengths.
    tolerance_minutes
        How far the week's paid time may lie from the contracted.
    """

    long_only: bool
    step_minutes: int
    tolerance_minutes: int

    @property
    def id(self) -> str:
        """Name of the contract."""
        name = "full_time" if self.long_only else "part_time"
        if self.step_minutes != 30:
            name += "_quarter_hours"
        return name + ("_rounded" if self.tolerance_minutes else "")


@dataclass(frozen=True)
class ShiftMenu:
    """Patterns and contracts that make everybody's hours reachable.

    Parameters
    ----------
    contract_of
        Kind of contract by weekly hours.
    days_max
        Most days of work in a week.
    lunch_paid
        Whether lunch counts as paid time: only where some hours cannot be reached otherwise.
    unreachable
        Weekly hours that no week of shifts inside the opening hours adds up to, each with the
        nearest hours that are reachable.
    """

    patterns: tuple[Pattern, ...]
    patterns_of: dict[Kind, tuple[str, ...]]
    contract_of: dict[float, Kind]
    days_max: int
    lunch_paid: bool
    unreachable: dict[float, float]


def paid_minutes(shift_minutes: int, *, lunch_paid: bool = False) -> int:
    """Paid time of a shift: all of it but an unpaid lunch."""
    has_unpaid = not lunch_paid and shift_minutes > LUNCH_OVER_MINUTES
    return shift_minutes - (LUNCH_MINUTES if has_unpaid else 0)


def shift_menu(spans: tuple[OpeningSpan, ...], weekly_hours: Sequence[float]) -> ShiftMenu:
    """Derive a menu of shifts for everybody's weekly hours.

    Five days a week where that reaches everybody's hours, otherwise six, otherwise with lunch
    paid; lengths by half-hours, by quarter-hours for those whose hours need it.
    """
    distinct = sorted(set(weekly_hours), reverse=True)
    chosen: dict[float, Kind] = {}
    unreachable: dict[float, float] = {}
    days_max, lunch_paid = 5, False
    for days_max, lunch_paid in ((5, False), (6, False), (5, True), (6, True)):
        found = {hours: _kind(spans, hours, days_max, lunch_paid) for hours in distinct}
        chosen = {hours: kind for hours, kind in found.items() if isinstance(kind, Kind)}
        unreachable = {hours: near for hours, near in found.items() if isinstance(near, float)}
        if not unreachable:
            break
    patterns: dict[str, Pattern] = {}
    patterns_of: dict[Kind, tuple[str, ...]] = {}
    least = min(distinct)
    for kind in dict.fromkeys(chosen[hours] for hours in distinct if hours in chosen):
        own = _patterns(spans, kind, least, lunch_paid)
        patterns |= {pattern.id: pattern for pattern in own}
        patterns_of[kind] = tuple(pattern.id for pattern in own)
    return ShiftMenu(
        tuple(patterns.values()), patterns_of, chosen, days_max, lunch_paid, unreachable
    )


def _kind(
    spans: tuple[OpeningSpan, ...], hours: float, days_max: int, lunch_paid: bool
) -> Kind | float:
    """Simplest kind of contract that reaches the hours, or the nearest hours to them."""
    wanted = hours * 60
    preferred = (True, False) if hours >= _FULL_TIME_HOURS else (False, True)
    nearest = 0.0
    for step in (30, 15):
        for long_only in preferred:
            kind = Kind(long_only, step, 0)
            sums = _reachable(spans, kind, hours, days_max, lunch_paid)
            if wanted in sums:
                return kind
            nearest = min((nearest, *sums), key=lambda minutes: abs(minutes - wanted))
    if abs(nearest - wanted) < 15:  # hours that are no whole quarter-hours
        for long_only in preferred:
            kind = Kind(long_only, 15, 15)
            if nearest in _reachable(spans, kind, hours, days_max, lunch_paid):
                return kind
    return nearest / 60


def _reachable(
    spans: tuple[OpeningSpan, ...], kind: Kind, least_hours: float, days_max: int, lunch_paid: bool
) -> set[int]:
    """Paid minutes that a week of at most so many days can add up to."""
    patterns = _patterns(spans, kind, least_hours, lunch_paid)
    paid_of_day: dict[str, set[int]] = {}
    for pattern in patterns:
        for day in pattern.days:
            paid_of_day.setdefault(day, set()).update(
                paid_minutes(minutes, lunch_paid=lunch_paid) for minutes in pattern.lengths
            )
    by_days: list[set[int]] = [{0}, *(set[int]() for _ in range(days_max))]
    for paid in paid_of_day.values():
        for worked in range(days_max, 0, -1):
            by_days[worked] |= {total + one for total in by_days[worked - 1] for one in paid}
    return set[int]().union(*by_days) - {0}


def _patterns(
    spans: tuple[OpeningSpan, ...], kind: Kind, least_hours: float, lunch_paid: bool
) -> list[Pattern]:
    """Patterns of a kind of contract for each group of days with the same hours."""
    groups: dict[tuple[int, int], list[str]] = {}
    for span in spans:
        groups.setdefault((span.open, span.close), []).extend(span.days)
    suffix = "" if kind.step_minutes == 30 else "_quarter_hours"
    patterns: list[Pattern] = []
    for number, ((opens, closes), days) in enumerate(groups.items()):
        name = f"_{_group_name(days)}" if number else ""
        if number and any(pattern.id == f"day{name}{suffix}" for pattern in patterns):
            name += f"_from_{opens // 60}"  # a day with several spans
        open_minutes = closes - opens
        shortest, longest = _LONG_MINUTES
        least = min(_SHORT_MINUTES[0], max(_LEAST_MINUTES, int(least_hours * 60) // 30 * 30))
        if open_minutes < shortest:
            # The centre opens for less than a long shift: the whole of it is one.
            patterns.append(
                _pattern(
                    f"day{name}{suffix}",
                    days,
                    (opens, closes),
                    (open_minutes, open_minutes),
                    kind,
                    lunch_paid,
                )
            )
        else:
            top = min(longest, open_minutes)
            patterns.append(
                _pattern(
                    f"day{name}{suffix}", days, (opens, closes), (shortest, top), kind, lunch_paid
                )
            )
        if not kind.long_only and open_minutes > least:
            top = min(_SHORT_MINUTES[1], open_minutes - kind.step_minutes)
            if top >= least:
                patterns.append(
                    _pattern(
                        f"short{name}{suffix}",
                        days,
                        (opens, closes),
                        (least, top),
                        kind,
                        lunch_paid,
                    )
                )
    return patterns


def _pattern(
    name: str,
    days: list[str],
    hours: tuple[int, int],
    lengths: tuple[int, int],
    kind: Kind,
    lunch_paid: bool,
) -> Pattern:
    (opens, closes), (shortest, longest) = hours, lengths
    last = opens + (closes - shortest - opens) // _START_EVERY_MINUTES * _START_EVERY_MINUTES
    if shortest == longest:
        comment = f"{_hours(shortest)}, the whole of the opening hours"
        if last > opens:
            comment = _hours(shortest)
    else:
        comment = f"{_hours(shortest)} to {_hours(longest)} in the building"
    if longest > LUNCH_OVER_MINUTES and not lunch_paid:
        low, high = paid_minutes(shortest), paid_minutes(longest)
        comment += f": {_hours(low)} to {_hours(high)} paid" if low != high else ""
    return Pattern(name, tuple(days), opens, last, shortest, longest, kind.step_minutes, comment)


def _group_name(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}_{days[-1]}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
