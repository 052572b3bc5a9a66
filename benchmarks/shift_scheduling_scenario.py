"""A published shift-scheduling instance as a scenario of ours, declared with our rules."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from allocator.domain.clock import WEEKDAYS
from allocator.domain.cover import CoverRow
from allocator.domain.people import Agent, Pin, Request, Skill
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings
from benchmarks.shift_scheduling_layout import Roster, ShiftInstance, Staff, Wish

FIRST_DAY = dt.date(2026, 1, 5)
"""Any Monday."""
QUEUE = "work"
_DAY_STARTS = 360
_STEPS = (60, 30, 20, 15, 10, 5)
_WEEK_MINUTES = 7 * 1440


def scenario_of(instance: ShiftInstance) -> Scenario:
    """Declare an instance with our rules.

    Each kind of shift begins at a clock time of its own, so that kinds can be told apart by it;
    an operating day begins with the first of them and no shift lasts beyond its end. Days off
    are pinned. What differs between people stands in contracts, one for each set of limits.

    Raises
    ------
    ValueError
        If shifts cannot be laid on the clock so.
    """
    step = _step(instance)
    starts = {
        shift.shift_id: _DAY_STARTS + place * step for place, shift in enumerate(instance.shifts)
    }
    contracts: dict[tuple[Any, ...], dict[str, Any]] = {}
    agents: list[Agent] = []
    for one in instance.staff:
        key = _limits_of(instance, one)
        contract = contracts.setdefault(
            key, {"id": f"contract{len(contracts) + 1}"} | _contract(instance, one)
        )
        agents.append(
            Agent(
                agent_id=one.person_id,
                name=one.person_id,
                contract=str(contract["id"]),
                weekly_hours=_weekly_hours(instance, one),
            )
        )
    settings = Settings.model_validate(
        {
            "name": "A shift-scheduling instance",
            "site": {"name": "Anywhere", "time_zone": "UTC"},
            "week": {
                "start": FIRST_DAY,
                "days": instance.days,
                "day_starts_at": _clock(_DAY_STARTS),
            },
            "interval_minutes": step,
            "history_interval_minutes": 60,
            "opening_hours": [{"days": WEEKDAYS, "open": "00:00", "close": "24:00"}],
            "queues": [{"id": QUEUE}],
            "pools": [{"id": QUEUE, "queues": [QUEUE]}],
            "shift_kinds": [
                {"id": name, "start_from": _clock(start), "start_to": _clock(start + step)}
                for name, start in starts.items()
            ],
            "shift_patterns": [
                {
                    "id": shift.shift_id,
                    "days": WEEKDAYS,
                    "start_from": _clock(starts[shift.shift_id]),
                    "start_to": _clock(starts[shift.shift_id]),
                    "shortest_minutes": shift.minutes,
                    "longest_minutes": shift.minutes,
                }
                for shift in instance.shifts
            ],
            "contracts": list(contracts.values()),
            "rules": _rules(instance),
            "prices": {"declined_request": 1, "cover_deviation": 1},
        }
    )
    bare = Scenario(settings=settings, agents=(), skills=(), history=())
    return Scenario(
        settings=settings,
        agents=tuple(agents),
        skills=tuple(Skill(agent_id=agent.agent_id, queue=QUEUE, level=1) for agent in agents),
        history=(),
        pins=tuple(
            Pin(
                agent_id=who,
                start=bare.grid.day_starts[day],
                end=bare.grid.day_starts[day + 1],
                kind="off",
            )
            for who, days in instance.days_off.items()
            for day in days
        ),
        requests=tuple(
            _request(wish, kind, starts[wish.shift_id], step)
            for kind, wishes in (
                ("shift_between", instance.wishes_on),
                ("no_shift_between", instance.wishes_off),
            )
            for wish in wishes
            if wish.weight
        ),
        cover=tuple(
            CoverRow(
                days=(FIRST_DAY + dt.timedelta(days=row.day)).isoformat(),
                shift_kind=row.shift_id,
                agents=row.wanted,
                short_weight=row.under_weight,
                over_weight=row.over_weight,
            )
            for row in instance.cover
        ),
    )


def _step(instance: ShiftInstance) -> int:
    """Minutes between the starts of two kinds: all that the lengths and the day leave."""
    longest = max(shift.minutes for shift in instance.shifts)
    for step in _STEPS:
        fits = all(shift.minutes % step == 0 for shift in instance.shifts)
        if fits and (len(instance.shifts) - 1) * step + longest < 1440:
            return step
    raise ValueError("the shifts are no multiples of 5 minutes, or too long or too many for a day")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _limits_of(instance: ShiftInstance, one: Staff) -> tuple[Any, ...]:
    return (
        tuple(one.most_shifts.get(shift.shift_id, instance.days) for shift in instance.shifts),
        _paid_minutes(instance, one),
        one.most_days_on,
        one.least_days_on,
        one.least_days_off,
        one.most_weekends,
    )


def _paid_minutes(instance: ShiftInstance, one: Staff) -> tuple[int, int]:
    """Least and most minutes, drawn in to what shifts can add up to, an even number apart."""
    unit = math.gcd(*(shift.minutes for shift in instance.shifts))
    longest = max(shift.minutes for shift in instance.shifts)
    least = -(-one.least_minutes // unit) * unit
    most = min(one.most_minutes // unit * unit, instance.days * longest)
    return least - (most - least) % 2, most


def _weekly_hours(instance: ShiftInstance, one: Staff) -> float:
    least, most = _paid_minutes(instance, one)
    return (least + most) / 2 / 60 / max(1.0, instance.days / 7)


def _contract(instance: ShiftInstance, one: Staff) -> dict[str, Any]:
    most = {s.shift_id: one.most_shifts.get(s.shift_id, instance.days) for s in instance.shifts}
    least_minutes, most_minutes = _paid_minutes(instance, one)
    return {
        "patterns": [name for name, count in most.items() if count > 0] or list(most),
        "tolerance_minutes": (most_minutes - least_minutes) // 2,
        "week_tolerance_minutes": _WEEK_MINUTES,
        "rules": {
            "days_in_a_row": {"days_max": min(one.most_days_on, 28)},
            "work_runs": {"days_min": one.least_days_on},
            "rest_runs": {"days_min": one.least_days_off},
            "weekends_worked": {"weekends_max": min(one.most_weekends, 53)},
            "kind_limits": {
                "most": {name: count for name, count in most.items() if count < instance.days}
            },
        },
    }


def _rules(instance: ShiftInstance) -> dict[str, dict[str, Any]]:
    return {
        "one_shift_a_day": {},
        "contracted_hours": {},
        "shift_patterns": {},
        "pins": {},
        "days_in_a_row": {},
        "work_runs": {"past_known": False},
        "rest_runs": {},
        "weekends_worked": {"weeks": -(-instance.days // 7)},
        "shift_successions": {
            "forbidden": [
                f"{shift.shift_id}>{after}"
                for shift in instance.shifts
                for after in shift.not_after
            ]
        },
        "kind_limits": {"days": instance.days},
        "requests": {},
        "cover": {},
    }


def _request(wish: Wish, kind: str, start: int, step: int) -> Request:
    return Request.model_validate(
        {
            "agent_id": wish.person_id,
            "date": FIRST_DAY + dt.timedelta(days=wish.day),
            "kind": kind,
            "start_from": _clock(start),
            "start_to": _clock(start + step),
            "weight": wish.weight,
        }
    )


def rota_of(scenario: Scenario, roster: Roster) -> Rota:
    """Return a written roster as a rota of the scenario."""
    patterns = scenario.pattern_by_id
    blocks: list[Block] = []
    for who, row in roster.items():
        for day, shift_id in zip(scenario.grid.days, row, strict=True):
            if shift_id is not None:
                start = scenario.grid.at(day, patterns[shift_id].start_from)
                end = start + dt.timedelta(minutes=patterns[shift_id].longest_minutes)
                blocks.append(
                    Block(
                        agent_id=who,
                        start=start,
                        end=end,
                        activity=Activity.WORK,
                        queues=(QUEUE,),
                    )
                )
    return Rota.of(blocks)


def roster_of(scenario: Scenario, rota: Rota) -> Roster:
    """Return a rota as it is written: the kind of each person's shift on each day."""
    days = scenario.grid.days
    roster: dict[str, tuple[str | None, ...]] = {}
    for agent in scenario.agents:
        kinds = {
            scenario.grid.operating_date(shift.start): scenario.shift_kind(shift.start)
            for shift in rota.shifts(agent.agent_id)
        }
        roster[agent.agent_id] = tuple(kinds.get(day) for day in days)
    return roster
