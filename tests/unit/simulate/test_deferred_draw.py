"""When deferred contacts are due, and those that wait already, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.domain.demand import BacklogRow
from allocator.simulate.demand_draw import DemandModel
from tests.tiny_week import requirements_of, tiny_week

HOUR_S = 3600.0


def demand(*backlog: tuple[str, float]) -> DemandModel:
    """Open 9 to 11 and 13 to 15 on two days; mail is due after three open hours."""
    scenario = tiny_week(
        days=2,
        opening_hours=[
            {"days": ["mon", "tue"], "open": "09:00", "close": "11:00"},
            {"days": ["mon", "tue"], "open": "13:00", "close": "15:00"},
        ],
        queues=[{"id": "calls"}, {"id": "mail", "channel": "email", "target_s": 3 * HOUR_S}],
        pools=[{"id": "main", "queues": ["calls", "mail"]}],
    )
    rows = tuple(
        BacklogRow.model_validate(
            {"queue": "mail", "due": f"2026-06-{due}+01:00", "contacts": number}
        )
        for due, number in backlog
    )
    scenario = scenario.model_copy(update={"backlog": rows})
    needs = requirements_of(scenario, {"calls": 9, "mail": 5})
    return DemandModel.of(scenario, needs, {"calls": 1.0, "mail": 1.0}, 0.0)


@pytest.mark.parametrize(
    ("open_hours", "clock_hours"),
    [(0.5, 9.5), (2, 11), (2.5, 13.5), (4, 15), (5, 34), (8, 39), (8.5, 48.5), (0, None)],
)
def test_open_time_is_counted_over_closed_hours(
    open_hours: float, clock_hours: float | None
) -> None:
    model = demand()
    assert model.deferred is not None
    (found,) = model.deferred.moments(np.array([open_hours * HOUR_S]), model.start_s, 900.0)
    assert found == (-1 if clock_hours is None else clock_hours * HOUR_S)


def test_each_message_is_due_three_open_hours_after_it_came() -> None:
    sent = demand().draw(np.random.SeedSequence(1))
    assert sent.due_s is not None
    mail = sent.queue == 1
    hours = np.column_stack((sent.arrival_s, sent.due_s))[mail] / HOUR_S
    assert np.isinf(sent.patience_s[mail]).all()
    assert np.isfinite(sent.patience_s[~mail]).all()
    early = hours[hours[:, 0] < 10]
    np.testing.assert_allclose(early[:, 1], early[:, 0] + 5)  # two hours closed
    afternoon = hours[(hours[:, 0] > 14) & (hours[:, 0] < 15)]
    np.testing.assert_allclose(afternoon[:, 1], afternoon[:, 0] + 23)  # tomorrow from 13:00
    assert (hours[hours[:, 0] > 34.01, 1] > 37).all()
    after = hours[hours[:, 0] > 37.5]
    assert (after[:, 1] > 48).all()  # due after the week


def test_the_backlog_comes_first_by_when_it_is_due() -> None:
    model = demand(("02T10:00", 3), ("01T08:00", 2), ("01T11:30", 0.5))
    numbers = []
    for seed in np.random.SeedSequence(4).spawn(200):
        sent = model.draw(seed)
        assert sent.due_s is not None
        count = int((sent.arrival_s == 9 * HOUR_S).sum())
        numbers.append(count)
        assert (sent.queue[:count] == 1).all()
        expected = [-1.0, -1.0, *([11 * HOUR_S] * (count - 5)), *([34 * HOUR_S] * 3)]
        np.testing.assert_allclose(sent.due_s[:count], expected)
    assert set(numbers) == {5, 6}
    assert np.mean(numbers) == pytest.approx(5.5, abs=0.15)


def test_calls_are_drawn_the_same_with_a_backlog_as_without() -> None:
    one, other = (
        model.draw(np.random.SeedSequence(2)) for model in (demand(), demand(("02T10:00", 7)))
    )
    np.testing.assert_array_equal(one.arrival_s, other.arrival_s[7:])
    np.testing.assert_array_equal(one.work_s, other.work_s[7:])
