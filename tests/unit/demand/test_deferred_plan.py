"""Deferred work spread over a week: deadlines, the time left over, against linear programmes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from allocator.demand.arrays import Floats
from allocator.demand.deferred import DeferredQueue, Waiting
from allocator.demand.deferred_fluid import done_in_time
from allocator.demand.deferred_plan import plan_deferred, spread
from allocator.demand.taut_string import taut_string
from allocator.domain.demand import BacklogRow, Requirement
from allocator.domain.scenario import Scenario
from tests.tiny_week import agent, tiny_week

INTERVAL_S = 900.0
BASE_S = 0.05 * INTERVAL_S
PLENTY = np.full(40, 1e7)


def _queue(contacts: list[float], *backlog: tuple[float, float], **fields: float) -> DeferredQueue:
    times = {"aht_s": 300.0, "target_s": 2700.0} | fields
    waiting = tuple(Waiting(number, due_s) for number, due_s in backlog)
    return DeferredQueue("mail", np.array(contacts), backlog=waiting, **times)


@st.composite
def _bounds(draw: st.DrawFn) -> tuple[Floats, Floats, Floats]:
    steps = draw(st.integers(1, 8))
    whole = st.lists(st.integers(0, 5), min_size=steps, max_size=steps)
    come, due = np.cumsum(draw(whole)), np.cumsum(draw(whole))
    due = np.minimum(due, come)
    due[-1] = come[-1]
    weights = st.lists(st.integers(1, 4), min_size=steps, max_size=steps)
    return np.maximum.accumulate(due) * 1.0, come * 1.0, np.array(draw(weights)) * 1.0


@settings(max_examples=80, deadline=None)
@given(_bounds(), st.integers(0, 6))
def test_a_taut_string_exceeds_no_multiple_of_the_weights_by_more_than_it_must(
    bounds: tuple[Floats, Floats, Floats], twice: int
) -> None:
    """For every level the sum of what exceeds it is the least there is, by a linear programme."""
    least, most, weights = bounds
    amounts = taut_string(least, most, weights)
    sums = np.cumsum(amounts)
    assert (sums >= least - 1e-9).all()
    assert (sums <= most + 1e-9).all()
    level, steps = twice / 2, len(weights)
    running = np.tril(np.ones((steps, steps)))
    found = linprog(
        np.concatenate([np.zeros(steps), np.ones(steps)]),
        A_ub=np.block(
            [
                [running, np.zeros((steps, steps))],
                [-running, np.zeros((steps, steps))],
                [np.eye(steps), -np.eye(steps)],
            ]
        ),
        b_ub=np.concatenate([most, -least, level * weights]),
    )
    excess = np.maximum(0.0, amounts - level * weights).sum()
    assert excess == pytest.approx(found.fun, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.lists(st.sampled_from([0.0, 300.0, 900.0, 1800.0]), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from([-9.0, 900.0, 3600.0])), max_size=2),
)
def test_the_time_left_over_is_used_first_and_deadlines_are_met(
    contacts: list[int], left_s: list[float], backlog: list[tuple[int, float]]
) -> None:
    queue = _queue([float(n) for n in contacts], *((float(n), due) for n, due in backlog))
    planned = spread((queue,), INTERVAL_S, np.array(left_s), PLENTY[:6])[0]
    assert (planned >= -1e-9).all()
    # With just the planned work done, all is in time that was not late from the start.
    (found,) = done_in_time((queue,), INTERVAL_S, planned * queue.aht_s + 1e-6)
    overdue = sum(number for number, due_s in backlog if due_s <= 0)
    assert found.in_time.sum() == pytest.approx(found.judged.sum() - overdue, abs=1e-3)
    # And no way to meet the same deadlines takes less on top of the time left over.
    work_s, room_s = planned * queue.aht_s, np.array(left_s) + BASE_S
    come_s, due_s = _planned_bounds(queue)
    fewest = linprog(
        np.concatenate([np.zeros(6), np.ones(6)]),
        A_ub=np.block(
            [
                [np.tril(np.ones((6, 6))), np.zeros((6, 6))],
                [-np.tril(np.ones((6, 6))), np.zeros((6, 6))],
                [np.eye(6), -np.eye(6)],
            ]
        ),
        b_ub=np.concatenate([come_s, -due_s, room_s]),
    )
    assert np.maximum(0.0, work_s - room_s).sum() == pytest.approx(fewest.fun, abs=0.05)


def _planned_bounds(queue: DeferredQueue) -> tuple[Floats, Floats]:
    """Seconds of work there at most and at least after each of six intervals, one by one."""
    come, due = np.zeros(6), np.zeros(6)
    for waiting in queue.backlog:
        dues = [one.due_s for one in queue.backlog if one.due_s > 0]
        late = min([queue.target_s, *dues]) if waiting.due_s <= 0 else waiting.due_s
        come += waiting.contacts
        due += waiting.contacts * (INTERVAL_S * np.arange(1, 7) >= late)
    pieces = 600
    for interval, contacts in enumerate(queue.contacts):
        for piece in range(pieces):
            came_s = INTERVAL_S * (interval + (piece + 0.5) / pieces)
            share = min(1.0, (6 * INTERVAL_S - came_s) / queue.target_s)
            due_s = min(came_s + queue.target_s, 6 * INTERVAL_S)
            number = contacts / pieces * share
            come[interval:] += number
            due[int(np.ceil(due_s / INTERVAL_S - 1e-9)) - 1 :] += number
    return come * queue.aht_s, due * queue.aht_s


def test_even_time_gives_an_even_plan_and_the_rest_is_the_next_plan_s() -> None:
    queue = _queue([4.0] * 12)
    (planned,) = spread((queue,), INTERVAL_S, np.full(12, 600.0), PLENTY[:12])
    # Of what comes in the last three intervals (2,700 s) half is due in the plan's share: 6 of 12.
    assert planned.sum() == pytest.approx(48 - 6)
    assert planned[3:9] == pytest.approx(planned[3], rel=1e-6)


def test_the_earliest_due_of_two_queues_goes_first() -> None:
    hasty, patient = _queue([4.0, 0, 0, 0], target_s=900.0), _queue([4.0, 0, 0, 0], target_s=3600.0)
    planned = spread((patient, hasty), INTERVAL_S, np.full(4, 600.0), PLENTY[:4])
    assert planned[1].sum() == pytest.approx(4)
    assert planned[1, :2].sum() == pytest.approx(4)
    assert planned[0, 0] == pytest.approx(0, abs=1e-9)


def test_no_more_is_planned_than_everybody_could_do_where_that_is_enough() -> None:
    queue = _queue([0.0] * 6, (10.0, 900.0))
    everybody = np.full(6, 900.0)
    (planned,) = spread((queue,), INTERVAL_S, np.full(6, 300.0), everybody)
    assert planned.tolist() == pytest.approx([3, 3, 3, 1, 0, 0], abs=1e-6)
    (hopeless,) = spread((queue,), INTERVAL_S, np.full(6, 300.0), np.full(6, 100.0))
    assert hopeless.sum() == pytest.approx(10)


def _mixed() -> Scenario:
    hours = [{"days": ["mon", "tue"], "open": "08:00", "close": "12:00"}]
    scenario = tiny_week(
        agents=[agent(name) for name in "ABCD"],
        days=2,
        opening_hours=hours,
        queues=[
            {"id": "calls"},
            {"id": "mail", "channel": "email", "target_s": 7200},
            {"id": "back", "channel": "callback", "target_s": 3600},
        ],
        pools=[{"id": "main", "queues": ["calls", "mail", "back"]}],
    )
    due = scenario.grid.at(scenario.grid.days[0], 9 * 60)
    late = due - dt.timedelta(days=1)
    backlog = tuple(
        BacklogRow(queue="mail", contacts=number, due=at) for number, at in ((3, due), (2, late))
    )
    return scenario.model_copy(update={"backlog": backlog})


def _demand(scenario: Scenario) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            interval_start=scenario.grid.moment(interval),
            pool="main",
            queue=queue,
            forecast_contacts=contacts,
            forecast_p10=0,
            forecast_p90=9,
            aht_s=aht_s,
            patience_s=120,
        )
        for interval in scenario.open_intervals
        for queue, contacts, aht_s in (
            ("calls", 8, 180.0),
            ("mail", 1.5, 400.0),
            ("back", 1, 300.0),
        )
    )


def test_a_scenario_s_deferred_queues_get_planned_contacts_and_others_do_not() -> None:
    scenario = _mixed()
    planned = plan_deferred(scenario, _demand(scenario))
    by_queue = {
        queue: [row.planned_contacts for row in planned if row.queue == queue]
        for queue in ("calls", "mail", "back")
    }
    assert set(by_queue["calls"]) == {None}
    # 32 intervals of 1.5, less half of the last 2 hours', and the backlog of 5.
    mail = [number or 0.0 for number in by_queue["mail"]]
    assert sum(mail) == pytest.approx(32 * 1.5 - 8 * 1.5 / 2 + 5, abs=2e-3)
    assert sum(number or 0.0 for number in by_queue["back"]) == pytest.approx(32 - 2, abs=2e-3)
    assert all(round(number, 4) == number for number in mail)


def test_corrections_of_load_do_not_move_what_is_planned() -> None:
    scenario = _mixed()
    plain = _demand(scenario)
    corrected = tuple(row.model_copy(update={"load_correction": 1.3}) for row in plain)
    again = plan_deferred(scenario, plan_deferred(scenario, corrected))
    assert {row.load_correction for row in again} == {1.3}
    assert [row.planned_contacts for row in again] == [
        row.planned_contacts for row in plan_deferred(scenario, plain)
    ]
