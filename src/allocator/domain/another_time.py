"""Another time for a meeting that somebody cannot come to, where its window leaves one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from allocator.domain.cut_blocks import joined, overlaps, without_spans
from allocator.domain.grid import UTC
from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario

Span = tuple[dt.datetime, dt.datetime]
_DAY_S = 86_400


def another_time(
    scenario: Scenario,
    rota: Rota,
    activity: PlannedActivity,
    published: dt.datetime,
    join: dt.datetime,
) -> dt.datetime | None:
    """Find the nearest day, and on it the nearest hour, at which all are on the phone.

    Breaks, other activities and practice stay where they are, and so does whoever is to be on
    the phone then: as a mentor, or by a pin.

    Parameters
    ----------
    rota
        Without those who are away.
    published
        Start that people know of.
    join
        First moment that may be changed.

    Returns
    -------
    datetime or None
        ``None`` where the activity's time is fixed, or its window has no such time left.
    """
    if activity.earliest is None or activity.latest is None:
        return None
    grid = scenario.grid
    step_s = 60 * grid.interval_minutes
    first_s = max(activity.earliest.timestamp(), join.timestamp(), grid.start.timestamp())
    last_s = min(activity.latest.timestamp(), grid.end.timestamp()) - 60 * activity.minutes
    number = -(-(first_s - grid.start.timestamp()) // step_s)
    start_s = grid.start.timestamp() + number * step_s
    free = [_free_spans_s(scenario, rota, who) for who in activity.participants]
    found: list[tuple[int, float, float]] = []
    day = grid.operating_date(published)
    while start_s <= last_s:
        end_s = start_s + 60 * activity.minutes
        if all(any(a <= start_s and end_s <= b for a, b in mine) for mine in free):
            start = dt.datetime.fromtimestamp(start_s, tz=UTC).astimezone(grid.zone)
            days = (grid.operating_date(start) - day).days
            hours_s = start_s - published.timestamp() - _DAY_S * days
            found.append((abs(days), abs(hours_s), start_s))
        start_s += step_s
    if not found:
        return None
    return dt.datetime.fromtimestamp(min(found)[2], tz=UTC).astimezone(grid.zone)


def held_at(rota: Rota, activity: PlannedActivity, start: dt.datetime) -> Rota:
    """Return a rota in which an activity is held at a time at which all are on the phone."""
    end = (start.astimezone(UTC) + dt.timedelta(minutes=activity.minutes)).astimezone(start.tzinfo)
    blocks: list[Block] = []
    for who in activity.participants:
        others = tuple(other for other in activity.participants if other != who)
        for block in rota.agent_blocks(who):
            blocks += without_spans(block, [(start, end)])
        blocks.append(
            Block(
                agent_id=who,
                start=start,
                end=end,
                activity=Activity(activity.kind),
                with_agents=others,
            )
        )
    return rota.replaced(set(activity.participants), blocks)


def _free_spans_s(scenario: Scenario, rota: Rota, agent_id: str) -> list[tuple[float, float]]:
    """Spans in which somebody is on the phone and may as well be elsewhere, POSIX seconds."""
    kept: list[Span] = [
        (other.start, other.end)
        for other in rota.blocks
        if other.is_practice and agent_id in other.with_agents
    ]
    kept += [
        (pin.start, pin.end) for pin in scenario.pins if pin.agent_id == agent_id and pin.is_work
    ]
    free = [
        part
        for block in rota.agent_blocks(agent_id)
        if block.is_on_phone and not block.is_practice
        for part in (without_spans(block, kept) if _any(block, kept) else [block])
    ]
    spans: list[tuple[float, float]] = []
    for block in sorted(joined(free), key=lambda part: part.span_s):
        start, end = block.span_s
        if spans and spans[-1][1] == start:  # from one queue to another
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def _any(block: Block, spans: Collection[Span]) -> bool:
    return any(overlaps(block, span) for span in spans)
