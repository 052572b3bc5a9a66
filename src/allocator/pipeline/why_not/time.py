"""What of somebody's time is in the way: one shift, or the whole week; and what would make room.

A single shift is looked at first: what forbids it is easiest to say. Where no change of the first
thing in the way gives a week, there is something else in the way too: it is looked for beside, and
the changes are put together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce

from allocator.demand.service import ServiceModel
from allocator.domain.findings import day_text
from allocator.domain.people import Leave, Pin
from allocator.domain.people_names import called
from allocator.domain.scenario import Scenario
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.rota.conflict.bench import Bench
from allocator.rota.conflict.cures import cures_of
from allocator.rota.conflict.cures_of_adjustments import ease_adjustment
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.find import find_conflict
from allocator.rota.conflict.one_shift import find_in_one_shift
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.patterns import without_patterns
from allocator.rota.conflict.short_words import short_words
from allocator.rota.conflict.world import World, changed, with_row

_A_DAY = dt.timedelta(days=1)
_MOST_CURES = 4
_MOST_IN_THE_WAY = 3
"""Things in the way at once: of more, no change would be small."""
_MOST_OF_EACH = 2
"""Changes of each of several things in the way that are put together."""
_THOUGHT_AWAY = ("activity", "leave", "availability", "adjustment", "patterns")
"""Kinds of elements in the order in which one is thought away to see what else is in the way."""

Change = Callable[[Scenario], Scenario]
Told = tuple[str, Change]


@dataclass(frozen=True)
class _Stuck:
    """One thing in the way.

    Parameters
    ----------
    oracle
        By which it was found.
    day
        Of the shift that cannot be; ``None`` where it is the whole week.
    """

    oracle: Oracle
    elements: tuple[Element, ...]
    day: dt.date | None

    @property
    def _easiest(self) -> Element:
        order = {kind: place for place, kind in enumerate(_THOUGHT_AWAY)}
        return min(self.elements, key=lambda element: order.get(element.kind, len(order)))

    @property
    def is_of_contract(self) -> bool:
        """Whether a contract of the agent's own is made where it is thought away."""
        return self._easiest.kind in ("patterns", "hours")

    def thought_away(self, world: World, *, coarse: bool = False) -> World:
        """Return the world in which one of the elements does not hold, so that there is room.

        Parameters
        ----------
        coarse
            Whether shifts that no pattern has need only be some of all: quick.
        """
        element = self._easiest
        if element.kind != "patterns" or self.day is None:
            return element.removed_from(world)
        (agent_id,) = element.agent_ids
        days = (self.day - _A_DAY, self.day)
        return world.of(without_patterns(world.scenario, agent_id, coarse=coarse, days=days))


def of_time(
    oracle: Oracle,
    service: ServiceModel,
    scenario: Scenario,
    agent_id: str,
    pins: Sequence[Pin],
) -> Obstacle | None:
    """Find what of somebody's time forbids pins, and the smallest changes that would make room.

    Parameters
    ----------
    scenario
        With the pins in it.

    Returns
    -------
    Obstacle or None
        ``None`` where nothing of the kind was proven.
    """
    world = World(scenario)
    first = _stuck(oracle, service, world, agent_id, pins)
    if first is None:
        return None
    whole = Bench(oracle, world, (agent_id,))
    found = [first]
    ways: list[Told] = []
    if oracle.seconds_left > 0:  # looking at one shift has no end of its own
        ways = [told for told in _cures(whole, first, pins)[:_MOST_CURES] if whole.works(told[1])]
    if not ways:
        found += _further(oracle, service, world, agent_id, pins, first)
        if len(found) > 1:
            ways = _together(whole, found, pins)
    elements = [element for one in found for element in one.elements]
    return Obstacle(
        rules_of(elements),
        tuple(
            words
            for stuck in found
            for words in short_words(scenario, agent_id, stuck.elements, stuck.day)
        ),
        tuple(words for words, _ in ways),
        is_complete=oracle.seconds_left > 0,
    )


def _further(
    oracle: Oracle,
    service: ServiceModel,
    world: World,
    agent_id: str,
    pins: Sequence[Pin],
    first: _Stuck,
) -> Iterator[_Stuck]:
    """Yield what else is in the way of a shift where the first thing is thought away, and so on."""
    coarse, last = world, first
    for _ in range(_MOST_IN_THE_WAY - 1):
        if last.day is None or not last.elements or oracle.seconds_left <= 0:
            return
        world = last.thought_away(world)
        coarse = last.thought_away(coarse, coarse=True)
        further = _stuck_in_shift(service, coarse, agent_id, pins)
        # What is in the way of some shifts need not be in the way of all.
        if further is None or further.oracle.ask(world, [agent_id]).admits is not False:
            return
        yield further
        last = further


