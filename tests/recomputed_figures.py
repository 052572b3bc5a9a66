"""Every figure that a report may show, computed again from the plan's files."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tests.plan_files import PlanFiles, Row, seconds
from tests.recomputed_ledgers import brought, recomputed_ledgers, stated_fairness_price

Figures = dict[tuple[str, str], float]


def recomputed_figures(files: PlanFiles) -> Figures:
    """Value of each figure by name and key."""
    pairs = [
        *_objective(files),
        *_hours_and_requests(files),
        *_queues(files),
        *_pools(files),
        *_people(files),
        *recomputed_ledgers(files, _eligible(files)),
        *stated_fairness_price(files),
        *_goals(files),
        *_pay(files),
        *_settings(files),
        *_simulation(files),
        *_rounds(files),
        *_forecast(files),
    ]
    return {(name, "|".join(map(str, key))): value for name, key, value in pairs}


Found = Iterator[tuple[str, tuple[object, ...], float]]


def _objective(files: PlanFiles) -> Found:
    total, bound = files.planned.total, files.summary["bound"]
    yield "objective_total", (), total
    yield "bound", (), bound
    yield "gap_contacts", (), total - bound
    yield "gap_share", (), (total - bound) / total
    prices = files.scenario.settings.prices
    for term, price in {
        "late_contacts": prices.late_contact,
        "uncovered_contacts": prices.uncovered_contact,
        "below_floor": prices.below_floor_contact,
        "declined_requests": prices.declined_request,
        "unsocial_excess": prices.unsocial_hour_above_fair_share,
        "backward_starts": prices.backward_start_hour,
        "unbroken_screen": prices.unbroken_screen_hour,
        "cover_deviation": prices.cover_deviation,
        "development_short": prices.development_hour,
    }.items():
        yield "term_price", (term,), price
        yield "term_amount", (term,), files.planned.amounts[term]
        yield "term_value", (term,), price * files.planned.amounts[term]


def _goals(files: PlanFiles) -> Found:
    """Goals as their rows and the rota's blocks have them; prices are ``plan.json``'s own."""
    for goal, stated in zip(files.scenario.goals, files.summary["development"], strict=True):
        key = goal.agent_id, goal.goal
        delivered = math.fsum(
            seconds(block.start, block.end) / 3600
            for block in files.blocks
            if block.agent_id == goal.agent_id
            and block.with_agents
            and block.queues == (() if goal.queue is None else (goal.queue,))
        )
        yield "goal_all_hours", key, goal.hours
        yield "goal_done_hours", key, goal.done_hours
        yield "goal_owed_hours", key, stated["owed_minutes"] / 60
        yield "goal_delivered_hours", key, delivered
        yield "goal_remaining_hours", key, max(0, goal.hours - goal.done_hours - delivered)
        if stated["price"] is not None:
            yield "goal_price", key, stated["price"]["late_contacts"]
            if stated["price"]["noise_contacts"] is not None:
                yield "goal_noise", (), stated["price"]["noise_contacts"]


def _hours_and_requests(files: PlanFiles) -> Found:
    yield "paid_hours", (), math.fsum(files.paid_hours(turn) for turn in files.turns)
    yield "contracted_hours", (), math.fsum(a.weekly_hours for a in files.scenario.agents)
    requests = [r for r in files.scenario.requests if r.date in files.scenario.grid.days]
    yield "requests_made", (), len(requests)
    declined = 0
    for request in requests:
        for turn in files.turns_of[request.agent_id]:
            if turn.day != request.date:
                continue
            clock = turn.start.hour * 60 + turn.start.minute
            clock += 1440 * (turn.start.date() - turn.day).days
            first, after = request.start_from or 0, request.start_to or math.inf
            inside = first <= clock < after
            declined += request.kind == "day_off" or inside == (request.kind == "no_shift_between")
        days = [turn.day for turn in files.turns_of[request.agent_id]]
        declined += request.kind == "shift_between" and request.date not in days
    yield "requests_met", (), len(requests) - declined


def _pay(files: PlanFiles) -> Found:
    """Pay of the week, interval by interval: no span is looked at as a whole."""
    rates = {a.agent_id: a.hourly_pay for a in files.scenario.agents if a.hourly_pay is not None}
    if not rates:
        return
    hours = premium = leave = 0.0
    for turn in files.turns:
        rate = rates.get(turn.agent_id, 0.0)
        hours += rate * files.paid_hours(turn)
        premium += rate * files.premium_hours(turn)
    for agent_id, rate in rates.items():
        for day in files.scenario.grid.days:
            rows = [row for row in files.scenario.leave if row.agent_id == agent_id]
            on_leave = [r.paid_hours_a_day for r in rows if r.first_day <= day <= r.last_day]
            leave += rate * max(on_leave, default=0.0)
    yield "hours_pay", (), hours
    yield "premium_pay", (), premium
    yield "leave_pay", (), leave
    yield "total_pay", (), hours + premium + leave
    yield "agents_without_rate", (), len(files.scenario.agents) - len(rates)


def _queues(files: PlanFiles) -> Found:
    by_day = defaultdict[tuple[str, dt.date], list[Row]](list)
    for row in files.requirements:
        by_day[row["queue"], files.day(files.moment(row["interval_start"]))].append(row)
    for queue in files.scenario.settings.queues:
        mine = {day: rows for (name, day), rows in by_day.items() if name == queue.id}
        every = [row for rows in mine.values() for row in rows]
        yield "queue_contacts", (queue.id,), _sum(every, "forecast_contacts")
        yield "queue_level", (queue.id,), _level(every)
        yield "queue_target", (queue.id,), queue.target_share
        yield "queue_target_s", (queue.id,), queue.target_s
        yield "queue_floor", (queue.id,), queue.floor_share
        yield "queue_lowest_day", (queue.id,), min(map(_level, mine.values()))
        for day, rows in mine.items():
            yield "queue_day_level", (queue.id, day), _level(rows)


def _pools(files: PlanFiles) -> Found:
    short_everywhere = 0
    interval = dt.timedelta(minutes=files.scenario.settings.interval_minutes)
    for pool in files.scenario.settings.pools:
        rows = [row for row in files.staffing if row["pool"] == pool.id]
        missing = {
            files.moment(row["interval_start"]): max(
                0, int(row["required_agents"]) - int(row["scheduled_agents"])
            )
            for row in rows
        }
        hours = interval.total_seconds() / 3600
        short = sum(map(bool, missing.values()))
        short_everywhere += short
        yield "pool_intervals", (pool.id,), len(rows)
        yield "pool_short", (pool.id,), short
        yield "pool_short_hours", (pool.id,), sum(missing.values()) * hours
        if pool.seats is not None:
            yield "pool_seats", (pool.id,), pool.seats
        for day in {files.day(moment) for moment in missing}:
            mine = {moment: n for moment, n in missing.items() if files.day(moment) == day}
            contacts = [
                row
                for row in files.requirements
                if row["pool"] == pool.id and files.moment(row["interval_start"]) in mine
            ]
            yield "pool_day_contacts", (pool.id, day), _sum(contacts, "forecast_contacts")
            yield "pool_day_intervals", (pool.id, day), len(mine)
            yield "pool_day_short", (pool.id, day), sum(map(bool, mine.values()))
            yield "pool_day_short_hours", (pool.id, day), sum(mine.values()) * hours
            for moments in _runs(sorted(m for m, n in mine.items() if n), interval):
                end = (moments[-1].astimezone(dt.UTC) + interval).astimezone(files.zone)
                key = pool.id, moments[0].isoformat(), end.isoformat()
                yield "short_span", key, max(mine[moment] for moment in moments)
    yield "short_intervals", (), short_everywhere
    yield "open_intervals", (), len(files.staffing)


def _people(files: PlanFiles) -> Found:
    ledger = brought(files)
    eligible = _eligible(files)
    before, after = dict[str, tuple[float, float]](), dict[str, tuple[float, float]]()
    for agent in files.scenario.agents:
        turns = files.turns_of[agent.agent_id]
        week = math.fsum(files.unsocial_hours(turn) for turn in turns)
        row = ledger.get(agent.agent_id, {})
        brings = row.get("unsocial_hours", 0.0), row.get("contracted_hours", 0.0)
        yield "agent_paid_hours", (agent.agent_id,), math.fsum(map(files.paid_hours, turns))
        paid_leave = sum(
            leave.paid_hours_a_day
            for leave in files.scenario.leave
            for day in files.scenario.grid.days
            if leave.agent_id == agent.agent_id and leave.first_day <= day <= leave.last_day
        )
        yield "agent_hours_due", (agent.agent_id,), agent.weekly_hours - paid_leave
        yield "agent_unsocial_hours", (agent.agent_id,), week
        if agent.agent_id in eligible:
            before[agent.agent_id] = brings
            after[agent.agent_id] = brings[0] + week, brings[1] + agent.weekly_hours
    team_before, team_after = _team(before), _team(after)
    yield "team_burden_before", (), team_before
    yield "team_burden_after", (), team_after
    for agent_id, (unsocial, contracted) in after.items():
        yield "unsocial_before", (agent_id,), before[agent_id][0]
        if before[agent_id][1]:
            yield "burden_before", (agent_id,), before[agent_id][0] / before[agent_id][1]
        yield "burden_after", (agent_id,), unsocial / contracted
        yield "above_fair_hours", (agent_id,), unsocial - team_after * contracted


def _eligible(files: PlanFiles) -> set[str]:
    """Who takes part in the fair share: who has hours due, and some unsocial time to work them."""
    found: set[str] = set()
    for agent in files.scenario.agents:
        on_leave = sum(
            row.paid_hours_a_day
            for row in files.scenario.leave
            for day in files.scenario.grid.days
            if row.agent_id == agent.agent_id and row.first_day <= day <= row.last_day
        )
        can = on_leave < agent.weekly_hours and can_work_unsocially(files, agent.agent_id)
        if can and not agent.unsocial_agreed:
            found.add(agent.agent_id)
    return found


def _simulation(files: PlanFiles) -> Found:
    """Yield what ``plan.json`` states of its simulation, which ``verify`` makes again."""
    stated = files.summary["simulation"]
    if stated is None:
        return
    yield "simulated_weeks", (), stated["replications"]
    yield "simulated_confidence", (), stated["confidence"]
    yield "busy_from", (), 0.85
    yield "busy_to", (), 0.9
    for row in stated["queues"]:
        key = (row["queue"],)
        level, expected = row["service_level_share"], row["expected_service_level"]
        yield "simulated_level", key, level
        yield "simulated_expected", key, expected
        yield "simulated_difference_points", key, 100 * (level - expected)
        for name, field in {
            "simulated_level_half": "service_level_share_half_width",
            "simulated_low": "service_level_p10",
            "simulated_high": "service_level_p90",
            "simulated_asa": "asa_s",
            "simulated_asa_half": "asa_half_width_s",
            "simulated_abandoned": "abandoned_share",
            "simulated_abandoned_half": "abandoned_share_half_width",
        }.items():
            yield name, key, row[field]
    for row in stated["by_day"]:
        level, half = row["service_level_share"], row["service_level_share_half_width"]
        floor = files.scenario.queue_by_id[row["queue"]].floor_share
        if level + half < floor:
            key = row["queue"], row["date"]
            yield "day_below_level", key, level
            yield "day_below_level_half", key, half
            yield "day_below_floor", key, floor
    for row in stated["pools"]:
        live = "live_occupancy_share" if "deferred_share" in row else "occupancy_share"
        yield "pool_occupancy", (row["pool"],), row[live]
        yield "pool_occupancy_half", (row["pool"],), row[f"{live}_half_width"]
        if "deferred_share" in row:
            yield "pool_deferred", (row["pool"],), row["deferred_share"]
    for row in stated["people"]:
        key = (row["agent_id"],)
        work = [b for b in files.blocks if b.agent_id == row["agent_id"] and b.queues]
        yield "person_logged_in_hours", key, sum(seconds(b.start, b.end) for b in work) / 3600
        live = "live_occupancy_share" if "deferred_share" in row else "occupancy_share"
        yield "person_occupancy", key, row[live]
        yield "person_occupancy_half", key, row[f"{live}_half_width"]
        if "deferred_share" in row:
            yield "person_deferred", key, row["deferred_share"]
        yield "person_highest_day", key, row["highest_day_share"]


def _rounds(files: PlanFiles) -> Found:
    rounds = files.summary["correction_rounds"]
    if len(rounds) < 2:
        return
    for number, row in enumerate(rounds):
        for kind in ("expected", "simulated"):
            late = math.fsum(queue[f"{kind}_late_contacts"] for queue in row["queues"])
            yield f"round_{kind}", (number,), late
        yield "round_hours", (number,), row["required_hours"]
        if row["movement_share"] is not None:
            yield "round_movement", (number,), row["movement_share"]


def _forecast(files: PlanFiles) -> Found:
    stated = files.summary["forecast"]
    yield "past_weeks", (), len({row["origin"] for row in files.past})
    for row in stated.get("days", []):
        key = row["queue"], row["day"]
        if row["forecast_contacts"]:
            yield "day_contacts", key, row["forecast_contacts"]
            yield "day_low", key, row["forecast_p10"]
            yield "day_high", key, row["forecast_p90"]
    days = {row["queue"]: row for row in stated.get("day_accuracy", [])}
    for row in stated.get("accuracy", []):
        queue = row["queue"]
        mine = [one for one in files.past if queue in ("all", one["queue"])]
        yield "past_contacts", (queue,), _sum(mine, "contacts")
        yield "past_wape", (queue,), row["wape_share"]
        yield "past_chance_wape", (queue,), row["chance_wape_share"]
        yield "past_last_week_wape", (queue,), row["last_week_wape_share"]
        yield "past_weekday_mean_wape", (queue,), row["weekday_mean_wape_share"]
        yield "past_bias", (queue,), row["bias_share"]
        below = sum(float(one["contacts"]) < float(one["forecast_p10"]) for one in mine)
        above = sum(float(one["contacts"]) > float(one["forecast_p90"]) for one in mine)
        yield "past_below", (queue,), below / len(mine)
        yield "past_above", (queue,), above / len(mine)
        yield "past_inside", (queue,), row["range_share"]
        yield "past_days_inside", (queue,), days[queue]["range_share"]


def _settings(files: PlanFiles) -> Found:
    settings = files.scenario.settings
    yield "shrinkage_share", (), settings.shrinkage_share
    yield "interval_minutes", (), settings.interval_minutes
    yield "default_patience_s", (), settings.default_patience_s
    defaults = {
        "breaks": {
            "over_minutes": 360,
            "rest_minutes": 20,
            "young_over_minutes": 270,
            "young_rest_minutes": 30,
        },
        "daily_rest": {"rest_minutes": 660, "young_rest_minutes": 720},
        "weekly_rest": {
            "rest_minutes": 1440,
            "daily_rest_minutes": 660,
            "young_rest_minutes": 2880,
        },
        "average_weekly_hours": {"average_minutes": 2880, "reference_weeks": 17},
        "night_hours": {
            "night_from_minutes": 1380,
            "night_to_minutes": 360,
            "night_work_minutes": 180,
            "nights_over_percent": 50,
            "average_minutes": 480,
            "rest_days_a_week": 1,
            "reference_weeks": 17,
        },
        "young_hours": {"day_minutes": 480, "week_minutes": 2400},
        "young_nights": {"night_from_minutes": 1320, "night_to_minutes": 360},
        "days_in_seven": {"days_max": 6},
        "steady_starts": {"tolerance_minutes": 120},
        "unsocial_fairness": {"tier_hours": 4},
    }
    for rule_id, overrides in settings.rules.items():
        for name, value in (defaults.get(rule_id, {}) | overrides).items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield "rule_parameter", (rule_id, name), float(value)


def can_work_unsocially(files: PlanFiles, agent_id: str) -> bool:
    """Whether some open unsocial quarter-hour of the week lies in the agent's availability."""
    scenario = files.scenario
    grid = scenario.grid
    for index in scenario.open_intervals:
        moment = grid.moment(index)
        day = files.day(moment)
        spans = scenario.available_spans(agent_id, day)
        free = spans is None or any(start <= moment < end for start, end in spans)
        for unsocial in scenario.settings.unsocial:
            within = grid.at(day, unsocial.start) <= moment < grid.at(day, unsocial.end)
            if free and within and f"{day:%a}".lower() in unsocial.days:
                return True
    return False


def _sum(rows: list[Row], column: str) -> float:
    return math.fsum(float(row[column]) for row in rows)


def _level(rows: list[Row]) -> float:
    on_time = math.fsum(
        float(row["forecast_contacts"]) * float(row["expected_service_level"]) for row in rows
    )
    offered = _sum(rows, "forecast_contacts")
    return on_time / offered if offered else 1.0


def _runs(moments: list[dt.datetime], interval: dt.timedelta) -> list[list[dt.datetime]]:
    """Moments in runs of one interval after another."""
    runs = [moments[:1]] if moments else []
    for earlier, later in pairwise(moments):
        if seconds(earlier, later) == interval.total_seconds():
            runs[-1].append(later)
        else:
            runs.append([later])
    return runs


def _team(burdens: dict[str, tuple[float, float]]) -> float:
    contracted = math.fsum(hours for _, hours in burdens.values())
    return math.fsum(hours for hours, _ in burdens.values()) / contracted if contracted else 0.0
