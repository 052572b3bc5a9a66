"""Forced rotas against all that there are: the best with what is forced, and near the plan."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pytest

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.people import Pin
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.pipeline.why_not.question import with_pins
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import MOVED_PRICE
from allocator.rota.polish import Incumbent
from allocator.rota.reoptimise import Reoptimiser
from allocator.verify.verifier import broken_rules
from tests.tiny_week import EVERY_DAY, agent, pattern, requirements_of, rest, tiny_week

LIMITS = SearchLimits(seed=1, seconds=3.0, reproducible=True)
DAYS, OPENS, CLOSES, LENGTH, REST_HOURS = 3, 8, 20, 5, 14
RULES: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "skills": {},
    "breaks": {},
    "daily_rest": {"rest_minutes": 60 * REST_HOURS},
    "opening_hours": {},
}


def small_team(seed: int) -> Instance:
    """Two people with two shifts of five hours each in three days, a break of an hour in each."""
    rng = random.Random(seed)
    scenario = tiny_week(
        agents=[agent(name, weekly_hours=2 * LENGTH) for name in "AB"],
        days=DAYS,
        interval_minutes=60,
        rules=RULES,
        opening_hours=[{"days": EVERY_DAY, "open": f"{OPENS:02d}:00", "close": f"{CLOSES}:00"}],
        contracts=[{"id": "any", "patterns": ["any"], "tolerance_minutes": 0}],
        shift_patterns=[
            pattern(
                start_from=f"{OPENS:02d}:00",
                start_to=f"{CLOSES - LENGTH}:00",
                start_every_minutes=60,
                shortest_minutes=60 * LENGTH,
                longest_minutes=60 * LENGTH,
            )
        ],
        break_plans=[
            {
                "id": "short",
                "shift_over_minutes": 0,
                "shift_up_to_minutes": 600,
                "breaks": [rest("tea", 60, (60, 180))],
            }
        ],
    )
    rows = tuple(
        row.model_copy(update={"forecast_contacts": round(rng.uniform(0.2, 2), 4)})
        for row in requirements_of(scenario, {"calls": 20}, aht_s=120)
    )
    return Instance.of(scenario, ServiceModel.of(scenario, rows))


@dataclass(frozen=True)
class Week:
    """Start of the shift of each day worked, with the start of its break, in intervals."""

    shifts: tuple[tuple[int, int], ...]

    def on_phone(self) -> Floats:
        there = np.zeros(24 * DAYS)
        for start, tea in self.shifts:
            there[start : start + LENGTH] = 1.0
            there[tea] = 0.0
        return there


def all_weeks() -> list[Week]:
    """Every week of one person that the rules allow, written out from their words."""
    weeks: list[Week] = []
    ways = [(start, tea) for start in range(OPENS, CLOSES - LENGTH + 1) for tea in (1, 2, 3)]
    for days in combinations(range(DAYS), 2):
        for chosen in product(ways, repeat=2):
            shifts = [
                (24 * day + start, 24 * day + start + tea)
                for day, (start, tea) in zip(days, chosen, strict=True)
            ]
            rested = all(b - (a + LENGTH) >= REST_HOURS for (a, _), (b, _) in pairwise(shifts))
            if rested:
                weeks.append(Week(tuple(shifts)))
    return weeks


WEEKS = all_weeks()
ON_PHONE = np.array([week.on_phone() for week in WEEKS])
STARTS = np.array([[s for s, _ in week.shifts] for week in WEEKS])


def costs(instance: Instance) -> Floats:
    """Cost of each week of A with each of B: what an interval costs depends on how many are there.

    With none, one and two there, c0 + (x + y)(c1 − c0) + xy(c2 − 2 c1 + c0) is that.
    """
    service = instance.service
    price = instance.scenario.settings.prices.uncovered_contact
    c = np.zeros((3, 24 * DAYS))
    for interval in service.intervals:
        cell = service.cell("main", interval)
        contacts = cell.contacts_by_queue["calls"]
        curve = cell.curve(instance.scenario.settings.queues[0].service_class)
        for heads in range(3):
            late = curve.priced(heads * service.effective_share)
            c[heads, interval] = contacts * (late + price * (heads == 0))
    one, two = c[1] - c[0], c[2] - 2 * c[1] + c[0]
    alone = ON_PHONE @ one
    return c[0].sum() + alone[:, None] + alone[None, :] + (ON_PHONE * two) @ ON_PHONE.T


def assignment_of(instance: Instance, weeks: dict[str, Week]) -> Assignment:
    found: Assignment = {}
    for agent_id, week in weeks.items():
        for start, tea in week.shifts:
            day = start // 24
            option = next(o for o in instance.options[agent_id][day] if o.start == start)
            pools = tuple(None if t == tea else "main" for t in range(start, start + LENGTH))
            found[agent_id, day] = Duty(option, (tea,), pools)
    return found


def pinned(scenario: Scenario, agent_id: str, hour: int, kind: str, hours: int = 1) -> Scenario:
    grid = scenario.grid
    pin = Pin.model_validate(
        {
            "agent_id": agent_id,
            "start": grid.moment(hour),
            "end": grid.moment(hour + hours),
            "kind": kind,
        }
    )
    return with_pins(scenario, (pin,))


def moved(week: int, other: int) -> int:
    """Days on which the shift is another: one with a shift becomes off, and one off gets one."""
    mine, theirs = ({s // 24: s for s in STARTS[n].tolist()} for n in (week, other))
    return sum(mine.get(day) != theirs.get(day) for day in range(DAYS))


FORCES: dict[str, tuple[str, Callable[[Floats, int], bool]]] = {
    "on_phone": ("on_phone", lambda there, hour: bool(there[hour] > 0)),
    "off_phone": ("off_phone", lambda there, hour: bool(there[hour] == 0)),
    "any_shift": ("any_shift", lambda there, hour: bool(there[hour : hour + 24].any())),
}


@pytest.mark.parametrize("kind", FORCES)
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_a_forced_rota_is_the_best_there_is(seed: int, kind: str) -> None:
    """Whatever the plan has not is forced hour by hour, and held against every rota there is."""
    instance = small_team(seed)
    scenario = instance.scenario
    table = costs(instance)
    a, b = np.unravel_index(int(table.argmin()), table.shape)
    start = assignment_of(instance, {"A": WEEKS[a], "B": WEEKS[b]})
    bench = Reoptimiser(scenario, instance.service, to_rota(instance, start))
    assert bench.start.cost == pytest.approx(table.min(), abs=1e-5)
    near = np.array([moved(week, int(a)) for week in range(len(WEEKS))])[:, None] + np.array(
        [moved(week, int(b)) for week in range(len(WEEKS))]
    )
    holds = FORCES[kind][1]
    opens = [hour for hour in range(24 * DAYS) if OPENS <= hour % 24 < CLOSES]
    hours = range(0, 24 * DAYS, 24) if kind == "any_shift" else opens
    hours = [hour for hour in hours if not holds(ON_PHONE[a], hour)]
    compared = 0
    for hour in hours[:: max(1, len(hours) // 4)]:
        allowed = np.array([holds(there, hour) for there in ON_PHONE])
        span = 24 if kind == "any_shift" else 1
        forced = pinned(scenario, "A", hour, kind, span)
        begun = bench.forced(forced, ["A"], LIMITS)
        if not allowed.any():
            assert begun is None
            continue
        assert begun is not None
        found = bench.search([begun], LIMITS).best
        assert not broken_rules(RotaView.whole(forced, bench.written(found)))
        priced = np.where(allowed[:, None], table + MOVED_PRICE * near, np.inf)
        here = sum(
            (found.assignment[key].option if key in found.assignment else None)
            != (start[key].option if key in start else None)
            for key in found.assignment.keys() | start.keys()
        )
        assert found.cost + MOVED_PRICE * here == pytest.approx(priced.min(), abs=1e-3)
        compared += 1
    assert compared


def test_nobody_moves_where_nothing_is_forced() -> None:
    instance = small_team(0)
    table = costs(instance)
    a, b = np.unravel_index(int(table.argmin()), table.shape)
    start = assignment_of(instance, {"A": WEEKS[a], "B": WEEKS[b]})
    bench = Reoptimiser(instance.scenario, instance.service, to_rota(instance, start))
    found = bench.search([bench.start], LIMITS).best
    assert Incumbent(bench.base, start).cost == found.cost
    assert {key: duty.option for key, duty in found.assignment.items()} == {
        key: duty.option for key, duty in start.items()
    }
