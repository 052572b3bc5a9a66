"""What one more hour would be worth, against the measures and rules of the independent check."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.longer_stays import LongerStay, longer_stays
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.replanned_plan import replanned

NOW = "2026-03-02T08:10"


def found(scenario: Scenario, plan: Plan) -> tuple[LongerStay, ...]:
    assert scenario.disruption is not None
    service = ServiceModel.of(scenario, plan.requirements)
    return longer_stays(scenario, service, scenario.disruption, plan.rota)


def with_it(scenario: Scenario, plan: Plan, stay: LongerStay) -> Rota:
    """Return the rota with the shift longer, on all that the agent can take."""
    (shift,) = (s for s in plan.rota.shifts(stay.agent_id) if s.start.date() == stay.day)
    queues = scenario.usable_queues(stay.agent_id, "main")
    extra = [
        Block(agent_id=stay.agent_id, start=start, end=end, activity=Activity.WORK, queues=queues)
        for start, end in ((stay.start, shift.start), (shift.end, stay.end))
        if start < end
    ]
    return plan.rota.replaced({stay.agent_id}, [*plan.rota.agent_blocks(stay.agent_id), *extra])


@pytest.mark.parametrize("away", ["A1", "A2", "A4"])
def test_it_is_worth_what_the_objective_loses_and_breaks_no_rule_once_offered(
    small_plan: Path, away: str
) -> None:
    scenario, plan = replanned(small_plan, NOW, f"absence:{away}")
    service = ServiceModel.of(scenario, plan.requirements)
    stays = found(scenario, plan)
    assert stays
    assert away not in {stay.agent_id for stay in stays}
    for stay in stays:
        rota = with_it(scenario, plan, stay)
        before, after = (
            measure(RotaView.whole(scenario, each), service) for each in (plan.rota, rota)
        )
        assert stay.worth == pytest.approx(before.total - after.total, abs=1e-5)
        assert stay.late_contacts == pytest.approx(
            before.terms["late_contacts"] - after.terms["late_contacts"], abs=1e-5
        )
        assert stay.worth > stay.price > 0
        offered, _ = replanned(small_plan, NOW, f"absence:{away}", stay.event)
        known = {(f.rule_id, f.agent_id) for f in broken_rules(RotaView.whole(scenario, plan.rota))}
        broken = {(f.rule_id, f.agent_id) for f in broken_rules(RotaView.whole(offered, rota))}
        assert broken <= known


def test_nobody_is_named_where_overtime_has_been_offered_for_the_day(small_plan: Path) -> None:
    events = ("absence:A1", "overtime:A3:hours=1")
    assert found(*replanned(small_plan, NOW, *events)) == ()


def test_who_can_stay_no_longer_by_the_rules_is_not_named(small_plan: Path) -> None:
    """Without the one whose shift may begin earlier, no shift of the day may be longer."""
    assert found(*replanned(small_plan, NOW, "absence:A3")) == ()
