"""Why the agent may have the shift: skills, hours, availability and the room left to each rule."""

from __future__ import annotations

import datetime as dt

from allocator.domain.paid_time import leave_hours, lost_hours, paid_minutes
from allocator.domain.people import Request
from allocator.domain.rota import minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.domain.work_words import at_work
from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.declared_rules import rule_source
from allocator.justify.grounds import Grounds
from allocator.verify.verifier import broken_rules


def eligibility(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Claims of eligibility; room is stated for the rules that the scenario declares."""
    claims = [*_skills(grounds, allocation), *_hours(grounds, allocation)]
    for rule_id, room in _ROOM.items():
        if rule_id in grounds.parameters:
            claims += room(grounds, allocation)
    return (*claims, _rules_kept(grounds, allocation))


def _skills(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say = Claimant(allocation.id)
    agent_id = allocation.agent_id
    queues = dict.fromkeys(queue for block in allocation.shift.blocks for queue in block.queues)
    claims: list[Claim] = []
    for queue in queues:
        # A rota from elsewhere may put people on queues that they cannot take.
        skill = grounds.scenario.skills_by_agent[agent_id].get(queue)
        source = f"skills.csv: {agent_id}, {queue}"
        claims += [
            say.fact(
                f"skill.{queue}.level", f"level on {queue}", skill and skill.level, "of 3", source
            ),
            say.fact(
                f"skill.{queue}.aht_factor",
                f"handling time on {queue}",
                skill and skill.aht_factor,
                "times the queue's mean",
                source,
            ),
        ]
    for pool_id in allocation.pools:
        speed = grounds.pricing.state.service.speed.get((agent_id, pool_id))
        source = "recomputed: skills.csv weighted by the week's work in requirements.csv"
        claims.append(
            say.fact(f"speed.{pool_id}", f"speed in {pool_id}", speed, "times the mean", source)
        )
    return claims


def _hours(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    """Claims of paid and contracted hours: of the plan's week that the shift lies in."""
    say, scenario = Claimant(allocation.id), grounds.scenario
    agent = scenario.agent_by_id[allocation.agent_id]
    several = len(scenario.plan_weeks) > 1
    week = scenario.week_of(allocation.day)
    shifts = [
        shift
        for shift in grounds.plan.rota.shifts(agent.agent_id)
        if scenario.grid.operating_date(shift.start) in week
    ]
    week_hours = sum(paid_minutes(scenario, shift) for shift in shifts) / 60
    paid = "rota.csv and the break plans of scenario.yaml"
    claims = [
        say.fact("hours.shift", "paid hours of the shift", allocation.paid_minutes / 60, "h", paid),
        say.fact("hours.week", "paid hours of the week", week_hours, "h", paid),
        say.fact(
            "hours.contracted",
            "contracted hours of the week",
            scenario.contracted_hours(agent.agent_id, week),
            "h",
            f"agents.csv: {agent.agent_id}",
        ),
    ]
    if on_leave := leave_hours(scenario, agent.agent_id, week):
        source = f"leave.csv: {agent.agent_id}"
        claims.append(
            say.fact("hours.leave", "paid leave of the week, within them", on_leave, "h", source)
        )
    if away := lost_hours(scenario, agent.agent_id, week):
        told = "away in the week since the rota was told, within them"
        claims.append(say.fact("hours.away", told, away, "h", "replan.json"))
    # What is left of a plan of several weeks is held by the whole of it alone.
    if "contracted_hours" in grounds.parameters and (len(week) == 7 or not several):
        contract = scenario.contract_by_id[agent.contract]
        tolerance = contract.minutes_off_a_week if several else contract.tolerance_minutes
        due_hours = scenario.hours_due(agent.agent_id, week)
        above = due_hours + tolerance / 60 - week_hours
        below = week_hours - due_hours + tolerance / 60
        source = f"rule contracted_hours, contract {agent.contract} of scenario.yaml"
        claims += [
            say.fact("hours.tolerance", "tolerance either way", tolerance / 60, "h", source),
            say.fact("hours.room_above", "room to more hours", above, "h", source),
            say.fact("hours.room_below", "room to fewer hours", below, "h", source),
        ]
    return claims


def _availability(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say, agent_id = Claimant(allocation.id), allocation.agent_id
    spans = grounds.scenario.available_spans(agent_id, allocation.day)
    source = f"availability.csv: {agent_id}"
    before = after = None
    for span_start, span_end in spans or ():
        if allocation.shift.lies_within(span_start, span_end):
            before = minutes_between(span_start, allocation.start)
            after = minutes_between(allocation.end, span_end)
    return [
        say.fact("availability.before", "available before the start", before, "min", source),
        say.fact("availability.after", "available after the end", after, "min", source),
    ]


def _rest(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say = Claimant(allocation.id)
    planned = grounds.plan.rota.shifts(allocation.agent_id)
    place = next(n for n, shift in enumerate(planned) if shift.start == allocation.start)
    worked = grounds.scenario.worked_by_agent.get(allocation.agent_id, ())
    ends = [end for _, end in worked] + [shift.end for shift in planned[:place]]
    before = minutes_between(ends[-1], allocation.start) if ends else None
    after = (
        minutes_between(allocation.end, planned[place + 1].start)
        if place + 1 < len(planned)
        else None
    )
    parameters = grounds.parameters["daily_rest"]
    due_minutes = parameters.rest_minutes
    if grounds.scenario.is_young(allocation.agent_id, allocation.day):
        due_minutes = max(due_minutes, parameters.young_rest_minutes)
    source = f"rota.csv and worked.csv; {rule_source('daily_rest', parameters)}"
    return [
        say.fact("rest.before", "rest before the shift", before, "min", source),
        say.fact("rest.after", "rest after the shift", after, "min", source),
        say.fact("rest.due", "rest due", due_minutes, "min", source),
    ]


def _days(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say, grid = Claimant(allocation.id), grounds.scenario.grid
    starts = [shift.start for shift in grounds.plan.rota.shifts(allocation.agent_id)]
    starts += [start for start, _ in grounds.scenario.worked_by_agent.get(allocation.agent_id, ())]
    worked = {grid.operating_date(start) for start in starts}
    most = max(
        sum(first + dt.timedelta(days=n) in worked for n in range(7))
        for first in (allocation.day - dt.timedelta(days=back) for back in range(7))
    )
    parameters = grounds.parameters["days_in_seven"]
    source = f"rota.csv and worked.csv; {rule_source('days_in_seven', parameters)}"
    return [
        say.fact("days.in_seven", "days worked of any seven around it", most, "days", source),
        say.fact("days.most", "days allowed of any seven", parameters.days_max, "days", source),
    ]


def _seats(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say, state = Claimant(allocation.id), grounds.pricing.state
    position = {interval: n for n, interval in enumerate(state.service.intervals)}
    claims: list[Claim] = []
    for pool_id in allocation.pools:
        seats = grounds.scenario.pool_by_id[pool_id].seats
        places = [position[interval] for interval in grounds.on_phone(allocation, pool_id)]
        if seats is None or not places:
            continue
        full = sum(int(state.presence[pool_id].heads[place]) >= seats for place in places)
        doing = at_work(grounds.scenario, grounds.scenario.pool_by_id[pool_id].queues)
        source = "rota.csv; rule seats, pools of scenario.yaml"
        claims += [
            say.fact(
                f"seats.{pool_id}.full",
                f"intervals {doing} in {pool_id} with every seat taken",
                full,
                "intervals",
                source,
            ),
            say.fact(
                f"seats.{pool_id}.intervals",
                f"intervals {doing} in {pool_id}",
                len(places),
                "intervals",
                source,
            ),
        ]
    return claims


_ASKED_FOR = {
    "day_off": "request for the day off",
    "start_between": "request for a starting time",
    "shift_between": "request for a shift that starts at some time",
    "no_shift_between": "request for no shift that starts at some time",
}


def _requests(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say = Claimant(allocation.id)
    clock = grounds.scenario.grid.clock_minutes(allocation.start)
    claims: list[Claim] = []
    for request in grounds.scenario.requests_by_agent.get(allocation.agent_id, ()):
        if request.date != allocation.day:
            continue
        inside = (request.start_from is None or clock >= request.start_from) and (
            request.start_to is None or clock < request.start_to
        )
        met = {
            "day_off": False,
            "start_between": inside,
            "shift_between": inside,
            "no_shift_between": not inside,
        }[request.kind]
        claims.append(
            say.fact(
                f"request.{len(claims) + 1}.{request.kind}",
                _ASKED_FOR[request.kind],
                "met" if met else "declined",
                "",
                _request_source(grounds.scenario, request),
            )
        )
    return claims


def _request_source(scenario: Scenario, request: Request) -> str:
    """Row of a request with its weight, and what it counts after what was declined before."""
    counted = scenario.request_weight(request)
    more = f", counted {counted:.2f} by ledger.csv" if counted != request.weight else ""
    return f"requests.csv: {request.agent_id}, {request.date}, weight {request.weight:g}{more}"


def _rules_kept(grounds: Grounds, allocation: Allocation) -> Claim:
    view = RotaView(
        scenario=grounds.scenario,
        rota=grounds.plan.rota,
        agent_ids=(allocation.agent_id,),
    )
    mine = [f for f in broken_rules(view) if f.agent_id == allocation.agent_id]
    return Claimant(allocation.id).fact(
        "rules.broken",
        "breaches of hard rules in the agent's week",
        len(mine),
        "breaches",
        f"every hard rule that scenario.yaml declares, run on {allocation.agent_id}'s week",
    )


_ROOM = {
    "availability": _availability,
    "daily_rest": _rest,
    "days_in_seven": _days,
    "seats": _seats,
    "requests": _requests,
}
"""Claims of the room to each rule that has any to show."""
