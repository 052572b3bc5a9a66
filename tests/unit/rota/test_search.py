"""The stages of the search on the tiny scenario: valid, never worse, never below the bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.plan import PlanStatus
from allocator.domain.view import RotaView
from allocator.forecast.forecast import forecast
from allocator.rota.blocks import to_rota
from allocator.rota.bound import Counts, solve_counts
from allocator.rota.construct import construct
from allocator.rota.draft import Draft, make_draft
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.rota.polish import Incumbent, polish, settle
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.tiny_scenario import append_row, read_tiny_scenario

LIMITS = SearchLimits(seconds=4, reproducible=True)
SOLVER_TOLERANCE = 1e-6
ROUNDING_CONTACTS = 0.02
"""How far the search's whole numbers may lie from the checker's sums on this week."""


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    scenario = read_tiny_scenario(tmp_path)
    return Instance.of(scenario, ServiceModel.of(scenario, forecast(scenario)))


@pytest.fixture
def counts(instance: Instance) -> Counts:
    return solve_counts(instance, 0.1)


def first_rota(instance: Instance, counts: Counts) -> Incumbent:
    assignment = construct(instance, counts, LIMITS)
    assert assignment is not None
    return Incumbent(instance, assignment)


def test_no_stage_is_worse_than_the_one_before_nor_below_the_bound(
    instance: Instance, counts: Counts
) -> None:
    first = first_rota(instance, counts)
    stages = [first, polish(first, LIMITS, 0.0, lambda _: None)]
    stages.append(settle(stages[-1], LIMITS))
    costs = [rota.cost for rota in stages]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] >= counts.bound - SOLVER_TOLERANCE


def test_search_and_checker_agree_on_the_rota(instance: Instance, counts: Counts) -> None:
    rota = first_rota(instance, counts)
    view = RotaView.whole(instance.scenario, to_rota(instance, rota.assignment))
    assert broken_rules(view) == []
    assert measure(view, instance.service).total == pytest.approx(rota.cost, abs=ROUNDING_CONTACTS)


def test_wider_classes_of_speed_never_raise_the_bound(instance: Instance, counts: Counts) -> None:
    assert solve_counts(instance, 10.0).bound <= counts.bound + SOLVER_TOLERANCE


def test_search_goes_on_from_a_draft_under_a_corrected_need(instance: Instance) -> None:
    scenario, plain = instance.scenario, instance.service
    draft = make_draft(scenario, plain, LIMITS, lambda _stage, _detail: None, {})
    assert isinstance(draft, Draft)
    busier = tuple(row.model_copy(update={"load_correction": 1.2}) for row in forecast(scenario))
    result = optimise(scenario, busier, LIMITS, lambda _stage, _detail: None, draft)
    assert result.rota is not None
    assert broken_rules(RotaView.whole(scenario, result.rota)) == []
    service = ServiceModel.of(scenario, busier)
    found, before = (
        measure(RotaView.whole(scenario, rota), service).total for rota in (result.rota, draft.rota)
    )
    assert draft.bound < result.bound <= found < before
    assert "counts" not in result.stage_seconds


def test_draft_is_the_same_rota_under_any_need_and_settles_to_no_more(instance: Instance) -> None:
    scenario = instance.scenario
    draft = make_draft(scenario, instance.service, LIMITS, lambda _stage, _detail: None, {})
    assert isinstance(draft, Draft)
    busier = tuple(row.model_copy(update={"load_correction": 1.3}) for row in forecast(scenario))
    other = draft.priced_by(ServiceModel.of(scenario, busier))
    assert other.rota == draft.rota
    assert other.bound == 0  # what was proven was of another need
    costs = [Incumbent(each.instance, each.assignment).cost for each in (draft, other)]
    assert costs[0] < costs[1]
    settled = other.settled(LIMITS)
    assert Incumbent(settled.instance, settled.assignment).cost <= costs[1]


@pytest.mark.usefixtures("unhurried")
def test_contradiction_is_proven_and_not_called_a_lack_of_time(tmp_path: Path) -> None:
    away = append_row("availability.csv", "A1,all,,")
    scenario = read_tiny_scenario(tmp_path, files=away)
    result = optimise(scenario, forecast(scenario), LIMITS, lambda _stage, _detail: None)
    assert result.status is PlanStatus.INFEASIBLE
    assert result.rota is None
    assert "A1" in result.reason
    assert result.diagnosis is not None
    (conflict,) = result.diagnosis.conflicts
    assert conflict.keys == {"availability:A1:1", "hours:A1"}
