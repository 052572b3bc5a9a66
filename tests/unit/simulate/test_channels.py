"""Chats, messages and call-backs: what becomes of single ones, and of whole weeks."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from allocator.domain.demand import BacklogRow
from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import Contacts, Fates, serve_contacts
from allocator.simulate.handling import Handling
from allocator.simulate.summary import details, summary
from allocator.simulate.tables import interval_csv, people_csv
from allocator.simulate.tally import Cells, Tally, tally
from allocator.simulate.week import WeekSimulation, simulate_week
from tests.tiny_week import agent, requirements_of, rota_of, tiny_week

QUEUES = (
    QueueSetting(id="call"),
    QueueSetting(id="chat", channel=Channel.CHAT, chats_at_once=2, chat_speeds=(1, 1.6)),
    QueueSetting(id="mail", channel=Channel.EMAIL, target_s=1000),
    QueueSetting(id="back", channel=Channel.CALLBACK, target_s=1000),
)
NAMES = tuple(queue.id for queue in QUEUES)


def served(
    spans: list[tuple[str, float, float, str]],
    rows: list[tuple[float, str, float] | tuple[float, str, float, float]],
    away: Absences | None = None,
) -> tuple[Centre, Contacts, Fates]:
    """Send contacts ``(arrival, queue, work[, due])`` through people and their queues."""
    logged_in = [LoggedIn(who, start, end, tuple(q.split())) for who, start, end, q in spans]
    people = sorted({span.agent_id for span in logged_in})
    centre = Centre.of(NAMES, people, logged_in, {}, handling=Handling.of(QUEUES))
    nothing = np.zeros(len(rows))
    sent = Contacts(
        arrival_s=np.array([row[0] for row in rows], float),
        queue=np.array([NAMES.index(row[1]) for row in rows], np.int64),
        work_s=np.array([row[2] for row in rows], float),
        wrap_s=nothing,
        patience_s=nothing + np.inf,
        credit_s=nothing,
        due_s=np.array([row[3] if len(row) > 3 else np.nan for row in rows], float),
    )
    return centre, sent, serve_contacts(centre, sent, away or Absences.none())


def away_at(start_s: float, length_s: float) -> Absences:
    """Give the first person one spell away."""
    nobody = np.zeros(1, np.int64)
    return Absences(np.array([start_s]), nobody, np.array([length_s]), nobody)


def test_two_chats_pass_at_their_share_of_the_speed() -> None:
    """100 s of each: 50 s alone, then both at 0.8, and what is left of the second alone again."""
    _, _, fates = served([("x", 0, 999, "chat")], [(0, "chat", 100), (50, "chat", 100)])
    assert fates.answered_s.tolist() == [0, 50]
    first_s = 50 + 50 / 0.8
    assert fates.free_s == pytest.approx([first_s, first_s + 100 - 50])


def test_a_chat_goes_to_who_holds_the_fewest_and_waits_when_all_hold_enough() -> None:
    people = [("x", 0, 999, "chat"), ("y", 0, 999, "chat")]
    _, _, fates = served(people, [(t, "chat", 100) for t in (0, 1, 2, 3, 4)])
    assert sorted(fates.agent[:2].tolist()) == sorted(fates.agent[2:4].tolist()) == [0, 1]
    assert fates.answered_s[:4].tolist() == [0, 1, 2, 3]
    assert fates.answered_s[4] == fates.free_s[:4].min()


def test_who_logs_off_finishes_the_chats_in_hand_and_takes_no_other() -> None:
    _, _, fates = served([("x", 0, 60, "chat")], [(0, "chat", 100), (61, "chat", 100)])
    assert fates.free_s[0] == 100
    assert np.isnan(fates.answered_s[1])


def test_who_is_to_go_away_finishes_chats_first_and_takes_no_other() -> None:
    _, _, fates = served(
        [("x", 0, 999, "chat")], [(0, "chat", 100), (20, "chat", 30)], away_at(10, 50)
    )
    assert fates.free_s[0] == 100
    assert fates.answered_s[1] == 150


def test_a_message_is_put_aside_for_a_call_and_done_by_whoever_is_free() -> None:
    people = [("x", 0, 999, "call mail"), ("y", 40, 999, "mail")]
    _, _, fates = served(people, [(0, "mail", 100, 500), (30, "call", 60)])
    assert fates.answered_s.tolist() == [0, 30]
    assert fates.agent.tolist() == [0, 0]
    assert fates.free_s == pytest.approx([40 + 70, 90])
    stints = fates.stints
    assert stints.agent.tolist() == [0, 1]
    assert stints.start_s.tolist() == [0, 40]
    assert stints.end_s == pytest.approx([30, 110])


@pytest.mark.parametrize(
    ("spans", "away", "done_s"),
    [
        ([("x", 0, 30, "mail"), ("x", 200, 999, "mail")], None, 270),
        ([("x", 0, 999, "mail")], away_at(30, 170), 270),
        ([("x", 0, 30, "mail"), ("x", 30, 200, "call"), ("x", 200, 999, "mail")], None, 270),
        ([("x", 0, 30, "mail"), ("x", 30, 999, "mail call")], None, 100),
    ],
    ids=["off", "away", "other queues", "the queue among others"],
)
def test_a_message_rests_while_nobody_is_on_its_queue(
    spans: list[tuple[str, float, float, str]], away: Absences | None, done_s: float
) -> None:
    _, _, fates = served(spans, [(0, "mail", 100, 500)], away)
    assert fates.free_s == pytest.approx([done_s])


def test_a_call_back_that_has_begun_is_finished() -> None:
    _, _, fates = served([("x", 0, 60, "call back")], [(0, "back", 100, 500), (30, "call", 60)])
    assert fates.free_s[0] == 100
    assert np.isnan(fates.answered_s[1])


def test_calls_come_before_messages_and_these_by_when_they_are_due() -> None:
    rows = [(0, "mail", 10, 900), (1, "back", 10, 700), (2, "mail", 10, 800), (3, "call", 10)]
    _, _, fates = served([("x", 50, 999, "mail back call")], rows)
    assert fates.answered_s.tolist() == [80, 60, 70, 50]


def test_a_chat_goes_to_who_is_on_a_message_before_who_has_a_chat() -> None:
    people = [("x", 0, 999, "chat"), ("y", 5, 999, "chat mail")]
    rows = [(0, "chat", 100), (6, "mail", 100, 500), (10, "chat", 10)]
    _, _, fates = served(people, rows)
    assert fates.agent.tolist() == [0, 1, 1]
    assert fates.free_s[1] == pytest.approx(116)


def test_messages_need_a_moment_due() -> None:
    centre, sent, _ = served([("x", 0, 9, "mail")], [(0, "mail", 1, 5)])
    bare = Contacts(*list(vars(sent).values())[:6])
    with pytest.raises(ValueError, match="due_s"):
        serve_contacts(centre, bare, Absences.none())


CELLS = Cells(
    interval_s=100.0,
    count=4,
    day_start_s=np.array([0.0, 200.0]),
    target_s=np.array([20.0, 20.0, 1000.0, 1000.0]),
    pool=np.array([0, 1, 0, 0]),
)


def counted() -> Tally:
    """X on calls, messages and call-backs, y on chats; all by hand."""
    people = [("x", 0, 400, "call mail back"), ("y", 0, 400, "chat")]
    rows = [
        (0, "mail", 150, 120),  # 0 to 30, put aside, 90 to 210: late
        (10, "chat", 80),  # alone until 50, both at 0.8, done at 100
        (30, "call", 60),  # 30 to 90
        (50, "chat", 60),  # 40 done when the other is; alone until 120
        (90, "back", 20, 300),  # after the message, 210 to 230: in time
        (220, "mail", 400, 399),  # from 230, never done
        (225, "mail", 10, 401),  # due after the end: not judged
    ]
    centre, sent, fates = served(people, rows)
    return tally(centre, sent, Absences.none(), fates, CELLS)


def test_each_contact_is_judged_by_its_own_definition() -> None:
    found = counted()
    assert found.offered.sum(axis=0).tolist() == [1, 2, 2, 1]
    assert found.in_time.sum(axis=0).tolist() == [1, 2, 0, 1]
    assert found.answered.sum(axis=0).tolist() == [1, 2, 0, 0]
    assert found.offered[:, 2].tolist() == [1, 0, 1, 0]
    assert found.left.tolist() == [[0, 0, 1, 1], [0, 0, 2, 0]]


def test_time_with_chats_counts_once_as_handling_and_once_for_each_chat() -> None:
    found = counted()
    assert found.handling_by_pool_s[:, 1] == pytest.approx([90, 20, 0, 0])
    assert found.chat_by_pool_s[:, 1] == pytest.approx([90 + 50, 20, 0, 0])
    assert found.chat_s[1] == pytest.approx([160, 0])
    assert found.handling_s[1] == pytest.approx([110, 0])


def test_time_on_messages_and_call_backs_is_told_apart() -> None:
    found = counted()
    assert found.handling_by_pool_s[:2, 0] == pytest.approx([100, 100])
    assert found.deferred_by_pool_s[:2, 0] == pytest.approx([40, 100])
    assert found.handling_s[0, 0] == pytest.approx(30 + 60 + 120)


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def simulated(
    threads: int | None = None, backlog: float = 40.0, people: int = 6, mails: float = 6.0
) -> WeekSimulation:
    """Ten hours a day: calls and mail in one pool, chats in another, the same all week."""
    names = [f"P{n}" for n in range(people)]
    bare = tiny_week(
        agents=[agent(name) for name in names],
        opening_hours=[{"days": DAYS, "open": "08:00", "close": "18:00"}],
        queues=[
            {"id": "calls"},
            {"id": "mail", "channel": "email", "target_s": 7200},
            {"id": "chat", "channel": "chat", "chats_at_once": 3, "target_s": 30},
        ],
        pools=[{"id": "voice", "queues": ["calls", "mail"]}, {"id": "text", "queues": ["chat"]}],
    )
    row = BacklogRow(queue="mail", contacts=backlog, due=bare.grid.start.replace(hour=11))
    scenario = bare.model_copy(update={"backlog": (row,)})
    lines = [f"{n} {day} 08:00 work:calls|mail 18:00" for n in names[1:] for day in DAYS]
    lines += [f"{names[0]} {day} 08:00 work:chat 18:00" for day in DAYS]
    demand = requirements_of(scenario, {"calls": 10, "mail": mails, "chat": 3})
    return simulate_week(
        scenario, demand, rota_of(scenario, lines), replications=20, seed=5, threads=threads
    )


def test_the_result_is_the_same_for_a_seed_however_many_work_at_it() -> None:
    assert details(simulated(threads=1)) == details(simulated(threads=3))


def test_a_week_says_of_each_channel_what_it_is_judged_by() -> None:
    found = summary(simulated())
    calls, mail, chat = found["queues"]
    assert [row["channel"] for row in (calls, mail, chat)] == ["voice", "email", "chat"]
    assert mail["definition"] == "done in 2 open hours"
    assert chat["definition"] == "first reply in 30 s"
    # 6 each quarter-hour; those of the last two open hours are due after the week.
    assert mail["offered_contacts"] == pytest.approx(40 + 6 * 4 * (7 * 10 - 2), rel=0.02)
    assert mail["backlog_contacts"] == 40
    assert mail["abandoned_share"] is None
    assert mail["asa_s"] is None
    assert found["all"]["offered_contacts"] == pytest.approx(
        sum(row["offered_contacts"] for row in (calls, mail, chat)), abs=0.02
    )
    assert found["all"]["abandoned_share"] < calls["abandoned_share"] + chat["abandoned_share"]
    assert "left_contacts" not in calls


def test_time_on_messages_and_chats_held_are_shares_of_the_time_there() -> None:
    found = simulated()
    voice, text = summary(found)["pools"]
    there_s = 5 * 7 * 36_000
    mails = 40 + 6 * 4 * 70
    assert voice["deferred_share"] == pytest.approx(mails * 180 / there_s, rel=0.03)
    assert voice["occupancy_share"] > voice["deferred_share"] + 0.2
    assert voice["live_occupancy_share"] == pytest.approx(
        voice["occupancy_share"] - voice["deferred_share"], abs=2e-6
    )
    assert "chats_in_hand" not in voice
    assert "deferred_share" not in text
    assert text["occupancy_share"] < text["chats_in_hand"] < 3
    people = {row["agent_id"]: row for row in details(found)["people"]}
    assert people["P0"]["chats_in_hand"] == pytest.approx(text["chats_in_hand"], abs=0.01)
    assert people["P0"]["deferred_share"] == 0
    live = [row["live_occupancy_share"] for row in details(found)["people"]]
    assert live == sorted(live, reverse=True)
    days = people["P1"]["days"]
    assert people["P1"]["highest_day_share"] == max(day["live_occupancy_share"] for day in days)
    assert people["P1"]["days"][0]["deferred_share"] > 0.1


def test_a_larger_backlog_is_late_at_first_and_no_call_waits_for_it() -> None:
    small, large = (details(simulated(backlog=number)) for number in (20, 400))
    first, last = ([row for row in large["days"] if row["queue"] == "mail"][d] for d in (0, 6))
    assert first["service_level_share"] < 0.7
    assert last["service_level_share"] > 0.95
    assert first["left_contacts"] > 10 * last["left_contacts"]
    assert large["queues"][1]["service_level_share"] < small["queues"][1]["service_level_share"]
    calls = [found["queues"][0]["service_level_share"] for found in (small, large)]
    assert calls[0] == pytest.approx(calls[1], abs=0.002)


def test_nothing_left_over_is_lost() -> None:
    """Without people all that came is left, whenever it is due."""
    found = simulated(people=1)
    mail = summary(found)["queues"][1]
    assert mail["service_level_share"] == 0
    assert mail["left_contacts"] == pytest.approx(40 + 6 * 4 * 70, rel=0.02)


def test_files_hold_a_row_for_each_interval_and_person() -> None:
    found = simulated()
    result = details(found)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    rows = list(csv.DictReader(io.StringIO(interval_csv(found))))
    assert len(rows) == 7 * 40 * 3
    mail = [row for row in rows if row["queue"] == "mail"]
    assert {row["abandoned_share"] for row in rows if row["queue"] == "mail"} == {""}
    assert mail[-1]["service_level_share"] == ""  # due after the week
    assert float(mail[0]["pool_deferred_share"]) > 0
    assert {row["pool_deferred_share"] for row in rows if row["queue"] == "chat"} == {""}
    assert {row["pool_chats_in_hand"] for row in rows if row["queue"] == "mail"} == {""}
    people = list(csv.DictReader(io.StringIO(people_csv(result["people"]))))
    assert {row["agent_id"] for row in people if float(row["chats_in_hand"]) > 0} == {"P0"}
