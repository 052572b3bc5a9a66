"""Whether channels fit: which share a pool, their targets and chats, and what waits already."""

from __future__ import annotations

from itertools import pairwise

from allocator.domain.grid import UTC
from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.domain.settings import Settings
from allocator.store.reading import Reading, check_known

_SHORTEST_DEFERRED_S = 900


def check_channels(reading: Reading) -> None:
    """Add every problem of channels and of ``backlog.csv``."""
    check_known(reading, reading.backlog, "queue", reading.setting_ids("queues"), "queue")
    if reading.settings is None:
        return
    for place, queue in enumerate(reading.settings.queues):
        if queue.channel.is_deferred:
            _check_deferred(reading, place, queue)
        if queue.channel is Channel.CHAT:
            _check_speeds(reading, place, queue)
    _check_pools(reading, reading.settings)
    _check_backlog(reading, reading.settings)


def _check_deferred(reading: Reading, place: int, queue: QueueSetting) -> None:
    if queue.target_s < _SHORTEST_DEFERRED_S:
        reading.wrong_setting(
            ("queues", place, "target_s"),
            f"is less than {_SHORTEST_DEFERRED_S} s, and the queue holds "
            f"{_plural(queue)}, which wait for time that others leave",
            "Give the seconds of opening hours in which they are to be done, such as 14400.",
        )
    if queue.patience_s is not None:
        reading.doubtful_setting(
            ("queues", place, "patience_s"),
            f"has no effect: {_plural(queue)} wait until they are done",
            "Leave it out.",
        )


def _check_speeds(reading: Reading, place: int, queue: QueueSetting) -> None:
    speeds = queue.chat_speeds[: queue.chats_at_once]
    for number, (before, speed) in enumerate(pairwise(speeds), start=2):
        if speed < before or speed > number:
            reading.wrong_setting(
                ("queues", place, "chat_speeds"),
                f"with {number} chats at once is {speed:g}: no less than the {before:g} with "
                f"{number - 1}, and no more than {number}, can be",
                "Correct it, or let agents hold fewer chats (chats_at_once).",
            )
            return


def _check_pools(reading: Reading, settings: Settings) -> None:
    by_id = {queue.id: queue for queue in settings.queues}
    for place, pool in enumerate(settings.pools):
        queues = [by_id[name] for name in pool.queues if name in by_id]
        chats = [queue for queue in queues if queue.channel is Channel.CHAT]
        calls = [queue for queue in queues if queue.channel is Channel.VOICE]
        if chats and calls:
            reading.wrong_setting(
                ("pools", place, "queues"),
                f"has calls ({calls[0].id}) and chats ({chats[0].id}), which nobody can be staffed "
                "for as one",
                "Make two pools of it, calls and chats; people may have skills in both.",
            )
        for other in chats[1:]:
            held = chats[0].chat_speeds[: chats[0].chats_at_once]
            if other.chat_speeds[: other.chats_at_once] != held:
                reading.wrong_setting(
                    ("pools", place, "queues"),
                    f"has chats of two kinds: {chats[0].id} and {other.id} differ in chats_at_once "
                    "or chat_speeds",
                    "Give them the same, or make two pools of them.",
                )


def _check_backlog(reading: Reading, settings: Settings) -> None:
    table, by_id = reading.backlog, {queue.id: queue for queue in settings.queues}
    late = 0.0
    start = reading.frame.grid.start.astimezone(UTC) if reading.frame else None
    for row, line in table:
        queue = by_id.get(row.queue)
        if queue is not None and not queue.channel.is_deferred:
            reading.problems.append(
                table.problem(
                    line,
                    "queue",
                    f"is a queue of {_plural(queue)}, of which none is kept over",
                    "Remove the row, or give the queue the channel email or callback.",
                )
            )
        elif start is not None and row.due.astimezone(UTC) <= start:
            late += row.contacts
    if late:
        first = next(line for _, line in table)
        reading.warnings.append(
            table.problem(
                first,
                "due",
                f"{late:g} contacts of the table are due before the week starts: late already, "
                "whatever is planned",
                "Nothing, if that is so; they are done first.",
            )
        )


def _plural(queue: QueueSetting) -> str:
    return {
        Channel.VOICE: "calls",
        Channel.CHAT: "chats",
        Channel.EMAIL: "emails",
        Channel.CALLBACK: "call-backs",
    }[queue.channel]
