"""A plan of two weeks, its rota written by hand: every figure, page and sheet of it."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.export.wall_rota import WallRota
from allocator.export.workbook import workbook
from allocator.forecast.forecast import forecast_week
from allocator.justify.justification import Justification
from allocator.justify.justify import justify
from allocator.justify.ledger import FairnessLedger
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.explain.moment import moment_of
from allocator.pipeline.explain.need import need_at
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import check_forecast, past_forecasts
from allocator.pipeline.several_weeks import scenario_of_weeks
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.report.render import render
from allocator.simulate.summary import summary
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import verify
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import write_tiny_scenario
from tests.tiny_week import rota_of

DAYS = ("mon", "tue", "wed", "thu", "fri")


def second_week(line: str) -> str:
    agent_id, day, rest = line.split(maxsplit=2)
    return f"{agent_id} 2026-03-{9 + DAYS.index(day):02d} {rest}"


BOTH_WEEKS = (*ROTA_LINES, *map(second_week, ROTA_LINES))


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    # A3 has half an hour less than contracted in each week: an hour in both.
    part = "patterns: [part_day]\n    tolerance_minutes: 30"
    wider = part.replace("30", "60\n    week_tolerance_minutes: 30")
    folder = write_tiny_scenario(tmp_path_factory.mktemp("tiny"), edits={part: wider})
    with scenario_of_weeks(folder, 2) as planned:
        return read_scenario(planned)


def plan_with(scenario: Scenario, lines: tuple[str, ...]) -> Plan:
    made = forecast_week(scenario)
    return assemble_plan(
        scenario,
        made.requirements,
        rota_of(scenario, lines),
        run_id="two-weeks",
        created_at="2026-02-20T12:00:00+00:00",
        seed=1,
        reproducible=True,
        status=PlanStatus.FEASIBLE,
        bound=0.0,
        stage_seconds={},
        forecast=forecast_notes(made),
        past=past_forecasts(scenario, made),
    )


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    return plan_with(scenario, BOTH_WEEKS)


@pytest.fixture(scope="module")
def reasons(scenario: Scenario, plan: Plan) -> list[Justification]:
    return justify(scenario, plan)


@pytest.fixture(scope="module")
def html(scenario: Scenario, plan: Plan, reasons: list[Justification]) -> str:
    simulated = summary(simulate_rota(scenario, plan.requirements, plan.rota, 1))
    filled = plan.summary.model_copy(update={"simulation": simulated, "verdict": "passed"})
    return render(scenario, plan.model_copy(update={"summary": filled}), reasons)


def test_both_weeks_hold_the_rules(scenario: Scenario, plan: Plan) -> None:
    stated = plan.summary.model_copy(update={"verdict": "passed"})
    verdict = verify(scenario, plan.model_copy(update={"summary": stated}))
    assert [
        finding.message for finding in verdict.findings if finding.rule_id != "plan.verdict"
    ] == []
    assert plan.summary.contracted_hours == 2 * sum(a.weekly_hours for a in scenario.agents)


def test_the_second_weeks_shifts_given_in_the_first_are_found(scenario: Scenario) -> None:
    lines = (*ROTA_LINES, *(line for line in map(second_week, ROTA_LINES) if line[:2] != "A4"))
    verdict = verify(scenario, plan_with(scenario, lines))
    messages = [f.message for f in verdict.findings if f.rule_id == "contracted_hours"]
    assert any("A4 is paid 0 min in the week from 2026-03-09" in text for text in messages)


def test_each_week_is_forecast_from_as_far_away_as_it_lies(scenario: Scenario, plan: Plan) -> None:
    weeks = plan.summary.forecast["weeks"]
    assert [(week["first_day"], week["days"]) for week in weeks] == [
        ("2026-03-02", 7),
        ("2026-03-09", 7),
    ]
    assert weeks[1]["lead_days"] - weeks[0]["lead_days"] == 7
    assert check_forecast(scenario, plan) == ()


def test_hours_of_a_shift_are_told_by_its_week(reasons: list[Justification]) -> None:
    (monday,) = (one for one in reasons if one.id.startswith("A1/2026-03-09"))
    told = {made.id.removeprefix(f"{monday.id}/"): made.value for made in monday.claims()}
    assert told["hours.week"] == 37.5
    assert told["hours.contracted"] == 37.5


def test_moment_of_the_second_week_is_explained_by_that_week(
    scenario: Scenario, plan: Plan
) -> None:
    zone = scenario.grid.zone
    tuesday = moment_of(scenario, plan, "A3", dt.datetime(2026, 3, 10, 14, tzinfo=zone))
    assert tuesday.words == (
        "Cleo (A3) is on the phone for sales, help Tue 10 Mar 13:00–15:00, in the shift "
        "13:00–18:00."
    )
    need = need_at(plan, tuesday)
    assert need is not None
    assert need.is_there
    assert need.late_without > need.late_with
    sunday = moment_of(scenario, plan, "A3", dt.datetime(2026, 3, 15, 12, tzinfo=zone))
    assert sunday.words == "Cleo (A3) is off on Sun 15 Mar: the site is closed."
    assert sunday.facts[-1] == (
        "The week has 5 shifts (Mon, Tue, Wed, Thu, Fri) with 24.5 paid hours; 25 are due."
    )
    assert need_at(plan, sunday) is None


def test_nobody_is_asked_to_exchange_over_the_join(reasons: list[Justification]) -> None:
    for one in reasons:
        for other in one.comparison.alternatives:
            assert (other.received_day.day < 9) == (one.day.day < 9)


def test_the_fair_share_is_of_both_weeks(scenario: Scenario, plan: Plan) -> None:
    burdens = FairnessLedger.of(scenario, plan.rota).burdens
    hours = {agent.agent_id: agent.weekly_hours for agent in scenario.agents}
    assert burdens
    assert all(b.planned_contracted_hours == 2 * hours[b.agent_id] for b in burdens)


def test_the_simulation_tells_each_week(scenario: Scenario, plan: Plan) -> None:
    found = summary(simulate_rota(scenario, plan.requirements, plan.rota, 1))
    rows = {(row["queue"], row["first_day"]): row for row in found["by_week"]}
    assert set(rows) == {
        (queue, day) for queue in ("sales", "help") for day in ("2026-03-02", "2026-03-09")
    }
    for queue in found["queues"]:
        parts = [row for (name, _), row in rows.items() if name == queue["queue"]]
        offered = sum(row["offered_contacts"] for row in parts)
        assert offered == pytest.approx(queue["offered_contacts"], abs=0.02)
    assert len(found["day_cv_by_week"]) == 2


def test_the_report_has_a_table_a_week_and_the_hours_of_both(html: str) -> None:
    assert [f'id="week-{n}"' in html for n in (1, 2, 3)] == [True, True, False]
    assert "Week 2: Monday 9 to Sunday 15 March 2026" in html
    assert html.count('<table class="week">') == 2
    first, second = html.split('<table class="week">')[1:]
    assert "Mon 2 Mar" in first
    assert "Mon 9 Mar" in second
    assert 'id="week-hours"' in second
    # Of each person the paid hours of both weeks, of each and in all.
    hours = (
        r'data-figure="agent_week_paid_hours" data-key="A1\|2026-03-(\d\d)" data-value="([\d.]+)"'
    )
    assert set(re.findall(hours, html)) == {("02", "37.5"), ("09", "37.5")}
    assert re.findall(
        r'data-figure="agent_paid_hours" data-key="A1" data-value="([\d.]+)"', html
    ) == ["75.0"]


def test_every_link_of_the_report_leads_somewhere(html: str) -> None:
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_the_workbook_has_a_sheet_a_week_and_one_of_all(scenario: Scenario, plan: Plan) -> None:
    wall = WallRota.of(scenario, plan, 0)
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook(wall, "a3")))
    assert book.sheetnames == ["Rota", "Week 1", "Week 2", "Blocks", "Cover", "About"]
    heads = {name: [c.value for c in next(book[name].iter_rows())] for name in book.sheetnames[:3]}
    assert len(heads["Rota"]) == len(heads["Week 1"]) + 7
    assert heads["Week 2"][-8].day == 9
    paid = {
        name: {row[0].value: row[len(heads[name]) - 1].value for row in book[name].iter_rows()}
        for name in heads
    }
    assert (paid["Rota"]["A1"], paid["Week 1"]["A1"], paid["Week 2"]["A1"]) == (75, 37.5, 37.5)


def test_a_plan_of_one_week_has_no_sheet_of_weeks(tmp_path: Path) -> None:
    scenario = read_scenario(write_tiny_scenario(tmp_path))
    wall = WallRota.of(scenario, plan_with(scenario, ROTA_LINES), 0)
    assert wall.weeks == ()
