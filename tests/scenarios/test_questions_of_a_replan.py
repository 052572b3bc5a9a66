"""Who else, and why not, asked of a replan: what has been stands, and changes cost by notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.change_price import change_price
from allocator.domain.cut_blocks import until_moment
from allocator.domain.day_change import day_changes
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.comparison_claims import check_comparison, comparison_papers
from allocator.pipeline.leave.ask import ask_leave
from allocator.pipeline.leave.replan_weeks import ReplanWeeks
from allocator.pipeline.plan_scenario import scenario_of_plan, scenario_to_search
from allocator.pipeline.why_not.lawful import breaches_with, new_breaches, new_breaches_of_one
from allocator.pipeline.why_not.question import Asked, pins_of, question_of, with_pins
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import LeftOpen, open_week
from allocator.rota.own_week import own_weeks
from allocator.store.comparison_folder import ComparisonPapers
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import broken_rules
from tests.command_line import run_here
from tests.replanned_plan import write_replanned

pytestmark = pytest.mark.usefixtures("unhurried")

NOW = "2026-03-03T09:10"
WEDNESDAY = ("--agent", "Cleo", "--at", "2026-03-04T12:30", "--queue", "sales")


@pytest.fixture(scope="module")
def folder(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Replan of Tuesday ten past nine, in which Ada is away for two days and nobody moves."""
    out = tmp_path_factory.mktemp("asked") / "plan"
    return write_replanned(small_plan, out, NOW, "absence:A1:until=2026-03-04")


