"""The ledger after a plan: its weeks' rows, what is forgotten, and a week that is planned twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.ledger import LedgerEntry
from allocator.domain.scenario import Scenario
from allocator.verify.rolled_ledger import rolled_ledger, week_entries
from tests.tiny_week import AUTUMN, MONDAY, SPRING, agent, rota_of, tiny_week

SUNDAYS = [{"days": ["sun"], "start": "00:00", "end": "12:00"}]
SUNDAY_SHIFT = ["A sun 06:00 work 14:00"]


def entry_of(scenario: Scenario, lines: Sequence[str], agent_id: str = "A") -> LedgerEntry:
    (entry,) = week_entries(scenario, rota_of(scenario, lines))[agent_id]
    return entry


def dated(agent_id: str, hours: float, week: dt.date, of: float = 40) -> dict[str, Any]:
    return {
        "agent_id": agent_id,
        "unsocial_hours": hours,
        "contracted_hours": of,
        "week": week,
    }


def again(scenario: Scenario, rows: Sequence[LedgerEntry], **changes: Any) -> Scenario:
    """Tiny week with a ledger that was rolled."""
    start = changes.pop("first_day", scenario.settings.week.start)
    ledger = [row.model_dump() for row in rows]
    return tiny_week(unsocial=SUNDAYS, first_day=start, ledger=ledger, **changes)


def test_a_week_by_hand() -> None:
    scenario = tiny_week(
        agents=[agent("A", weekly_hours=20), agent("B")],
        queues=[{"id": "calls"}, {"id": "chat"}],
        pools=[{"id": "main", "queues": ["calls", "chat"]}],
        unsocial=SUNDAYS,
        fairness={"hard_queues": {"chat": 0.5}},
        requests=[
            {"agent_id": "A", "date": "2026-06-07", "kind": "day_off", "weight": 2},
            {"agent_id": "A", "date": "2026-06-02", "kind": "day_off"},
        ],
    )
    lines = [
        "A sat 09:00 work:calls|chat 11:00 coaching:B 12:00",
        "A sun 06:00 work:chat 09:00 lunch 10:00 briefing:B 11:00",
        "A mon 09:00 work:calls 12:00",
    ]
    found = entry_of(scenario, lines)
    assert (found.week, found.basis) == (MONDAY, "week")
    assert (found.unsocial_hours, found.contracted_hours) == (5, 20)
    assert (found.weekend_hours, found.weekend_contracted_hours) == (3 + 5, 20)
    # Two hours are half of chat, three are all of it; an hour of chat weighs a half.
    assert (found.hard_queue_hours, found.hard_queue_contracted_hours) == (2.0, 20)
    assert (found.development_hours, found.development_contracted_hours) == (1, 20)
    assert (found.requests_made, found.requests_declined) == (3, 2)


def test_practice_is_development_and_a_queue_held_at_level_0_is_not_a_hard_one_to_take() -> None:
    scenario = tiny_week(skills=[("A", "calls", 0)], fairness={"hard_queues": {"calls": 1}})
    found = entry_of(scenario, ["A mon 09:00 work:calls 11:00"])
    assert (found.development_hours, found.hard_queue_contracted_hours) == (2, 0)


@pytest.mark.parametrize(("monday", "hours"), [(SPRING, 7), (AUTUMN, 9)])
def test_hours_of_the_night_in_which_clocks_change_are_elapsed_ones(
    monday: dt.date, hours: int
) -> None:
    nights = [{"days": ["sat"], "start": "22:00", "end": "30:00"}]
    scenario = tiny_week(first_day=monday, unsocial=nights)
    found = entry_of(scenario, ["A sat 22:00 work 30:00"])
    assert (found.unsocial_hours, found.weekend_hours) == (hours, hours)


def test_weeks_of_leave_and_of_who_works_no_weekend_are_none_to_share_by() -> None:
    away = {"agent_id": "A", "first_day": MONDAY, "last_day": MONDAY + dt.timedelta(days=4)}
    scenario = tiny_week(
        unsocial=SUNDAYS,
        leave=[away | {"paid_hours_a_day": 8}],
        availability=[{"agent_id": "B", "days": "sat|sun"}],
    )
    found = week_entries(scenario, rota_of(scenario, []))
    assert "A" not in found
    (b,) = found["B"]
    assert (b.contracted_hours, b.weekend_contracted_hours) == (0, 0)
    assert b.development_contracted_hours == 40


def test_who_has_agreed_to_unsocial_hours_runs_up_none_and_no_weekends() -> None:
    scenario = tiny_week(unsocial=SUNDAYS, agents=[agent("A", unsocial_agreed=True), agent("B")])
    found = entry_of(scenario, SUNDAY_SHIFT)
    assert (found.unsocial_hours, found.weekend_hours) == (0, 0)
    assert found.development_contracted_hours == 40


def test_several_weeks_are_a_row_each() -> None:
    scenario = tiny_week(unsocial=SUNDAYS, days=14)
    lines = ["A 2026-06-07 06:00 work 14:00", "A 2026-06-14 09:00 work 14:00"]
    found = week_entries(scenario, rota_of(scenario, lines))["A"]
    assert [(row.week, row.unsocial_hours) for row in found] == [
        (MONDAY, 6),
        (MONDAY + dt.timedelta(weeks=1), 3),
    ]


def test_sum_is_spread_over_its_weeks_before_the_plan() -> None:
    """90 h of 40 a week are three weeks, the last of them just before the plan's."""
    brought = {"agent_id": "A", "unsocial_hours": 6, "contracted_hours": 90}
    scenario = tiny_week(unsocial=SUNDAYS, ledger=[brought])
    rows = [row for row in rolled_ledger(scenario, rota_of(scenario, [])) if row.agent_id == "A"]
    assert [(row.basis, row.unsocial_hours, row.contracted_hours) for row in rows] == [
        *[("brought", 2, 30)] * 3,
        ("week", 0, 40),
    ]
    assert [row.week for row in rows] == [
        MONDAY - dt.timedelta(weeks=back) for back in (3, 2, 1, 0)
    ]


