"""Claims of what a scenario sets itself: targets, dates, seats, meetings, goals."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from allocator.domain.development import goal_progress
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, Claimant
from allocator.justify.day_claims import day_tables, leave_claims, people_claims, pool_cover
from allocator.justify.declared_rules import declared_rules
from allocator.justify.held_activities import held_activities

SETTINGS = "scenario.yaml"
ALL_DAYS = "all-days"
"""Stands for the date in the claims of all days together."""

_DAYS_AHEAD = 15
_QUEUES, _WEEK = f"{SETTINGS}: queues", f"{SETTINGS}: week"


def week_claims(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    """Yield targets, dates, needs of all days together, meetings and goals."""
    yield from _targets(scenario)
    yield from _able(scenario)
    yield from _dates(scenario, plan)
    yield from _whole(scenario, plan)
    yield from _meetings(scenario, plan)
    yield from _goals(scenario, plan)


def _targets(scenario: Scenario) -> Iterator[Claim]:
    for queue in scenario.settings.queues:
        say = Claimant(f"{SETTINGS}/queues/{queue.id}")
        source = f"{_QUEUES}, {queue.id}"
        yield say.fact(
            "target_share",
            f"contacts of {queue.id} wanted in time ({queue.definition})",
            queue.target_share,
            "of contacts",
            source,
        )
        yield say.fact(
            "floor_share",
            f"contacts of {queue.id} wanted in time on any one day, at the least",
            queue.floor_share,
            "of contacts",
            source,
        )
    for pool in scenario.settings.pools:
        if pool.seats is not None:
            yield Claimant(f"{SETTINGS}/pools/{pool.id}").fact(
                "seats", f"seats of {pool.id}", pool.seats, "seats", f"{SETTINGS}: pools, {pool.id}"
            )


def _able(scenario: Scenario) -> Iterator[Claim]:
    """How many people may take each queue, which tells where one absence leaves nobody."""
    for queue_id, people in scenario.able_count.items():
        yield Claimant(f"skills.csv/{queue_id}").fact(
            "people",
            "people who may take the queue alone",
            people,
            "people",
            "skills.csv: level 1 or more; adjustments.csv",
        )


def _dates(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    """Day of publication, the last one that the rule on notice leaves for it, and reviews."""
    say = Claimant(f"{SETTINGS}/week")
    published_on = scenario.settings.week.published_on
    if published_on is not None:
        yield say.fact("published_on", "day of publication", published_on.isoformat(), "", _WEEK)
    rule = next((one for one in declared_rules(scenario) if one.id == "notice"), None)
    if rule is not None:
        notice_days = int(rule.parameters["notice_days"])
        last = scenario.grid.first_day - dt.timedelta(days=notice_days)
        yield say.fact(
            "publish_by",
            f"last day on which to publish with {notice_days} days of notice",
            last.isoformat(),
            "",
            f"{_WEEK} start, less rule notice (notice_days={notice_days})",
        )
    yield from _reviews(scenario, plan)


def _reviews(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    """When a review in the middle costs least, and when the first one after the days can be."""
    grid = scenario.grid
    open_days = [tables for tables in day_tables(scenario, plan) if tables.staffing]
    if len(open_days) > 2:
        middle = open_days[len(open_days) // 2]
        spare = Counter[dt.datetime]()
        for row in middle.staffing:
            spare[row.interval_start] += (row.scheduled_agents or 0) - row.required_agents
        best = max(spare, key=lambda start: (spare[start], -start.timestamp()))
        yield Claimant(f"staffing.csv/{middle.day}").fact(
            "review_start",
            "start of the interval with most people beyond the need",
            f"{best.astimezone(grid.zone):%H:%M}",
            "",
            "staffing.csv: scheduled_agents less required_agents over all pools, the earliest of "
            "the greatest on the day in the middle",
        )
    for ahead in range(1, _DAYS_AHEAD):
        day = grid.days[-1] + dt.timedelta(days=ahead)
        if scenario.opening_spans(day):
            yield Claimant(f"{SETTINGS}/week").fact(
                "review_after",
                "first day after the planned ones on which the site opens",
                day.isoformat(),
                "",
                f"{SETTINGS}: week and opening_hours",
            )
            break


def _whole(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    """Contacts, need, cover, people and leave of all planned days together."""
    yield Claimant(f"requirements.csv/{ALL_DAYS}").fact(
        "forecast_contacts",
        "contacts expected, of all queues",
        sum(row.forecast_contacts for row in plan.requirements),
        "contacts",
        "requirements.csv: forecast_contacts, added up",
    )
    for pool in scenario.settings.pools:
        rows = [row for row in plan.staffing if row.pool == pool.id]
        if not rows:
            continue
        yield Claimant(f"requirements.csv/{ALL_DAYS}/{pool.id}").fact(
            "forecast_contacts",
            f"contacts expected in {pool.id}",
            sum(row.forecast_contacts for row in plan.requirements if row.pool == pool.id),
            "contacts",
            "requirements.csv: forecast_contacts, added up",
        )
        yield from pool_cover(scenario, pool.id, rows, ALL_DAYS)
    shifts = [shift for tables in day_tables(scenario, plan) for shift in tables.shifts]
    yield from people_claims(scenario, shifts, ALL_DAYS)
    yield from leave_claims(scenario, scenario.grid.days, ALL_DAYS)


def _meetings(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    held = {one.activity_id: one for one in held_activities(scenario, plan.rota)}
    zone = scenario.grid.zone
    for activity in scenario.activities:
        first, last = activity.start or activity.earliest, activity.start or activity.latest
        assert first is not None
        assert last is not None
        if first >= scenario.grid.end or last < scenario.grid.start:
            continue
        one = held.get(activity.activity_id)
        yield Claimant(f"rota.csv/{activity.activity_id}").fact(
            "start",
            "when the meeting or training takes place",
            None if one is None else one.start.astimezone(zone).isoformat(timespec="minutes"),
            "",
            f"rota.csv; activities.csv: {activity.activity_id}",
        )


def _goals(scenario: Scenario, plan: Plan) -> Iterator[Claim]:
    progress = goal_progress(scenario, plan.rota)
    if progress:
        say = Claimant(f"rota.csv/{ALL_DAYS}")
        for name, what, minutes in (
            ("goals_owed_hours", "that goals ask for", sum(g.owed_minutes for g in progress)),
            ("goals_delivered_hours", "planned", sum(g.delivered_minutes for g in progress)),
        ):
            subject = f"hours of practice and coaching {what}"
            yield say.fact(name, subject, minutes / 60, "h", "goals.csv; rota.csv")
    for goal in progress:
        say = Claimant(f"rota.csv/{goal.agent_id}/{goal.goal}")
        source = f"goals.csv: {goal.agent_id}, {goal.goal}; rota.csv"
        for name, what, minutes in (
            (
                "owed_hours",
                "asked for in the planned days, at an even pace until its date",
                goal.owed_minutes,
            ),
            ("delivered_hours", "planned", goal.delivered_minutes),
            ("remaining_hours", "left after the planned days", goal.remaining_minutes),
        ):
            subject = f"hours of the goal {goal.goal} {what}"
            yield say.fact(name, subject, minutes / 60, "h", source)
