"""Chats and deferred work in the simulator against exact chains and the fluid of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.demand.chat import chat_chain
from allocator.demand.deferred import DeferredQueue, Waiting
from allocator.demand.deferred_fluid import done_in_time
from allocator.demand.erlang_a import erlang_a
from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import Contacts, Fates, serve_contacts
from allocator.simulate.deferred_draw import DeferredDemand
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.handling import Handling
from allocator.simulate.replicate import replicate
from allocator.simulate.tally import Cells
from tests.reference.test_simulator_reference import Interval, stationary


@pytest.mark.parametrize(("agents", "expected"), [(9, 0.6115), (10, 0.8724), (11, 0.9654)])
def test_chats_of_which_three_are_held_at_once(agents: int, expected: float) -> None:
    """60 chats in 30 min of 600 s each alone, speeds 1, 1.7, 2.5, first reply in 30 s.

    The birth–death chain is exact where chats are spread evenly at every moment; here nobody
    hands one on. Dividing the time by the speed would give .4234, .6813 and .8316.
    """
    speeds = (1.0, 1.7, 2.5)
    chat = QueueSetting(
        id="chat", channel=Channel.CHAT, chats_at_once=3, chat_speeds=speeds, target_s=30
    )

    def figures(sent: Contacts, fates: Fates, late_enough: np.ndarray) -> dict[str, float]:
        counted = late_enough & ~np.isnan(fates.free_s)
        wait_s = (fates.answered_s - sent.arrival_s)[counted]
        held_s = (fates.free_s - fates.answered_s)[counted]
        since_s, until_s = sent.arrival_s[counted][0], sent.arrival_s[-1]
        stints = fates.stints
        busy_s = np.minimum(stints.end_s, until_s) - np.maximum(stints.start_s, since_s)
        passed_s = agents * (until_s - since_s)
        return {
            "service_level": float((wait_s <= 30).mean()),
            "asa_s": float(wait_s.mean()),
            "chats_in_hand": float(held_s.sum() / passed_s),
            "occupancy": float(np.maximum(busy_s, 0).sum() / passed_s),
        }

    found = stationary(
        [("chat", 60 / 1800)],
        [(agents, ("chat",))],
        600.0,
        np.inf,
        runs=20,
        contacts=40_000,
        figures=figures,
        handling=Handling.of([chat]),
        start_empty_s=36_000.0,
    )
    chain = chat_chain(60 / 1800, 600.0, speeds, None, agents, 30.0)
    assert found["service_level"].holds(expected)
    assert found["service_level"].half_width < 0.02
    assert found["asa_s"].holds(chain.asa_s)
    assert found["chats_in_hand"].holds(chain.chats_per_agent)
    # Since no chat is handed on, now and then somebody has none while another has two.
    assert 0 < chain.occupancy - found["occupancy"].mean < 0.01


DAY_S, AGENTS = 36_000.0, 60
CALLS_AN_HOUR, CALL_S, PATIENCE_S = 600.0, 240.0, 300.0
MESSAGE_S, TARGET_S = 400.0, 7200.0
BACKLOG, BACKLOG_DUE_S = 100.0, 3600.0


def day_of(messages_an_hour: np.ndarray) -> tuple[Centre, DemandModel]:
    """Ten hours of calls at a steady rate, of messages by the hour, with the same people."""
    queues = [
        QueueSetting(id="calls"),
        QueueSetting(id="mail", channel=Channel.EMAIL, target_s=TARGET_S),
    ]
    people = [f"p{n:02}" for n in range(AGENTS)]
    spans = [LoggedIn(who, 0.0, DAY_S, ("calls", "mail")) for who in people]
    centre = Centre.of(("calls", "mail"), people, spans, {}, handling=Handling.of(queues))
    contacts = np.column_stack((np.full(10, CALLS_AN_HOUR), messages_an_hour))
    demand = DemandModel(
        start_s=3600.0 * np.arange(10),
        interval_s=3600.0,
        day=np.zeros(10, np.int64),
        contacts=contacts,
        aht_s=np.full((10, 2), [CALL_S, MESSAGE_S]),
        patience_s=np.full((10, 2), PATIENCE_S),
        handling_cv=np.ones(2),
        day_cv=0.0,
        deferred=DeferredDemand(
            is_deferred=np.array([False, True]),
            target_s=np.array([20.0, TARGET_S]),
            aht_s=np.array([CALL_S, MESSAGE_S]),
            end_s=DAY_S,
            backlog_queue=np.array([1]),
            backlog_contacts=np.array([BACKLOG]),
            backlog_due_s=np.array([BACKLOG_DUE_S]),
        ),
    )
    return centre, demand


@pytest.mark.parametrize(
    ("messages_an_hour", "share"),
    [
        (np.array([300, 300, 300, 150, 50, 50, 50, 50, 50, 50.0]), 0.7),
        (np.full(10, 160.0), 1.0),
        (np.full(10, 230.0), 0.7),
    ],
    ids=["a busy morning", "time enough", "never enough"],
)
def test_messages_done_in_time_as_a_fluid_has_it(
    messages_an_hour: np.ndarray, share: float
) -> None:
    """Calls leave what Erlang A says; messages take it, the earliest due first."""
    centre, demand = day_of(messages_an_hour)
    cells = Cells(3600.0, 10, np.zeros(1), np.array([20.0, TARGET_S]), np.zeros(2, np.int64))
    counts = replicate(
        centre, cells, demand.draw, lambda draw: Absences.none(), replications=60, seed=3
    )
    calls = erlang_a(
        arrivals_per_s=CALLS_AN_HOUR / 3600,
        aht_s=CALL_S,
        patience_s=PATIENCE_S,
        agents=AGENTS,
        target_s=20,
    )
    left_s = np.full(10, 3600.0 * AGENTS * (1 - calls.occupancy))
    left_s[0] += CALL_S * AGENTS * calls.occupancy  # the day begins without calls in hand
    waiting = (Waiting(BACKLOG, BACKLOG_DUE_S),)
    mail = DeferredQueue("mail", messages_an_hour, MESSAGE_S, TARGET_S, waiting)
    (fluid,) = done_in_time((mail,), 3600.0, left_s)
    expected = fluid.in_time.sum() / fluid.judged.sum()
    assert expected == pytest.approx(share, abs=0.1)  # the cases are what their names say

    due, in_time = counts.offered[:, :, 1].sum(axis=1), counts.in_time[:, :, 1].sum(axis=1)
    assert due.mean() == pytest.approx(fluid.judged.sum(), rel=0.02)
    assert in_time.sum() / due.sum() == pytest.approx(expected, abs=0.02)
    # Somebody is on about 20 messages at any time; a fluid has no halves.
    assert counts.left[:, 0, 1].mean() == pytest.approx(fluid.left, abs=35)
    answered = counts.in_time[:, 1:, 0].sum(axis=1) / counts.offered[:, 1:, 0].sum(axis=1)
    assert Interval.of(answered.tolist()).mean == pytest.approx(calls.service_level, abs=0.02)


def test_calls_fare_as_if_there_were_no_messages() -> None:
    """Among people who are alike, whoever comes first is answered when he would be without."""
    centre, demand = day_of(np.full(10, 200.0))
    sent = demand.draw(np.random.SeedSequence(8))
    is_call = sent.queue == 0
    alone = Contacts(*(values[is_call] for values in vars(sent).values()))
    with_messages = serve_contacts(centre, sent, Absences.none())
    without = serve_contacts(centre, alone, Absences.none())
    np.testing.assert_array_equal(with_messages.answered_s[is_call], without.answered_s)
    assert (~np.isnan(with_messages.free_s[~is_call])).sum() > 1000
