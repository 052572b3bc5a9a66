"""Whether the times of the settings fit the grid, the operating day and one another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, permutations

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.domain.settings import BreakPlan, BreakSetting, OpeningSpan, Settings
from allocator.store.read_yaml import Location
from allocator.store.reading import Reading

_DAY_MINUTES = 1440


def check_times(reading: Reading) -> None:
    """Add every problem of times and lengths in the settings."""
    settings = reading.settings
    if settings is None:
        return
    _check_on_grid(reading, settings)
    _check_opening_hours(reading, settings)
    _check_patterns(reading, settings)
    _check_unsocial(reading, settings)
    _check_break_plans(reading, settings)


def _check_on_grid(reading: Reading, settings: Settings) -> None:
    step = settings.interval_minutes
    for location, minutes, is_clock in _grid_times(settings):
        if minutes % step:
            below = minutes // step * step
            write = format_clock if is_clock else str
            reading.wrong_setting(
                location,
                f"is not a multiple of interval_minutes ({step})",
                f"Use {write(below)} or {write(below + step)}, or a smaller interval_minutes.",
            )
    frame = reading.frame
    if frame is not None and not settings.week.day_starts_at % step:
        grid = frame.grid
        for moment in grid.day_starts:
            if not grid.on_grid(moment):
                reading.wrong_setting(
                    ("interval_minutes",),
                    f"the clocks change before {moment.date()} by less than an interval",
                    "Use 30 minutes or less.",
                )
                return


def _grid_times(settings: Settings) -> Iterable[tuple[Location, int, bool]]:
    """Location and minutes of all that must lie on the grid, and whether it is a clock time."""
    yield ("week", "day_starts_at"), settings.week.day_starts_at, True
    for place, span in enumerate(settings.opening_hours):
        yield ("opening_hours", place, "open"), span.open, True
        yield ("opening_hours", place, "close"), span.close, True
    for place, pattern in enumerate(settings.shift_patterns):
        location = ("shift_patterns", place)
        yield (*location, "start_from"), pattern.start_from, True
        yield (*location, "start_every_minutes"), pattern.start_every_minutes, False
        yield (*location, "shortest_minutes"), pattern.shortest_minutes, False
        yield (*location, "length_every_minutes"), pattern.length_every_minutes, False
    for plan_place, plan in enumerate(settings.break_plans):
        for place, item in enumerate(plan.breaks):
            location = ("break_plans", plan_place, "breaks", place)
            yield (*location, "minutes"), item.minutes, False
            yield (*location, "start_after_minutes", 0), item.start_after_minutes[0], False
            yield (*location, "start_after_minutes", 1), item.start_after_minutes[1], False


def _check_opening_hours(reading: Reading, settings: Settings) -> None:
    starts = settings.week.day_starts_at
    ends = starts + _DAY_MINUTES
    for place, span in enumerate(settings.opening_hours):
        if span.open < span.close and not starts <= span.open < span.close <= ends:
            reading.wrong_setting(
                ("opening_hours", place),
                f"{format_clock(span.open)} to {format_clock(span.close)} is not inside the "
                f"operating day, {format_clock(starts)} to {format_clock(ends)}",
                "Correct the hours, or week.day_starts_at.",
            )
    by_day: dict[str, list[tuple[int, OpeningSpan]]] = {}
    for place, span in enumerate(settings.opening_hours):
        for day in span.days or (str(span.date),):
            by_day.setdefault(day, []).append((place, span))
    for day, spans in by_day.items():
        ordered = sorted(spans, key=lambda item: item[1].open)
        for (_, earlier), (place, later) in pairwise(ordered):
            if later.open < earlier.close:
                reading.wrong_setting(
                    ("opening_hours", place),
                    f"overlaps other opening hours of {day}, "
                    f"{format_clock(earlier.open)} to {format_clock(earlier.close)}",
                    "Write one span, or spans that do not overlap.",
                )
    if reading.frame is not None and not reading.frame.open_intervals:
        reading.wrong_setting(
            ("opening_hours",),
            "the site is closed on every planned day",
            "Give opening hours for a day of the week to plan.",
        )


def _check_patterns(reading: Reading, settings: Settings) -> None:
    starts = settings.week.day_starts_at
    for place, pattern in enumerate(settings.shift_patterns):
        for name, minutes in (("start_from", pattern.start_from), ("start_to", pattern.start_to)):
            if not starts <= minutes < starts + _DAY_MINUTES:
                reading.wrong_setting(
                    ("shift_patterns", place, name),
                    f"is not inside the operating day, which begins at {format_clock(starts)}",
                    "Write a start after midnight as 24:00 and later, of the day it belongs to.",
                )
    open_days = {day for span in settings.opening_hours for day in span.days} | {
        WEEKDAYS[span.date.weekday()] for span in settings.opening_hours if span.date
    }
    for place, pattern in enumerate(settings.shift_patterns):
        if not open_days & set(pattern.days):
            reading.doubtful_setting(
                ("shift_patterns", place, "days"),
                "the site is closed on all of these days",
                "Correct the days, or the opening hours.",
            )


def _check_unsocial(reading: Reading, settings: Settings) -> None:
    for place, span in enumerate(settings.unsocial):
        if span.end <= span.start:
            reading.wrong_setting(
                ("unsocial", place, "end"),
                f"is not later than the start, {format_clock(span.start)}",
                "Past midnight write 26:00 for 02:00.",
            )


def _check_break_plans(reading: Reading, settings: Settings) -> None:
    lengths = {
        minutes
        for pattern in settings.shift_patterns
        for minutes in range(
            pattern.shortest_minutes, pattern.longest_minutes + 1, pattern.length_every_minutes
        )
    }
    for place, plan in enumerate(settings.break_plans):
        location = ("break_plans", place)
        if plan.shift_up_to_minutes <= plan.shift_over_minutes:
            reading.wrong_setting(
                (*location, "shift_up_to_minutes"),
                f"is not more than shift_over_minutes ({plan.shift_over_minutes})",
                "Give the greatest length of shift that has these breaks.",
            )
            continue
        for earlier in settings.break_plans[:place]:
            if (
                earlier.shift_over_minutes < plan.shift_up_to_minutes
                and plan.shift_over_minutes < earlier.shift_up_to_minutes
            ):
                reading.wrong_setting(
                    (*location, "shift_over_minutes"),
                    f"shifts of these lengths have the breaks of {earlier.id} already",
                    "Let each plan begin where the one before ends.",
                )
        own = [
            minutes
            for minutes in lengths
            if plan.shift_over_minutes < minutes <= plan.shift_up_to_minutes
        ]
        if not own:
            reading.doubtful_setting(
                (*location, "id"),
                "no shift pattern has shifts of these lengths",
                "Correct the lengths, or remove the plan.",
            )
        elif not _can_be_placed(plan, min(own), settings.interval_minutes):
            reading.wrong_setting(
                (*location, "breaks"),
                f"the breaks do not all fit into a shift of {min(own)} minutes",
                "Widen their windows (start_after_minutes) or shorten the breaks.",
            )


def _can_be_placed(plan: BreakPlan, shift_minutes: int, step_minutes: int) -> bool:
    """Whether all breaks fit one after another, in some order, before the shift ends."""
    return any(
        _fits_in_order(order, shift_minutes, step_minutes) for order in permutations(plan.breaks)
    )


def _fits_in_order(order: tuple[BreakSetting, ...], shift_minutes: int, step_minutes: int) -> bool:
    free_from = 0
    for item in order:
        earliest, latest = item.start_after_minutes
        start = -(-max(earliest, free_from) // step_minutes) * step_minutes
        if start > latest:
            return False
        free_from = start + item.minutes
    return free_from < shift_minutes
