"""Records of telephone systems as arrays, and presence read from them."""

from __future__ import annotations

import datetime as dt

import numpy as np

from allocator.simulate.recording import ContactRow, Recording, recorded_presence
from tests.unit.simulate.recorded_days import FRAME, QUEUES, recorded


def row(at: str, **fields: object) -> ContactRow:
    filled = {"arrived_at": dt.datetime.fromisoformat(f"2026-06-{at}"), "queue": "a", "queue_s": 0}
    return ContactRow.model_validate(filled | fields)


def test_contacts_are_in_order_of_coming_to_the_queue() -> None:
    rows = [
        row("02T09:00:00", vru_s=100, queue_s=5, service_s=60, agent="x"),
        row("02T09:00:30", vru_s=10, queue_s=20),
        row("02T09:00:40", entered_queue=False),
    ]
    found = Recording.of(rows, QUEUES, FRAME)
    assert found.grid.days == (dt.date(2026, 6, 2),)
    assert found.arrival_s.tolist() == [5 * 3600 + 40, 5 * 3600 + 100]
    assert found.answered.tolist() == [False, True]
    assert found.agent.tolist() == [-1, 0]
    assert found.start_s.tolist() == [5 * 3600 + 60, 5 * 3600 + 105]


def test_the_night_belongs_to_the_day_before() -> None:
    found = Recording.of([row("02T23:00:00"), row("03T01:00:00")], QUEUES, FRAME)
    assert found.grid.day_count == 1


def test_outcome_goes_before_a_service_of_no_length() -> None:
    rows = [
        row("02T09:00:00", outcome="abandoned", service_s=0),
        row("02T09:01:00", outcome="answered"),
    ]
    assert Recording.of(rows, QUEUES, FRAME).answered.tolist() == [False, True]


def test_the_days_of_a_clock_change_are_as_long_as_they_were() -> None:
    night = ContactRow(
        arrived_at=dt.datetime.fromisoformat("2026-03-29T09:00"), queue="a", queue_s=0
    )
    before = night.model_copy(update={"arrived_at": dt.datetime.fromisoformat("2026-03-28T09:00")})
    found = Recording.of([before, night], QUEUES, FRAME)
    assert np.diff(found.arrival_s).tolist() == [23 * 3600]


def test_presence_goes_from_first_answer_to_last_end_without_long_gaps() -> None:
    rows = [
        row("02T09:00:00", service_s=600, agent="x"),
        row("02T09:30:00", service_s=60, agent="x"),
        row("02T11:00:00", service_s=60, agent="x", queue="b"),
        row("03T09:00:00", service_s=0, agent="x"),
        row("03T10:00:00", service_s=10, agent="x"),
    ]
    found = Recording.of(rows, QUEUES, FRAME)
    hour = 3600.0
    spans = recorded_presence(found, {}, gap_s=1800)
    assert [(span.start_s, span.end_s) for span in spans] == [
        (5 * hour, 5.5 * hour + 60),
        (7 * hour, 7 * hour + 60),
        (30 * hour, 30 * hour + 10),
    ]
    assert {span.queues for span in spans} == {("a", "b")}
    (whole, _) = recorded_presence(found, {"x": ("b",)}, gap_s=1e9)
    assert (whole.start_s, whole.end_s, whole.queues) == (5 * hour, 7 * hour + 60, ("b",))


def test_the_last_days_are_the_same_contacts_with_a_new_origin() -> None:
    whole = recorded(days=3, contacts_a_day=50).recording
    last = whole.last_days(1)
    assert last.grid.days == whole.grid.days[2:]
    assert last.arrival_s.tolist() == (whole.arrival_s[whole.day == 2] - 2 * 86_400).tolist()
    assert whole.last_days(9).arrival_s.tolist() == whole.arrival_s.tolist()
