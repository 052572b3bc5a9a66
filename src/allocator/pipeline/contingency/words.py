"""What a step of a prepared response asks of somebody, in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby

from allocator.domain.contingency import StepKind
from allocator.domain.findings import day_text, duration_text
from allocator.domain.people import PlannedActivity
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.rota.step import Step

_KIND = {
    "shift": StepKind.SHIFT,
    "day": StepKind.DAY,
    "stay_on": StepKind.STAY_ON,
    "call_in": StepKind.CALL_IN,
}

_REST = {Activity.BREAK: "a break"}
_NAMED_MOST = 3
"""People of an activity who are named; more are counted."""


def step_kind(
    scenario: Scenario, step: Step, before: Rota, after: Rota, *, is_freed: bool
) -> StepKind:
    """Return what a step changes, told by the rotas before and after it.

    Parameters
    ----------
    is_freed
        Whether the loss frees people from activities.
    """
    if step.kind in _KIND:
        return _KIND[step.kind]
    was, now = (_shift_of(scenario, rota, step) for rota in (before, after))
    changes = _pool_changes(scenario, was, now)
    if is_freed and any(from_pool is None for from_pool, *_ in changes):
        return StepKind.ACTIVITY
    return StepKind.QUEUE if changes else StepKind.BREAKS


def step_words(
    scenario: Scenario, people: NamedPeople, step: Step, before: Rota, after: Rota
) -> str:
    """Return what a step asks, without its day and without a full stop."""
    who = people.of(step.agent_id)
    was, now = (_shift_of(scenario, rota, step) for rota in (before, after))
    assert now is not None
    span = span_text(now.start, now.end)
    hours = duration_text(step.overtime_minutes)
    if step.kind == "call_in":
        return f"call in {who} for {span} on {_pools(scenario, now)} ({hours} overtime)"
    if step.kind == "day":
        assert step.off_day is not None
        old = day_text(scenario.grid.days[step.off_day])
        return f"{who} works {span} on {_pools(scenario, now)}, and is off on {old} in return"
    assert was is not None
    if step.kind == "shift":
        return f"{who} works {span} in place of {span_text(was.start, was.end)}"
    if step.kind == "stay_on":
        parts = [f"comes at {now.start:%H:%M}"] if now.start < was.start else []
        parts += [f"stays until {_clock(now.end)}"] if now.end > was.end else []
        return f"{who} {' and '.join(parts)} ({hours} overtime)"
    return f"{who} {'; '.join(_inside(scenario, was, now))}"


def move_words(
    scenario: Scenario,
    people: NamedPeople,
    activity: PlannedActivity,
    before: dt.datetime,
    start: dt.datetime,
) -> str:
    """Return what holding an activity at another time asks, without its day and full stop."""
    names = activity.participants
    few = " and ".join(map(people.of, names))
    who = few if len(names) <= _NAMED_MOST else f"{len(names)} people"
    then = f"{start:%H:%M}"
    day = scenario.grid.operating_date(start)
    if day != scenario.grid.operating_date(before):
        then = f"{day_text(day)} {then}"
    kind = activity.kind.replace("_", " ") if activity.kind != "other" else "meeting"
    return f"move the {kind} of {who} from {before:%H:%M} to {then}"


def _inside(scenario: Scenario, was: Shift | None, now: Shift | None) -> list[str]:
    """Other queues and other breaks inside a shift."""
    said: list[str] = []
    for from_pool, to_pool, start, end in _pool_changes(scenario, was, now):
        other = f" in place of {_name(scenario, from_pool)}" if from_pool else " (free otherwise)"
        if to_pool is None:
            said.append(f"is off the phone {span_text(start, end)}")
        else:
            said.append(f"answers {_name(scenario, to_pool)} {span_text(start, end)}{other}")
    return [*said, *_moved_breaks(was, now)] or ["stays as planned"]


def _moved_breaks(was: Shift | None, now: Shift | None) -> list[str]:
    """Name breaks at other times; those of a kind are told apart by their order."""
    if was is None or now is None:
        return []
    pairs = [
        (old, new)
        for kind in dict.fromkeys(rest.activity for rest in was.breaks)
        for old, new in zip(_of(was, kind), _of(now, kind), strict=False)
        if old.start != new.start
    ]
    return [
        f"takes {_REST.get(old.activity, old.activity)} at {new.start:%H:%M} in place of "
        f"{old.start:%H:%M}"
        for old, new in pairs
    ]


def _of(shift: Shift, kind: str) -> list[Block]:
    return [rest for rest in shift.breaks if rest.activity == kind]


def _pool_changes(
    scenario: Scenario, was: Shift | None, now: Shift | None
) -> list[tuple[str | None, str | None, dt.datetime, dt.datetime]]:
    """Spans in which the agent is in another pool: that before, that after, start and end.

    Of intervals in which both are at work; breaks in between do not part a span. No pool is being
    off the phone.
    """
    if was is None or now is None:
        return []
    grid = scenario.grid
    old, new = _places(scenario, was), _places(scenario, now)
    both = sorted(old.keys() & new.keys())
    found: list[tuple[str | None, str | None, dt.datetime, dt.datetime]] = []
    for (is_other, after), members in groupby(both, lambda t: (old[t] != new[t], new[t])):
        here = list(members)
        if is_other:
            before = Counter(old[t] for t in here).most_common(1)[0][0]
            found.append((before, after, grid.moment(here[0]), grid.moment(here[-1] + 1)))
    return found


def _places(scenario: Scenario, shift: Shift) -> dict[int, str | None]:
    """Pool of a shift's intervals, breaks left out; ``None`` off the phone."""
    grid = scenario.grid
    return {
        t: scenario.pool_of_queue.get(block.queues[0])
        if block.is_on_phone and block.queues
        else None
        for block in shift.blocks
        if not block.is_rest
        for t in range(grid.index(block.start), grid.index(block.end))
    }


def _shift_of(scenario: Scenario, rota: Rota, step: Step) -> Shift | None:
    day = scenario.grid.days[step.day]
    shifts = rota.shifts(step.agent_id)
    return next((s for s in shifts if scenario.grid.operating_date(s.start) == day), None)


def _pools(scenario: Scenario, shift: Shift) -> str:
    """Names of the pools of a shift, the one with the most time first."""
    time: dict[str, float] = {}
    for block in shift.blocks:
        if block.is_on_phone and block.queues:
            pool = scenario.pool_of_queue[block.queues[0]]
            time[pool] = time.get(pool, 0.0) + block.minutes
    names = [_name(scenario, pool) for pool in sorted(time, key=lambda pool: -time[pool])]
    return " and ".join(names) or "no queue"


def _name(scenario: Scenario, pool: str) -> str:
    return scenario.pool_by_id[pool].name or pool


def span_text(start: dt.datetime, end: dt.datetime) -> str:
    """Clock times of a span: ``08:30–24:00``."""
    return f"{start:%H:%M}–{_clock(end)}"


def _clock(end: dt.datetime) -> str:
    """Clock time of an end; midnight is the end of its day."""
    text = f"{end:%H:%M}"
    return "24:00" if text == "00:00" else text
