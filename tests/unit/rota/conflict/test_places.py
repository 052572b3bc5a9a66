"""Where a cure is to be made."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.rota.conflict import places
from allocator.rota.conflict.elements import elements_of
from allocator.rota.conflict.world import World
from tests.contradictions import asha, contradicting_week

MONDAY, TUESDAY = dt.date(2026, 6, 1), dt.date(2026, 6, 2)


def window(days: str) -> dict[str, Any]:
    return {"agent_id": "A", "days": days, "available_from": "09:00", "available_to": "12:00"}


@pytest.mark.parametrize(
    ("rows", "days", "place"),
    [
        (["mon"], (MONDAY,), "availability.csv row 2, column available_to"),
        (["wed", "mon|tue"], (MONDAY, TUESDAY), "availability.csv row 3, column available_to"),
        (["mon|tue"], (MONDAY,), "availability.csv, a row of its own for 2026-06-01"),
        (
            ["mon", "tue"],
            (MONDAY, TUESDAY),
            "availability.csv, a row of its own for 2026-06-01 and 2026-06-02",
        ),
        (["all", "2026-06-01"], (MONDAY,), "availability.csv row 3, column available_to"),
    ],
)
def test_row_of_availability_is_named_where_it_decides_on_these_days_alone(
    rows: list[str], days: tuple[dt.date, ...], place: str
) -> None:
    scenario = contradicting_week(availability=[window(text) for text in rows])
    assert places.of_availability(scenario, "A", days, "available_to") == place


def test_pins_are_found_in_their_file_by_the_number_among_those_of_the_agent() -> None:
    pins = [(f"{name} {day} 09:00 pinned 10:00", "off") for day in ("mon", "tue") for name in "AB"]
    scenario = contradicting_week(agents=[asha(), asha("B")], pins=pins)
    for name, rows in {"A": [2, 4], "B": [3, 5]}.items():
        elements = [e for e in elements_of(World(scenario), [name]) if e.kind == "pin"]
        assert [places.numbered_row(scenario, "pins", element) for element in elements] == rows


def test_rows_and_settings_as_they_are_told() -> None:
    assert places.in_file("leave.csv", [4, 2], "paid_hours_a_day") == (
        "leave.csv rows 2 and 4, column paid_hours_a_day"
    )
    assert places.in_file("pins.csv", [3]) == "pins.csv row 3"
    assert places.in_settings("pools[main].seats") == "scenario.yaml, pools[main].seats"
