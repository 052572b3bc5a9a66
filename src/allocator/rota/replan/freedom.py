"""Which people's days may change in a replan, and the shifts that they may have then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from allocator.domain.day_change import day_changes
from allocator.domain.disruption import Disruption, KnownEvent, OvertimeOffer
from allocator.domain.event_of_day import (
    HandlingTime,
    Overtime,
    QueueDown,
    SiteDown,
    SpecialEventOfDay,
    Volume,
)
from allocator.domain.grid import TimeGrid
from allocator.domain.rota import Rota
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.standing import Key, Standing
from allocator.rota.shift_universe import shift_option, shift_universe
from allocator.rules import registry
from allocator.rules.encoding import BreakSlot, ShiftOption

_OF_THE_NEED = (QueueDown, SiteDown, Volume, HandlingTime, SpecialEventOfDay)
LEAD_MINUTES = 60
"""Nobody can be there sooner who was not to come, nor be kept from setting out."""
MOST_OPTIONS = 60_000
"""Shifts to choose from in all: reading the rules takes some 60 microseconds for each."""


def days_concerned(grid: TimeGrid, published: Rota, disruption: Disruption) -> tuple[int, ...]:
    """Numbers of the days, from the join on, on which people or the need are not as published.

    The day of the join where nothing tells: then the need of the day is another.
    """
    people = tuple(dict.fromkeys([*published.agent_ids, *disruption.standing.agent_ids]))
    found = {
        grid.days.index(change.day)
        for change in day_changes(grid, people, published, disruption.standing)
        if change.day in grid.days
    }
    for known in disruption.new_events:
        found |= _days_of(grid, known)
    first = next(
        n for n, end in enumerate(grid.day_bounds[1:]) if grid.index(disruption.join) < end
    )
    later = {day for day in found if day >= first}
    return tuple(sorted(later)) or (first,)


def _days_of(grid: TimeGrid, known: KnownEvent) -> set[int]:
    """Days that an event of the need touches, and those after it on which contacts come back."""
    event = known.event
    if isinstance(event, Overtime):
        return {number for number, date in enumerate(grid.days) if date == event.day}
    if not isinstance(event, _OF_THE_NEED):
        return set()
    days = {
        number
        for number in range(grid.day_count)
        if event.start.timestamp() < grid.day_starts[number + 1].timestamp()
        and grid.day_starts[number].timestamp() < event.until.timestamp()
    }
    if isinstance(event, QueueDown | SiteDown) and days:
        days.add(min(max(days) + 1, grid.day_count - 1))
    return days


def free_options(
    instance: FrozenInstance, disruption: Disruption, days: Iterable[int]
) -> dict[Key, tuple[ShiftOption, ...]]:
    """Shifts that people may be given in place of those that stand.

    Of days under way, and of shifts that an event has cut or that begin too soon, none but
    overtime that was offered.

    Parameters
    ----------
    days
        Days concerned: on others only as many are looked at as the rules can be read for in time.
    """
    standing = instance.standing
    assert standing is not None
    scenario = instance.scenario
    step = scenario.settings.interval_minutes
    soonest = soonest_start(instance)
    filters = _filters(instance)
    found: dict[Key, tuple[ShiftOption, ...]] = {}
    concerned = set(days)
    later: dict[Key, tuple[ShiftOption, ...]] = {}
    for day in range(scenario.grid.day_count):
        if scenario.grid.day_bounds[day + 1] <= soonest:
            continue
        universe = [option for option in shift_universe(scenario, day) if option.start >= soonest]
        for agent_id in instance.agent_ids:
            key = agent_id, day
            if _is_settled(standing, key, soonest):
                continue
            admitted = tuple(
                option
                for option in universe
                if all(admits(scenario, agent_id, option, p) for admits, p in filters)
            )
            (found if day in concerned else later)[key] = admitted
    room = MOST_OPTIONS - sum(map(len, found.values()))
    found |= _thinned(later, room, step)
    for offer in disruption.overtime:
        if offer.day in scenario.grid.days:
            key = offer.agent_id, scenario.grid.days.index(offer.day)
            longer = tuple(
                option
                for option in _longer(instance, key, offer, soonest)
                if _may_be_longer(instance, key, option)
            )
            found[key] = found.get(key, ()) + longer
    return found


def _filters(instance: FrozenInstance) -> list[tuple[Callable[..., bool], Any]]:
    modules = ((registry.encode_module(rule_id), p) for rule_id, p in instance.stated_rules)
    return [(module.admits, p) for module, p in modules if hasattr(module, "admits")]


def soonest_start(instance: FrozenInstance) -> int:
    """First interval in which somebody can begin a shift that they do not know of."""
    assert instance.standing is not None
    step = instance.scenario.settings.interval_minutes
    return instance.standing.join + -(-LEAD_MINUTES // step)


def settled_days(instance: FrozenInstance) -> frozenset[Key]:
    """Agent-days with a shift that can be no other, but for overtime."""
    standing = instance.standing
    assert standing is not None
    soonest = soonest_start(instance)
    return frozenset(key for key in standing.duties if _is_settled(standing, key, soonest))


def _is_settled(standing: Standing, key: Key, soonest: int) -> bool:
    duty = standing.duties.get(key)
    return key in standing.cut or (duty is not None and duty.option.start < soonest)


def _thinned(
    options: Mapping[Key, tuple[ShiftOption, ...]], room: int, step: int
) -> dict[Key, tuple[ShiftOption, ...]]:
    """Keep fewer and fewer starts, evenly, until all fit; at the worst none."""
    for every_minutes in (step, 30, 60, 120):
        every = max(1, every_minutes // step)
        kept = {
            key: tuple(option for option in mine if option.start % every == 0)
            for key, mine in options.items()
        }
        if sum(map(len, kept.values())) <= room:
            return kept
    return {}


def _may_be_longer(instance: FrozenInstance, key: Key, option: ShiftOption) -> bool:
    """Whether rules on single shifts allow overtime: of a pattern only a new shift must be."""
    assert instance.standing is not None
    is_new = key not in instance.standing.duties
    return all(
        registry.encode_module(rule_id).admits(instance.scenario, key[0], option, parameters)
        for rule_id, parameters in instance.stated_rules
        if hasattr(registry.encode_module(rule_id), "admits")
        and (is_new or rule_id != "shift_patterns")
    )


def _longer(
    instance: FrozenInstance, key: Key, offer: OvertimeOffer, soonest: int
) -> Iterable[ShiftOption]:
    """Shifts that stand made longer by no more than was offered; on a day off, new ones."""
    standing = instance.standing
    assert standing is not None
    scenario = instance.scenario
    _, day = key
    duty = standing.duties.get(key)
    step = scenario.settings.interval_minutes
    most = round(offer.minutes)
    if duty is None:
        for option in shift_universe(scenario, day):
            if option.start >= soonest and option.paid_minutes <= most:
                yield option
        return
    if duty.option.end <= standing.join:
        return
    stands = duty.option
    last = scenario.grid.interval_count
    for more in range(1, most // step + 1):
        if stands.end + more <= last:
            yield from _stretched(instance, key, stands.start, stands.end + more, offer)
        if stands.start - more >= soonest:
            yield from _stretched(instance, key, stands.start - more, stands.end, offer)


def _stretched(
    instance: FrozenInstance, key: Key, start: int, end: int, offer: OvertimeOffer
) -> Iterable[ShiftOption]:
    """Yield the shift over a longer span with its breaks: those begun stay where they were."""
    standing = instance.standing
    assert standing is not None
    duty = standing.duties[key]
    plain = shift_option(instance.scenario, key[1], start, end)
    if plain.paid_minutes - offer.published_minutes > offer.minutes:
        return
    taken = defaultdict[tuple[str, int], list[int]](list)
    for slot, begin in zip(duty.option.breaks, duty.break_starts, strict=True):
        if begin < standing.join:
            taken[slot.activity, slot.length].append(begin)
    slots: list[BreakSlot] = []
    for slot in plain.breaks:
        mine = taken[slot.activity, slot.length]
        if mine:
            begin = mine.pop(0)
            if not slot.earliest <= begin <= slot.latest:
                return
            slots.append(BreakSlot(slot.key, slot.activity, slot.length, begin, begin))
            continue
        earliest = max(slot.earliest, standing.join)
        latest = min(slot.latest, end - slot.length - 1)
        if earliest > latest:
            return
        slots.append(BreakSlot(slot.key, slot.activity, slot.length, earliest, latest))
    if not any(taken.values()):
        yield ShiftOption(key[1], start, end, plain.paid_minutes, tuple(slots))
