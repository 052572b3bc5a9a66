"""The losses of a small week: what they do, and that the response does what it says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from allocator.domain.contingency import Contingency, LossKind, StepKind
from allocator.domain.people import PlannedActivity
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.pipeline.contingency.bench import Bench
from allocator.pipeline.contingency.cases import (
    Case,
    half_days,
    pair_cases,
    person_cases,
    queue_cases,
    seat_cases,
)
from allocator.pipeline.contingency.contingency import ALWAYS_ANSWERED, contingency
from allocator.pipeline.contingency.notes import volume_factor
from allocator.pipeline.contingency.postponed import moves
from allocator.pipeline.contingency.response import LEAST_SAVED, NOTICE_HOURS, Answered, answered
from allocator.pipeline.interrupt import Interrupts
from allocator.report.contingency_view import contingency_view
from allocator.rota.conflict.world import changed
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import broken_rules
from tests.small_contingency import LIMITS, small_contingency

INSIDE_A_SHIFT = (StepKind.QUEUE, StepKind.BREAKS, StepKind.ACTIVITY, StepKind.MOVE)
"""Steps that leave everybody's shift as it is."""


@pytest.fixture(scope="module")
def scenario(small_plan: Path) -> Scenario:
    return read_scenario(small_plan / "scenario")


@pytest.fixture(scope="module")
def plan(small_plan: Path) -> Plan:
    return read_plan(small_plan)


@pytest.fixture(scope="module")
def bench(scenario: Scenario, plan: Plan) -> Bench:
    return Bench(scenario, plan.requirements, plan.rota)


@pytest.fixture(scope="module")
def cases(scenario: Scenario, plan: Plan) -> list[Case]:
    return [
        *person_cases(scenario, plan.rota),
        *queue_cases(scenario, plan.requirements),
        *seat_cases(scenario),
    ]


@pytest.fixture(scope="module")
def answers(bench: Bench, cases: list[Case]) -> list[Answered]:
    return [answered(bench, case) for case in cases]


@pytest.fixture(scope="module")
def tested(small_plan: Path) -> Contingency:
    return small_contingency(small_plan)


def on_phone(scenario: Scenario, rota: Rota, pool: str) -> np.ndarray:
    """People on the phone in a pool by interval, counted from the blocks."""
    grid = scenario.grid
    heads = np.zeros(grid.interval_count, dtype=int)
    for block in rota.blocks:
        if block.is_on_phone and scenario.pool_of_queue[block.queues[0]] == pool:
            heads[grid.index(block.start) : grid.index(block.end)] += 1
    return heads


def test_everybody_with_a_shift_is_lost_once(scenario: Scenario, plan: Plan) -> None:
    found = [case.agent_ids for case in person_cases(scenario, plan.rota)]
    assert sorted(found) == sorted((who,) for who in plan.rota.agent_ids)


def test_all_pairs_of_a_pool_are_there(scenario: Scenario, plan: Plan) -> None:
    pairs, is_all = pair_cases(scenario, plan.rota, dict.fromkeys(plan.rota.agent_ids, 1.0))
    count = len(plan.rota.agent_ids)
    assert is_all
    assert len(pairs) == count * (count - 1) // 2  # all four share the one pool


def test_halves_of_a_day_are_its_open_hours(scenario: Scenario) -> None:
    monday, saturday = scenario.grid.days[0], scenario.grid.days[5]
    morning, afternoon = half_days(scenario, monday)
    moments = [scenario.grid.moment(half[0]) for half in (morning, afternoon)]
    assert [f"{moment:%H:%M}" for moment in moments] == ["08:00", "13:00"]
    assert half_days(scenario, saturday) == []


