"""The tables of ``scenarios/harbour-centre`` come from a seed and are what its README says."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from allocator.domain.open_time import open_seconds
from allocator.domain.people import WorkedShift
from allocator.domain.queue_settings import Channel
from allocator.domain.rota import minutes_between
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.rules.unsocial_fairness.check import eligible_agents
from allocator.store.scenario_folder import read_scenario_with_warnings
from tests.command_line import run

SCENARIO = Path(__file__).parents[2] / "scenarios" / "harbour-centre"
DRAWN = ("history.csv", "backlog.csv", "worked.csv", "ledger.csv", "leave.csv")
WRITTEN = (
    "agents.csv",
    "skills.csv",
    "availability.csv",
    "adjustments.csv",
    "requests.csv",
    "activities.csv",
    "goals.csv",
)
TABLES = DRAWN + WRITTEN
BANK_HOLIDAY = dt.date(2026, 8, 31)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    found, warnings = read_scenario_with_warnings(SCENARIO)
    assert [one for one in warnings if "do not bind" not in one.message] == []
    return found


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy of the builder and the settings, without a table."""
    folder = tmp_path / "harbour"
    shutil.copytree(SCENARIO, folder, ignore=shutil.ignore_patterns(*TABLES, "__pycache__"))
    return folder


def build(folder: Path, *arguments: str) -> None:
    finished = subprocess.run(
        [sys.executable, str(folder / "build.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


def date_of(scenario: Scenario, shift: WorkedShift) -> dt.date:
    return scenario.grid.operating_date(shift.start)


def by_agent(scenario: Scenario) -> dict[str, list[WorkedShift]]:
    shifts = defaultdict[str, list[WorkedShift]](list)
    for row in sorted(scenario.worked, key=lambda row: row.start):
        shifts[row.agent_id].append(row)
    return shifts


# -- rebuilding -----------------------------------------------------------------------------


def test_rebuilt_tables_equal_the_committed_ones_byte_for_byte(copied: Path) -> None:
    build(copied)
    for table in TABLES:
        assert (copied / table).read_bytes() == (SCENARIO / table).read_bytes(), table


def test_another_seed_draws_another_past_of_the_same_people(copied: Path) -> None:
    build(copied, "--seed", "1")
    for table in TABLES:
        same = (copied / table).read_bytes() == (SCENARIO / table).read_bytes()
        assert same == (table in WRITTEN), table
    checked = run("check", copied)
    assert checked.returncode == 0, checked.stderr


def test_check_finds_the_scenario_sound() -> None:
    checked = run("check", SCENARIO)
    assert checked.returncode == 0, checked.stderr
    assert "24 with 769.5 contracted hours" in checked.stdout


def test_it_is_marked_as_simulated(scenario: Scenario) -> None:
    assert scenario.settings.simulated


# -- the people -----------------------------------------------------------------------------


def test_two_teams_of_twelve(scenario: Scenario) -> None:
    assert Counter(agent.team for agent in scenario.agents) == {"quay": 12, "pier": 12}
    assert len({agent.name for agent in scenario.agents}) == 24


def test_hours_of_five_kinds_and_pay_for_everybody(scenario: Scenario) -> None:
    hours = Counter(agent.weekly_hours for agent in scenario.agents)
    assert hours == {37.5: 14, 30: 5, 22.5: 1, 20: 2, 16: 2}
    assert all(agent.hourly_pay for agent in scenario.agents)
    assert all(span.pay_premium_share > 0 for span in scenario.settings.unsocial)


def test_one_is_seventeen_all_week_and_one_opted_out(scenario: Scenario) -> None:
    young = {
        (agent.agent_id, day)
        for agent in scenario.agents
        for day in scenario.grid.days
        if scenario.is_young(agent.agent_id, day)
    }
    assert young == {("H11", day) for day in scenario.grid.days}
    adult_from = scenario.agent_by_id["H11"].adult_from
    assert adult_from is not None
    assert dt.timedelta(0) < adult_from - scenario.grid.days[-1] < dt.timedelta(days=365)
    assert [agent.agent_id for agent in scenario.agents if agent.opted_out_48h] == ["H07"]


def test_agreed_unsocial_hours_have_no_place_in_the_ledger(scenario: Scenario) -> None:
    agreed = {agent.agent_id for agent in scenario.agents if agent.unsocial_agreed}
    assert agreed == {"H12", "H21"}
    assert agreed.isdisjoint(row.agent_id for row in scenario.ledger)
    assert agreed.isdisjoint(eligible_agents(scenario))


def test_the_starter_starts_on_tuesday_and_has_something_to_do(scenario: Scenario) -> None:
    assert scenario.agent_by_id["H24"].first_day == dt.date(2026, 9, 1)
    levels = {skill.queue: skill.level for skill in scenario.skills if skill.agent_id == "H24"}
    assert levels == {"email": 1, "chat": 0, "service": 0}
    assert "H24" not in {row.agent_id for row in (*scenario.worked, *scenario.ledger)}


def test_half_of_pier_goes_round_two_in_each_place(scenario: Scenario) -> None:
    going = [agent for agent in scenario.agents if agent.rotation]
    assert {agent.team for agent in going} == {"pier"}
    assert Counter(agent.rotation_offset_weeks for agent in going) == {0: 2, 1: 2, 2: 2}
    tuesday = dt.date(2026, 9, 1)
    planned = {
        agent.rotation_offset_weeks: scenario.patterns_of(agent.agent_id, tuesday)[0].id
        for agent in going
    }
    assert planned == {0: "late", 1: "early", 2: "middle"}


def test_both_pools_have_people_who_can_sit_in_the_other(scenario: Scenario) -> None:
    able = {
        pool: {
            agent.agent_id
            for agent in scenario.agents
            if scenario.usable_queues(agent.agent_id, pool)
        }
        for pool in ("voice", "digital")
    }
    assert able["voice"] | able["digital"] == set(scenario.agent_by_id)
    assert len(able["voice"] - able["digital"]) >= 6
    assert len(able["digital"] - able["voice"]) >= 4
    assert len(able["voice"] & able["digital"]) >= 6


def test_everybody_owes_hours_that_can_be_worked(scenario: Scenario) -> None:
    assert scenario.hours_due("H05") == 0  # on leave all week
    assert scenario.hours_due("H16") == 22.5
    assert scenario.hours_due("H20") == 30  # a day of unpaid leave
    for agent in scenario.agents:
        free = [
            day
            for day in scenario.grid.days
            if scenario.available_spans(agent.agent_id, day) != ()
            and scenario.patterns_of(agent.agent_id, day)
        ]
        assert scenario.hours_due(agent.agent_id) <= 8.5 * min(len(free), 6), agent.agent_id


def test_whoever_meets_can_be_there(scenario: Scenario) -> None:
    for activity in scenario.activities:
        start = activity.start or activity.earliest
        end = activity.start or activity.latest
        assert start is not None
        assert end is not None
        days = [day for day in scenario.grid.days if start.date() <= day <= end.date()]
        for agent_id in activity.participants:
            assert any(
                scenario.available_spans(agent_id, day) != ()
                and scenario.patterns_of(agent_id, day)
                for day in days
            ), (activity.activity_id, agent_id)
    kinds = Counter(activity.kind for activity in scenario.activities)
    assert kinds == {"briefing": 2, "training": 2, "coaching": 2, "one_to_one": 3}
    fixed = [activity.start is not None for activity in scenario.activities]
    assert {True, False} <= set(fixed)


def test_every_goal_has_a_mentor_of_the_level_it_names(scenario: Scenario) -> None:
    assert len(scenario.goals) == 4
    for goal in scenario.goals:
        mentors = [
            skill.agent_id
            for skill in scenario.skills
            if skill.queue == goal.queue
            and skill.level >= goal.mentor_level
            and skill.agent_id != goal.agent_id
        ]
        assert mentors, goal
        assert goal.due > scenario.grid.days[-1]


def test_leave_requests_and_an_adjustment_are_there(scenario: Scenario) -> None:
    assert {row.kind for row in scenario.requests} == {"day_off", "start_between"}
    assert {row.date for row in scenario.requests} <= set(scenario.grid.days)
    assert len({row.weight for row in scenario.requests}) > 1
    assert {row.agent_id for row in scenario.adjustments} == {"H09"}
    this_week = {who for who in scenario.agent_by_id if scenario.leave_days(who)}
    assert len(this_week) == 12


def test_nobody_worked_in_the_week_of_leave_that_leave_csv_tells_of(scenario: Scenario) -> None:
    past = [row for row in scenario.leave if row.last_day < BANK_HOLIDAY]
    assert len({row.agent_id for row in past}) == len(past) == 23
    for row in past:
        sunday = row.last_day + dt.timedelta(days=2)
        assert not any(
            row.first_day <= date_of(scenario, shift) <= sunday
            for shift in scenario.worked
            if shift.agent_id == row.agent_id
        )


def test_readme_says_who_everybody_is(scenario: Scenario) -> None:
    text = (SCENARIO / "README.md").read_text(encoding="utf-8")
    for agent in scenario.agents:
        (line,) = (
            line for line in text.splitlines() if line.startswith("|") and agent.name in line
        )
        assert agent.agent_id in line, agent
        assert f"| {agent.weekly_hours:g} |" in line, agent
    assert f"{len(scenario.skills)} skills" in text
    assert f"{len(scenario.history):,} half-hours" in text


# -- the week -------------------------------------------------------------------------------


def test_the_monday_is_a_bank_holiday_here_and_not_in_scotland(scenario: Scenario) -> None:
    assert "Summer Bank Holiday" in scenario.bank_holidays[BANK_HOLIDAY]
    assert scenario.run_as(BANK_HOLIDAY) == "sun"
    ((start, end),) = scenario.opening_spans(BANK_HOLIDAY)
    assert (f"{start:%H:%M}", f"{end:%H:%M}") == ("10:00", "16:00")
    settings = scenario.settings
    assert settings.bank_holidays is not None
    north = settings.bank_holidays.model_copy(update={"nation": "Scotland"})
    scottish = Scenario(
        settings=settings.model_copy(update={"bank_holidays": north}),
        agents=scenario.agents,
        skills=scenario.skills,
        history=scenario.history,
    )
    assert scottish.run_as(BANK_HOLIDAY) == "mon"
    assert scottish.run_as(dt.date(2026, 8, 3)) == "sun"


def test_planning_knows_nothing_after_the_day_before_publication(scenario: Scenario) -> None:
    published_on = scenario.settings.week.published_on
    assert published_on is not None
    assert (scenario.settings.week.start - published_on).days == 14
    days = {row.interval_start.date() for row in scenario.history}
    assert max(days) == published_on - dt.timedelta(days=1)
    assert len(days) >= 70
    assert min(days) == dt.date(2026, 5, 25)  # a bank holiday too


def test_history_holds_every_open_half_hour_of_every_queue(scenario: Scenario) -> None:
    half_hours = Counter(row.interval_start.date() for row in scenario.history)
    for day, count in half_hours.items():
        hours = sum(minutes_between(*span) for span in scenario.opening_spans(day)) / 60
        assert count == hours * 2 * 4, day


def test_history_varies_more_than_poisson_and_as_its_process_says(scenario: Scenario) -> None:
    # Tuesdays to Thursdays of the same half-hour: by the stated process the variance is that of
    # Poisson and (0.1² + 0.04² + 0.03²) of the mean squared, and the trend's a little more.
    counts = defaultdict[tuple[dt.time, str], list[float]](list)
    for row in scenario.history:
        if row.interval_start.weekday() in (1, 2, 3):
            counts[row.interval_start.time(), row.queue].append(row.contacts)
    ratios = [
        sum((n - mean) ** 2 for n in seen) / (len(seen) - 1) / mean
        for seen in counts.values()
        if (mean := sum(seen) / len(seen)) > 8
    ]
    assert len(ratios) > 30
    assert 1.05 < sum(ratios) / len(ratios) < 1.5


def test_abandonment_and_waits_are_recorded_for_voice_alone(scenario: Scenario) -> None:
    for queue, patience_s in (("sales", 150), ("service", 240)):
        rows = [row for row in scenario.history if row.queue == queue]
        lost = sum(row.abandoned or 0 for row in rows)
        waited_s = sum(row.contacts * (row.mean_wait_s or 0) for row in rows)
        assert waited_s / lost == pytest.approx(patience_s, rel=0.1)
        assert 0.02 < lost / sum(row.contacts for row in rows) < 0.12
    digital = [row for row in scenario.history if row.queue in ("chat", "email")]
    assert all(row.abandoned is None and row.mean_wait_s is None for row in digital)


def test_emails_of_the_sunday_before_wait_and_are_due_eight_open_hours_after_they_came(
    scenario: Scenario,
) -> None:
    email = scenario.queue_by_id["email"]
    assert email.channel is Channel.EMAIL
    assert email.target_s == 8 * 3600
    assert {row.queue for row in scenario.backlog} == {"email"}
    assert 5 < sum(row.contacts for row in scenario.backlog) < 30
    opens = scenario.grid.at(BANK_HOLIDAY, 10 * 60)
    for row in scenario.backlog:
        open_hours = open_seconds(scenario, row.due) / 3600
        # Six hours on Sunday: what came at 10:00 has two on the bank holiday, and so on.
        assert 2 <= open_hours <= 7.5
        assert row.due > opens


def test_chats_are_held_two_at_a_time_and_last_longer_alone_than_a_call(scenario: Scenario) -> None:
    chat = scenario.queue_by_id["chat"]
    assert (chat.channel, chat.chats_at_once, chat.chat_speeds) == (Channel.CHAT, 2, (1, 1.7))
    rows = [row for row in scenario.history if row.queue == "chat" and row.aht_s]
    work_s = sum(row.contacts * (row.aht_s or 0) for row in rows)
    assert work_s / sum(row.contacts for row in rows) == pytest.approx(527, rel=0.05)


def test_the_bank_holiday_is_forecast_as_the_sunday_is(scenario: Scenario) -> None:
    volumes = defaultdict[dt.date, float](float)
    for row in forecast(scenario):
        volumes[row.interval_start.date()] += row.forecast_contacts
    assert volumes[BANK_HOLIDAY] == pytest.approx(volumes[dt.date(2026, 9, 6)], rel=0.05)
    assert volumes[dt.date(2026, 9, 1)] > 3.5 * volumes[BANK_HOLIDAY]


# -- the seventeen weeks before ---------------------------------------------------------------


def test_worked_covers_seventeen_weeks_of_everybody_but_the_starter(scenario: Scenario) -> None:
    days = {date_of(scenario, row) for row in scenario.worked}
    assert min(days) >= BANK_HOLIDAY - dt.timedelta(weeks=17)
    assert BANK_HOLIDAY - dt.timedelta(weeks=17) <= min(days) < dt.date(2026, 5, 11)
    assert max(days) == BANK_HOLIDAY - dt.timedelta(days=1)
    for agent_id, shifts in by_agent(scenario).items():
        weeks = {(BANK_HOLIDAY - date_of(scenario, row)).days // 7 for row in shifts}
        assert len(weeks) >= 15, agent_id
    assert len(by_agent(scenario)) == 23


def test_worked_shifts_are_of_the_patterns_hours_and_weeks_of_their_people(
    scenario: Scenario,
) -> None:
    for row in scenario.worked:
        day = date_of(scenario, row)
        start, minutes = scenario.grid.clock_minutes(row.start), minutes_between(row.start, row.end)
        assert any(
            pattern.start_from <= start <= pattern.start_to
            and (start - pattern.start_from) % pattern.start_every_minutes == 0
            and pattern.shortest_minutes <= minutes <= pattern.longest_minutes
            and (minutes - pattern.shortest_minutes) % pattern.length_every_minutes == 0
            for pattern in scenario.patterns_of(row.agent_id, day)
        ), row
        for spans in (scenario.opening_spans(day), scenario.available_spans(row.agent_id, day)):
            assert spans is None or any(a <= row.start and row.end <= b for a, b in spans), row


def test_worked_shifts_keep_rest_between_days(scenario: Scenario) -> None:
    for agent_id, shifts in by_agent(scenario).items():
        dates = [date_of(scenario, row) for row in shifts]
        assert len(dates) == len(set(dates)), agent_id
        for before, after in pairwise(shifts):
            assert minutes_between(before.end, after.start) >= 12 * 60, (before, after)


def test_worked_weeks_keep_days_in_seven_runs_and_weekly_rest(scenario: Scenario) -> None:
    for agent_id, shifts in by_agent(scenario).items():
        dates = {date_of(scenario, row) for row in shifts}
        least_rest_hours = 48 if scenario.agent_by_id[agent_id].adult_from else 35
        for n in range(17 * 7):
            day = BANK_HOLIDAY - dt.timedelta(days=119 - n)
            # Six of any seven at most: hence no run of more than six either.
            assert sum(day + dt.timedelta(days=k) in dates for k in range(7)) <= 6, (agent_id, day)
        rests = [
            (before.end, minutes_between(before.end, after.start) / 60)
            for before, after in pairwise(shifts)
        ]
        for week in range(1, 16):
            monday = BANK_HOLIDAY - dt.timedelta(weeks=17 - week)
            if not any(monday <= date < monday + dt.timedelta(days=7) for date in dates):
                continue  # on leave
            longest = max(
                hours
                for start, hours in rests
                if monday - dt.timedelta(days=1) <= start.date() < monday + dt.timedelta(days=7)
            )
            assert longest >= least_rest_hours, (agent_id, monday)


def test_only_the_one_opted_out_averages_over_48_hours(scenario: Scenario) -> None:
    average = {
        agent_id: sum(minutes_between(row.start, row.end) for row in shifts) / 60 / 16
        for agent_id, shifts in by_agent(scenario).items()
    }  # each had a week of leave
    assert {agent_id for agent_id, hours in average.items() if hours > 48} == {"H07"}
    young = [row for row in scenario.worked if row.agent_id == "H11"]
    assert max(minutes_between(row.start, row.end) for row in young) <= 480


def test_the_ledger_is_the_weighted_hours_of_the_last_eight_weeks(scenario: Scenario) -> None:
    since = BANK_HOLIDAY - dt.timedelta(weeks=8)
    expected = defaultdict[str, float](float)
    for row in scenario.worked:
        day = date_of(scenario, row)
        offered = row.agent_id == "H07" and day.weekday() == 5
        if day < since or offered:
            continue
        for span in scenario.settings.unsocial:
            if scenario.run_as(day) in span.days:
                start = max(row.start, scenario.grid.at(day, span.start))
                end = min(row.end, scenario.grid.at(day, span.end))
                expected[row.agent_id] += span.weight * max(0.0, minutes_between(start, end)) / 60
    assert len(scenario.ledger) == 19
    for entry in scenario.ledger:
        assert entry.unsocial_hours == pytest.approx(expected[entry.agent_id], abs=0.005)
        weeks = entry.contracted_hours / scenario.agent_by_id[entry.agent_id].weekly_hours
        assert weeks in (7, 8)


def test_tables_are_plain_csv_with_line_feeds() -> None:
    for table in TABLES:
        data = (SCENARIO / table).read_bytes()
        assert b"\r" not in data, table
        assert data.endswith(b"\n"), table
        header, *rows = list(csv.reader(data.decode("utf-8").splitlines()))
        assert all(len(row) == len(header) for row in rows), table
