"""Whether what is known of demand fits: special events, and queues like others."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from allocator.domain.grid import UTC, TimeGrid
from allocator.domain.settings import Settings
from allocator.domain.special_event import SpecialEvent
from allocator.errors import InputProblem
from allocator.store.plain_words import bars_instead, suggest
from allocator.store.read_table import Line
from allocator.store.reading import Reading, check_order
from allocator.store.scenario_files import VOLUMES

_SHARE_USUAL_MAX = 2.0
"""A larger share is more likely a percentage, and is doubted."""


def check_forecast(reading: Reading) -> None:
    """Add every problem of events and of queues that borrow another's profile."""
    if reading.settings is not None:
        _check_like(reading, reading.settings)
    _check_events(reading)


def _check_like(reading: Reading, settings: Settings) -> None:
    ids = [queue.id for queue in settings.queues]
    like = {queue.id: queue.like_queue for queue in settings.queues if queue.like_queue}
    channels = {queue.id: queue.channel for queue in settings.queues}
    for place, queue in enumerate(settings.queues):
        name = queue.like_queue
        if name is None:
            continue
        at = ("queues", place, "like_queue")
        if name not in ids:
            reading.wrong_setting(
                at,
                "the queue is not in queues",
                f"{suggest(name, frozenset(ids))}Name a queue that has records.",
            )
        elif name == queue.id:
            reading.wrong_setting(at, "is the queue itself", "Name another queue, or leave it out.")
        elif _comes_back(queue.id, like):
            reading.wrong_setting(
                at,
                "leads back to the queue itself, so that none of them has a profile to lend",
                "Name a queue that has records of its own.",
            )
        elif channels[name] is not queue.channel:
            reading.doubtful_setting(
                at,
                f"is of another channel ({channels[name]} and not {queue.channel})",
                "Nothing, if that is meant: contacts come as they do there, and take as long.",
            )


def _comes_back(queue: str, like: dict[str, str]) -> bool:
    """Whether following ``like_queue`` from a queue leads back to it."""
    seen: set[str] = set()
    at = like.get(queue)
    while at is not None and at not in seen:
        if at == queue:
            return True
        seen.add(at)
        at = like.get(at)
    return False


def _check_events(reading: Reading) -> None:
    table = reading.events
    known = reading.setting_ids("queues")
    for row, line in table:
        check_order(reading, table, row, line)
        for queue in row.queues:
            if known is not None and queue not in known:
                reading.problems.append(
                    table.problem(
                        line,
                        "queues",
                        f"the queue {queue} is not in scenario.yaml",
                        bars_instead(queue)
                        or f"{suggest(queue, known)}Write names of queues, joined by a bar |, or "
                        "leave it empty for all.",
                    )
                )
        if row.volume_share is not None and row.volume_share > _SHARE_USUAL_MAX:
            share = row.volume_share
            reading.warnings.append(
                table.problem(
                    line,
                    "volume_share",
                    f"{share:g} means {share:+.0%}",
                    f"Nothing, if that is meant; write {share / 100:g} for {share:g}% more.",
                )
            )
    _check_once(reading)
    _check_told_apart(reading)
    if reading.frame is not None:
        _check_places(reading, reading.frame.grid)


def _check_once(reading: Reading) -> None:
    """Report rows of the same event that fall together on a queue: their effects would multiply."""
    told: set[int] = set()
    for (one, first), (other, line) in combinations(list(reading.events), 2):
        if one.event == other.event and _overlap(one, other) and line.number not in told:
            told.add(line.number)
            reading.problems.append(
                reading.events.problem(
                    line,
                    "event",
                    f"falls on the same queue at the same time as the {one.event} in row "
                    f"{first.number}, so that it would count twice",
                    "Remove one of the two rows, or let one end where the other begins.",
                )
            )


def _overlap(one: SpecialEvent, other: SpecialEvent) -> bool:
    """Whether two events fall together on a queue."""
    together = one.start.astimezone(UTC) < other.end.astimezone(UTC) and other.start.astimezone(
        UTC
    ) < one.end.astimezone(UTC)
    shared = not one.queues or not other.queues or set(one.queues) & set(other.queues)
    return together and bool(shared)


def _check_told_apart(reading: Reading) -> None:
    """Report different events to be estimated that fall together on a queue."""
    unknown = [(row, line) for row, line in reading.events if row.volume_share is None]
    for (one, _), (other, line) in combinations(unknown, 2):
        if one.event != other.event and _overlap(one, other):
            reading.problems.append(
                reading.events.problem(
                    line,
                    "volume_share",
                    f"is to be estimated while the event {one.event} falls on the same queue at "
                    "the same time, and the two cannot be told apart",
                    "Give the share of one of them, or join them in one row.",
                )
            )


def _check_places(reading: Reading, grid: TimeGrid) -> None:
    """Report events that nothing can be learned for, and warn of those without effect."""
    table = reading.events
    last_known = _last_recorded(reading)
    # Of a typical week, which has no date, nothing is known of a day in the past.
    has_records = last_known is not None and reading.history.file != VOLUMES.file
    first_known = min((row.interval_start for row in reading.history.rows), default=None)
    for row, line in table:
        start, end = (moment.replace(tzinfo=None) for moment in (row.start, row.end))
        planned = grid.minutes_from_start(row.end) > 0 and row.start.astimezone(
            UTC
        ) < grid.end.astimezone(UTC)
        recorded = (
            has_records
            and first_known is not None
            and last_known is not None
            and start <= last_known
            and end > first_known
        )
        if planned and row.volume_share is None and not _has_past(reading, row, grid, has_records):
            reading.problems.append(_nothing_learned(reading, line, row))
        elif not planned and not recorded:
            reading.warnings.append(
                table.problem(
                    line,
                    "start",
                    "the event lies neither in the history nor in the planned days and has no "
                    "effect",
                    "Nothing, if that is meant; correct the dates otherwise.",
                )
            )


def _has_past(reading: Reading, row: SpecialEvent, grid: TimeGrid, has_records: bool) -> bool:
    """Whether records show an earlier event of the name, with no share given or with one."""
    if not has_records:
        return False
    starts = [history.interval_start for history in reading.history.rows]
    for other, _ in reading.events:
        if other.event != row.event or grid.minutes_from_start(other.start) >= 0:
            continue
        if other.volume_share is not None:
            return True
        start, end = (moment.replace(tzinfo=None) for moment in (other.start, other.end))
        if any(start <= at < end for at in starts):
            return True
    return False


def _nothing_learned(reading: Reading, line: Line, row: SpecialEvent) -> InputProblem:
    return reading.events.problem(
        line,
        "volume_share",
        f"is empty, and the records show no earlier {row.event} to estimate it from",
        "Give your own estimate, such as 0.3 for thirty percent more, or add the rows of earlier "
        "ones with their dates.",
    )


def _last_recorded(reading: Reading) -> dt.datetime | None:
    return max((row.interval_start for row in reading.history.rows), default=None)