def test_nobody_is_missed_who_is_away(scenario: Scenario, bench: Bench, cases: list[Case]) -> None:
    for case in cases[:2]:
        loss = bench.measured(case)
        assert loss.extra_contacts > 0
        assert loss.extra_contacts == pytest.approx(bench.extra_contacts(case))
        assert loss.worst_day in scenario.grid.days
        assert sum(queue.lost for queue in loss.queues) == pytest.approx(loss.lost_contacts)


def test_all_contacts_of_a_queue_that_is_down_are_late(
    scenario: Scenario, plan: Plan, bench: Bench, cases: list[Case]
) -> None:
    (case,) = [case for case in cases if case.queue == "sales"]
    loss = bench.measured(case)
    grid = scenario.grid
    down = set(case.down)
    missed = sum(
        row.forecast_contacts
        for row in plan.requirements
        if row.queue == "sales" and grid.index(row.interval_start) in down
    )
    by_day = bench.late_with(case)[1]["sales"]
    day = grid.days.index(grid.operating_date(case.start))
    assert by_day[day] >= missed > 0
    others = np.delete(by_day, day)
    assert others == pytest.approx(np.delete(bench.plan_late["sales"], day))
    assert loss.worst_day == grid.days[day]
    assert case.end - case.start == dt.timedelta(hours=5)


def test_no_more_people_sit_than_there_are_seats(
    scenario: Scenario, plan: Plan, answers: list[Answered]
) -> None:
    (found,) = [each for each in answers if each.loss.kind is LossKind.SEATS]
    assert on_phone(scenario, plan.rota, "main").max() > 1
    assert on_phone(scenario, found.left.rota, "main").max() == 1
    assert on_phone(scenario, found.rota, "main").max() == 1


def test_a_response_keeps_the_rules_that_nobody_is_asked_to_waive(
    scenario: Scenario, answers: list[Answered]
) -> None:
    assert any(each.loss.steps for each in answers)
    for each in answers:
        overtime = {step.agent_id for step in each.loss.steps if step.overtime_hours}
        before, after = (
            broken_rules(RotaView.whole(scenario, rota)) for rota in (each.left.rota, each.rota)
        )
        known = {(finding.rule_id, finding.message) for finding in before}
        new = [f for f in after if (f.rule_id, f.message) not in known and f.rule_id != "notice"]
        assert {f.agent_id for f in new if f.rule_id == "contracted_hours"} <= overtime
        assert [f for f in new if f.rule_id != "contracted_hours"] == []


def test_a_response_saves_what_its_steps_say(bench: Bench, answers: list[Answered]) -> None:
    for each in answers:
        loss = each.loss
        assert loss.response_contacts is not None
        late = bench.late_of(each.left, bench.service_of(each.left), each.rota)
        assert sum(float(one.sum()) for one in late.values()) == pytest.approx(
            loss.response_contacts
        )
        assert sum(step.saved_contacts for step in loss.steps) == pytest.approx(loss.saved_contacts)


def test_each_step_is_worth_asking(scenario: Scenario, answers: list[Answered]) -> None:
    prices = scenario.settings.prices
    for each in answers:
        for step in each.loss.steps:
            price = prices.overtime_hour * step.overtime_hours
            if step.kind not in INSIDE_A_SHIFT:
                price += prices.changed_shift_within_24_hours
            assert step.saved_contacts > max(price, LEAST_SAVED)


def test_overtime_is_no_more_than_the_hours_lost(
    cases: list[Case], answers: list[Answered]
) -> None:
    for case, each in zip(cases, answers, strict=True):
        hours = sum(step.overtime_hours for step in each.loss.steps)
        assert hours <= case.overtime_minutes / 60


def test_overtime_of_all_steps_together_is_within_the_hours_lost(
    bench: Bench, cases: list[Case]
) -> None:
    hours = [
        sum(step.overtime_hours for step in found.loss.steps)
        for case in cases[:4]
        for found in (answered(bench, replace(case, overtime_minutes=300.0)),)
    ]
    assert 0 < max(hours) <= 5


