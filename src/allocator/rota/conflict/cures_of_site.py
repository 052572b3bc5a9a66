"""Cures in what the site has: patterns, seats, activities and rules of the house."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from allocator.domain.clock import format_clock
from allocator.domain.people import PlannedActivity
from allocator.domain.scenario import Scenario
from allocator.domain.settings import PoolSetting, ShiftPattern
from allocator.rota.conflict.bench import Bench, Change
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.patterns import one, patterns_in_week
from allocator.rota.conflict.places import in_file, in_settings, row_of_activity
from allocator.rota.conflict.words import duration_text, who
from allocator.rota.conflict.world import (
    changed,
    with_contract,
    with_pattern,
    with_pool,
    with_rotation_week,
)
from allocator.rules import registry
from allocator.rules.card import spoken

_SHORTEST_MINUTES, _LONGEST_MINUTES = 60, 720
_MOST_LENGTHS = 24
_LATEST_START_MINUTES = 2160


def more_seats(bench: Bench, element: Element) -> Iterator[Cure]:
    """Give a pool the fewest seats that work."""
    pool: PoolSetting = element.fact
    assert pool.seats is not None
    seats = pool.seats

    def with_more(more: int) -> Change:
        return partial(with_pool, pool_id=pool.id, seats=seats + more)

    more = bench.least(len(bench.agent_ids) - seats, with_more)
    if more is not None:
        words = f"{seats + more} seats in {pool.id} in place of {seats} (the fewest that work)"
        place = in_settings(f"pools[{pool.id}].seats")
        yield Cure("seats", words, place, 50, more, with_more(more))


def without_activity(bench: Bench, element: Element) -> Iterator[Cure]:
    """Leave an activity out, or hold it without one of those who take part."""
    activity: PlannedActivity = element.fact
    name = activity.activity_id
    row = [row_of_activity(bench.world.as_given, name)]
    spared = element.agent_ids if len(element.agent_ids) > 1 else ()
    for agent_id in (name for name in spared if name in bench.agent_ids):
        change: Change = partial(_without_participant, activity_id=name, agent_id=agent_id)
        if bench.works(change):
            words = f"hold {name} without {who(bench.scenario, agent_id)}"
            place = in_file("activities.csv", row, "participants")
            yield Cure("activity", words, place, 55, 1, change)
    change = partial(_without_participant, activity_id=name, agent_id=None)
    if bench.works(change):
        words = f"leave out {name} ({duration_text(activity.minutes)}) this week"
        place = in_file("activities.csv", row)
        yield Cure("activity", words, place, 56, activity.minutes, change)


def _without_participant(scenario: Scenario, activity_id: str, agent_id: str | None) -> Scenario:
    rows: list[PlannedActivity] = []
    for row in scenario.activities:
        if row.activity_id != activity_id:
            rows.append(row)
        elif agent_id is not None:
            left = tuple(name for name in row.participants if name != agent_id)
            rows.append(row.model_copy(update={"participants": left}))
    return changed(scenario, activities=tuple(rows))


def ease_rule(bench: Bench, element: Element) -> Iterator[Cure]:
    """Ease a rule of the house by as little as works, at most to its card's own parameters."""
    card = registry.card(element.rule_id)
    if card.basis != "house":
        return
    declared = bench.scenario.settings.rules[element.rule_id]
    own = card.parameters.model_dump()
    here = card.with_overrides(declared).model_dump()
    for name, value in here.items():
        usual = own.get(name)
        if type(value) is not int or type(usual) is not int or value == usual:
            continue
        towards = 1 if usual > value else -1

        def eased_by(
            amount: int, name: str = name, value: int = value, towards: int = towards
        ) -> Change:
            new = value + towards * amount
            return partial(_with_parameter, rule_id=element.rule_id, name=name, value=new)

        amount = bench.least(abs(usual - value), eased_by)
        if amount is not None:
            new = value + towards * amount
            words = (
                f"{name} {spoken(name, new)} in place of {spoken(name, value)} in the rule "
                f"{element.rule_id}"
            )
            place = in_settings(f"rules.{element.rule_id}.{name}")
            yield Cure("rule", words, place, 12, amount, eased_by(amount))


def _with_parameter(scenario: Scenario, rule_id: str, name: str, value: Any) -> Scenario:
    settings = scenario.settings
    rules = {**settings.rules, rule_id: {**settings.rules[rule_id], name: value}}
    return changed(scenario, settings=settings.model_copy(update={"rules": rules}))


