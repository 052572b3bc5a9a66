"""What Timefold is given of a drawn centre, and the way back, without Timefold itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.domain.view import RotaView
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from benchmarks.rota_for_timefold import Answer, TimefoldProblem
from benchmarks.rota_run import drawn

KEPT_BY_EVERY_CHOICE = {
    "contracted_hours",
    "shift_patterns",
    "availability",
    "opening_hours",
    "skills",
    "breaks",
    "days_in_seven",
    "one_shift_a_day",
    "pins",
    "average_weekly_hours",
    "weekly_rest",
}
"""Rules that hold in every rota Timefold can choose; the others are among its hard constraints."""


@pytest.fixture(scope="module")
def problem() -> TimefoldProblem:
    return TimefoldProblem(*drawn(12, 2), seed=3)


def _start(problem: TimefoldProblem) -> Answer:
    return Answer(
        hard=0,
        soft=0,
        patterns=[week["pattern"] for week in problem.weeks],
        duties=[[duty["start"], 3, 3, 3] for duty in problem.duties],
        pools=[0] * len(problem.stations),
        meetings=[meeting["start"] for meeting in problem.meetings],
    )


def test_the_start_becomes_a_rota_that_keeps_what_every_choice_keeps(
    problem: TimefoldProblem,
) -> None:
    rota = problem.rota(_start(problem))
    assert rota is not None
    view = RotaView.whole(problem.instance.scenario, rota)
    assert {finding.rule_id for finding in broken_rules(view)} & KEPT_BY_EVERY_CHOICE == set()
    assert measure(view, problem.instance.service).total > 0


def test_a_shift_that_does_not_exist_gives_no_rota(problem: TimefoldProblem) -> None:
    start = _start(problem)
    start.duties[:] = [[0, 3, 3, 3] for _ in start.duties]  # at midnight
    assert problem.rota(start) is None


def test_rows_are_names_and_whole_numbers_and_come_back(
    problem: TimefoldProblem, tmp_path: Path
) -> None:
    file = tmp_path / "problem.txt"
    problem.write(file)
    rows = [line.split() for line in file.read_text(encoding="ascii").splitlines()]
    assert all(number.lstrip("-").isdigit() for _, *numbers in rows for number in numbers)
    assert sum(name == "duty" for name, *_ in rows) == len(problem.duties)
    assert sum(name == "pools_of" for name, *_ in rows) == 12

    answer = tmp_path / "answer-1.txt"
    answer.write_text("hard -1\nsoft -250\nweek 4\nduty 40 1 2 3\nmeeting 52\n", encoding="ascii")
    assert Answer.read(answer) == Answer(-1, -250, [4], [[40, 1, 2, 3]], [], [52])


def test_every_week_that_may_be_chosen_keeps_the_hours(problem: TimefoldProblem) -> None:
    paid = {
        (agent_id, option.end - option.start): option.paid_minutes
        for agent_id, week in problem.instance.options.items()
        for day in week
        for option in day
    }
    scenario = problem.instance.scenario
    for week in problem.weeks:
        agent_id = problem.people[week["person"]]
        due = 60 * scenario.hours_due(agent_id)
        for lengths in problem.weeks_of(week["person"]):
            minutes = sum(paid[agent_id, length] for length in lengths if length)
            assert abs(minutes - due) <= 30.5
