"""Whatever hours people have, a week of allowed shifts adds up to them, and breaks fit."""

from __future__ import annotations

from itertools import product

import pytest

from allocator.drafting.break_menu import breaks_for
from allocator.drafting.day_texts import parse_opening_hours
from allocator.drafting.shift_menu import ShiftMenu, paid_minutes, shift_menu

HOURS = (
    40.0,
    37.5,
    37.0,
    36.25,
    35.0,
    30.0,
    25.0,
    22.5,
    20.0,
    18.75,
    16.0,
    12.0,
    8.0,
    6.0,
    3.25,
    37.4,
)
OPENINGS = (
    "mon-fri 09:00-17:00",
    "mon-fri 08:00-18:00, sat 09:00-13:00",
    "all 00:00-24:00",
    "mon-sat 07:00-22:00",
    "fri sat 18:00-02:00, sun-thu 12:00-20:00",
    "mon-sun 06:45-23:15",
)


def weeks_of(menu: ShiftMenu, hours: float) -> set[int]:
    """Paid minutes of every week that the contract allows, by plain enumeration of lengths."""
    kind = menu.contract_of[hours]
    by_id = {pattern.id: pattern for pattern in menu.patterns}
    days: dict[str, set[int]] = {}
    for name in menu.patterns_of[kind]:
        for day in by_id[name].days:
            days.setdefault(day, {0}).update(
                paid_minutes(one, lunch_paid=menu.lunch_paid) for one in by_id[name].lengths
            )
    choices = [sorted(paid) for paid in days.values()]
    sums: set[tuple[int, int]] = {(0, 0)}
    for paid in choices:
        sums = {
            (total + one, worked + (one > 0))
            for (total, worked), one in product(sums, paid)
            if worked + (one > 0) <= menu.days_max
        }
    return {total for total, worked in sums if worked}


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("hours", HOURS)
def test_hours_are_reachable_within_the_tolerance(opening: str, hours: float) -> None:
    menu = shift_menu(parse_opening_hours(opening), [hours, 37.5])
    assert menu.unreachable == {}
    tolerance = menu.contract_of[hours].tolerance_minutes
    assert min(abs(total - hours * 60) for total in weeks_of(menu, hours)) <= tolerance
    # Only hours that are no whole quarter-hours need a tolerance.
    assert (tolerance > 0) == (hours * 4 % 1 > 0)


@pytest.mark.parametrize("opening", OPENINGS)
def test_shifts_fit_into_the_opening_hours_and_full_time_is_five_days(opening: str) -> None:
    spans = parse_opening_hours(opening)
    menu = shift_menu(spans, HOURS[1:])
    assert (menu.days_max, menu.lunch_paid) == (5, False)
    for pattern in menu.patterns:
        inside = [span for span in spans if set(pattern.days) <= set(span.days)]
        assert any(
            span.open <= pattern.start_from
            and pattern.start_to + pattern.shortest_minutes <= span.close
            and pattern.longest_minutes <= span.close - span.open
            for span in inside
        )
    assert len({pattern.id for pattern in menu.patterns}) == len(menu.patterns)


def test_six_days_where_five_do_not_reach_the_hours() -> None:
    menu = shift_menu(parse_opening_hours("mon-sat 09:00-16:00"), [37.5])
    assert menu.days_max == 6
    assert menu.unreachable == {}


def test_lunch_is_paid_where_the_hours_do_not_fit_otherwise() -> None:
    menu = shift_menu(parse_opening_hours("mon-fri 09:00-17:00"), [40.0])
    assert (menu.lunch_paid, menu.unreachable) == (True, {})
    assert "paid: false" not in str(breaks_for([480], lunch_paid=True))


def test_hours_that_cannot_be_worked_are_told_with_the_nearest_that_can() -> None:
    menu = shift_menu(parse_opening_hours("mon-fri 09:00-13:00"), [37.5, 20.0])
    assert menu.unreachable == {37.5: 20.0}


@pytest.mark.parametrize("minutes", range(195, 541, 15))
def test_every_length_of_shift_over_three_hours_has_breaks_that_fit(minutes: int) -> None:
    (choice,) = breaks_for([minutes])
    unpaid = sum(30 for item in choice.breaks if "lunch" in item)
    assert minutes - unpaid == paid_minutes(minutes)
    assert choice.over_minutes < minutes <= choice.up_to_minutes
    assert (unpaid > 0) == (minutes > 360)
