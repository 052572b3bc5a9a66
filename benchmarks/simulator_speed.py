"""How many contacts a second the simulation serves, drawing and counting included.

Run ``python -m benchmarks.simulator_speed``. A made-up centre of three queues and four sets of
skills, open around the clock for a week at 85% occupancy, 10% of the time away; weeks are drawn
until a million contacts have come. First all three queues are calls, then one of each channel: half
of the people on calls, half on chats, three at once, and half of each on email as well, which a
call or a chat interrupts. Beside it, on fewer contacts, the simpy model that the tests hold the
kernel against (it looks at every pair of contact and person, so it is no race).
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.simulate.absence import Absences, draw_absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.deferred_draw import DeferredDemand
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.handling import Handling
from allocator.simulate.replicate import replicate
from allocator.simulate.tally import Cells

QUEUES = ("a", "b", "c")
LOGINS = (("a",), ("a", "b"), ("b", "c"), ("a", "b", "c"))
CHANNELS = (
    QueueSetting(id="a"),
    QueueSetting(id="b", channel=Channel.CHAT, chats_at_once=3, target_s=60),
    QueueSetting(id="c", channel=Channel.EMAIL, target_s=14_400),
)
CHANNEL_LOGINS = (("a",), ("a", "c"), ("b",), ("b", "c"))
CHAT_SPEED = 2.5
DEFERRED_SHARE = 0.15
WEEK_S = 7 * 86_400.0
AHT_S = 240.0
AWAY_SHARE = 0.1


def centre_of(people: int, *, channels: bool = False) -> Centre:
    """People around the clock with a break of a quarter of an hour every two hours."""
    logins = CHANNEL_LOGINS if channels else LOGINS
    spans = [
        LoggedIn(f"p{n:04}", start, start + 6300, logins[n % len(logins)])
        for n in range(people)
        for start in np.arange(0.0, WEEK_S, 7200.0).tolist()
    ]
    names = [f"p{n:04}" for n in range(people)]
    return Centre.of(QUEUES, names, spans, {}, handling=Handling.of(CHANNELS) if channels else None)


def demand_of(people: int, *, channels: bool = False) -> DemandModel:
    """Demand that keeps people busy for 85% of the time they are there and not away.

    With channels 15% of that is email, and chats pass at the speed of three held at once.
    """
    intervals = int(WEEK_S / 900)
    erlangs = 0.85 * people * 0.875 * (1 - AWAY_SHARE)
    parts = np.full(3, 1 / 3)
    if channels:
        on_line = (1 - DEFERRED_SHARE) / 2
        parts = np.array([on_line, on_line * CHAT_SPEED, DEFERRED_SHARE])
    each = np.tile(erlangs * 900 / AHT_S * parts, (intervals, 1))
    deferred = None
    if channels:
        nothing = np.empty(0)
        deferred = DeferredDemand(
            is_deferred=np.array([queue.channel.is_deferred for queue in CHANNELS]),
            target_s=np.array([queue.target_s for queue in CHANNELS]),
            aht_s=np.full(3, AHT_S),
            end_s=WEEK_S,
            backlog_queue=np.empty(0, np.int64),
            backlog_contacts=nothing,
            backlog_due_s=nothing,
        )
    return DemandModel(
        start_s=900.0 * np.arange(intervals),
        interval_s=900.0,
        day=np.arange(intervals) // 96,
        contacts=each,
        aht_s=np.full_like(each, AHT_S),
        patience_s=np.full_like(each, 180.0),
        handling_cv=np.ones(3),
        day_cv=0.1,
        deferred=deferred,
    )


def main() -> None:
    """Print a line for each size and number of threads."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=float, default=1e6)
    wanted = parser.parse_args().contacts
    begun = time.perf_counter()
    first = demand_of(4).draw(np.random.SeedSequence(1))
    serve_contacts(centre_of(4), first, Absences.none())
    print(
        f"{os.cpu_count()} cores; compiled or read from the cache in "
        f"{time.perf_counter() - begun:.1f} s"
    )
    for channels in (False, True):
        print("calls, chats and email:" if channels else "calls alone:")
        for people in (30, 300, 1000):
            for threads in (1, 2):
                _run(people, threads, wanted, channels=channels)
    _simpy()


def _run(people: int, threads: int, wanted: float, *, channels: bool) -> None:
    centre, demand = centre_of(people, channels=channels), demand_of(people, channels=channels)
    targets_s = [queue.target_s for queue in CHANNELS] if channels else [20.0] * 3
    pool = np.zeros(3, np.int64)
    cells = Cells(900.0, 672, 86_400.0 * np.arange(7), np.array(targets_s), pool)
    weeks = max(2, round(wanted / demand.contacts.sum()))
    begun, used = time.perf_counter(), time.process_time()
    found = replicate(
        centre,
        cells,
        demand.draw,
        lambda draw: draw_absences(centre, AWAY_SHARE, WEEK_S, draw),
        replications=weeks,
        seed=1,
        threads=threads,
    )
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    offered = found.offered.sum(axis=(0, 1))
    came = int(offered.sum())
    levels = " ".join(f"{share:.1%}" for share in found.in_time.sum(axis=(0, 1)) / offered)
    print(
        f"{people:>5} people, {threads} threads: {weeks} weeks, {came:,} contacts in "
        f"{seconds:.2f} s ({used:.2f} s of processor), {came / seconds:,.0f} a second, "
        f"in time {levels}"
    )


def _simpy() -> None:
    from tests.unit.simulate.simpy_oracle import Oracle
    from tests.unit.simulate.test_kernel import random_case

    case = random_case(1, contacts=3000, agents=20)
    begun = time.perf_counter()
    Oracle(case).run()
    print(f"simpy, 20 people: {3000 / (time.perf_counter() - begun):,.0f} contacts a second")


if __name__ == "__main__":
    main()
