"""Events of a day in words: who and when, and never why."""

from __future__ import annotations

import pytest

from allocator.domain.scenario import Scenario
from allocator.justify.event_words import consequence_words, event_words
from allocator.pipeline.replan.read_events import read_events, read_now
from tests.disrupted_weeks import after
from tests.tiny_week import agent, rota_of, tiny_week

PUBLISHED = [
    "A mon 09:00 work:calls 12:00 coaching:B 13:00 work:calls 17:00",
    "B mon 09:00 work:calls 12:00 coaching:A 13:00 work:calls 17:00",
    "B tue 09:00 work:calls 17:00",
]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return tiny_week(
        agents=[agent("A", name="Ada"), agent("B", name="Ben")],
        queues=[{"id": "calls", "name": "All calls"}, {"id": "chat"}],
        pools=[{"id": "main", "queues": ["calls", "chat"]}],
        activities=[("coaching", "A|B", 60, "mon 12:00")],
    )


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("absence:A", "Ada (A) is away, Mon 1 Jun 08:10–24:00"),
        ("absence:A:until=2026-06-02", "Ada (A) is away, Mon 1 Jun 08:10 to Wed 3 Jun 00:00"),
        ("late:A:at=10:30", "Ada (A) comes at Mon 1 Jun 10:30"),
        ("early_leave:A:at=15:00", "Ada (A) leaves at Mon 1 Jun 15:00"),
        ("overtime:A:hours=1.5", "Ada (A) offers up to 1 h 30 min of overtime on Mon 1 Jun"),
        (
            "swap:A:day=mon:with=B:other_day=tue",
            "Ada (A) gives the shift of Mon 1 Jun to Ben (B) and takes that of Tue 2 Jun",
        ),
        (
            "queue_down:calls:from=10:00:until=13:00:then=callback:share=0.6",
            (
                "All calls is down, Mon 1 Jun 10:00–13:00: 60% of the contacts that come meanwhile "
                "come back as call-backs over 3 h; the others are lost"
            ),
        ),
        (
            "queue_down:calls:from=10:00:until=13:00:then=move:to_queue=chat",
            (
                "All calls is down, Mon 1 Jun 10:00–13:00: all of the contacts that come meanwhile "
                "move to chat"
            ),
        ),
        (
            "site_down:from=10:00:until=11:00",
            (
                "Everything is down, Mon 1 Jun 10:00–11:00: all of the contacts that come "
                "meanwhile wait and come over 30 min after it"
            ),
        ),
        (
            "volume:calls:change=+20%:from=09:00:until=12:00",
            "20% more contacts on All calls, Mon 1 Jun 09:00–12:00",
        ),
        (
            "handling_time:all:change=-10%:from=09:00:until=12:00",
            "Contacts take 10% less time on all queues, Mon 1 Jun 09:00–12:00",
        ),
        (
            "special_event:storm:change=+50%:from=09:00:until=12:00",
            "Storm: 50% more contacts on all queues, Mon 1 Jun 09:00–12:00",
        ),
    ],
)
def test_an_event_is_told_in_a_sentence(scenario: Scenario, event: str, words: str) -> None:
    now = read_now(scenario, "2026-06-01T08:10")
    (read,) = read_events(scenario, rota_of(scenario, PUBLISHED), now, [event])
    assert event_words(scenario, read) == words


def test_a_meeting_that_cannot_be_held_is_told_once(scenario: Scenario) -> None:
    published = rota_of(scenario, PUBLISHED)
    first = after(scenario, published, "2026-06-01T08:10", "absence:A")
    assert consequence_words(scenario, first) == (
        (
            "Coaching activity0 on Mon 1 Jun 12:00 is not held, as Ada (A) cannot take part: its "
            "time is fixed"
        ),
    )
    second = after(
        scenario, first.standing, "2026-06-01T09:00", "volume:calls:change=+20%", earlier=first
    )
    assert consequence_words(scenario, second) == ()
