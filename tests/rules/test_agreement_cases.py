"""The tables of each rule's check, run against its encoder: what it says of a rota held fast.

A case's shifts become the only shifts of the model, as far as the rule's filter admits them, and
all of them must be worked; breaks and pools must be where the rota has them. The model has a
solution exactly where the check passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.practice import is_session_of
from allocator.domain.rota import Activity, Shift
from allocator.domain.scenario import Scenario
from allocator.rota.best_week import soft_cost
from allocator.rota.duty import Assignment, Duty
from allocator.rota.held_practice import HeldSession
from allocator.rota.instance import Instance
from allocator.rota.shift_universe import shift_option
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.rules.encoding import BreakSlot, ShiftOption
from allocator.verify.terms import SOFT_TERMS, prices_by_term
from tests.tiny_week import Case, SoftCase, findings_of, measure_of, rota_of

CASES: list[tuple[str, Case]] = [
    (rule_id, case)
    for rule_id in registry.HARD_RULES
    for case in import_module(f"tests.rules.test_{rule_id}").CASES
    if case.plannable
]

ON_THE_PHONE = {
    "skills",
    "seats",
    "pins",
    "agreed_adjustments",
    "meetings",
    "queue_changes",
    "practice",
}
"""Rules to which it matters who is on which phone: the rota's rests are given to the model as
breaks that it must place there."""
ANYWHERE = {"breaks": {"over_minutes": 1440}}
ALSO = {"practice": {"development": {}}}
"""Rules without which a rule has nothing to say to the optimiser."""


def compiled(scenario: Scenario) -> Instance:
    """Compile a scenario; its options, thousands in these tables, are not asked for."""
    settings = scenario.settings
    hour = {"start_from": 0, "start_to": 0, "shortest_minutes": 60, "longest_minutes": 60}
    patterns = tuple(each.model_copy(update=hour) for each in settings.shift_patterns)
    few = scenario.model_copy(
        update={"settings": settings.model_copy(update={"shift_patterns": patterns})}
    )
    instance = Instance.of(few, ServiceModel.of(scenario, ()))
    return replace(instance, scenario=scenario)


class HeldFast:
    """A model that can only be the rota of a case."""

    def __init__(self, rule_id: str, case: Case) -> None:
        self.rule_id = rule_id
        self.scenario = self._scenario(case)
        rota = rota_of(self.scenario, case.rota)
        self.shifts = [shift for agent in rota.agent_ids for shift in rota.shifts(agent)]
        self.instance = compiled(self.scenario)
        self.options = [self._option(shift) for shift in self.shifts]
        self.instance = self.instance.with_practice(self._practice())

    def _scenario(self, case: Case) -> Scenario:
        scenario = case.scenario(self.rule_id)
        if self.rule_id not in ON_THE_PHONE:
            return scenario
        settings = scenario.settings
        rules = settings.rules | ANYWHERE | ALSO.get(self.rule_id, {})
        return scenario.model_copy(
            update={"settings": settings.model_copy(update={"rules": rules})}
        )

    def _practice(self) -> dict[str, HeldSession]:
        """Sessions for goals that blocks of the rota are, each by the first that is like it."""
        grid = self.scenario.grid
        found: dict[str, HeldSession] = {}
        for shift in self.shifts:
            for block in shift.blocks:
                for name, session in self.instance.sessions.items():
                    if (
                        name not in found
                        and is_session_of(session.goal, block)
                        and session.minutes == block.minutes
                        and set(block.with_agents) <= set(session.mentors)
                        and session.first_day <= grid.operating_date(block.start)
                        and grid.operating_date(block.start) <= session.last_day
                    ):
                        found[name] = HeldSession(grid.index(block.start), block.with_agents[0])
                        break
        return found

    def _option(self, shift: Shift) -> tuple[str, ShiftOption] | None:
        """Option of a shift, unless the week or the rule's filter has none."""
        grid = self.scenario.grid
        day = grid.day_index(shift.start)
        if day is None or not all(
            grid.on_grid(b.start) and grid.on_grid(b.end) for b in shift.blocks
        ):
            return None
        option = shift_option(self.scenario, day, grid.index(shift.start), grid.index(shift.end))
        if self.rule_id in ON_THE_PHONE:
            option = replace(option, breaks=tuple(self._slots(shift)))
        for rule_id, parameters in self.instance.stated_rules:
            encoder = registry.encode_module(rule_id)
            if hasattr(encoder, "admits") and not encoder.admits(
                self.scenario, shift.agent_id, option, parameters
            ):
                return None
        return shift.agent_id, option

    def _slots(self, shift: Shift) -> Iterator[BreakSlot]:
        grid = self.scenario.grid
        for number, block in enumerate(shift.breaks):
            begin, end = grid.index(block.start), grid.index(block.end)
            yield BreakSlot(f"rest{number}", str(block.activity), end - begin, begin, begin)

    def is_accepted(self) -> bool:
        """Whether the model has a solution."""
        if None in self.options:
            return False
        choices: dict[tuple[str, int], list[ShiftOption]] = {
            (agent_id, day): []
            for agent_id in self.instance.agent_ids
            for day in range(self.instance.day_count)
        }
        given = [option for option in self.options if option is not None]
        for agent_id, option in given:
            choices[agent_id, option.day].append(option)
        self.model = RotaModel(self.instance, choices, {})
        for (agent_id, option), shift in zip(given, self.shifts, strict=True):
            self.model.add(self.model.shifts(agent_id, option.day)[option] == 1)
            if self.rule_id == "breaks" or self.rule_id in ON_THE_PHONE:
                if not self._hold_breaks(shift, option):
                    return False
                if not self._hold_appointments(shift, option):
                    return False
                self._hold_pools(shift)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return solver.solve(self.model.model) == cp_model.OPTIMAL

    def _hold_breaks(self, shift: Shift, option: ShiftOption) -> bool:
        """Let each break of the plan begin only where the rota has one like it."""
        grid = self.scenario.grid
        rests = Counter(
            (grid.index(b.start), str(b.activity), grid.index(b.end) - grid.index(b.start))
            for b in shift.breaks
        )
        if len(option.breaks) != rests.total():
            return False
        for slot in option.breaks:
            for begin, literal in self.model.breaks(shift.agent_id, option.day)[slot.key].items():
                if (begin, slot.activity, slot.length) not in rests:
                    self.model.add(literal == 0)
        return True

    def _hold_appointments(self, shift: Shift, option: ShiftOption) -> bool:
        """Let each activity of the shift be where the rota has one like it, and only there."""
        grid = self.scenario.grid
        planned = {row.activity_id: row for row in self.scenario.activities}
        for block in shift.blocks:
            if block.is_rest or block.is_on_phone or not (planned or self.scenario.goals):
                continue
            begin, end = grid.index(block.start), grid.index(block.end)
            sessions = [
                literal
                for each, literal in self.model.appointments(shift.agent_id, option.day).items()
                if each.beside
                and (each.start, each.end, (each.beside,)) == (begin, end, block.with_agents)
            ]
            if self.scenario.goals:
                if not sessions:
                    return False
                self.model.add(sum(sessions) == 1)
                continue
            fitting = [
                literal
                for each, literal in self.model.appointments(shift.agent_id, option.day).items()
                if (each.start, each.end, planned[each.activity_id].kind)
                == (begin, end, block.activity)
                and {shift.agent_id, *block.with_agents}
                == set(planned[each.activity_id].participants)
            ]
            if not fitting:
                return False
            self.model.add(sum(fitting) == 1)
        return True

    def _hold_pools(self, shift: Shift) -> None:
        grid = self.scenario.grid
        for block in shift.blocks:
            for interval in range(grid.index(block.start), grid.index(block.end)):
                for pool in self.scenario.settings.pools:
                    here = block.is_on_phone and set(
                        self.model.queues(shift.agent_id, pool.id)
                    ) == set(block.queues)
                    literal = self.model.in_pool(shift.agent_id, pool.id, interval)
                    self.model.add(literal == int(here))
                if block.is_on_phone:
                    everywhere = [
                        self.model.in_pool(shift.agent_id, pool.id, interval)
                        for pool in self.scenario.settings.pools
                    ]
                    self.model.add(sum(everywhere) == 1)


