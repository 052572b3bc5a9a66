"""What does not change in a rota that Timefold plans, in whole numbers.

Prices are thousandths of a late contact, contacts thousandths, agents thousandths.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.rota.instance import Instance
from allocator.rules.encoding import ShiftOption
from allocator.rules.pins.encode import pinned_intervals, work_pins
from allocator.rules.requests.encode import declines
from allocator.rules.steady_starts.encode import previous_start_minutes
from allocator.rules.unsocial_fairness.check import eligible_agents

DAY = 96
"""Quarter-hours of a day."""
_MILLI = 1000
_LENGTHS = 24
"""Shift lengths by half-hours in a table of values."""


def middle_break(breaks: int) -> int:
    """Which of a shift's breaks lies in the middle."""
    return 1 if breaks > 2 else 0


def facts_of(instance: Instance, meeting_ids: list[str]) -> dict[str, Any]:
    """All facts but the weeks."""
    return (
        _service_facts(instance)
        | _people_facts(instance, meeting_ids)
        | _shift_facts(instance)
        | _soft_facts(instance)
    )


def _service_facts(instance: Instance) -> dict[str, Any]:
    scenario, service = instance.scenario, instance.service
    prices = scenario.settings.prices
    intervals = 7 * DAY
    queues = [queue for pool in scenario.settings.pools for queue in pool.queues]
    number = {queue: q for q, queue in enumerate(queues)}
    contacts = [0] * (len(queues) * intervals)
    late: list[list[int]] = [[0] * (service.agents_max + 2)]
    late_of = [0] * len(contacts)
    offered = [0.0] * (len(queues) * 7)
    for pool in scenario.settings.pools:
        for t in service.intervals:
            cell = service.cell(pool.id, t)
            for queue in pool.queues:
                count = cell.contacts_by_queue[queue]
                place = number[queue] * intervals + t
                contacts[place] = round(_MILLI * count)
                offered[number[queue] * 7 + t // DAY] += count
                envelope = cell.curve(scenario.queue_by_id[queue].service_class).envelope
                shares = [*envelope.tolist(), float(envelope[-1])]
                late_of[place] = len(late)
                late.append([round(_MILLI * count * share) for share in shares])
    settings = [scenario.queue_by_id[queue] for queue in queues]
    return {
        "intervals": intervals,
        "is_open": [int(t in set(service.intervals)) for t in range(intervals)],
        "pool_queues": [[number[q] for q in pool.queues] for pool in scenario.settings.pools],
        "queue_count": len(queues),
        "seats": [pool.seats or len(scenario.agents) for pool in scenario.settings.pools],
        "agents_max": service.agents_max,
        "effective_permille": round(_MILLI * service.effective_share),
        "contacts": contacts,
        "late": late,
        "late_of": late_of,
        "late_price": [round(_MILLI * prices.late_contact * one.weight) for one in settings],
        "uncovered_price": [
            round(_MILLI * prices.uncovered_contact * one.weight) for one in settings
        ],
        "floor_price": [
            round(_MILLI * prices.below_floor_contact * one.weight) if one.floor_share else 0
            for one in settings
        ],
        "floor_allowed": [
            round(_MILLI * (1 - settings[place // 7].floor_share) * count)
            for place, count in enumerate(offered)
        ],
    }


def _people_facts(instance: Instance, meeting_ids: list[str]) -> dict[str, Any]:
    scenario = instance.scenario
    pools = [pool.id for pool in scenario.settings.pools]
    queues = [queue for pool in scenario.settings.pools for queue in pool.queues]
    meetings_of: list[list[int]] = [
        [m for m, name in enumerate(meeting_ids) if name in instance.activities_of(agent_id)]
        for agent_id in instance.agent_ids
    ]
    starts = [previous_start_minutes(scenario, agent_id) for agent_id in instance.agent_ids]
    return {
        "pools_of": [
            [pools.index(pool) for pool in instance.agent_pools[agent_id]]
            for agent_id in instance.agent_ids
        ],
        "speeds": [
            [instance.speed_percent.get((agent_id, pool), 0) for pool in pools]
            for agent_id in instance.agent_ids
        ],
        "queues_of": [
            [queues.index(queue) for queue in instance.usable_queues(agent_id, pool)]
            if pool in instance.agent_pools[agent_id]
            else []
            for agent_id in instance.agent_ids
            for pool in pools
        ],
        "unbroken_limit": [
            instance.unbroken_limits.get(agent_id, 7 * DAY) for agent_id in instance.agent_ids
        ],
        "meetings_of": meetings_of,
        "meeting_lengths": [instance.activity_lengths[name] for name in meeting_ids],
        "worked_start": [-1 if start is None else start // 15 for start in starts],
    }


def _shift_facts(instance: Instance) -> dict[str, Any]:
    scenario = instance.scenario
    values: list[list[int]] = []
    known: dict[tuple[int, ...], int] = {}
    values_of: list[int] = []
    plans: list[list[int]] = [[] for _ in range(DAY)]
    for agent_id in instance.agent_ids:
        for day in range(7):
            options = instance.options[agent_id][day]
            table = [-1] * (DAY // 2 * _LENGTHS)
            for option in options:
                start_at, length = option.start, option.end - option.start
                start = start_at - day * DAY
                table[start // 2 * _LENGTHS + length // 2] = _value(scenario, agent_id, option)
                plans[length] = [
                    part
                    for slot in option.breaks
                    for part in (slot.length, slot.earliest - start_at, slot.latest - start_at)
                ]
            key = tuple(table)
            if key not in known:
                known[key] = len(values)
                values.append(table)
            values_of.append(known[key])
    costs = instance.stretch_costs
    return {
        "values": values,
        "values_of": values_of,
        "plans": plans,
        "middle_break": [middle_break(len(plan) // 3) for plan in plans],
        "stretch_cost": [0] * DAY
        if costs is None
        else [round(_MILLI * float(cost)) for cost in costs[:DAY]],
    }


def _value(scenario: Scenario, agent_id: str, option: ShiftOption) -> int:
    """Price of the wishes that a shift declines; -1 for a shift that a pin to work forbids."""
    for pin in work_pins(scenario, agent_id):
        span = pinned_intervals(scenario, pin)
        inside = option.start <= span.start and span.stop <= option.end
        if span.start // DAY == option.day and not inside:
            return -1
    price = scenario.settings.prices.declined_request
    return round(
        _MILLI
        * sum(
            price * scenario.request_weight(wish)
            for wish in scenario.requests
            if wish.agent_id == agent_id and declines(scenario, wish, option)
        )
    )


def _soft_facts(instance: Instance) -> dict[str, Any]:
    scenario, rules = instance.scenario, dict(instance.rules)
    prices = scenario.settings.prices
    kinds = {kind.id: kind for kind in scenario.settings.shift_kinds}
    eligible = set(eligible_agents(scenario))
    ids = [agent.agent_id for agent in scenario.agents]
    ledger = scenario.balances
    hours = {
        a: scenario.contracted_hours(a) + (ledger[a].contracted_hours if a in ledger else 0.0)
        for a in ids
    }
    unsocial = [
        round(_unsocial_minutes(scenario, date, 15 * start, 15 * (start + length)))
        for date in scenario.grid.days
        for start in range(DAY)
        for length in range(DAY)
    ]
    tenths = [round(10 * hours[agent_id]) for agent_id in ids]
    return {
        "unsocial_minutes": unsocial,
        "is_eligible": [int(agent_id in eligible) for agent_id in ids],
        "eligible": [p for p, agent_id in enumerate(ids) if agent_id in eligible],
        "carried": [round(60 * ledger[a].unsocial_hours) if a in ledger else 0 for a in ids],
        "fair_hours": tenths,
        "fair_hours_total": sum(n for a, n in zip(ids, tenths, strict=True) if a in eligible),
        "tier_minutes": round(60 * rules["unsocial_fairness"].tier_hours),
        "unsocial_price": round(_MILLI * prices.unsocial_hour_above_fair_share),
        "rest_intervals": rules["daily_rest"].rest_minutes // 15,
        "steady_intervals": rules["steady_starts"].tolerance_minutes // 15,
        "backward_price": round(_MILLI * prices.backward_start_hour / 4),
        "late_from": kinds["late"].start_from // 15,
        "early_to": kinds["early"].start_to // 15,
        "late_most": rules["kind_limits"].most["late"],
    }


def _unsocial_minutes(scenario: Scenario, date: dt.date, start: int, end: int) -> float:
    """Weighted unsocial minutes of a span of a day, in minutes after midnight."""
    return sum(
        span.weight * max(0, min(end, span.end) - max(start, span.start))
        for span in scenario.settings.unsocial
        if scenario.run_as(date) in span.days
    )
