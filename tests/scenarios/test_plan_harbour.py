"""The whole plan of the harbour centre, with every rule of its set and every activity."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from allocator.domain.rota import Activity
from tests.command_line import run
from tests.plan_files import PlanFiles, seconds
from tests.recomputed_claims import wrong_claims

pytestmark = pytest.mark.slow

SCENARIO = Path(__file__).parents[2] / "scenarios" / "harbour-centre"
BANK_HOLIDAY = dt.date(2026, 8, 31)
TUESDAY = dt.date(2026, 9, 1)
RESTS = (Activity.BREAK, Activity.LUNCH)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PlanFiles:
    out = tmp_path_factory.mktemp("harbour") / "plan"
    made = run("plan", SCENARIO, "--out", out, "--seconds", "20", timeout_s=600)
    assert made.returncode == 0, made.stderr
    assert "SIMULATED DATA" in made.stdout
    return PlanFiles(out)


def test_the_written_plan_passes_the_independent_check(plan: PlanFiles) -> None:
    assert plan.summary["verdict"] == "passed"
    verified = run("verify", plan.folder)
    assert verified.returncode == 0, verified.stdout


def test_the_report_says_that_the_data_are_simulated(plan: PlanFiles) -> None:
    assert "imulated data" in plan.html


def test_voice_is_answered_about_as_well_as_wanted_and_chat_is_the_tight_spot(
    plan: PlanFiles,
) -> None:
    levels = {name: level.week_share for name, level in plan.planned.service_levels.items()}
    assert 0.75 < levels["sales"] < 0.92
    assert 0.75 < levels["service"] < 0.92
    assert 0.6 < levels["chat"] < 0.88
    assert levels["email"] > 0.9


def test_nobody_works_on_leave_or_before_the_first_day(plan: PlanFiles) -> None:
    assert "H05" not in plan.turns_of
    for turn in plan.turns:
        assert plan.scenario.leave_hours_on(turn.agent_id, turn.day) is None, turn
    assert min(turn.day for turn in plan.turns_of["H24"]) >= TUESDAY


def test_the_bank_holiday_is_worked_like_a_sunday(plan: PlanFiles) -> None:
    on = [turn for turn in plan.turns if turn.day == BANK_HOLIDAY]
    assert len(on) >= 5
    assert all("10:00" <= f"{turn.start:%H:%M}" < f"{turn.end:%H:%M}" <= "16:00" for turn in on)


def test_kinds_of_shift_are_those_of_the_rotation_and_of_fixed_days(plan: PlanFiles) -> None:
    weekdays = [turn for turn in plan.turns if TUESDAY <= turn.day < dt.date(2026, 9, 5)]
    kinds = {0: "late", 1: "early", 2: "middle"}
    for turn in weekdays:
        agent = plan.scenario.agent_by_id[turn.agent_id]
        if agent.rotation:
            assert plan.scenario.shift_kind(turn.start) == kinds[agent.rotation_offset_weeks]
    assert {(f"{turn.start:%H:%M}", f"{turn.end:%H:%M}") for turn in plan.turns_of["H13"]} == {
        ("09:00", "17:00")
    }


def test_the_young_and_the_adjusted_have_the_shifts_that_law_and_agreement_allow(
    plan: PlanFiles,
) -> None:
    for turn in plan.turns_of["H11"]:
        assert plan.paid_hours(turn) <= 8
        longest = max(b.minutes for b in turn.blocks if b.activity in RESTS)
        assert longest >= 30 or seconds(turn.start, turn.end) <= 4.5 * 3600
    for turn in plan.turns_of["H09"]:
        assert f"{turn.end:%H:%M}" <= "18:00"
        marks = [turn.start]
        for rest in (b for b in turn.blocks if b.activity in RESTS):
            marks += [rest.start, rest.end]
        marks.append(turn.end)
        stretches = [seconds(a, b) / 60 for a, b in zip(marks[::2], marks[1::2], strict=True)]
        assert max(stretches) <= 150


def test_no_early_follows_a_late(plan: PlanFiles) -> None:
    kind = plan.scenario.shift_kind
    for turns in plan.turns_of.values():
        for before, after in pairwise(turns):
            if (after.day - before.day).days == 1:
                assert (kind(before.start), kind(after.start)) != ("late", "early"), after
            assert seconds(before.end, after.start) >= 11 * 3600


def test_every_activity_takes_place_once_with_all_who_take_part(plan: PlanFiles) -> None:
    off_phone = [b for b in plan.blocks if b.activity not in (Activity.WORK, *RESTS)]
    expected = 0
    for activity in plan.scenario.activities:
        members = set(activity.participants)
        held = [
            block
            for block in off_phone
            if block.activity == activity.kind and {block.agent_id, *block.with_agents} == members
        ]
        assert {block.agent_id for block in held} == members, activity.activity_id
        ((start, end),) = {(block.start, block.end) for block in held}
        assert seconds(start, end) == activity.minutes * 60
        if activity.start is not None:
            assert start == activity.start
        else:
            assert activity.earliest is not None
            assert activity.latest is not None
            assert activity.earliest <= start < end <= activity.latest
        expected += len(members)
    assert len(off_phone) == expected


def test_every_claim_is_so_by_verify_and_by_the_rows_of_the_files(plan: PlanFiles) -> None:
    checked = run("verify", plan.folder, "--claims", timeout_s=300)
    assert checked.returncode == 0, checked.stderr
    assert "all so" in checked.stdout
    assert wrong_claims(plan) == []
