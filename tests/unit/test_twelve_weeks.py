"""The benchmark of twelve weeks: its draws, its figures by hand, and its picture."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest

from allocator.domain.ledger import LedgerEntry
from benchmarks.twelve_weeks_centre import demand_of, first_day, week_of
from benchmarks.twelve_weeks_figures import table, weeks_figures
from benchmarks.twelve_weeks_picture import picture


def borne(agent_id: str, hours: float, of: float) -> LedgerEntry:
    return LedgerEntry(agent_id=agent_id, unsocial_hours=hours, contracted_hours=of)


FIGURES = weeks_figures(
    [[borne("A", 8, 40), borne("B", 0, 20)], [borne("A", 0, 40), borne("B", 6, 20)]],
    [100.0, 120.0],
    [1.0, 2.0],
)


def test_figures_by_hand() -> None:
    first, second = FIGURES
    assert (first.worst_share, first.worst_agent, first.least_share) == (0.2, "A", 0)
    assert first.mean_share == pytest.approx(8 / 60)
    assert first.worst_above_hours == pytest.approx(8 - 40 * 8 / 60)
    assert (second.worst_agent, second.worst_share, second.least_share) == ("B", 0.15, 0.1)
    assert second.mean_share == pytest.approx(14 / 120)
    assert second.gini == pytest.approx(0.1)
    assert (second.late_contacts, second.declined_requests) == (220, 3)


def test_table_and_picture_hold_every_way() -> None:
    found = {"ledger": FIGURES, "forgotten": FIGURES, "unpriced": FIGURES[:1]}
    lines = table(found).splitlines()
    assert lines[2].startswith("| 1 | 0.133 | 0.200 (A) | 0.200 (A) | 0.200 (A) | 2.7 |")
    drawn = ElementTree.fromstring(picture(found))
    names = [text.text or "" for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert sum("ledger kept" in name for name in names) == 1


def test_what_is_drawn_depends_on_seed_and_week_and_not_on_what_was_planned() -> None:
    mine = week_of(1, 3, (), ())
    again = week_of(1, 3, (), (borne("H01", 5, 40),), unsocial_price=0.0)
    assert (mine.requests, mine.leave) == (again.requests, again.leave)
    assert mine.requests != week_of(2, 3, (), ()).requests
    assert mine.settings.week.start == first_day(3) == dt.date(2026, 9, 28)
    assert all(request.date in mine.grid.days for request in mine.requests)
    assert demand_of(1, mine, 3) == demand_of(1, again, 3)


def test_demand_keeps_to_the_clock_in_the_week_in_which_it_changes() -> None:
    week = 6
    scenario = week_of(1, week, (), ())
    assert dt.date(2026, 10, 25) in scenario.grid.days
    rows = demand_of(1, scenario, week)
    indexes = {scenario.grid.index(row.interval_start) for row in rows}
    assert indexes == set(scenario.open_intervals)