def test_starters_rows_say_that_they_are_the_mean() -> None:
    before = dated("A", 4, MONDAY - dt.timedelta(weeks=1))
    scenario = tiny_week(unsocial=SUNDAYS, ledger=[before])
    rows = rolled_ledger(scenario, rota_of(scenario, []))
    assert [(row.basis, row.unsocial_hours) for row in rows if row.agent_id == "B"] == [
        ("mean", 4),
        ("week", 0),
    ]


def test_starter_who_works_no_unsocial_hours_is_given_none_by_the_mean() -> None:
    before = dated("A", 4, MONDAY - dt.timedelta(weeks=1)) | {
        "development_hours": 2,
        "development_contracted_hours": 40,
    }
    limited = [{"agent_id": "B", "days": "sun"}]
    scenario = tiny_week(unsocial=SUNDAYS, ledger=[before], availability=limited)
    rows = rolled_ledger(scenario, rota_of(scenario, []))
    mean = next(row for row in rows if row.basis == "mean")
    assert (mean.agent_id, mean.unsocial_hours, mean.contracted_hours) == ("B", 0, 0)
    assert (mean.development_hours, mean.development_contracted_hours) == (2, 40)


def test_mean_is_spread_before_the_plan_whatever_is_planned_after_it() -> None:
    """A row of a later week put the mean's hours into the planned one, and the week in twice."""
    rows = [dated("A", 4, MONDAY - dt.timedelta(weeks=1))]
    rows.append(dated("B", 0, MONDAY + dt.timedelta(weeks=2)))
    scenario = tiny_week(unsocial=SUNDAYS, ledger=rows)
    of_b = [row for row in rolled_ledger(scenario, rota_of(scenario, [])) if row.agent_id == "B"]
    assert [(row.basis, row.week) for row in of_b] == [
        ("mean", MONDAY - dt.timedelta(weeks=1)),
        ("week", MONDAY),
        ("week", MONDAY + dt.timedelta(weeks=2)),
    ]


weeks_back = st.dictionaries(st.integers(-3, 30), st.floats(0, 16), max_size=12)


@settings(max_examples=40, deadline=None)
@given(weeks_back, weeks_back, st.sampled_from([13, 17, 26]))
def test_planning_a_week_again_counts_it_once(
    of_a: dict[int, float], of_b: dict[int, float], window: int
) -> None:
    rows = [
        dated(who, hours, MONDAY - dt.timedelta(weeks=back))
        for who, past in (("A", of_a), ("B", of_b))
        for back, hours in past.items()
    ]
    fairness = {"window_weeks": window}
    scenario = tiny_week(unsocial=SUNDAYS, ledger=rows, fairness=fairness)
    once = rolled_ledger(scenario, rota_of(scenario, SUNDAY_SHIFT))
    twice = again(scenario, once, fairness=fairness)
    assert rolled_ledger(twice, rota_of(twice, SUNDAY_SHIFT)) == once
    for who, past in (("A", of_a), ("B", of_b)):
        if any(1 <= back <= window for back in past):
            remembered = sum(hours for back, hours in past.items() if 1 <= back <= window)
            for world in (scenario, twice):
                assert world.balances[who].unsocial_hours == pytest.approx(remembered, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=20))
def test_rolled_week_after_week_only_the_window_is_remembered(hours: list[int]) -> None:
    rows: tuple[LedgerEntry, ...] = ()
    fairness = {"window_weeks": 13}
    for number, worked in enumerate(hours):
        start = MONDAY + dt.timedelta(weeks=number)
        scenario = again(tiny_week(), rows, first_day=start, fairness=fairness)
        if number:
            last = scenario.balances["A"]
            assert last.unsocial_hours == sum(hours[max(0, number - 13) : number])
            assert last.contracted_hours == 40 * min(13, number)
        lines = [f"A sun 00:00 work {worked:02d}:00"] if worked else []
        rows = rolled_ledger(scenario, rota_of(scenario, lines))
    assert len([row for row in rows if row.agent_id == "A"]) <= 14


def test_week_planned_otherwise_replaces_what_it_brought() -> None:
    scenario = tiny_week(unsocial=SUNDAYS)
    once = rolled_ledger(scenario, rota_of(scenario, SUNDAY_SHIFT))
    later = dated("A", 3, MONDAY + dt.timedelta(weeks=1))
    twice = again(scenario, [*once, LedgerEntry.model_validate(later)])
    rows = rolled_ledger(twice, rota_of(twice, ["B sun 06:00 work 14:00"]))
    assert [(row.agent_id, row.unsocial_hours) for row in rows] == [("A", 0), ("A", 3), ("B", 6)]