def test_a_step_that_breaks_a_rule_is_not_taken(
    scenario: Scenario, plan: Plan, cases: list[Case]
) -> None:
    """With so much rest due as the plan has at least, shifts cannot come nearer to each other."""
    rest = min(
        (later.start - earlier.end).total_seconds() / 60
        for agent_id in plan.rota.agent_ids
        for earlier, later in pairwise(plan.rota.shifts(agent_id))
    )
    rules = {**scenario.settings.rules, "daily_rest": {"rest_minutes": int(rest)}}
    settings = scenario.settings.model_copy(update={"rules": rules})
    strict = Bench(changed(scenario, settings=settings), plan.requirements, plan.rota)
    for case in cases[:4]:
        found = answered(strict, case)
        gaps = [
            (later.start - earlier.end).total_seconds() / 60
            for agent_id in found.rota.agent_ids
            for earlier, later in pairwise(found.rota.shifts(agent_id))
        ]
        assert min(gaps) >= int(rest)


def test_nothing_changes_before_a_queue_is_down(
    scenario: Scenario, bench: Bench, cases: list[Case]
) -> None:
    grid = scenario.grid
    looked_at = 0
    halves = [half for day in grid.days for half in half_days(scenario, day)]
    for half in halves:
        start, end = grid.moment(half[0]), grid.moment(half[-1] + 1)
        case = replace(cases[4], start=start, end=end, down=half)
        each = answered(bench, case)
        for step in each.loss.steps:
            was, now = (
                {
                    t: (block.activity, block.queues)
                    for block in rota.agent_blocks(step.agent_id)
                    for t in range(grid.index(block.start), grid.index(block.end))
                }
                for rota in (each.left.rota, each.rota)
            )
            first = min(t for t in was.keys() | now.keys() if was.get(t) != now.get(t))
            hours = 0 if step.kind in INSIDE_A_SHIFT else NOTICE_HOURS
            assert grid.moment(first) >= case.start + dt.timedelta(hours=hours)
            looked_at += 1
    assert looked_at > 0


def test_nobody_who_is_away_is_asked(answers: list[Answered]) -> None:
    for each in answers:
        assert not {step.agent_id for step in each.loss.steps} & set(each.loss.agent_ids)
        assert not set(each.rota.agent_ids) & set(each.loss.agent_ids)


def test_losses_are_ranked_and_those_asked_for_answered(tested: Contingency) -> None:
    extra = [loss.extra_contacts for loss in tested.losses]
    assert extra == sorted(extra, reverse=True)
    assert {loss.kind for loss in tested.losses} == set(LossKind)
    assert tested.responses_prepared == sum(loss.has_response for loss in tested.losses)
    assert sum(loss.simulated is not None for loss in tested.losses) == 1


def test_a_pair_costs_more_than_one_and_the_other(tested: Contingency) -> None:
    alone = {loss.agent_ids[0]: loss.extra_contacts for loss in tested.of_kind(LossKind.PERSON)}
    for loss in tested.of_kind(LossKind.PAIR):
        both = sum(alone[who] for who in loss.agent_ids)
        assert loss.together_contacts == pytest.approx(loss.extra_contacts - both)


def test_the_result_can_be_read_back(tested: Contingency) -> None:
    assert Contingency.model_validate_json(tested.model_dump_json()) == tested


@pytest.mark.slow
def test_processes_find_what_one_finds(small_plan: Path, tested: Contingency) -> None:
    again = contingency(small_plan, replace(LIMITS, jobs=2))
    assert again.losses == tested.losses
    assert again.skills == tested.skills


def test_ctrl_c_keeps_the_losses_looked_at(small_plan: Path, tested: Contingency) -> None:
    interrupts = Interrupts()

    def report(stage: str, detail: str) -> None:
        if stage == "responses" and detail.startswith("2 of"):
            interrupts.take()

    found = contingency(small_plan, LIMITS, report, interrupts=interrupts)
    assert found.is_stopped
    assert found.responses_prepared == 2
    assert [loss.id for loss in found.losses] == [loss.id for loss in tested.losses]
    assert found.skills == ()
    assert "STOPPED BY HAND" in contingency_view(found).lead
    assert not tested.is_stopped


