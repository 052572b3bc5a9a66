"""What goals should get in the planned days and do not, in hours."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.development import goal_progress, goals_without_room
from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.development.check import measure
from tests.rules.test_practice import COACHED, GOAL, LEARNER, MENTOR, TWO_QUEUES
from tests.tiny_week import SoftCase, assert_amount, each, rota_of, tiny_week, view_of

BOTH: dict[str, dict[str, Any]] = {"practice": {}, "development": {}}

CASES = [
    SoftCase(
        "nothing is owed where the rule practice is not declared",
        ["L mon 09:00 work 17:00"],
        0,
        week=TWO_QUEUES | {"goals": [GOAL]},
    ),
]


@each(CASES)
def test_what_is_measured(case: SoftCase) -> None:
    assert_amount("development", case)


def week_of(**fields: Any) -> dict[str, Any]:
    return TWO_QUEUES | fields


def planned(**goal: Any) -> Scenario:
    return tiny_week(rules=BOTH, **week_of(goals=[GOAL | goal]))


def amount(scenario: Scenario, rota: list[str]) -> float:
    return measure(view_of(scenario, rota), Parameters()).amount


@pytest.mark.parametrize(
    ("goal", "minutes"),
    [
        # All within the week: four hours by Friday are four sessions.
        ({"hours": 4, "due": "2026-06-05"}, [60, 60, 60, 60]),
        # An even pace: seven of 28 days, a quarter of eight hours.
        ({"hours": 8, "due": "2026-06-28"}, [60, 60]),
        # 90 minutes are two sessions alike, on the grid.
        ({"hours": 6, "due": "2026-06-28"}, [45, 45]),
        # A slow pace has a session that is worth while.
        ({"hours": 6, "due": "2026-11-29"}, [30]),
        # No more than is left.
        ({"hours": 6, "done_hours": 5.75, "due": "2026-11-29"}, [15]),
        ({"hours": 6, "done_hours": 6, "due": "2026-11-29"}, []),
        ({"hours": 6, "due": "2026-05-31"}, []),
        # One a day, however much is left.
        ({"hours": 40, "due": "2026-06-02"}, [60, 60]),
        # Nobody of level 3.
        ({"hours": 4, "mentor_level": 3}, []),
        # Nothing to learn of a queue taken alone.
        ({"hours": 4, "queue": "calls", "mentor_level": 1}, []),
    ],
)
def test_sessions_that_a_week_owes(goal: dict[str, Any], minutes: list[int]) -> None:
    assert [session.minutes for session in planned(**goal).practice_sessions] == minutes


def test_a_starter_has_the_pace_of_the_days_that_are_left() -> None:
    leave = {"agent_id": "L", "first_day": "2026-06-01", "last_day": "2026-06-07"}
    goals = [GOAL | {"hours": 6, "due": "2026-06-28"}]
    late = tiny_week(rules=BOTH, **week_of(goals=goals, leave=[leave]))
    assert late.practice_sessions == ()


def test_hours_short_of_the_pace_are_measured() -> None:
    scenario = planned(hours=8, due="2026-06-28")  # owes two hours this week
    assert amount(scenario, ["L mon 09:00 work 17:00", MENTOR]) == 2
    assert amount(scenario, [LEARNER, MENTOR]) == 1
    more = [LEARNER, LEARNER.replace("mon", "tue"), LEARNER.replace("mon", "wed")]
    mentors = [MENTOR, MENTOR.replace("mon", "tue"), MENTOR.replace("mon", "wed")]
    assert amount(scenario, [*more, *mentors]) == 0


def test_a_planned_activity_is_no_session_of_a_goal() -> None:
    coached = ["L mon 09:00 work 10:00 coaching:M 11:00", "M mon 09:00 work 10:00 coaching:L 11:00"]
    plain = tiny_week(rules=BOTH, **COACHED)
    assert amount(plain, coached) == 1
    meeting: dict[str, Any] = {"activities": [("coaching", "L|M", 60, "mon 10:00")]}
    assert amount(tiny_week(rules=BOTH, **(COACHED | meeting)), coached) == 2


def test_what_is_left_of_a_goal_and_how_it_stands() -> None:
    scenario = planned(hours=8, done_hours=1, due="2026-06-28")
    (goal,) = goal_progress(scenario, rota_of(scenario, [LEARNER, MENTOR]))
    assert (goal.done_minutes, goal.owed_minutes) == (60, 120)
    assert (goal.delivered_minutes, goal.remaining_minutes) == (60, 360)
    assert goal.status == "behind"
    assert [session.beside for session in goal.sessions] == ["M"]
    (goal,) = goal_progress(planned(hours=1), rota_of(scenario, [LEARNER, MENTOR]))
    assert goal.status == "reached"


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        ({"hours": 4}, ""),
        ({"hours": 6, "due": "2026-06-05"}, "room for 5 h"),
        ({"hours": 40, "due": "2026-06-28"}, "room for 24 h"),
        ({"hours": 1, "due": "2026-05-31"}, "nothing can be had"),
        ({"hours": 1, "mentor_level": 3}, "nobody else on chat is of level 3"),
        ({"hours": 1, "queue": "calls", "mentor_level": 1}, "not held at level 0"),
    ],
)
def test_a_goal_that_cannot_be_met_is_said_so_before_any_plan(
    goal: dict[str, Any], reason: str
) -> None:
    found = goals_without_room(planned(**goal))
    assert bool(found) == bool(reason)
    assert all(reason in text for _, text in found)


def test_goals_of_one_person_share_the_contracted_hours() -> None:
    slight = TWO_QUEUES["agents"][0].model_copy(update={"weekly_hours": 4})
    goals = [GOAL | {"goal": name, "hours": 3, "due": "2026-06-07"} for name in ("one", "two")]
    week = week_of(agents=[slight, *TWO_QUEUES["agents"][1:]], goals=goals)
    ((place, reason),) = goals_without_room(tiny_week(rules=BOTH, **week))
    assert place == 1  # of one date the one that stands first has its time
    assert "6 h of goals are left until Sun 7 Jun, and 4 h of contracted time" in reason
