"""Shades are told apart without colour, and text on them can be read."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from allocator.export.shift_shade import PALETTE, PLAIN, shade_of
from tests.tiny_week import MONDAY, tiny_week


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_fill_is_darker_than_the_one_before_on_a_printer_without_colour() -> None:
    assert all(
        luminance(lighter) / luminance(darker) > 1.15
        for (lighter, _), (darker, _) in pairwise(PALETTE)
    )


def test_text_keeps_a_contrast_of_seven_to_one_on_light_and_five_on_dark_fills() -> None:
    for fill, ink in PALETTE:
        light, dark = sorted((luminance(fill), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > (7 if ink == "#000000" else 5)


def label_at(clock: str, **settings: object) -> str:
    scenario = tiny_week(**settings)
    hour, minute = map(int, clock.split(":"))
    start = dt.datetime.combine(MONDAY, dt.time(hour, minute), tzinfo=scenario.grid.zone)
    return shade_of(scenario, start).label


def test_without_kinds_of_shift_the_clock_decides() -> None:
    assert [
        label_at(clock) for clock in ("00:00", "08:59", "09:00", "12:00", "17:00", "21:00")
    ] == [
        "starts before 09:00",
        "starts before 09:00",
        "starts 09:00 to 11:59",
        "starts 12:00 to 16:59",
        "starts 17:00 to 20:59",
        "starts from 21:00",
    ]


def test_kinds_of_the_scenario_go_before_the_clock() -> None:
    kinds = [
        {"id": "late", "start_from": "12:00", "start_to": "20:00"},
        {"id": "early", "start_from": "06:00", "start_to": "09:00"},
    ]
    assert label_at("06:00", shift_kinds=kinds) == "early: starts 06:00 to 08:59"
    assert label_at("13:00", shift_kinds=kinds) == "late: starts 12:00 to 19:59"
    assert label_at("09:00", shift_kinds=kinds) == PLAIN.label


def test_many_kinds_share_the_last_fill() -> None:
    kinds = [
        {"id": f"k{hour}", "start_from": f"{hour:02d}:00", "start_to": f"{hour + 1:02d}:00"}
        for hour in range(10)
    ]
    assert label_at("09:30", shift_kinds=kinds) == "k9: starts 09:00 to 09:59"
