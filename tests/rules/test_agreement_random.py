"""Encoders and checks of the rules on days in a row, on weeks drawn at random.

Past, leave, availability, publication and parameters are drawn; all weeks of one agent are
listed. Then some days of a good week are held, as the search does: the rest may be filled by the
models exactly as the checks allow.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from ortools.sat.python import cp_model

from allocator.domain.scenario import Scenario
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.model import ShiftModel
from allocator.rules.encoding import ShiftOption
from tests.rules.example import shifts
from tests.rules.universe import Listed, Universe
from tests.tiny_week import EVERY_DAY, MONDAY, agent, tiny_week

KINDS = ("early", "late", "night")
DRAWS = 8
"""Weeks of each seed: a few hundred more were drawn when the rules were written."""

Spans = frozenset[tuple[int, int]]
"""First interval and end of each shift of a week."""


def drawn_parameters(rng: random.Random) -> dict[str, dict[str, Any]]:
    """Draw parameters of every rule."""
    pairs = [f"{one}>{other}" for one in KINDS for other in KINDS]
    weekends = [["sat", "sun"], ["sun"], ["fri", "sat", "sun"], ["sun", "mon"]]
    return {
        "days_in_a_row": {"days_max": rng.randint(1, 6)},
        "work_runs": {"days_min": rng.randint(2, 4)},
        "rest_runs": {"days_min": rng.randint(2, 4)},
        "weekends_worked": {
            "weekends_max": rng.randint(0, 3),
            "weeks": rng.randint(1, 5),
            "days": rng.choice(weekends),
        },
        "shift_successions": {"forbidden": rng.sample(pairs, rng.randint(1, 4))},
        "kind_limits": {"most": {kind: rng.randint(0, 3) for kind in rng.sample(KINDS, 2)}},
        "agreed_adjustments": {},
        "notice": {"notice_days": rng.randint(0, 12)},
    }


def drawn_scenario(rng: random.Random) -> Scenario:
    """Draw a few days of one agent, and one to three rules that bind beside the first."""
    parameters = drawn_parameters(rng)
    chosen = rng.sample(sorted(parameters), rng.choice([1, 1, 2, 3]))
    by_kind = bool({"shift_successions", "kind_limits", "notice"} & set(chosen))
    first = MONDAY + dt.timedelta(days=rng.randint(0, 6))
    days = rng.choice([1, 2, 4, 5] if by_kind else [1, 3, 6, 8])
    hours = (6, 14, 22) if by_kind else (9,)
    starts = (f"{hours[0]:02d}:00", f"{hours[-1]:02d}:00", 480)

    def after(number: int) -> dt.date:
        return first + dt.timedelta(days=number)

    def line(number: int, hour: int) -> str:
        return f"A {after(number)} {hour:02d}:00 work {hour + 4:02d}:00"

    agreed = [
        ("A", "days_in_a_row_max", str(rng.randint(1, 4))),
        ("A", "days_in_week_max", str(rng.randint(1, 5))),
        ("A", "start_not_before", "09:00"),
        ("A", "end_not_after", rng.choice(["13:00", "26:00"])),
        ("A", "longest_shift_minutes", rng.choice(["239", "240"])),
    ]
    away = rng.randint(-2, days)
    often = rng.choice([0.3, 0.8])
    return tiny_week(
        interval_minutes=60,
        first_day=first,
        days=days,
        day_starts_at=rng.choice(["00:00", "04:00"]),
        agents=[agent("A", first_day=after(rng.randint(-9, 3)))],
        shift_patterns=[shifts("any", starts, (240, 240, 60))],
        shift_kinds=[
            {"id": "early", "start_from": "05:00", "start_to": "12:00"},
            {"id": "late", "start_from": "12:00", "start_to": "20:00"},
            {"id": "night", "start_from": "20:00", "start_to": "26:00"},
        ],
        worked=[
            line(-back, rng.choice((6, 14, 22))) for back in range(1, 30) if rng.random() < often
        ],
        leave=[{"agent_id": "A", "first_day": after(away), "last_day": after(away + 1)}],
        availability=[{"agent_id": "A", "days": "|".join(rng.sample(EVERY_DAY, 2))}],
        adjustments=rng.sample(agreed, 2),
        published_on=after(-rng.randint(0, 10)).isoformat(),
        published=[
            line(number, rng.choice(hours)) for number in range(-2, days + 3) if rng.random() < 0.3
        ],
        rules={"one_shift_a_day": {}} | {rule_id: parameters[rule_id] for rule_id in chosen},
    )


@dataclass(frozen=True)
class Drawn:
    """A scenario with all of its weeks and those that the checks accept."""

    universe: Universe
    accepted: set[Listed]

    @classmethod
    def of(cls, seed: int) -> Drawn:
        """Draw the scenario of a seed."""
        universe = Universe(drawn_scenario(random.Random(seed)))
        rules = universe.scenario.settings.rules
        return cls(universe, {week for week in universe.weeks("A") if universe.obeys(week, rules)})


@pytest.mark.parametrize("seed", range(8))
def test_encoders_accept_what_checks_accept(seed: int) -> None:
    rejected = 0
    for number in range(DRAWS):
        drawn = Drawn.of(DRAWS * seed + number)
        universe = drawn.universe
        assert universe.found_by_optimiser(universe.scenario.settings.rules) == drawn.accepted
        rejected += len(universe.weeks("A")) - len(drawn.accepted)
    assert rejected


@pytest.mark.parametrize("seed", range(8))
def test_days_beside_held_ones_are_filled_as_checks_allow(seed: int) -> None:
    tried = 0
    for number in range(DRAWS):
        drawn = Drawn.of(DRAWS * seed + number)
        scenario = drawn.universe.scenario
        if not drawn.accepted or scenario.grid.day_count == 1:
            continue
        rng = random.Random(seed)
        instance = Instance.of(scenario, drawn.universe.service)
        week = spans(rng.choice(sorted(drawn.accepted, key=lambda one: sorted(map(str, one)))))
        free = set(rng.sample(range(instance.day_count), rng.randint(1, instance.day_count - 1)))
        held = on_other_days(scenario, week, free)
        expected = {
            other
            for other in map(spans, drawn.accepted)
            if on_other_days(scenario, other, free) == held
        }
        assert filled(instance, free, held) == expected
        tried += 1
    assert tried


def spans(week: Listed) -> Spans:
    return frozenset((worked.start, worked.end) for worked in week)


def on_other_days(scenario: Scenario, week: Spans, free: set[int]) -> Spans:
    """Shifts of a week that begin on none of the free days."""
    bounds = scenario.grid.day_bounds
    return frozenset(
        span for span in week if not any(bounds[day] <= span[0] < bounds[day + 1] for day in free)
    )


def filled(instance: Instance, free: set[int], held: Spans) -> set[Spans]:
    """Every week that the model of shifts finds where some days are held."""
    options: Mapping[tuple[int, int], ShiftOption] = {
        (option.start, option.end): option for day in instance.options["A"] for option in day
    }
    duties: Assignment = {
        ("A", options[span].day): Duty(options[span], (), (None,) * (span[1] - span[0]))
        for span in held
    }
    model = ShiftModel(instance, {("A", day): instance.options["A"][day] for day in free}, duties)
    found: set[Spans] = set()

    class Every(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            chosen = {
                (option.start, option.end)
                for day in free
                for option, literal in model.shifts("A", day).items()
                if self.value(literal)
            }
            found.add(held | chosen)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    assert solver.solve(model.model, Every()) in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return found
