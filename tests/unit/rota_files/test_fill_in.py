"""Breaks and queues put into shifts that come without them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.forecast.forecast import forecast
from allocator.rota_files.fill_in import fill_in
from allocator.rota_files.place_breaks import Limits, Rest, place_breaks, placeable
from allocator.rota_files.written_shift import WrittenShift
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import rota_of


def shifts_of(rota: Rota) -> list[WrittenShift]:
    return [
        WrittenShift(agent_id, shift.start, shift.end)
        for agent_id in rota.agent_ids
        for shift in rota.shifts(agent_id)
    ]


def written(scenario: Scenario, agent_id: str, start: int, end: int) -> WrittenShift:
    """Shift on Monday, by minutes after midnight."""
    at = scenario.grid.at
    return WrittenShift(agent_id, *(at(scenario.grid.days[0], m) for m in (start, end)))


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_tiny_scenario(tmp_path)


def filled(scenario: Scenario, *shifts: WrittenShift) -> Rota:
    return fill_in(scenario, ServiceModel.of(scenario, forecast(scenario)), shifts).rota


def test_shifts_of_a_lawful_rota_filled_in_keep_the_rules_and_cost_no_more(
    scenario: Scenario,
) -> None:
    service = ServiceModel.of(scenario, forecast(scenario))
    honest = rota_of(scenario, ROTA_LINES)
    rota = fill_in(scenario, service, shifts_of(honest)).rota
    assert shifts_of(rota) == shifts_of(honest)
    assert broken_rules(RotaView.whole(scenario, rota)) == []
    costs = [measure(RotaView.whole(scenario, each), service) for each in (rota, honest)]
    assert costs[0].total < costs[1].total


def test_shift_off_the_grid_keeps_its_ends_and_has_its_breaks_in_their_windows(
    scenario: Scenario,
) -> None:
    given = written(scenario, "A1", 8 * 60 + 10, 16 * 60 + 5)
    rota = filled(scenario, given)
    (shift,) = rota.shifts("A1")
    assert (shift.start, shift.end) == (given.start, given.end)
    found = broken_rules(RotaView(scenario=scenario, rota=rota, agent_ids=("A1",)))
    assert "breaks" not in {finding.rule_id for finding in found}
    assert any("grid" in f.message or "interval" in f.message for f in found)


def test_shifts_of_no_pattern_are_filled_in_all_the_same(scenario: Scenario) -> None:
    at_night = written(scenario, "A2", 22 * 60, 30 * 60)
    long = written(scenario, "A3", 6 * 60, 20 * 60)
    tiny = written(scenario, "A4", 8 * 60 + 1, 8 * 60 + 9)
    rota = filled(scenario, at_night, long, tiny)
    assert shifts_of(rota) == [at_night, long, tiny]
    assert len(rota.shifts("A3")[0].blocks) == 1  # no break plan is for fourteen hours
    assert rota.shifts("A4")[0].blocks[0].queues == ("help",)


def test_split_shift_and_overlapping_shifts(scenario: Scenario) -> None:
    split = [written(scenario, "A1", 480, 720), written(scenario, "A1", 840, 1080)]
    over = [written(scenario, "A2", 480, 720), written(scenario, "A2", 660, 900)]
    rota = filled(scenario, *split, *over)
    assert len(rota.shifts("A1")) == 2
    rules = {f.rule_id for f in broken_rules(RotaView.whole(scenario, rota)) if f.agent_id}
    assert "one_shift_a_day" in rules


def test_queue_that_a_pin_names_is_the_one_logged_into(scenario: Scenario) -> None:
    at = scenario.grid.at
    day = scenario.grid.days[3]  # A3 is pinned to help from 12:00 to 13:00
    rota = filled(scenario, WrittenShift("A3", at(day, 720), at(day, 1020)))
    found = broken_rules(RotaView(scenario=scenario, rota=rota, agent_ids=("A3",)))
    assert "pins" not in {finding.rule_id for finding in found}


def test_planned_activities_are_put_where_everybody_is_in(tmp_path: Path) -> None:
    text = (
        "activity_id,kind,participants,minutes,start,earliest,latest\n"
        "talk,one_to_one,A1|A2,30,,2026-03-02T08:00,2026-03-02T12:00\n"
        "brief,briefing,A1|A2|A3,15,2026-03-02T10:00,,\n"
        "nobody,coaching,A1|A4,30,2026-03-02T10:00,,\n"
    )
    scenario = read_tiny_scenario(tmp_path, files={"activities.csv": text})
    rota = filled(
        scenario, *(written(scenario, agent_id, 540, 1020) for agent_id in ("A1", "A2", "A3"))
    )
    held = {
        agent_id: [
            (b.activity, f"{b.start:%H:%M}", b.with_agents)
            for b in rota.agent_blocks(agent_id)
            if b.activity in (Activity.ONE_TO_ONE, Activity.BRIEFING)
        ]
        for agent_id in ("A1", "A2", "A3")
    }
    assert (Activity.BRIEFING, "10:00", ("A2", "A3")) in held["A1"]
    assert held["A3"] == [(Activity.BRIEFING, "10:00", ("A1", "A2"))]
    talks = [each for each in held["A1"] if each[0] is Activity.ONE_TO_ONE]
    assert [t[1] for t in talks] == [
        each[1] for each in held["A2"] if each[0] is Activity.ONE_TO_ONE
    ]
    found = broken_rules(RotaView(scenario=scenario, rota=rota, agent_ids=("A1",)))
    assert "breaks" not in {finding.rule_id for finding in found}


def test_training_in_the_first_pauses_window_costs_that_pause_alone(tmp_path: Path) -> None:
    """All breaks of the shift were dropped, and the program reported a breach of its own making."""
    text = (
        "activity_id,kind,participants,minutes,start,earliest,latest\n"
        "first_day,training,A1,120,2026-03-02T10:00,,\n"
    )
    scenario = read_tiny_scenario(tmp_path, files={"activities.csv": text})
    shift = written(scenario, "A1", 540, 1020)  # its first pause is due from 10:15 to 11:30
    found = fill_in(scenario, ServiceModel.of(scenario, forecast(scenario)), [shift])
    rests = [block.activity for block in found.rota.agent_blocks("A1") if block.is_rest]
    assert rests == [Activity.LUNCH, Activity.BREAK]
    (left_out,) = found.left_out
    assert (left_out.shift, left_out.break_id, left_out.minutes) == (shift, "morning", 15)
    assert f"{left_out.earliest:%a %H:%M} {left_out.latest:%H:%M}" == "Mon 10:15 11:30"
    broken = broken_rules(RotaView(scenario=scenario, rota=found.rota, agent_ids=("A1",)))
    assert [f.figures["break_id"] for f in broken if f.rule_id == "breaks"] == ["morning"]


def test_places_are_the_best_of_all_by_enumeration() -> None:
    random = np.random.default_rng(3)
    rests = (Rest("break", 1, 2, 5), Rest("lunch", 2, 5, 8))
    for _ in range(20):
        worth = random.normal(-1.0, 1.0, (2, 12))
        placed = place_breaks(worth, rests)
        at = [start for _, start in placed.rests]
        costs = {
            (first, second): cost(worth, ((first, first + 1), (second, second + 2)))
            for first, second in product(range(2, 6), range(5, 9))
            if second >= first + 1
        }
        assert costs[at[0], at[1]] == pytest.approx(min(costs.values()))
        assert cost_of_pools(worth, placed.pools) == pytest.approx(min(costs.values()))


def test_agreed_limit_of_a_stretch_comes_before_what_breaks_gain() -> None:
    worth = np.array([[-1.0] * 4 + [-9.0] * 4])
    rests = (Rest("break", 1, 1, 6),)
    assert place_breaks(worth, rests).rests[0][1] < 3
    assert place_breaks(worth, rests, limits=Limits(4)).rests[0][1] in (3, 4)
    # An activity off the phone is no rest, and the price of long stretches knows the difference.
    assert place_breaks(worth, rests, ((3, 4),), Limits(3)).rests[0][1] == 4
    long_worth = np.full((1, 8), -0.001)
    priced = place_breaks(long_worth, rests, limits=Limits(None, 4, 1.0))
    assert priced.rests[0][1] in (3, 4)


def cost(worth: np.ndarray, away: tuple[tuple[int, int], ...]) -> float:
    """Cost of working between the rests, each stretch in its best pool."""
    ends = [0, *(moment for span in away for moment in span), worth.shape[1]]
    return sum(
        float(worth[:, start:stop].sum(axis=1).min())
        for start, stop in zip(ends[::2], ends[1::2], strict=True)
    )


def cost_of_pools(worth: np.ndarray, pools: tuple[int, ...]) -> float:
    return sum(float(worth[pool, t]) for t, pool in enumerate(pools) if pool >= 0)


def test_break_without_a_place_is_left_out() -> None:
    worth = -np.ones((1, 8))
    placed = place_breaks(worth, (Rest("break", 1, 2, 3), Rest("lunch", 4, 6, 7)))
    assert [(rest.activity) for rest, _ in placed.rests] == ["break"]


def test_as_many_breaks_as_fit_are_placed_and_of_as_many_the_longest() -> None:
    pause, lunch, later = Rest("break", 1, 2, 3), Rest("lunch", 2, 3, 4), Rest("break", 1, 6, 7)
    assert placeable(9, (pause, lunch, later)) == (pause, lunch, later)
    assert placeable(9, (pause, lunch, later), ((2, 4),)) == (lunch, later)
    assert placeable(9, (pause, lunch), ((4, 6),)) == (pause,)
    clash = Rest("break", 1, 3, 3), Rest("lunch", 2, 3, 3)
    assert placeable(9, clash) == (clash[1],)
    assert placeable(0, (pause,)) == ()
