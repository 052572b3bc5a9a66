"""Small scenarios in which every term of the objective has its say, and random rotas of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rules import registry
from allocator.rules.encoding import ShiftOption
from tests.tiny_week import agent, pattern, requirements_of, rest, tiny_week

SOFT: dict[str, dict[str, Any]] = {
    "requests": {},
    "steady_starts": {"tolerance_minutes": 60},
    "unsocial_fairness": {"tier_hours": 2},
    "screen_breaks": {"unbroken_minutes": 100},
    "cover": {},
    "development": {},
}
LENIENT: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "skills": {},
    "breaks": {},
    "practice": {},
}
"""Hard rules that say no more than that a rota is one."""
STRICT: dict[str, dict[str, Any]] = {
    # Without goals, which the bound does not follow in full.
    rule_id: {}
    for rule_id in registry.HARD_RULES
    if rule_id != "practice"
} | {
    "daily_rest": {"rest_minutes": 900},
    "days_in_seven": {"days_max": 3},
}


def busy_days(
    seed: int, rules: Mapping[str, dict[str, Any]], *, twin: str = "", **fields: Any
) -> Scenario:
    """Three days of three people, two queues in one pool and one in another.

    Figures that another seed gives are drawn: speeds, weights, prices, floors and the past.

    Parameters
    ----------
    twin
        ``alike``: A has a twin D, alike in everything. ``slower``: in everything but speed.
    """
    rng = random.Random(seed)
    names = ["A", "B", "C"]
    rows = [("A", "calls", 1), ("A", "chat", 1), ("A", "web", 1), ("B", "calls", 1)]
    rows += [("C", "chat", 1), ("C", "web", 2)]
    settings: dict[str, Any] = {
        "interval_minutes": 60,
        "days": 3,
        "agents": [agent(name, weekly_hours=rng.choice([6, 8, 10])) for name in names],
        "skills": rows,
        "opening_hours": [
            {"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "20:00"}
        ],
        "queues": [
            {"id": "calls", "weight": 1.3, "target_s": 20, "floor_share": rng.choice([0.5, 0.9])},
            {"id": "chat", "weight": 0.7, "target_s": 60, "floor_share": 0.6, "patience_s": 60},
            {"id": "web", "target_s": 20, "floor_share": rng.choice([0.0, 0.8])},
        ],
        "pools": [
            {"id": "main", "queues": ["calls", "chat"], "seats": 2},
            {"id": "room", "queues": ["web"], "seats": 1},
        ],
        "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 120}],
        "shift_patterns": [
            pattern(
                start_from="08:00",
                start_to="16:00",
                start_every_minutes=240,
                shortest_minutes=180,
                longest_minutes=300,
                length_every_minutes=120,
            )
        ],
        "break_plans": [
            {
                "id": "long",
                "shift_over_minutes": 240,
                "shift_up_to_minutes": 600,
                "breaks": [rest("lunch", 60, (60, 180), activity="lunch", paid=False)],
            }
        ],
        "shrinkage_share": rng.choice([0.0, 0.13]),
        "unsocial": [
            {"days": ["mon", "wed"], "start": "17:00", "end": "21:00", "weight": 1.37},
            {"days": ["tue"], "start": "06:00", "end": "10:20"},
        ],
        "ledger": [
            {"agent_id": "A", "unsocial_hours": rng.uniform(0, 9), "contracted_hours": 31.7},
            {"agent_id": "C", "unsocial_hours": rng.uniform(0, 5), "contracted_hours": 20},
        ],
        "worked": ["A 2026-05-31 15:00 work 17:00", "C 2026-05-31 14:00 work 20:00"],
        "requests": [
            {"agent_id": "A", "date": "2026-06-02", "kind": "day_off", "weight": 2.3},
            {
                "agent_id": "B",
                "date": "2026-06-01",
                "kind": "start_between",
                "start_from": "10:00",
                "start_to": "14:00",
            },
            {"agent_id": "C", "date": "2026-06-03", "kind": "day_off"},
            {
                "agent_id": "C",
                "date": "2026-06-02",
                "kind": "shift_between",
                "start_from": "11:00",
                "start_to": "17:00",
                "weight": 0.7,
            },
            {
                "agent_id": "B",
                "date": "2026-06-02",
                "kind": "no_shift_between",
                "start_from": "11:00",
                "start_to": "13:00",
            },
        ],
        "shift_kinds": [
            {"id": "early", "start_from": "08:00", "start_to": "10:00"},
            {"id": "late", "start_from": "12:00", "start_to": "20:00"},
        ],
        "cover": [
            {"days": "all", "shift_kind": "early", "agents": 1, "short_weight": 1.3},
            {"days": "mon|tue", "shift_kind": "late", "agents": 2, "over_weight": 0.4},
        ],
        "prices": {
            "late_contact": rng.choice([1, 0.7]),
            "uncovered_contact": 1.9,
            "below_floor_contact": rng.choice([4, 0.35]),
            "declined_request": 3.1,
            "unsocial_hour_above_fair_share": rng.choice([0.5, 3.3]),
            "backward_start_hour": 0.45,
            "unbroken_screen_hour": 0.6,
            "cover_deviation": 0.9,
            "development_hour": 2.3,
        },
        "goals": [
            {
                "agent_id": "A",
                "goal": "tone",
                "activity": "coaching",
                "mentors": "B",
                "hours": 3,
                "due": "2026-06-03",
            }
        ],
        "rules": dict(rules) | SOFT,
    }
    scenario = tiny_week(**settings | fields)
    factors = tuple(
        skill.model_copy(update={"aht_factor": rng.choice([0.8, 1.0, 1.25])})
        for skill in scenario.skills
    )
    scenario = scenario.model_copy(update={"skills": factors})
    return _with_twin(scenario, 1.2 if twin == "slower" else 1.0) if twin else scenario


def _with_twin(scenario: Scenario, slower: float) -> Scenario:
    tables = ("agents", "skills", "availability", "requests", "worked", "ledger")
    both = scenario.model_copy(
        update={
            table: tuple(
                twin
                for row in getattr(scenario, table)
                for twin in (row, row.model_copy(update={"agent_id": "D"}))
                if twin is row or row.agent_id == "A"
            )
            for table in tables
        }
    )
    skills = tuple(
        skill.model_copy(update={"aht_factor": skill.aht_factor * slower})
        if skill.agent_id == "D"
        else skill
        for skill in both.skills
    )
    return both.model_copy(update={"skills": skills})


def demand_of(seed: int, scenario: Scenario) -> tuple[Requirement, ...]:
    """Demand that differs from interval to interval, now and then none."""
    rng = random.Random(seed)
    rows = requirements_of(scenario, {"calls": 20, "chat": 9, "web": 5})
    return tuple(
        row.model_copy(
            update={
                "forecast_contacts": round(row.forecast_contacts * rng.choice([0, 0.6, 1, 1.7]), 4),
                "aht_s": rng.choice([120.0, 240.0]),
            }
        )
        for row in rows
    )


def instance_of(
    seed: int, rules: Mapping[str, dict[str, Any]], *, twin: str = "", **fields: Any
) -> Instance:
    """Compile such a scenario."""
    scenario = busy_days(seed, rules, twin=twin, **fields)
    return Instance.of(scenario, ServiceModel.of(scenario, demand_of(seed, scenario)))


def random_rota(rng: random.Random, instance: Instance) -> Assignment:
    """Draw a duty, or a day off, for each agent-day; some rotas are fuller than others."""
    assignment: Assignment = {}
    fullness = rng.choice([0.3, 0.6, 0.9])
    for agent_id in instance.agent_ids:
        for day in range(instance.day_count):
            options = instance.options[agent_id][day]
            if options and rng.random() < fullness:
                assignment[agent_id, day] = random_duty(
                    rng, rng.choice(options), instance.agent_pools[agent_id]
                )
    return assignment


def random_duty(rng: random.Random, option: ShiftOption, pools: tuple[str, ...]) -> Duty:
    """Draw breaks of a shift, whose windows do not overlap, and the pool of each stretch."""
    starts = tuple(rng.randint(slot.earliest, slot.latest) for slot in option.breaks)
    resting = {
        interval
        for slot, begin in zip(option.breaks, starts, strict=True)
        for interval in range(begin, begin + slot.length)
    }
    places: list[str | None] = []
    pool = rng.choice(pools)
    for interval in range(option.start, option.end):
        if interval in resting:
            places.append(None)
            pool = rng.choice(pools)
        else:
            places.append(pool)
    return Duty(option=option, break_starts=starts, pools=tuple(places))
