"""Puts breaks, queues and planned activities into shifts that come without them.

The shifts stay as they are. Breaks are those that the scenario's break plan has for a shift of
that length. Each shift in turn is taken out of the rota and put back with its breaks, and the pool
of each stretch between them, where they cost least. Full seats would block nearly every single
move, so each cycle begins with seats that may be overdrawn cheaply and with prices blurred by
noise, and ends with seats that bind and exact prices; the best of all cycles is kept.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from allocator.demand.service import ServiceModel
from allocator.domain.grid import UTC
from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Activity, Block, Rota, minutes_between
from allocator.domain.scenario import Scenario
from allocator.rota_files.phones import SEAT_TAKEN, Phones
from allocator.rota_files.place_breaks import Limits, Placed, Rest, place_breaks, placeable
from allocator.rota_files.written_shift import WrittenShift

_CYCLE = ((0.1, 0.2), (0.2, 0.1), (0.4, 0.05), (0.8, 0.0), (1.6, 0.0), *((SEAT_TAKEN, 0.0),) * 3)
"""Price of an overdrawn seat, in late contacts an interval, and noise of each round."""
_CYCLES_MOST, _CYCLES_LEAST, _CYCLES_IN_VAIN = 12, 2, 3
_PLACINGS = 1500
"""Times that a shift is placed at the end of a cycle: a large team has fewer cycles."""
_SEED = 1


@dataclass(frozen=True)
class LeftOutBreak:
    """A break of a shift's plan that found no place beside the activities in the shift.

    Parameters
    ----------
    break_id
        Its name in the break plan.
    minutes
        Its length.
    earliest, latest
        First and last moment at which it may begin.
    """

    shift: WrittenShift
    break_id: str
    minutes: int
    earliest: dt.datetime
    latest: dt.datetime


@dataclass(frozen=True)
class FilledIn:
    """A rota with breaks, queues and activities put in, and the breaks that found no place."""

    rota: Rota
    left_out: tuple[LeftOutBreak, ...]


@dataclass
class _Turn:
    """A shift being filled in.

    Parameters
    ----------
    span
        Intervals of the grid that lie wholly in it.
    """

    shift: WrittenShift
    span: range
    rests: tuple[Rest, ...]
    limits: Limits
    activities: list[tuple[int, int, PlannedActivity]] = field(
        default_factory=list[tuple[int, int, PlannedActivity]]
    )
    placed: Placed | None = None

    @property
    def busy(self) -> tuple[tuple[int, int], ...]:
        """Activities after the first interval of the span, in time order."""
        first = self.span.start
        return tuple((start - first, end - first) for start, end, _ in sorted_by_start(self))


def sorted_by_start(turn: _Turn) -> list[tuple[int, int, PlannedActivity]]:
    """Activities of a turn in time order."""
    return sorted(turn.activities, key=lambda activity: activity[:2])


def fill_in(scenario: Scenario, service: ServiceModel, shifts: Iterable[WrittenShift]) -> FilledIn:
    """Rota of some shifts with breaks, queues and planned activities put in.

    A shift need not be of any pattern, nor lie on the grid: then its ends stay where they are, and
    breaks begin on the grid. A planned activity is put where it lies in a shift of everybody who
    takes part; where there is no such place it is left out. So is a break that an activity leaves
    no place in its window.
    """
    phones = Phones(scenario, service)
    turns = [_turn(scenario, shift, phones.limits(shift.agent_id)) for shift in shifts]
    _place_activities(scenario, phones, turns)
    random = np.random.default_rng(_SEED)
    best: list[Placed | None] = []
    least_cost = np.inf
    cycles = max(_CYCLES_LEAST, min(_CYCLES_MOST, _PLACINGS // max(1, len(turns))))
    in_vain = 0
    for _ in range(cycles):
        for phones.seat_price, noise in _CYCLE:
            _choose_again(phones, turns, noise, random)
        cost = phones.cost()
        if cost < least_cost - 1e-6:
            least_cost, best, in_vain = cost, [turn.placed for turn in turns], 0
            continue
        _put(phones, turns, best)
        in_vain += 1
        if in_vain == _CYCLES_IN_VAIN:
            break
    _put(phones, turns, best)
    rota = Rota.of([block for turn in turns for block in _blocks(scenario, phones, turn)])
    return FilledIn(rota, tuple(rest for turn in turns for rest in _left_out(scenario, turn)))


def _left_out(scenario: Scenario, turn: _Turn) -> list[LeftOutBreak]:
    placed = [rest.break_id for rest, _ in turn.placed.rests] if turn.placed else []
    shift = turn.shift
    plan = scenario.break_plan(minutes_between(shift.start, shift.end))
    found: list[LeftOutBreak] = []
    for rest in plan.breaks if plan else ():
        if rest.id in placed:
            placed.remove(rest.id)
            continue
        earliest, latest = (
            (shift.start.astimezone(UTC) + dt.timedelta(minutes=after)).astimezone(
                scenario.grid.zone
            )
            for after in rest.start_after_minutes
        )
        found.append(LeftOutBreak(shift, rest.id, rest.minutes, earliest, latest))
    return found


def _turn(scenario: Scenario, shift: WrittenShift, limits: Limits) -> _Turn:
    grid = scenario.grid
    step = grid.interval_minutes
    start_minutes = minutes_between(grid.start, shift.start)
    end_minutes = minutes_between(grid.start, shift.end)
    first = int(-(-start_minutes // step))
    span = range(first, max(first, int(end_minutes // step)))
    plan = scenario.break_plan(end_minutes - start_minutes)
    late_by = start_minutes - first * step  # nought on the grid, else less than nought
    rests = tuple(
        Rest(
            rest.activity,
            rest.minutes // step,
            int(-(-(rest.start_after_minutes[0] + late_by) // step)),
            int((rest.start_after_minutes[1] + late_by) // step),
            rest.id,
        )
        for rest in (plan.breaks if plan else ())
    )
    in_order = tuple(sorted(rests, key=lambda rest: (rest.earliest, rest.latest)))
    return _Turn(shift, span, in_order, limits)


def _choose_again(
    phones: Phones, turns: list[_Turn], noise: float, random: np.random.Generator
) -> None:
    """Place each shift's breaks and pools again, at prices blurred by noise."""
    for number in random.permutation(len(turns)):
        turn = turns[number]
        _count(phones, turn, -1)
        turn.placed = _best(phones, turn, noise, random)
        _count(phones, turn, 1)


