"""Bank holidays and the days beside them: found in the history, taken out of it, applied."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from allocator.domain.scenario import Scenario
from allocator.forecast.findings_text import effect_text
from allocator.forecast.forecast import forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.unusual.day_marks import DayMarks, EffectKind, Mark
from tests.demand_scenario import demand_scenario
from tests.simulated_demand import plain, simulated_rows

EVERY_DAY = [
    {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "open": "08:00", "close": "12:00"}
]
HOLIDAYS_2025 = {
    dt.date(2025, 4, 18),
    dt.date(2025, 4, 21),
    dt.date(2025, 5, 5),
    dt.date(2025, 5, 26),
    dt.date(2025, 8, 25),
}
AFTER = {
    dt.date(2025, 4, 22),
    dt.date(2025, 5, 6),
    dt.date(2025, 5, 27),
    dt.date(2025, 8, 26),
}


def truth(start: dt.datetime, _queue: str) -> float:
    """Bank holidays: seven tenths of the Sunday they are run like; the day after 30% more."""
    if start.date() in HOLIDAYS_2025:
        return 0.7 * 0.4 / (1.3 if start.weekday() == 0 else 1.0)  # in place of the weekday's own
    return 1.3 if start.date() in AFTER else 1.0


def scenario(start: dt.date, rows: list[Any], **changes: Any) -> Scenario:
    return demand_scenario(
        rows,
        week={"start": start, "days": 7},
        opening_hours=changes.pop("opening_hours", EVERY_DAY),
        bank_holidays=changes.pop("bank_holidays", {"nation": "England", "runs_like": "sun"}),
        **changes,
    )


def year(seed: int) -> Scenario:
    """Planned from 4 May 2026, a bank holiday, with a history from March 2025 on."""
    start = dt.date(2026, 5, 4)
    rows = simulated_rows(
        dt.date(2025, 3, 3), dt.date(2026, 1, 5), truth, seed=seed, weekend=True
    ) + simulated_rows(dt.date(2026, 1, 5), start, seed=seed + 1, weekend=True)
    return scenario(start, rows)


@pytest.mark.parametrize("seed", [1, 11, 21])
def test_a_planted_factor_of_bank_holidays_is_recovered(seed: int) -> None:
    week = year(seed)
    found = {
        effect.kind: effect
        for effect in history_table(week).learned().found.effects.applied(week.grid.days)
    }
    # Christmas, New Year and Easter 2026 were ordinary in this history and draw towards none: the
    # holiday itself is known by its name, its day after by the others as well.
    assert found[EffectKind.HOLIDAY].name == "May Day"
    assert found[EffectKind.AFTER].volume_share > 0.05
    assert [effect.day for effect in found.values()] == [dt.date(2026, 5, 4), dt.date(2026, 5, 5)]


def like_a_sunday(start: dt.datetime, _queue: str) -> float:
    return 0.4 / 1.3 if start.date() in HOLIDAYS_2025 else 1.0


def holidays_of(rows_truth: Any, seed: int) -> dict[EffectKind, Any]:
    """Effects of the Summer bank holiday of 2025, after three others that spring."""
    start = dt.date(2025, 8, 25)
    rows = simulated_rows(dt.date(2025, 4, 22), start, rows_truth, seed=seed, weekend=True)
    week = scenario(start, rows)
    lesson = history_table(week).learned().found
    return {effect.kind: effect for effect in lesson.effects.applied(week.grid.days)}


@pytest.mark.parametrize("seed", range(5))
def test_three_of_one_kind_are_enough_to_see_most_of_it(seed: int) -> None:
    found = holidays_of(truth, seed)
    holiday, after = found[EffectKind.HOLIDAY], found[EffectKind.AFTER]
    assert holiday.occasions == 2
    assert holiday.volume_share == pytest.approx(-0.3, abs=0.12)
    assert after.occasions == 3
    assert after.seen_share == pytest.approx(0.3, abs=0.16)
    assert 0.1 < after.volume_share < after.seen_share


def test_where_holidays_change_nothing_next_to_nothing_is_found() -> None:
    shares: list[float] = []
    for seed in range(8):
        found = holidays_of(like_a_sunday, seed)
        shares += [found[EffectKind.HOLIDAY].volume_share, found[EffectKind.AFTER].volume_share]
    assert np.abs(shares).max() < 0.12
    assert abs(np.mean(shares)) < 0.04


def test_the_day_after_a_holiday_does_not_raise_the_tuesdays_that_follow() -> None:
    # Four Tuesdays in history, one of them after a bank holiday and half again as busy.
    start = dt.date(2025, 6, 2)
    rows = simulated_rows(
        dt.date(2025, 5, 7),
        start,
        lambda s, q: 1.5 if s.date() == dt.date(2025, 5, 27) else plain(s, q),
        seed=4,
    )
    hours = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "12:00"}]
    kept = forecast_week(scenario(start, rows, opening_hours=hours))
    without = forecast_week(scenario(start, rows, opening_hours=hours, bank_holidays=None))
    tuesday = [made.expected[1].sum() for made in (kept, without)]
    usual = sum(row.contacts for row in rows if row.interval_start.date() == dt.date(2025, 5, 20))
    assert tuesday[0] < tuesday[1]
    assert tuesday[0] == pytest.approx(usual, rel=0.15)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2026, 12, 24), Mark(EffectKind.BEFORE, "Christmas Day")),
        ((2026, 12, 25), Mark(EffectKind.HOLIDAY, "Christmas Day")),
        ((2026, 12, 27), Mark(EffectKind.BETWEEN, "Boxing Day")),  # 28th in its place
        ((2026, 12, 31), Mark(EffectKind.BETWEEN, "Boxing Day (substitute)")),
        ((2027, 1, 2), Mark(EffectKind.AFTER, "New Year's Day")),
        ((2026, 4, 4), Mark(EffectKind.BETWEEN, "Good Friday")),
        ((2026, 4, 7), Mark(EffectKind.AFTER, "Easter Monday")),
        ((2026, 4, 15), None),
    ],
)
def test_days_know_what_they_lie_beside(day: tuple[int, int, int], expected: Mark | None) -> None:
    week = scenario(
        dt.date(2026, 12, 28), simulated_rows(dt.date(2026, 11, 2), dt.date(2026, 11, 9))
    )
    found = DayMarks(week).of(dt.date(*day))
    assert (found and found.kind) == (expected and expected.kind)
    if found and expected:
        assert found.name.split(" (")[0] == expected.name.split(" (")[0]


def test_the_friday_before_a_monday_off_is_the_day_before_where_weekends_are_closed() -> None:
    hours = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "12:00"}]
    rows = simulated_rows(dt.date(2026, 4, 13), dt.date(2026, 4, 20))
    marks = DayMarks(scenario(dt.date(2026, 4, 27), rows, opening_hours=hours))
    assert marks.of(dt.date(2026, 5, 1)) == Mark(EffectKind.BEFORE, "May Day")
    assert marks.of(dt.date(2026, 5, 2)) is None  # closed


def test_a_closed_day_holds_no_demand_and_marks_the_next_open_one() -> None:
    hours = [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "12:00"},
        {"date": "2025-06-10", "open": "08:00", "close": "08:00"},
        {"date": "2025-07-02", "open": "08:00", "close": "08:00"},
    ]
    past_closure = dt.date(2025, 6, 10)
    start = dt.date(2025, 6, 30)
    rows = simulated_rows(
        dt.date(2025, 5, 12),
        start,
        lambda s, _q: 1.4 if s.date() == dt.date(2025, 6, 11) else 1.0,
        closed=frozenset({past_closure}),
    )
    made = forecast_week(scenario(start, rows, opening_hours=hours, bank_holidays=None))
    assert made.expected[2].sum() == 0  # closed on Wednesday 2 July
    (effect,) = made.effects
    assert (effect.kind, effect.day) == (EffectKind.AFTER_CLOSURE, dt.date(2025, 7, 3))
    assert 0.1 < effect.volume_share < 0.4
    assert not made.gaps


def test_verbal_account_names_the_holiday_and_how_often_it_was_seen() -> None:
    week = year(1)
    made = forecast_week(week)
    lines = made.known["Known of the planned days"]
    assert len(lines) == 2
    assert lines[0].startswith("Mon 4 May: bank holiday (May Day), ")
    assert "seen once before" in lines[0]
    assert "contacts against a Sunday's, which it is run like (between " in lines[0]
    # The year's other bank holidays were ordinary Mondays, far above a Sunday.
    assert "with -33%; drawn towards others of the kind: only one case." in lines[0]
    assert "; reduced: only one case." in lines[1]


def test_an_effect_next_to_nothing_is_told_as_none() -> None:
    (effect, *_) = forecast_week(year(1)).effects
    text = effect_text(replace(effect, volume_share=-0.004, low_share=-0.004), 9)
    assert ", no clear effect (between 0% and " in text
