"""From blocks back to duties, so that a search can go on from a finished rota."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.forecast.forecast import forecast
from allocator.rota.blocks import to_rota
from allocator.rota.from_rota import from_rota
from allocator.rota.improve import improve, with_best_week
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import rota_of


def service_of(scenario: Scenario) -> ServiceModel:
    return ServiceModel.of(scenario, forecast(scenario))


def test_there_and_back_is_the_same_rota_but_for_queues_left_out(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    instance = Instance.of(scenario, service_of(scenario))
    rota = rota_of(scenario, ROTA_LINES)
    back = to_rota(instance, from_rota(instance, rota))
    assert [(b.agent_id, b.start, b.end, b.activity) for b in back.blocks] == [
        (b.agent_id, b.start, b.end, b.activity) for b in rota.blocks
    ]
    # A3 is on sales alone on Thursday afternoon; the models log people into all they can take.
    assert all(
        set(b.queues) >= set(a.queues) for a, b in zip(rota.blocks, back.blocks, strict=True)
    )
    assert to_rota(instance, from_rota(instance, back)) == back


def test_activities_are_found_again(tmp_path: Path) -> None:
    rows = (
        "activity_id,kind,participants,minutes,start,earliest,latest\n"
        "talk,one_to_one,A1|A2,30,,2026-03-03T08:00,2026-03-03T16:00\n"
    )
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"  pins: {}\n": "  pins: {}\n  meetings: {}\n"},
        files={"activities.csv": rows},
    )
    instance = Instance.of(scenario, service_of(scenario))
    lines = (
        "A1 tue 08:00 work:sales|help 10:00 one_to_one:A2 10:30 work:sales|help 12:00",
        "A2 tue 08:00 work:sales 10:00 one_to_one:A1 10:30 work:sales 12:00",
    )
    rota = rota_of(scenario, lines)
    duties = from_rota(instance, rota)
    start = scenario.grid.index(rota.agent_blocks("A1")[1].start)
    for duty in duties.values():
        assert [(each.start, each.activity_id) for each in duty.appointments] == [(start, "talk")]
    assert to_rota(instance, duties) == rota


def test_what_the_models_have_no_duty_for_is_left_out(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    instance = Instance.of(scenario, service_of(scenario))
    lines = (
        "A1 mon 08:10 work:sales 12:10",  # off the grid
        "A2 mon 08:00 work:sales 10:00 break 10:30 work:sales 12:00",  # no such break
        "A3 mon 08:00 work:sales 10:00",
        "A3 mon 12:00 work:sales 14:00",  # a second shift of the day
    )
    duties = from_rota(instance, rota_of(scenario, lines))
    assert set(duties) == {("A3", 0)}


def test_search_goes_on_from_a_rota_and_breaks_nothing(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    service = service_of(scenario)
    rota = rota_of(scenario, ROTA_LINES)
    limits = SearchLimits(seconds=1.5)
    before = measure(RotaView.whole(scenario, rota), service).total
    costs: list[float] = []
    better = improve(scenario, service, rota, limits, costs.append)
    alone = with_best_week(scenario, service, rota, "A1", limits)
    assert alone is not None
    for found in (better, alone):
        assert broken_rules(RotaView.whole(scenario, found)) == []
        assert measure(RotaView.whole(scenario, found), service).total <= before
    assert costs == sorted(costs, reverse=True)
    others = [block for block in rota.blocks if block.agent_id != "A1"]
    assert [block for block in alone.blocks if block.agent_id != "A1"] == others