def _put(phones: Phones, turns: list[_Turn], places: list[Placed | None]) -> None:
    for turn, placed in zip(turns, places, strict=True):
        _count(phones, turn, -1)
        turn.placed = placed
        _count(phones, turn, 1)


def _best(phones: Phones, turn: _Turn, noise: float, random: np.random.Generator) -> Placed:
    pools = phones.pools(turn.shift.agent_id)
    worth = [phones.worth(turn.shift.agent_id, pool, turn.span) for pool in pools]
    # Somebody who can take no queue yet has breaks all the same.
    prices = np.array(worth or [np.zeros(len(turn.span))])
    if noise:
        prices = prices * random.normal(1.0, noise, prices.shape)
    return place_breaks(prices, turn.rests, turn.busy, turn.limits)


def _count(phones: Phones, turn: _Turn, sign: int) -> None:
    if turn.placed is None:
        return
    pools = phones.pools(turn.shift.agent_id)
    for number, members in groupby(enumerate(turn.placed.pools), key=lambda item: item[1]):
        offsets = [offset for offset, _ in members]
        if number >= 0 and pools:
            first = turn.span.start
            span = range(first + offsets[0], first + offsets[-1] + 1)
            phones.count(turn.shift.agent_id, pools[number], span, sign)


def _place_activities(scenario: Scenario, phones: Phones, turns: list[_Turn]) -> None:
    """Put each planned activity into the shifts of those who take part, fixed ones first."""
    mine: defaultdict[str, list[_Turn]] = defaultdict(list)
    for turn in turns:
        mine[turn.shift.agent_id].append(turn)
    grid = scenario.grid
    for activity in sorted(scenario.activities, key=lambda row: row.start is None):
        length = -(-activity.minutes // grid.interval_minutes)
        first, last = activity.start or activity.earliest, activity.start or activity.latest
        if first is None or last is None:
            continue
        latest = grid.index(last) - (length if activity.start is None else 0)
        choices: list[tuple[int, float, int, list[_Turn]]] = []
        for start in range(grid.index(first), latest + 1):
            held = [
                turn
                for agent_id in activity.participants
                for turn in mine[agent_id]
                if _has_room(turn, start, start + length)
            ]
            if len(held) == len(activity.participants):
                squeezed = sum(_breaks_lost(turn, start, start + length) for turn in held)
                loss = _loss(phones, held, range(start, start + length))
                choices.append((squeezed, loss, start, held))
        if choices:
            _, _, start, held = min(choices, key=lambda choice: choice[:3])
            for turn in held:
                turn.activities.append((start, start + length, activity))


def _has_room(turn: _Turn, start: int, end: int) -> bool:
    inside = turn.span.start <= start and end <= turn.span.stop
    return inside and all(end <= a or start >= b for a, b, _ in turn.activities)


def _breaks_lost(turn: _Turn, start: int, end: int) -> int:
    """Count the breaks of a shift that find no place beside its activities and one more."""
    first = turn.span.start
    busy = tuple(sorted([*turn.busy, (start - first, end - first)]))
    return len(turn.rests) - len(placeable(len(turn.span), turn.rests, busy))


def _loss(phones: Phones, turns: list[_Turn], span: range) -> float:
    """Estimate what the phones lose while some people are away from them."""
    return -sum(
        float(phones.worth(turn.shift.agent_id, pool, span).sum())
        for turn in turns
        for pool in phones.pools(turn.shift.agent_id)[:1]
    )


def _blocks(scenario: Scenario, phones: Phones, turn: _Turn) -> list[Block]:
    """Blocks of a turn; the first begins and the last ends where the shift does."""
    agent_id = turn.shift.agent_id
    pools = phones.pools(agent_id)
    doing: list[tuple[object, ...]] = (
        [("pool", number) for number in turn.placed.pools] if (turn.placed) else []
    )
    for rest, start in turn.placed.rests if turn.placed else ():
        doing[start : start + rest.length] = [("rest", rest, start)] * rest.length
    first = turn.span.start
    for start, end, activity in turn.activities:
        doing[start - first : end - first] = [("activity", activity)] * (end - start)
    blocks: list[Block] = []
    for what, members in groupby(range(len(doing)), key=lambda offset: doing[offset]):
        offsets = list(members)
        activity, queues, others = Activity.OTHER, (), ()
        match what:
            case ("rest", Rest() as rest, _):
                activity = Activity(rest.activity)
            case ("activity", PlannedActivity() as planned):
                activity = Activity(planned.kind)
                others = tuple(name for name in planned.participants if name != agent_id)
            case ("pool", int() as number) if number >= 0 and pools:
                activity, queues = Activity.WORK, phones.queues(agent_id, pools[number])
            case _:
                pass
        blocks.append(
            Block(
                agent_id=agent_id,
                start=scenario.grid.moment(first + offsets[0]),
                end=scenario.grid.moment(first + offsets[-1] + 1),
                activity=activity,
                queues=queues,
                with_agents=others,
            )
        )
    return _with_ends(turn.shift, blocks, phones)


def _with_ends(shift: WrittenShift, blocks: list[Block], phones: Phones) -> list[Block]:
    if not blocks:  # shorter than an interval
        pools = phones.pools(shift.agent_id)
        queues = phones.queues(shift.agent_id, pools[0]) if pools else ()
        activity = Activity.WORK if queues else Activity.OTHER
        return [
            Block(
                agent_id=shift.agent_id,
                start=shift.start,
                end=shift.end,
                activity=activity,
                queues=queues,
            )
        ]
    blocks[0] = blocks[0].model_copy(update={"start": shift.start})
    blocks[-1] = blocks[-1].model_copy(update={"end": shift.end})
    return blocks
