"""What the diagnosis says of weeks made to contradict themselves, each claim solved once more.

Nothing here asks the diagnosis' own oracle: worlds are solved by the whole model, and rotas are
read by the checks.
"""

from __future__ import annotations

from functools import cache

import pytest
from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.conflict.conflict import Conflict, Diagnosis
from allocator.rota.conflict.elements import elements_of
from allocator.rota.conflict.patterns import without_patterns
from allocator.rota.conflict.world import World
from allocator.rota.diagnose import diagnose
from allocator.rota.instance import Instance
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.verify.verifier import broken_rules
from tests.contradictions import CONTRADICTIONS, Contradiction, asha, contradicting_week
from tests.tiny_week import each

pytestmark = pytest.mark.usefixtures("unhurried")

NAMES = "ABCDEFG"


@cache
def diagnosed(title: str) -> tuple[Scenario, Diagnosis]:
    """Diagnose each week once for all tests."""
    (case,) = [case for case in CONTRADICTIONS if case.title == title]
    scenario = case.scenario()
    return scenario, diagnose(scenario, ServiceModel.of(scenario, ()))


def rota_of(world: World) -> Rota | None:
    """Solve a world by the whole model; ``None`` where it is proven that there is no rota."""
    scenario = world.scenario
    soft = {
        rule_id
        for rule_id in scenario.settings.rules
        if registry.card(rule_id).strength is Strength.SOFT
    }
    instance = Instance.of(scenario, ServiceModel.of(scenario, ()), world.left_out | soft)
    choices = {
        (agent_id, day): options
        for agent_id, days in instance.options.items()
        for day, options in enumerate(days)
    }
    model = RotaModel(instance, choices, {})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    if status == cp_model.INFEASIBLE:
        return None
    return to_rota(instance, model.assignment(solver.value))


def world_of(scenario: Scenario, conflict: Conflict, but: str = "") -> World:
    """World in which the elements of a conflict hold, all or but one, and nothing else does."""
    world = World(scenario).only(conflict.agent_ids)
    for element in elements_of(world, conflict.agent_ids):
        gone = element.key not in conflict.keys or element.key == but
        # Patterns that do not matter stay: they were shown not to, and without them this is slow.
        if gone and (element.kind != "patterns" or element.key == but):
            world = element.removed_from(world)
    return world


@each(CONTRADICTIONS)
def test_conflicts_are_exactly_these(case: Contradiction) -> None:
    _, found = diagnosed(case.title)
    assert tuple(conflict.keys for conflict in found.conflicts) == case.conflicts
    assert all(conflict.is_minimal for conflict in found.conflicts)
    assert found.remarks == ()


@each(CONTRADICTIONS)
def test_elements_admit_no_rota_together_and_one_without_any_of_them(case: Contradiction) -> None:
    scenario, found = diagnosed(case.title)
    for conflict in found.conflicts:
        assert rota_of(world_of(scenario, conflict)) is None
        for element in conflict.elements:
            assert rota_of(world_of(scenario, conflict, but=element.key)) is not None, element


@each(CONTRADICTIONS)
def test_elements_clash_even_where_shifts_may_be_any(case: Contradiction) -> None:
    scenario, found = diagnosed(case.title)
    for conflict in found.conflicts:
        if len(conflict.agent_ids) == 1 and not any(k.startswith("pattern") for k in conflict.keys):
            world = world_of(scenario, conflict)
            free = without_patterns(world.scenario, conflict.agent_ids[0])
            assert rota_of(world.of(free)) is None


@each(CONTRADICTIONS)
def test_cures_are_proposed_smallest_first(case: Contradiction) -> None:
    _, found = diagnosed(case.title)
    proposed = [cure for conflict in found.conflicts for cure in conflict.cures]
    words = [cure.words for cure in proposed]
    assert [text for text in case.cures if text not in words] == [], words
    assert case.spared.isdisjoint(cure.kind for cure in proposed)


@each(CONTRADICTIONS)
def test_each_cure_gives_a_rota_in_which_the_checks_find_nothing(case: Contradiction) -> None:
    scenario, found = diagnosed(case.title)
    assert found.conflicts
    assert all(conflict.cures for conflict in found.conflicts)
    for number, conflict in enumerate(found.conflicts):
        for cure in conflict.cures:
            cured = scenario
            for other, one in enumerate(found.conflicts):
                cured = (cure if other == number else one.cures[0]).apply(cured)
            rota = rota_of(World(cured))
            assert rota is not None, cure.words
            assert broken_rules(RotaView.whole(cured, rota)) == [], cure.words


@each(CONTRADICTIONS)
def test_no_cure_touches_the_law_or_an_adjustment(case: Contradiction) -> None:
    scenario, found = diagnosed(case.title)
    law = {name for name in scenario.settings.rules if registry.card(name).basis == "law"}
    for conflict in found.conflicts:
        for cure in conflict.cures:
            cured = cure.apply(scenario)
            assert cured.adjustments == scenario.adjustments
            assert cured.worked == scenario.worked
            for name in law:
                assert cured.settings.rules[name] == scenario.settings.rules[name]


def test_week_without_a_contradiction_has_none() -> None:
    scenario = contradicting_week()
    assert diagnose(scenario, ServiceModel.of(scenario, ())) == Diagnosis()


def test_people_beyond_those_looked_into_are_named() -> None:
    many = [asha(name, name=name) for name in NAMES]
    away = [{"agent_id": name, "days": "all"} for name in NAMES]
    scenario = contradicting_week(agents=many, availability=away)
    found = diagnose(scenario, ServiceModel.of(scenario, ()))
    assert [conflict.agent_ids for conflict in found.conflicts] == [(name,) for name in NAMES[:5]]
    assert found.remarks == ("F and G can have no week either: not looked into",)


def test_people_cured_by_the_first_cure_are_named() -> None:
    """One rule of the house stands in the way of both: one conflict is shown."""
    scenario = contradicting_week(
        agents=[asha(), asha("B")], more_rules={"days_in_seven": {"days_max": 2}}
    )
    found = diagnose(scenario, ServiceModel.of(scenario, ()))
    (conflict,) = found.conflicts
    assert conflict.cures[0].words == "days_max 3 in place of 2 in the rule days_in_seven"
    assert found.remarks == (
        "Ben (B) can have no week either; the first cures above give them one",
    )


def test_rule_of_the_house_is_not_eased_past_its_card() -> None:
    """Seven days of seven would help here, and are never proposed."""
    scenario = contradicting_week(days=7, agents=[asha(weekly_hours=56)])
    (conflict,) = diagnose(scenario, ServiceModel.of(scenario, ())).conflicts
    assert conflict.keys == {"hours:A", "patterns:A", "rule:days_in_seven"}
    assert "rule" not in {cure.kind for cure in conflict.cures}
    assert conflict.cures
