"""Replans of random events, one and two in a row, on a tiny scenario: what holds of every one.

The past stands, hard rules hold from the join on but for what the events themselves break, the
independent check passes, and what is chosen never costs more than doing nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocator.demand.service import ServiceModel
from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Event
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.changed import Changed
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.replan.case import Disrupted
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.replanner import Option, Replanner
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.objective import measure
from allocator.verify.refused_events import refused_events
from allocator.verify.verifier import breaches_to_answer_for, verify
from tests.random_events import events, moments

FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECONDS = 0.3
ARITHMETIC = 1e-4
"""Share of an objective by which two ways of computing it may differ."""
ROUNDED = 0.2
"""Late contacts: the search reckons prices and shares of unsocial hours in whole numbers."""


@dataclass(frozen=True)
class Published:
    """A rota that people know of, with what has happened to it so far."""

    scenario: Scenario
    plan: Plan
    earlier: Disruption | None = None
    now: dt.datetime | None = None


@pytest.fixture(scope="module")
def published(small_plan: Path) -> Published:
    return as_planned(small_plan)


def as_planned(folder: Path) -> Published:
    """Return the plan as the engine would write it: everybody logged into all that they can take.

    A rota by hand may log somebody into less, which the engine prices as if it were all.
    """
    scenario, plan = read_scenario(folder / "scenario"), read_plan(folder)
    blocks = [
        block.model_copy(update={"queues": scenario.usable_queues(block.agent_id, "main")})
        if block.is_on_phone
        else block
        for block in plan.rota.blocks
    ]
    return Published(scenario, plan.model_copy(update={"rota": Rota.of(blocks)}))


def replanned(before: Published, data: st.DataObject) -> Published:
    """Draw a moment and events, replan, and hold everything that comes out to the properties."""
    scenario, plan = before.scenario, before.plan
    now = data.draw(moments(scenario, before.now), label="now")
    happened: tuple[Event, ...] = data.draw(events(scenario, plan.rota, now), label="events")
    assume(not refused_events(scenario, plan.rota, before.earlier, happened, now))
    case = Disrupted.of(scenario, plan.rota, plan.requirements, before.earlier, happened, now)
    service = ServiceModel.of(case.scenario, case.requirements)
    nothing = measured(case, service, case.disruption.standing)
    limits = SearchLimits(seed=1, seconds=SECONDS, reproducible=True)
    replanner = Replanner(case.scenario, service, plan.rota)
    options = list(replanner.options(limits))
    assert [option.name for option in options] == ["least", "between", "best"]
    for option in options:
        holds_what_every_option_must(case, service, nothing, option)
    rotas = [case.disruption.standing, *(option.rota for option in options)]
    chosen = min(rotas, key=lambda rota: measured(case, service, rota))
    bound = replanner.bound()
    assert (bound.value is None) == (bound.why_not is not None)
    assert bound.value is None or bound.value <= measured(case, service, chosen) + 1e-6
    return Published(scenario, checked_plan(case, chosen), case.disruption, now)


def measured(case: Disrupted, service: ServiceModel, rota: Rota) -> float:
    """Objective by the independent check's measures."""
    return measure(RotaView.whole(case.scenario, rota), service).total


def holds_what_every_option_must(
    case: Disrupted, service: ServiceModel, nothing: float, option: Option
) -> None:
    """Frozen past, hard rules from the join on, a price that is right and not above nothing's."""
    disruption, rota = case.disruption, option.rota
    assert doing(case.scenario, rota, disruption.join) == doing(
        case.scenario, disruption.standing, disruption.join
    )
    findings, _ = breaches_to_answer_for(case.scenario, rota)
    stands, _ = breaches_to_answer_for(case.scenario, disruption.standing)
    known = {(each.rule_id, each.agent_id, each.message) for each in stands}
    assert [f for f in findings if (f.rule_id, f.agent_id, f.message) not in known] == []
    changed = Changed(case.scenario, service, case.published, disruption, rota)
    price = sum(changed.price(change) for change in changed.changes)
    assert option.change_price == pytest.approx(price, abs=1e-3)
    assert measured(case, service, rota) + price <= nothing * (1 + ARITHMETIC) + ROUNDED
    if option.name == "least":
        assert shifts_of(rota) == shifts_of(disruption.standing)


def doing(scenario: Scenario, rota: Rota, until: dt.datetime) -> dict[tuple[str, int], object]:
    """Return what everybody does in each interval before a moment."""
    grid, end = scenario.grid, scenario.grid.index(until)
    return {
        (block.agent_id, interval): (block.activity, block.queues, frozenset(block.with_agents))
        for block in rota.blocks
        for interval in range(grid.index(block.start), min(grid.index(block.end), end))
    }


def shifts_of(rota: Rota) -> dict[str, list[tuple[dt.datetime, dt.datetime]]]:
    return {who: [(s.start, s.end) for s in rota.shifts(who)] for who in rota.agent_ids}


def checked_plan(case: Disrupted, rota: Rota) -> Plan:
    """Plan of a rota, which the independent check has nothing against but what stood before."""
    plan = assemble_plan(
        case.scenario,
        case.requirements,
        rota,
        run_id="r",
        created_at="2026-03-02T08:00:00+00:00",
        seed=1,
        reproducible=False,
        status=PlanStatus.REPLANNED,
        bound=0.0,
        stage_seconds={},
        forecast={},
    )
    verdict = verify(case.scenario, plan)
    stands, _ = breaches_to_answer_for(case.scenario, case.disruption.standing)
    known = {(each.rule_id, each.agent_id, each.message) for each in stands}
    found = [f for f in verdict.findings if (f.rule_id, f.agent_id, f.message) not in known]
    assert found == []
    return plan


@FEW
@given(st.data())
def test_a_replan_of_any_events_keeps_the_past_the_rules_and_the_price_of_nothing(
    published: Published, data: st.DataObject
) -> None:
    replanned(published, data)


@FEW
@given(st.data())
def test_a_second_replan_keeps_what_the_first_has_made_past(
    published: Published, data: st.DataObject
) -> None:
    first = replanned(published, data)
    assert first.now is not None
    assume(first.now < published.scenario.grid.end)
    replanned(first, data)