def test_without_time_the_worst_losses_have_a_response(small_plan: Path) -> None:
    found = contingency(small_plan, replace(LIMITS, seconds=0.0))
    answered_ids = [loss.id for loss in found.losses if loss.has_response]
    assert answered_ids == [loss.id for loss in found.losses[:ALWAYS_ANSWERED]]
    assert len(found.losses) > ALWAYS_ANSWERED
    assert any("Time was up" in note for note in found.notes)


def test_ctrl_c_before_any_loss_leaves_nothing(small_plan: Path) -> None:
    interrupts = Interrupts()
    interrupts.take()
    with pytest.raises(KeyboardInterrupt):
        contingency(small_plan, LIMITS, interrupts=interrupts)


def test_an_activity_moves_to_a_calmer_time(scenario: Scenario, plan: Plan) -> None:
    """Coaching of two stands at ten; only from one o'clock on are fewer contacts late."""
    grid = scenario.grid
    day = grid.days[0]
    shifts = [s for who in plan.rota.agent_ids for s in plan.rota.shifts(who)]
    phone = next(
        block
        for shift in shifts
        for block in shift.blocks
        if block.is_on_phone and grid.operating_date(block.start) == day and block.minutes >= 120
    )
    half_hour = dt.timedelta(minutes=30)
    held = [
        phone.model_copy(update={"end": phone.start + half_hour}),
        phone.model_copy(
            update={
                "start": phone.start + half_hour,
                "end": phone.start + 2 * half_hour,
                "activity": Activity.COACHING,
                "queues": (),
            }
        ),
        phone.model_copy(update={"start": phone.start + 2 * half_hour}),
    ]
    mine = [block for block in plan.rota.agent_blocks(phone.agent_id) if block != phone]
    rota = plan.rota.replaced({phone.agent_id}, [*mine, *held])
    coaching = PlannedActivity(
        activity_id="alone",
        kind="coaching",
        participants=(phone.agent_id,),
        minutes=30,
        earliest=phone.start,
        latest=phone.end,
    )
    busy = changed(scenario, activities=(coaching,))
    calm_from = grid.index(phone.end) - 2
    late = {"main": {t: 1.0 for t in range(grid.interval_count) if t < calm_from}}
    (tried,) = moves(busy, rota, late, range(7), grid.start)
    best = tried[0]
    assert best.start == grid.moment(calm_from)
    there = on_phone(busy, best.rota, "main") - on_phone(busy, rota, "main")
    assert {int(t) for t in np.flatnonzero(there == 1)} == {
        grid.index(best.before) + step for step in range(2)
    }
    assert {int(t) for t in np.flatnonzero(there == -1)} == {calm_from, calm_from + 1}
    assert list(moves(busy, rota, {}, range(7), grid.start)) == []
    assert list(moves(busy, rota, late, range(7), grid.end)) == []


def test_volume_is_that_of_the_weeks_range(plan: Plan) -> None:
    week = {"forecast_contacts": 1000.0, "forecast_p90": 1150.0}
    known = plan.summary.model_copy(update={"forecast": {"weeks": [week, week]}})
    factor, words = volume_factor(known)
    assert factor == pytest.approx(1.15)
    assert "2,300 contacts in place of 2,000" in words


def test_volume_without_a_range_is_said_to_be_assumed(plan: Plan) -> None:
    week = {"forecast_contacts": 1000.0, "forecast_p90": None}
    factor, words = volume_factor(plan.summary.model_copy(update={"forecast": {"weeks": [week]}}))
    assert 1.2 < factor < 1.5
    assert "assumed and not measured" in words