@pytest.mark.parametrize(
    ("rule_id", "case"), CASES, ids=[f"{rule_id}: {case.title}" for rule_id, case in CASES]
)
def test_encoder_says_what_the_check_says(rule_id: str, case: Case) -> None:
    assert HeldFast(rule_id, case).is_accepted() == (findings_of(rule_id, case) == [])


SOFT_CASES: list[tuple[str, SoftCase]] = [
    (rule_id, case)
    for rule_id in registry.SOFT_RULES
    for case in import_module(f"tests.rules.test_{rule_id}").CASES
]


@pytest.mark.parametrize(
    ("rule_id", "case"),
    SOFT_CASES,
    ids=[f"{rule_id}: {case.title}" for rule_id, case in SOFT_CASES],
)
def test_encoder_measures_what_the_check_measures(rule_id: str, case: SoftCase) -> None:
    scenario = case.scenario(rule_id)
    grid = scenario.grid
    instance = compiled(scenario)
    rota = rota_of(scenario, case.rota)
    held: Assignment = {}
    for agent_id in rota.agent_ids:
        for shift in rota.shifts(agent_id):
            day = grid.day_index(shift.start)
            assert day is not None
            option = shift_option(scenario, day, grid.index(shift.start), grid.index(shift.end))
            # A day in pieces began with the first of them.
            held.setdefault((agent_id, day), Duty(option, (), _pools(scenario, shift)))
    price = prices_by_term(scenario.settings.prices)[SOFT_TERMS[rule_id]]
    # Of the fairness the share is rounded, to a ten-thousandth.
    rounding = 0.01 if rule_id == "unsocial_fairness" else 1e-4
    by_the_model = soft_cost(instance, held) / price
    assert by_the_model == pytest.approx(measure_of(rule_id, case).amount, abs=rounding, rel=1e-4)


def _pools(scenario: Scenario, shift: Shift) -> tuple[str | None, ...]:
    """Pool of each interval of a shift."""
    grid = scenario.grid
    pools: list[str | None] = []
    for block in shift.blocks:
        at_work = block.activity is Activity.WORK
        pool = scenario.pool_of_queue[block.queues[0]] if at_work else None
        pools += [pool] * (grid.index(block.end) - grid.index(block.start))
    return tuple(pools)


def test_each_table_has_cases_of_both_kinds() -> None:
    kinds = Counter((rule_id, case.says is None) for rule_id, case in CASES)
    assert set(kinds) == {
        (rule_id, kind) for rule_id in registry.HARD_RULES for kind in (True, False)
    }
