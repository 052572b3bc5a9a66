"""Can somebody have days off? Answers through the real command line, held against the check."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from allocator.cli.leave import command
from allocator.demand.service import ServiceModel
from allocator.domain.view import RotaView
from allocator.justify.made_of import adding_up
from allocator.pipeline.leave.ask import ask_leave
from allocator.pipeline.leave.question import paid_hours_of, with_leave
from allocator.store.plan_folder import read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.command_line import contents, run, run_here
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario

pytestmark = pytest.mark.usefixtures("unhurried")

FRIDAY = dt.date(2026, 3, 6)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a plan whose rota is written by hand: there is much to gain in it."""
    parent = tmp_path_factory.mktemp("leave")
    folder = write_tiny_scenario(parent)
    write_plan(parent / "plan", honest_plan(read_scenario(folder)), folder, [], "<html></html>")
    return parent / "plan"


def ask(plan: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Ask in this process, for a second."""
    shown = CliRunner().invoke(
        command, [str(plan), *arguments, "--seconds", "1", "--json"], catch_exceptions=False
    )
    return shown.exit_code, json.loads(shown.stdout)


def test_both_answers_keep_every_rule_and_cost_what_is_said(plan: Path) -> None:
    answer = ask_leave(
        plan,
        agent="ada",
        days=["2026-03-06"],
        paid_hours=None,
        seconds=2,
        seed=1,
        report=lambda stage, detail: None,
    )
    assert answer.is_possible
    assert answer.paid_hours == {FRIDAY: 7.5}
    scenario = read_scenario(plan / "scenario")
    base = read_plan(plan)
    granted = with_leave(scenario, "A1", answer.paid_hours)
    service = ServiceModel.of(scenario, base.requirements)
    for price in (answer.alone, answer.together):
        assert price is not None
        view = RotaView.whole(granted, price.rota)
        assert broken_rules(view) == []
        assert all(f"{shift.start:%a}" != "Fri" for shift in price.rota.shifts("A1"))
        found = measure(view, service)
        assert price.change_total == pytest.approx(
            found.total - base.summary.objective_total, abs=1e-6
        )
        assert sum(price.parts().values()) == pytest.approx(price.change_total, abs=1e-6)
        for term, change in price.change_by_term.items():
            assert change == pytest.approx(
                found.terms[term] - base.summary.objective[term], abs=1e-6
            )
        assert 29.5 <= price.paid_hours <= 30.5
        assert price.due_hours == 30
        moved = {each.agent_id for each in price.moved}
        assert moved == {
            agent_id
            for agent_id in granted.agent_by_id
            if [(s.start, s.end) for s in price.rota.shifts(agent_id)]
            != [(s.start, s.end) for s in base.rota.shifts(agent_id)]
        }
    assert answer.alone is not None
    assert answer.together is not None
    assert {each.agent_id for each in answer.alone.moved} == {"A1"}
    assert answer.together.change_total <= answer.alone.change_total
    assert answer.without_leave <= 0
    assert answer.price == min(
        answer.alone.change_total, answer.together.change_total - answer.without_leave
    )


def test_words_of_a_yes_lead_with_one_price_and_nothing_is_written(plan: Path) -> None:
    before = contents(plan.parent)
    shown = run("leave", plan, "--agent", "Ada", "--days", "2026-03-06", "--seconds", "1")
    assert shown.returncode == 0, shown.stderr
    first, price, everybody, alone = shown.stdout.splitlines()
    assert first == "Yes: Ada (A1) can have Fri 6 Mar off, 7.5 h of it counted as worked."
    assert price.startswith("Price: ")
    assert alone.startswith("If only the week of Ada (A1) changes: ")
    assert "late contacts in all" in alone
    assert "of 30 h due" in alone
    assert everybody.startswith("If everybody may move: ")
    assert "the plan's gap of 1.0" in everybody
    assert contents(plan.parent) == before
    assert_parts_add_up(alone)
    if "nothing better was found" not in everybody:  # as on a machine with much else to do
        assert_parts_add_up(everybody)


def assert_parts_add_up(line: str) -> None:
    """Check that what is printed after the sign of equality adds up to what is before it."""
    told = re.search(r"([+−]?[\d,.]+) late contacts in all = ([^.;]+(?:\.\d[^.;]*)*)", line)
    assert told is not None, line
    parts = [part.rsplit(" ", 1)[1] for part in told[2].split(", ")]
    total, *numbers = [float(text.replace("−", "-").replace(",", "")) for text in (told[1], *parts)]
    assert sum(numbers) == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(
    ("total", "parts", "shown"),
    [
        (1.0, {"a": 0.33, "b": 0.33, "c": 0.34}, (10, {"a": 3, "b": 3, "c": 4})),
        (7.9, {"a": 4.0, "b": 3.86, "c": 0.04}, (79, {"a": 40, "b": 39})),
        (-0.5, {"a": -1.04, "b": 0.54}, (-5, {"a": -10, "b": 5})),
        (0.12, {"a": 0.04, "b": 0.04, "c": 0.04}, (1, {"other": 1})),
        (0.0, {"a": 0.0}, (0, {})),
    ],
)
def test_rounded_parts_add_up_to_the_rounded_sum(
    total: float, parts: dict[str, float], shown: tuple[int, dict[str, int]]
) -> None:
    assert adding_up(total, parts) == shown


def test_hours_to_be_worked_on_four_days_do_not_fit_and_what_would_help_is_said(
    plan: Path,
) -> None:
    """37.5 hours in shifts of at most eight paid hours want five days."""
    code, answer = ask(plan, "--agent", "A1", "--days", "2026-03-06", "--paid-hours", "0")
    assert (code, answer["possible"], answer["alone"]) == (3, False, None)
    assert "A1" in " ".join(answer["obstacles"])
    assert answer["ways_out"]


def test_pinned_day_cannot_be_had_and_the_pin_is_named(plan: Path) -> None:
    code, answer = ask(plan, "--agent", "A3", "--days", "2026-03-05")
    assert (code, answer["possible"]) == (3, False)
    assert "pin" in " ".join(answer["obstacles"]).lower()


WEEK = tuple(f"2026-03-{day:02d}" for day in range(2, 9))


def test_of_a_week_that_cannot_be_had_the_days_that_can_are_told(plan: Path) -> None:
    """Nothing but "no small change was found" was said of a whole week."""
    asked = ("--paid-hours", "0")
    code, answer = ask(plan, "--agent", "A1", "--days", ",".join(WEEK), *asked)
    assert code == 3
    # Not both: a day of leave is no weekly rest.
    fewer = sorted(words for words in answer["ways_out"] if words.startswith("of these days"))
    days = ("Sat 7 Mar", "Sun 8 Mar")
    assert fewer == [f"of these days only {day} off for Ada (A1)" for day in days]
    # Neither a plan nor a contract without whoever asks is an answer.
    assert not [words for words in answer["ways_out"] if "plan the week without" in words]
    # The days asked for are no news: what is in the way is told.
    assert "has leave" not in " ".join(answer["obstacles"])


def test_a_pinned_day_is_the_one_that_could_go(plan: Path) -> None:
    code, answer = ask(plan, "--agent", "A3", "--days", "2026-03-05,2026-03-06")
    assert code == 3
    assert answer["ways_out"][-1] == "of these days only Fri 6 Mar off for Cleo (A3)"
    code, granted = ask(plan, "--agent", "A3", "--days", "2026-03-06")
    assert (code, granted["possible"]) == (0, True)


def test_a_whole_week_counts_as_the_hours_of_the_week(plan: Path) -> None:
    """Whoever works four days was left with a fifth of the week to work on none."""
    scenario, rota = read_scenario(plan / "scenario"), read_plan(plan).rota
    days = scenario.grid.days
    for agent_id in scenario.agent_by_id:
        worked = {scenario.grid.operating_date(s.start) for s in rota.shifts(agent_id)}
        hours = paid_hours_of(scenario, rota, agent_id, days)
        assert {day for day, paid in hours.items() if paid} == worked
        assert sum(hours.values()) == pytest.approx(scenario.hours_due(agent_id))
        some = sorted(worked)[:-1]
        fifth = scenario.agent_by_id[agent_id].weekly_hours / 5
        assert paid_hours_of(scenario, rota, agent_id, some) == dict.fromkeys(some, fifth)
        assert paid_hours_of(scenario, rota, agent_id, some, 3.0) == dict.fromkeys(some, 3.0)


def test_published_shift_inside_notice_is_the_agents_to_give_up(tmp_path: Path) -> None:
    """Told on 28 February of a shift on 6 March: only with A1's agreement can it be withdrawn."""
    folder = write_tiny_scenario(
        tmp_path,
        edits={
            "  start: 2026-03-02\n": "  start: 2026-03-02\n  published_on: 2026-02-28\n",
            "  pins: {}\n": "  pins: {}\n  notice: {}\n",
        },
    )
    rota = honest_plan(read_scenario(folder)).rota
    rows = [
        f"{agent_id},{shift.start.isoformat()},{shift.end.isoformat()}"
        for agent_id in rota.agent_ids
        for shift in rota.shifts(agent_id)
    ]
    text = "\n".join(["agent_id,start,end", *rows]) + "\n"
    (folder / "published.csv").write_text(text, encoding="utf-8")
    made = honest_plan(read_scenario(folder))
    write_plan(tmp_path / "plan", made, folder, [], "<html></html>")
    code, answer = ask(tmp_path / "plan", "--agent", "A1", "--days", "2026-03-06")
    assert (code, answer["possible"]) == (3, False)
    assert "published" in " ".join(answer["obstacles"])
    assert answer["ways_out"][0] == (
        "agree with A1 to withdraw what was published for Fri 6 Mar, and take it out of "
        "published.csv"
    )


def test_day_that_is_free_already_costs_nothing(plan: Path) -> None:
    code, answer = ask(plan, "--agent", "A1", "--days", "2026-03-07")
    assert (code, answer["possible"]) == (0, True)
    assert answer["free_already"] == ["2026-03-07"]
    assert answer["paid_hours"] == {"2026-03-07": 0.0}
    assert answer["alone"]["change_late_contacts"] == 0
    assert answer["alone"]["moved"] == []
    shown = run_here("leave", plan, "--agent", "A1", "--days", "2026-03-07", "--seconds", "1")
    assert shown.stdout == (
        "Yes: Ada (A1) is off on Sat 7 Mar already: nothing changes, price 0.\n"
    )
    assert shown.stderr.splitlines() == ["read"]  # no search


def test_all_faults_of_the_question_at_once(plan: Path) -> None:
    days = "2026-03-06,2026-03-16,friday"
    shown = run_here("leave", plan, "--agent", "Adda", "--days", days)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert len(shown.stderr.splitlines()) == 4  # the stage, and three problems
    for words in (
        "--agent: is nobody in the plan (value: 'Adda'). Is Ada (A1) meant?",
        "--days: is not a day of the planned week (value: '2026-03-16'). Give days from 2026-03-02",
        "--days: is not a date (value: 'friday').",
    ):
        assert words in shown.stderr


def test_second_leave_of_a_day_is_refused(tmp_path: Path) -> None:
    rows = "agent_id,first_day,last_day,paid_hours_a_day\nA1,2026-03-06,2026-03-06,7.5\n"
    folder = write_tiny_scenario(tmp_path, files={"leave.csv": rows})
    shown = run_here("leave", folder, "--agent", "A1", "--days", "2026-03-06")
    assert shown.returncode == 2
    assert "Ada (A1) is on leave on Fri 6 Mar already" in shown.stderr


def test_leave_added_to_a_scenario_leaves_nothing_stale(tmp_path: Path) -> None:
    scenario = read_scenario(write_tiny_scenario(tmp_path))
    assert scenario.leave_days("A1") == ()  # worked out, and kept by the scenario
    granted = with_leave(scenario, "A1", {FRIDAY: 7.5})
    assert granted.leave_days("A1") == (FRIDAY,)
    assert granted.hours_due("A1") == 30
    assert scenario.leave_days("A1") == ()