@pytest.fixture(scope="module")
def answer(folder: Path) -> dict[str, Any]:
    """Answer of why-not for Cleo to come earlier on Wednesday."""
    shown = run_here("why-not", folder, *WEDNESDAY, "--seconds", "0.6", "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


@pytest.fixture(scope="module")
def papers(folder: Path, answer: dict[str, Any]) -> ComparisonPapers:
    assert answer["status"] == "priced"
    (found,) = comparison_papers(folder, scenario_of_plan(folder))
    return found


def asked_scenario(folder: Path) -> tuple[Scenario, Rota]:
    rota = read_plan(folder).rota
    return scenario_to_search(folder, rota), rota


def who_else(folder: Path, at: str) -> dict[str, dict[str, Any]]:
    question = ("--at", at, "--queue", "help")
    shown = run_here("who-else", folder, *question, "--seconds", "600", "--json")
    assert shown.returncode == 0, shown.stderr
    found = json.loads(shown.stdout)
    assert found["open_from"] == "2026-03-03T09:15:00+00:00"
    return {each["agent_id"]: each for each in found["candidates"]}


def test_what_has_been_is_no_question_any_more(folder: Path) -> None:
    for command in (
        ("who-else", "--queue", "help", "--at", "2026-03-03T09:00"),
        ("why-not", "--agent", "A3", "--at", "2026-03-02T10:00"),
        ("why-not", "--agent", "A3", "--day", "2026-03-02"),
    ):
        shown = run_here(command[0], folder, *command[1:])
        assert shown.returncode == 2
        assert "before Tue 3 Mar 09:15 nothing in it can be otherwise any more" in shown.stderr
        assert "2026-03" in shown.stderr


def test_who_is_away_or_cannot_be_there_in_time_is_told_without_a_cause(folder: Path) -> None:
    at_ten = who_else(folder, "2026-03-03T10:00")
    assert at_ten["A1"]["standing"] == "impossible"
    assert at_ten["A1"]["obstacle"]["facts"] == ["Ada (A1) is away then"]
    assert at_ten["A3"]["obstacle"]["facts"] == [
        "Cleo (A3) is not at work then, and nobody can be asked to come before Tue 3 Mar 10:15"
    ]
    assert at_ten["A2"]["obstacle"]["facts"] == ["Ben (A2) has no level on help"]
    assert at_ten["A4"]["standing"] == "on_queue"
    at_noon = who_else(folder, "2026-03-03T12:00")
    assert at_noon["A4"]["obstacle"]["facts"] == [
        "Dev (A4) has the shift 08:00–12:00 on Tue 3 Mar, which has begun: it stays"
    ]
    shown = run_here("who-else", folder, "--at", "2026-03-03T12:00", "--queue", "help").stdout
    assert "  Ada (A1): is away then\n" in shown
    assert "absence" not in shown
    refused = run_here("why-not", folder, "--agent", "A1", "--at", "2026-03-03T12:00")
    assert refused.returncode == 3
    assert "In the way: Ada (A1) is away then.\nWhat would allow it: nothing.\n" in refused.stdout


def test_a_persons_own_week_costs_what_the_check_and_the_notice_say(folder: Path) -> None:
    scenario, rota = asked_scenario(folder)
    assert scenario.disruption is not None
    service = ServiceModel.of(scenario, read_plan(folder).requirements)
    pins = pins_of(question_of(scenario, rota, Asked("A3", None, "2026-03-04T12:30", None, "help")))
    forced = with_pins(scenario, pins)
    week = open_week(scenario, service, rota)
    (own,) = own_weeks(week, forced, ["A3"], SearchLimits(seconds=1.0))
    assert own.rota is not None
    assert not new_breaches_of_one(scenario, forced, rota, own.rota, "A3")
    assert not new_breaches(scenario, forced, rota, own.rota)
    assert {b.agent_id for b in own.rota.blocks if b not in rota.blocks} == {"A3"}
    changes = day_changes(scenario.grid, ["A1", "A2", "A3", "A4"], rota, own.rota)
    prices = [change_price(scenario, scenario.disruption, change) for change in changes]
    assert own.change_price == pytest.approx(sum(prices))
    assert min(prices) > 0
    candidate = who_else(folder, "2026-03-04T12:30")["A3"]
    terms = candidate["change_by_term"]
    assert terms["changes_by_notice"] == pytest.approx(own.change_price)
    before, after = (MeasuredRota.of(scenario, service, each) for each in (rota, own.rota))
    price = after.objective.total - before.objective.total + own.change_price
    assert candidate["price_late_contacts"] == pytest.approx(price)
    assert sum(terms.values()) == pytest.approx(price)


def test_an_answer_leaves_the_past_alone_and_counts_the_notice(
    folder: Path, answer: dict[str, Any], papers: ComparisonPapers
) -> None:
    scenario, rota = asked_scenario(folder)
    assert scenario.disruption is not None
    join = scenario.disruption.join
    assert until_moment(papers.rota, join) == until_moment(rota, join)
    assert all(
        span[1].timestamp() <= block.span_s[0] or block.span_s[1] <= span[0].timestamp()
        for span in scenario.disruption.away_spans("A1")
        for block in papers.rota.agent_blocks("A1")
    )
    claims = {c["id"].split("/", 2)[2]: c["value"] for c in answer["comparison"]["claims"]}
    parts = [v for name, v in claims.items() if name.startswith("change.")]
    assert sum(parts) == pytest.approx(2 * claims["change.total"], abs=1e-4)
    baseline = papers.baseline or rota
    people = [agent.agent_id for agent in scenario.agents]
    priced = [
        sum(
            change_price(scenario, scenario.disruption, change)
            for change in day_changes(scenario.grid, people, rota, each)
        )
        for each in (baseline, papers.rota)
    ]
    assert claims["change.changes_by_notice"] == pytest.approx(priced[1] - priced[0], abs=1e-4)
    assert priced[1] > 0


def test_the_check_works_an_answer_out_again(folder: Path, papers: ComparisonPapers) -> None:
    scenario, plan = scenario_of_plan(folder), read_plan(folder)
    assert check_comparison(scenario, plan, papers).faults == ()


def test_the_check_sees_a_past_that_was_changed(
    folder: Path, papers: ComparisonPapers, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    file = copy / "comparisons" / papers.id / "rota.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("A2,2026-03-02")]
    assert len(kept) < len(lines)
    file.write_text("".join(kept), encoding="utf-8")
    (changed,) = comparison_papers(copy, scenario_of_plan(copy))
    scenario = scenario_of_plan(copy)
    faults = check_comparison(scenario, read_plan(copy), changed).faults
    assert any(fault.claim_id.endswith("/rota.csv") for fault in faults)
    found = breaches_with(scenario, scenario, changed.rota)
    assert "replan.frozen" in {finding.rule_id for finding in found}


def test_what_an_event_has_broken_is_not_counted_against_a_question(
    folder: Path, papers: ComparisonPapers
) -> None:
    """Ada's shift that was cut on Tuesday has no breaks that suit its length."""
    scenario, rota = asked_scenario(folder)
    forced = with_pins(scenario, ())
    assert {each.agent_id for each in broken_rules(RotaView.whole(scenario, rota))} == {"A1"}
    assert breaches_with(scenario, forced, rota) == []
    assert breaches_with(scenario, forced, papers.rota) == []


def test_only_what_is_open_is_searched(folder: Path) -> None:
    scenario, rota = asked_scenario(folder)
    week = open_week(scenario, ServiceModel.of(scenario, read_plan(folder).requirements), rota)
    assert isinstance(week, LeftOpen)
    assert week.days_of("A2") == [1, 2, 3, 4]
    assert 0 not in week.days_of("A3")
    assert week.change_price(week.given) == 0.0
    assert week.written(week.base, week.given) == rota


def test_leave_in_a_replan_keeps_the_rules_and_costs_what_is_said(folder: Path) -> None:
    answer = ask_leave(
        folder,
        agent="Ben",
        days=["2026-03-05"],
        paid_hours=None,
        seconds=1.2,
        seed=1,
        report=lambda stage, detail: None,
    )
    scenario, rota = asked_scenario(folder)
    assert scenario.disruption is not None
    service = ServiceModel.of(scenario, read_plan(folder).requirements)
    before = MeasuredRota.of(scenario, service, rota)
    weeks = ReplanWeeks(read_scenario(folder / "scenario"), before)
    granted = weeks.granted("A2", answer.paid_hours)
    assert granted.hours_due("A2") == 30
    people = [agent.agent_id for agent in scenario.agents]
    for price in (answer.alone, answer.together):
        assert price is not None
        found = weeks.measured(granted, price.rota)
        assert found is not None
        assert "Thu" not in {f"{shift.start:%a}" for shift in price.rota.shifts("A2")}
        others = day_changes(scenario.grid, people, rota, price.rota)
        changes = [c for c in others if (c.agent_id, f"{c.day:%a}") != ("A2", "Thu")]
        notice = sum(change_price(scenario, scenario.disruption, each) for each in changes)
        assert price.change_by_term["changes_by_notice"] == pytest.approx(notice)
        change = found.objective.total - before.objective.total
        assert price.change_total == pytest.approx(change + notice)
        join = scenario.disruption.join
        assert until_moment(price.rota, join) == until_moment(rota, join)
    assert answer.alone is not None
    assert {each.agent_id for each in answer.alone.moved} == {"A2"}
    assert answer.without_leave <= 0 <= answer.apart


def test_leave_in_a_replan_is_of_whole_days_to_come(folder: Path) -> None:
    def asked(*arguments: str) -> tuple[int, str]:
        shown = run_here("leave", folder, *arguments, "--seconds", "1")
        return shown.returncode, shown.stderr if shown.returncode == 2 else shown.stdout

    code, text = asked("--agent", "A2", "--days", "2026-03-02,2026-03-03")
    assert code == 2
    assert text.count("is over or under way in this replan") == 2
    assert "--event time_off:A2" in text
    code, text = asked("--agent", "A1", "--days", "2026-03-04")
    assert (code, "Ada (A1) is away on Wed 4 Mar already" in text) == (2, True)
    code, text = asked("--agent", "A2", "--days", "2026-03-05", "--paid-hours", "0")
    assert code == 3
    _, in_the_way, ways = text.splitlines()
    assert in_the_way.startswith("In the way: Ben (A2) has no lawful week with it in what is left")
    assert ways == "What would allow it: not looked for in a week that is under way."