def other_patterns(bench: Bench, element: Element) -> Iterator[Cure]:
    """Offer another pattern of the scenario, or shifts of the nearest length or start."""
    (agent_id,) = element.agent_ids
    scenario = bench.scenario
    contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]
    for pattern in scenario.settings.shift_patterns:
        if pattern.id in contract.patterns:
            continue
        change: Change = partial(
            with_contract, contract_id=contract.id, patterns=(*contract.patterns, pattern.id)
        )
        if bench.works(change):
            words = f"contract {contract.id} also offers {one(pattern)}"
            place = in_settings(f"contracts[{contract.id}].patterns")
            yield Cure("pattern", words, place, 40, 0, change)
            break
    yield from _more_of_rotation(bench, agent_id)
    offered = patterns_in_week(scenario, agent_id)
    for minutes_off, pattern in _other_lengths(scenario, offered):
        change = partial(_with_further, contract_id=contract.id, pattern=pattern)
        if bench.works(change):
            words = (
                f"contract {contract.id} also offers shifts of "
                f"{duration_text(pattern.shortest_minutes)}, "
                f"otherwise like {pattern.id.partition('/')[0]} (the nearest length that works)"
            )
            place = in_settings(f"shift_patterns and contracts[{contract.id}].patterns")
            yield Cure("pattern", words, place, 41, minutes_off, change)
            break
    for pattern in offered:
        yield from _later_or_earlier(bench, pattern)


def _more_of_rotation(bench: Bench, agent_id: str) -> Iterator[Cure]:
    """Let the rotation give a pattern of the contract in the week that is planned."""
    scenario = bench.scenario
    agent = scenario.agent_by_id[agent_id]
    if agent.rotation is None:
        return
    weeks = scenario.rotation_by_id[agent.rotation].weeks
    week = scenario.rotation_week(agent_id, scenario.grid.days[0])
    # Of weeks that say the same any will do: the number is of the one that this week is.
    number = next(place for place, one_week in enumerate(weeks) if one_week is week)
    for name in scenario.contract_by_id[agent.contract].patterns:
        change: Change = partial(
            with_rotation_week, rotation_id=agent.rotation, number=number, pattern_id=name
        )
        if name not in weeks[number].patterns and bench.works(change):
            words = f"week {number + 1} of the rotation {agent.rotation} also gives {name}"
            place = in_settings(f"rotations[{agent.rotation}].weeks[{number + 1}].patterns")
            yield Cure("pattern", words, place, 40, 1, change)
            return


def _other_lengths(
    scenario: Scenario, offered: tuple[ShiftPattern, ...]
) -> list[tuple[int, ShiftPattern]]:
    """Patterns of one length that is not offered, nearest to what is offered first."""
    step = max(scenario.grid.interval_minutes, 30)
    found: list[tuple[int, ShiftPattern]] = []
    for pattern in offered:
        lengths = range(
            pattern.shortest_minutes, pattern.longest_minutes + 1, pattern.length_every_minutes
        )
        for minutes in range(_SHORTEST_MINUTES, _LONGEST_MINUTES + 1, step):
            if minutes not in lengths:
                off = min(abs(minutes - length) for length in lengths)
                fields = {
                    "id": f"{pattern.id}/{minutes}",
                    "shortest_minutes": minutes,
                    "longest_minutes": minutes,
                }
                found.append((off, pattern.model_copy(update=fields)))
    return sorted(found, key=lambda pair: pair[0])[:_MOST_LENGTHS]


def _with_further(scenario: Scenario, contract_id: str, pattern: ShiftPattern) -> Scenario:
    settings = scenario.settings
    patterns = (*settings.shift_patterns, pattern)
    widened = changed(scenario, settings=settings.model_copy(update={"shift_patterns": patterns}))
    offered = widened.contract_by_id[contract_id].patterns
    return with_contract(widened, contract_id, patterns=(*offered, pattern.id))


def _later_or_earlier(bench: Bench, pattern: ShiftPattern) -> Iterator[Cure]:
    every = pattern.start_every_minutes

    def later(steps: int) -> Change:
        start = min(_LATEST_START_MINUTES, pattern.start_to + steps * every)
        return partial(with_pattern, pattern_id=pattern.id, start_to=start)

    def earlier(steps: int) -> Change:
        start = pattern.start_from - steps * every
        return partial(with_pattern, pattern_id=pattern.id, start_from=start)

    steps = bench.least((1440 - pattern.start_to) // every, later)
    if steps is not None:
        words = (
            f"shifts of {pattern.id} may start until "
            f"{format_clock(pattern.start_to + steps * every)} in place of "
            f"{format_clock(pattern.start_to)}"
        )
        place = in_settings(f"shift_patterns[{pattern.id}].start_to")
        yield Cure("pattern", words, place, 42, steps * every, later(steps))
    steps = bench.least(pattern.start_from // every, earlier)
    if steps is not None:
        words = (
            f"shifts of {pattern.id} may start from "
            f"{format_clock(pattern.start_from - steps * every)} in place of "
            f"{format_clock(pattern.start_from)}"
        )
        place = in_settings(f"shift_patterns[{pattern.id}].start_from")
        yield Cure("pattern", words, place, 42, steps * every, earlier(steps))
