"""What a contradiction can consist of: facts of people and of the site, and rules.

Where a rule only makes facts bind, as ``pins`` does, the facts are the elements and not the rule,
so that a contradiction says which pin it is. An element knows the world in which it is not; of a
fact that is a copy of the scenario without it, so nothing here depends on how a rule is encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rota.conflict import facts, patterns
from allocator.rota.conflict.words import (
    day_text,
    hours_text,
    rule_text,
    span_text,
    spans_by_day,
    who,
)
from allocator.rota.conflict.world import (
    World,
    only_people,
    with_own_contract,
    with_pool,
)
from allocator.rules import registry

MADE_OF_FACTS = frozenset(
    {"pins", "availability", "agreed_adjustments", "meetings", "contracted_hours"}
)
"""Rules that do no more than make facts bind; with ``seats`` and ``shift_patterns``, see below."""

_ANY_TOLERANCE_MINUTES = 100_000
_MOST_PUBLISHED = 7


@dataclass(frozen=True)
class Element:
    """One thing that must hold, of the few that cannot hold together.

    Parameters
    ----------
    key
        Name for programs: ``pin:A1:2``, ``hours:A1``, ``rule:daily_rest``, ``seats:main``.
    rule_id
        Rule that makes it bind.
    agent_ids
        People whom it concerns; empty for everybody.
    words
        The element in plain words, to follow "these cannot all hold:".
    remove
        Gives the world in which it does not hold.
    fact
        The row or setting itself, where there is one.
    """

    key: str
    rule_id: str
    agent_ids: tuple[str, ...]
    words: str
    remove: Callable[[World], World] = field(compare=False, repr=False)
    fact: Any = field(default=None, compare=False, repr=False)

    @property
    def kind(self) -> str:
        """First part of the key: ``pin``, ``availability``, ``hours``, ``rule`` and so on."""
        return self.key.partition(":")[0]

    def removed_from(self, world: World) -> World:
        """Return the world in which this element does not hold."""
        return self.remove(world)


def elements_of(world: World, agent_ids: Sequence[str]) -> list[Element]:
    """Everything that binds some people, in the order in which to try whether it matters.

    What is tried first is left out of a contradiction wherever another can take its place: so
    the general yields to the particular, and what is left speaks of facts.
    """
    scenario = only_people(world.scenario, agent_ids)
    declared = [
        rule_id
        for rule_id in scenario.settings.rules
        if registry.card(rule_id).strength is Strength.HARD and rule_id not in world.left_out
    ]
    found = list(_rules(scenario, agent_ids, declared))
    if "opening_hours" in declared:
        found.append(_opening(scenario))
    if "seats" in declared and len(agent_ids) > 1:
        found += _seats(scenario)
    if "shift_patterns" in declared and len(agent_ids) == 1:
        found.append(_patterns(scenario, agent_ids[0]))
    for fact in facts.facts_of(scenario, world.as_given, agent_ids, declared):
        found.append(
            Element(fact.key, fact.rule_id, fact.agent_ids, fact.words, fact.remove, fact.row)
        )
    if "contracted_hours" in declared:
        found += [_hours(scenario, agent_id) for agent_id in agent_ids]
    # Work that is pinned is the last to go: it is what somebody has decided for this week.
    return sorted(found, key=lambda element: element.kind == "pin")


def _rules(
    scenario: Scenario, agent_ids: Sequence[str], declared: Sequence[str]
) -> Iterator[Element]:
    # A rota has no room for two shifts a day, so it means nothing to take that rule away.
    apart = MADE_OF_FACTS | {"one_shift_a_day", "opening_hours", "seats", "shift_patterns"}
    for rule_id in declared:
        if rule_id not in apart:
            yield Element(
                key=f"rule:{rule_id}",
                rule_id=rule_id,
                agent_ids=tuple(agent_ids),
                words=rule_text(scenario, rule_id) + _published(scenario, rule_id),
                remove=lambda world, rule_id=rule_id: world.without_rule(rule_id),
            )


def _published(scenario: Scenario, rule_id: str) -> str:
    """Shifts that the rule on notice makes stand.

    They are no elements of their own: they allow as much as they ask for, so that without them
    there would be fewer rotas and not more.
    """
    if rule_id != "notice" or not scenario.published:
        return ""
    told = [
        f"{who(scenario, row.agent_id)} {span_text(scenario, row.start, row.end)}"
        for row in scenario.published
    ]
    more = f" and {len(told) - _MOST_PUBLISHED} more" if len(told) > _MOST_PUBLISHED else ""
    return f"; published: {', '.join(told[:_MOST_PUBLISHED])}{more}"


def _opening(scenario: Scenario) -> Element:
    spans = {day: scenario.opening_spans(day) for day in scenario.grid.days}
    return Element(
        key="opening_hours",
        rule_id="opening_hours",
        agent_ids=(),
        words=f"the site is open {spans_by_day(scenario, {d: s for d, s in spans.items() if s})}",
        remove=lambda world: world.without_rule("opening_hours"),
    )


def _seats(scenario: Scenario) -> Iterator[Element]:
    for pool in scenario.settings.pools:
        if pool.seats is not None:
            count = f"{pool.seats} seat" + ("s" if pool.seats != 1 else "")
            yield Element(
                key=f"seats:{pool.id}",
                rule_id="seats",
                agent_ids=(),
                words=f"{pool.id} has {count}",
                remove=lambda world, pool_id=pool.id: world.of(
                    with_pool(world.scenario, pool_id, seats=None)
                ),
                fact=pool,
            )


def _patterns(scenario: Scenario, agent_id: str) -> Element:
    return Element(
        key=f"patterns:{agent_id}",
        rule_id="shift_patterns",
        agent_ids=(agent_id,),
        words=patterns.words(scenario, agent_id),
        remove=lambda world: world.of(patterns.without_patterns(world.scenario, agent_id)),
    )


def _hours(scenario: Scenario, agent_id: str) -> Element:
    agent = scenario.agent_by_id[agent_id]
    due, contracted = scenario.hours_due(agent_id), scenario.contracted_hours(agent_id)
    tolerance = scenario.contract_by_id[agent.contract].tolerance_minutes
    leave = (
        f" ({hours_text(contracted)} contracted, {hours_text(contracted - due)} of paid leave)"
        if due != contracted
        else ""
    )
    several = len(scenario.plan_weeks) > 1
    planned = f"the {scenario.grid.day_count} days" if several else "the week"
    give = f", {tolerance} min more or less" if tolerance else ""
    by_week = f", {_by_week(scenario, agent_id)}" if several else ""
    return Element(
        key=f"hours:{agent_id}",
        rule_id="contracted_hours",
        agent_ids=(agent_id,),
        words=(
            f"{who(scenario, agent_id)} is due {hours_text(due)} in {planned}{give}{by_week}{leave}"
        ),
        remove=lambda world: world.of(
            with_own_contract(
                world.scenario,
                agent_id,
                tolerance_minutes=_ANY_TOLERANCE_MINUTES,
                week_tolerance_minutes=None,
            )
        ),
        fact=agent,
    )


def _by_week(scenario: Scenario, agent_id: str) -> str:
    """Say what is due in each whole week of several, those that differ by their first day."""
    contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]
    weekly = scenario.agent_by_id[agent_id].weekly_hours
    others = {
        week[0]: due
        for week in scenario.plan_weeks
        if len(week) == 7 and (due := scenario.hours_due(agent_id, week)) != weekly
    }
    but = ", ".join(f"{hours_text(due)} from {day_text(day)}" for day, due in others.items())
    give = contract.minutes_off_a_week
    off = f", {give} min more or less" if give else ""
    return f"and {hours_text(weekly)} in each week{f' ({but})' if but else ''}{off}"