def _stuck(
    oracle: Oracle, service: ServiceModel, world: World, agent_id: str, pins: Sequence[Pin]
) -> _Stuck | None:
    shift = _stuck_in_shift(service, world, agent_id, pins)
    if shift is not None:
        return shift
    conflict = find_conflict(oracle, world, [agent_id])
    return None if conflict is None else _Stuck(oracle, not_asked(conflict.elements, pins), None)


def _stuck_in_shift(
    service: ServiceModel, world: World, agent_id: str, pins: Sequence[Pin]
) -> _Stuck | None:
    found = find_in_one_shift(service, world, agent_id)
    if found is None:
        return None
    quick, conflict = found
    day = world.scenario.grid.operating_date(pins[0].start)
    return _Stuck(quick, not_asked(conflict.elements, pins), day)


def not_asked(elements: Sequence[Element], pins: Sequence[Pin]) -> tuple[Element, ...]:
    """Leave out the pins that the question itself added."""
    asked = set(pins)
    return tuple(element for element in elements if element.fact not in asked)


def rules_of(elements: Sequence[Element]) -> tuple[str, ...]:
    """Ids of the rules that make elements bind."""
    return tuple(dict.fromkeys(element.rule_id for element in elements if element.rule_id))


def _cures(whole: Bench, stuck: _Stuck, pins: Sequence[Pin]) -> list[Told]:
    """Find changes, cheapest first; what was agreed with the person comes last.

    Parameters
    ----------
    whole
        Tries changes on the person's whole week.
    """
    scenario = whole.scenario
    bench = Bench(stuck.oracle, whole.world, whole.agent_ids)
    cures = [*cures_of(bench, stuck.elements)]
    days_off = tuple(element for element in stuck.elements if element.kind == "availability")
    if not cures and days_off:
        cures = [*cures_of(whole, days_off)]  # which times somebody would come, a week says
    for element in stuck.elements:
        if element.kind == "adjustment":
            least = next(ease_adjustment(bench, element), None)
            if least is not None and not whole.works(least.apply):
                # One shift may be had with less than its week asks for.
                least = next(ease_adjustment(whole, element), least)
            cures += [] if least is None else [least]
    told = [(cure.words, cure.apply) for cure in cures]
    return [*_ending_leave(scenario, stuck.elements, pins), *told] if stuck.day else told


def _together(whole: Bench, found: Sequence[_Stuck], pins: Sequence[Pin]) -> list[Told]:
    """Put changes together, one of each thing in the way, and try them on the whole week."""
    ways: list[Told] = []
    # What changes a contract is found before another of the agent's own is made.
    ordered = sorted(found, key=lambda stuck: not stuck.is_of_contract)
    if sum(stuck.is_of_contract for stuck in ordered) > 1:
        return ways
    for chosen in _combined(whole, ordered, pins):
        change = partial(_one_after_the_other, changes=[change for _, change in chosen])
        if whole.works(change):
            ways.append((", and ".join(words for words, _ in chosen), change))
    return ways


def _combined(
    whole: Bench, found: Sequence[_Stuck], pins: Sequence[Pin]
) -> Iterator[tuple[Told, ...]]:
    """Yield changes of all things in the way, each found where those before it are made."""
    if not found:
        yield ()
        return
    others = whole.world
    for later in found[1:]:
        others = later.thought_away(others, coarse=True)
    for told in _cures(replace(whole, world=others), found[0], pins)[:_MOST_OF_EACH]:
        made = replace(whole, world=whole.world.of(told[1](whole.scenario)))
        for more in _combined(made, found[1:], pins):
            yield told, *more


def _one_after_the_other(scenario: Scenario, changes: Sequence[Change]) -> Scenario:
    return reduce(lambda so_far, change: change(so_far), changes, scenario)


def _ending_leave(
    scenario: Scenario, elements: Sequence[Element], pins: Sequence[Pin]
) -> Iterator[tuple[str, Change]]:
    """Leave without the one day that is asked about."""
    day = scenario.grid.operating_date(pins[0].start)
    for element in elements:
        if element.kind != "leave":
            continue
        row: Leave = element.fact
        who = called(scenario.agent_by_id[row.agent_id])
        parts = [
            row.model_copy(update={"last_day": day - _A_DAY}),
            row.model_copy(update={"first_day": day + _A_DAY}),
        ]
        kept = tuple(part for part in parts if part.first_day <= part.last_day)
        words = f"if {who} agrees: the leave without {day_text(day)}"
        yield words, partial(_leave_in_parts, row=row, parts=kept)


def _leave_in_parts(scenario: Scenario, row: Leave, parts: tuple[Leave, ...]) -> Scenario:
    without = with_row(scenario, "leave", row, None)
    return changed(without, leave=(*without.leave, *parts))
