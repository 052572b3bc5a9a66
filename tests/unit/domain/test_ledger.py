"""What people bring into a plan: the window, part-timers, starters and whoever was away."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.ledger import LedgerEntry, balances
from tests.tiny_week import MONDAY, agent, tiny_week

A, B = agent("A"), agent("B", weekly_hours=20)


def row(agent_id: str, hours: float, of: float = 40, back: int | None = 1, **more: object):
    week = None if back is None else MONDAY - dt.timedelta(weeks=back)
    filled = {"agent_id": agent_id, "unsocial_hours": hours, "contracted_hours": of, "week": week}
    return LedgerEntry.model_validate(filled | more)


def test_rows_of_the_window_add_up_with_what_is_not_dated() -> None:
    rows = [row("A", 5, 100, None), row("A", 2, back=1), row("A", 3, back=13), row("A", 4, back=14)]
    found = balances(rows, [A], MONDAY, 13)["A"]
    assert (found.unsocial_hours, found.contracted_hours) == (10, 180)


@pytest.mark.parametrize("back", [0, -1])
def test_the_planned_week_and_later_ones_are_not_brought_along(back: int) -> None:
    assert balances([row("A", 5, back=back)], [A], MONDAY, 13) == {}


def test_starter_enters_at_the_teams_mean_by_contracted_hours() -> None:
    """A has 8 h in 80 of 40 a week: two weeks, a tenth of an hour in each."""
    found = balances([row("A", 6), row("A", 2, back=2)], [A, B], MONDAY, 13)["B"]
    assert (found.unsocial_hours, found.contracted_hours, found.basis) == (4, 40, "mean")


def test_mean_is_of_those_who_share() -> None:
    agreed = agent("C", unsocial_agreed=True)
    found = balances([row("A", 4), row("C", 40)], [A, B, agreed], MONDAY, 13)
    assert found["B"].unsocial_hours == 2
    assert balances([row("A", 4)], [A, agreed], MONDAY, 13).keys() == {"A"}


def test_weeks_away_leave_the_share_as_it_was() -> None:
    """Half of the weeks worked, half of the hours borne: no debt and no credit."""
    always = [row("A", 4, back=back) for back in range(1, 11)]
    away = [row("B", 2, 20, back=back) for back in range(6, 11)]
    found = balances([*always, *away], [A, B], MONDAY, 13)
    shares = [found[who].unsocial_hours / found[who].contracted_hours for who in "AB"]
    assert shares == [0.1, 0.1]


def test_who_was_away_for_the_whole_window_enters_like_a_starter() -> None:
    found = balances([row("A", 4), row("B", 15, 20, back=14)], [A, B], MONDAY, 13)
    assert (found["B"].unsocial_hours, found["B"].basis) == (2, "mean")


def test_nobody_has_declined_a_starters_requests() -> None:
    rows = [row("A", 4, requests_made=4, requests_declined=3)]
    found = balances(rows, [A, B], MONDAY, 13)
    assert (found["B"].requests_made, found["B"].requests_declined) == (0, 0)


shares = st.lists(st.tuples(st.floats(0, 30), st.sampled_from([16, 20, 37.5])), min_size=1)


@settings(max_examples=50)
@given(shares)
def test_starters_do_not_move_the_mean(past: list[tuple[float, float]]) -> None:
    people = [agent(f"P{n}", weekly_hours=hours) for n, (_, hours) in enumerate(past)]
    rows = [row(f"P{n}", unsocial, hours) for n, (unsocial, hours) in enumerate(past)]
    before = balances(rows, people, MONDAY, 17)
    after = balances(rows, [*people, agent("S", weekly_hours=30)], MONDAY, 17)

    def mean(found: dict[str, LedgerEntry]) -> float:
        hours = sum(entry.unsocial_hours for entry in found.values())
        return hours / sum(entry.contracted_hours for entry in found.values())

    assert mean(after) == pytest.approx(mean(before))
    assert after["S"].unsocial_hours / after["S"].contracted_hours == pytest.approx(mean(before))


ASKED = [{"agent_id": "A", "date": "2026-06-01", "kind": "day_off", "weight": 2}]


@pytest.mark.parametrize(
    ("made", "declined", "factor", "weight"),
    [(0, 0, 1, 2), (4, 0, 1, 2), (4, 3, 1, 3.5), (4, 4, 1, 4), (4, 4, 0.5, 3), (4, 4, 0, 2)],
)
def test_request_weighs_more_the_more_were_declined(
    made: float, declined: float, factor: float, weight: float
) -> None:
    past = row("A", 1, requests_made=made, requests_declined=declined).model_dump()
    fairness = {"declined_request_factor": factor}
    scenario = tiny_week(requests=ASKED, ledger=[past], fairness=fairness)
    assert scenario.request_weight(scenario.requests[0]) == weight
