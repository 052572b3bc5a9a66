"""What somebody does at a moment of a plan, and what the files say of a day without a shift."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from allocator.domain.findings import day_text
from allocator.domain.paid_time import leave_hours, lost_hours
from allocator.domain.people_names import called
from allocator.domain.plan import Plan
from allocator.domain.practice import is_session_of, practice_by_mentor, practice_within
from allocator.domain.rota import Activity, Block
from allocator.domain.scenario import Scenario
from allocator.domain.work_words import at_work_on
from allocator.justify.allocation import Allocation, allocations
from allocator.justify.day_off import day_off, week_paid_hours
from allocator.justify.held_activities import held_activities
from allocator.justify.wording import activity_word, clock_span, mentored_words


class Doing(StrEnum):
    """What a moment of somebody's week is."""

    WORK = "work"
    PRACTICE = "practice"
    REST = "rest"
    ACTIVITY = "activity"
    BEFORE = "before_shift"
    AFTER = "after_shift"
    DAY_OFF = "day_off"
    LEAVE = "leave"


@dataclass(frozen=True)
class Moment:
    """A moment of one person's week.

    Parameters
    ----------
    day
        Operating date.
    allocation
        The shift that holds the moment, or the one of its day; ``None`` on a day without.
    block
        What is done in the shift then; ``None`` outside it.
    facts
        Of a moment off the phone or outside a shift: what the files say of it, one a line.
    mentored
        Practice of others in the block, with this person as mentor.
    without_shift
        On a day without a shift: what the files say first of why.
    """

    scenario: Scenario
    agent_id: str
    at: dt.datetime
    day: dt.date
    doing: Doing
    allocation: Allocation | None
    block: Block | None
    facts: tuple[str, ...] = ()
    mentored: tuple[Block, ...] = ()
    without_shift: str = ""

    @property
    def is_on_phone(self) -> bool:
        """Whether contacts are taken then that count as service."""
        return self.doing is Doing.WORK

    @property
    def words(self) -> str:
        """One line: who does what."""
        who = called(self.scenario.agent_by_id[self.agent_id])
        on_which = "on" if self.at.date() == self.day else "in the night after"
        when = f"at {self.at:%H:%M} {on_which} {day_text(self.day)}"
        if self.allocation is None:
            return f"{who} {self.without_shift}."
        shift = f"the shift {clock_span(self.allocation.start, self.allocation.end)}"
        if self.block is None and self._is_away:
            return f"{who} is away {when}: {shift} is what is left of the day."
        if self.block is None:
            side = "begins later" if self.doing is Doing.BEFORE else "has ended"
            return f"{who} is not at work {when}: {shift} {side}."
        zone = self.scenario.grid.zone
        span = clock_span(self.block.start.astimezone(zone), self.block.end.astimezone(zone))
        mentor = mentored_words(self.scenario, self.mentored)
        beside = f"; mentor of {mentor}" if mentor else ""
        return f"{who} {self._doing_words} {day_text(self.day)} {span}, in {shift}{beside}."

    @property
    def _is_away(self) -> bool:
        """Whether something has happened that keeps this person away then."""
        disruption, at_s = self.scenario.disruption, self.at.timestamp()
        return disruption is not None and any(
            first.timestamp() <= at_s < until.timestamp()
            for first, until in disruption.away_spans(self.agent_id)
        )

    @property
    def _doing_words(self) -> str:
        block = self.block
        assert block is not None
        with_whom = ", ".join(
            called(self.scenario.agent_by_id[one]) if one in self.scenario.agent_by_id else one
            for one in block.with_agents
        )
        if self.doing is Doing.PRACTICE:
            return f"practises on {', '.join(block.queues)} with {with_whom} as mentor"
        if self.doing is Doing.WORK:
            return f"is {at_work_on(self.scenario, block.queues, ', '.join(block.queues))}"
        if self.doing is Doing.REST:
            return f"is on {'lunch' if block.activity is Activity.LUNCH else 'a break'}"
        company = f" with {with_whom}" if with_whom else ""
        return f"is at {activity_word(block.activity)}{company}, off the phone,"


def moment_of(scenario: Scenario, plan: Plan, agent_id: str, at: dt.datetime) -> Moment:
    """Find what a person does at a moment."""
    day = scenario.grid.operating_date(at)
    mine = [one for one in allocations(scenario, plan.rota) if one.agent_id == agent_id]
    at_s = at.timestamp()
    for allocation in mine:
        for block in allocation.shift.blocks:
            if block.span_s[0] <= at_s < block.span_s[1]:
                doing = _doing(block)
                # A shift may run on past the end of its operating day.
                held_on = allocation.day
                facts = _of_block(scenario, plan, allocation, block)
                beside = practice_within(allocation.shift, practice_by_mentor(plan.rota.blocks))
                mentored = tuple(
                    one
                    for one in beside
                    if one.span_s[0] < block.span_s[1] and block.span_s[0] < one.span_s[1]
                )
                return Moment(
                    scenario, agent_id, at, held_on, doing, allocation, block, facts, mentored
                )
    today = [one for one in mine if one.day == day]
    facts = (*_of_day(scenario, agent_id, day), *_of_week(scenario, plan, agent_id, day))
    if today:
        later = [one for one in today if one.start.timestamp() > at_s]
        doing = Doing.BEFORE if later else Doing.AFTER
        shown = later[0] if later else today[-1]
        return Moment(scenario, agent_id, at, day, doing, shown, None, facts)
    on_leave = scenario.leave_hours_on(agent_id, day) is not None
    doing = Doing.LEAVE if on_leave else Doing.DAY_OFF
    words = day_off(scenario, plan.rota, agent_id, day).words
    return Moment(scenario, agent_id, at, day, doing, None, None, facts, without_shift=words)


def _doing(block: Block) -> Doing:
    if block.activity is Activity.WORK:
        return Doing.PRACTICE if block.is_practice else Doing.WORK
    return Doing.REST if block.is_rest else Doing.ACTIVITY


def _of_block(
    scenario: Scenario, plan: Plan, allocation: Allocation, block: Block
) -> tuple[str, ...]:
    """Tell which break, activity or goal of the scenario a block off the phone is."""
    if block.is_rest:
        return _of_rest(scenario, allocation, block)
    goals = [
        f"goals.csv: {goal.goal}, {goal.hours:g} h by {goal.due}, of which {goal.done_hours:g} h "
        "were had before."
        for goal in scenario.goals
        if is_session_of(goal, block)
    ]
    if block.activity is Activity.WORK:
        return tuple(goals)
    zone = scenario.grid.zone
    held = [
        f"activities.csv: {one.activity_id}, "
        f"{clock_span(one.start.astimezone(zone), one.end.astimezone(zone))}, "
        f"{len(one.participants)} people."
        for one in held_activities(scenario, plan.rota)
        if block.agent_id in one.participants and one.meets(block.start, block.end)
    ]
    return (*goals, *held)


def _of_rest(scenario: Scenario, allocation: Allocation, block: Block) -> tuple[str, ...]:
    """Tell which rest of the break plan a block is: of two alike the first is the earlier one."""
    shift = allocation.shift
    breaks = scenario.meant_breaks(shift.agent_id, shift.start, shift.minutes)
    if breaks is None:
        return ()
    kind = block.activity, block.minutes
    taken = [one for one in shift.breaks if (one.activity, one.minutes) == kind]
    planned = sorted(
        (rest for rest in breaks.breaks if (rest.activity, rest.minutes) == kind),
        key=lambda rest: rest.start_after_minutes,
    )
    place = taken.index(block)
    return tuple(
        f"scenario.yaml, break plan {breaks.id}: {rest.activity} of {rest.minutes} min "
        f"({'paid' if rest.paid else 'unpaid'}), begun {rest.start_after_minutes[0]} to "
        f"{rest.start_after_minutes[1]} min after the shift's start."
        for rest in planned[place : place + 1]
    )


def _of_day(scenario: Scenario, agent_id: str, day: dt.date) -> list[str]:
    """Tell what limits or asks for the day: leave, availability, patterns, pins and requests."""
    facts: list[str] = []
    agent = scenario.agent_by_id[agent_id]
    if not scenario.opening_spans(day):
        facts.append(f"The site is closed on {day_text(day)} (opening_hours of scenario.yaml).")
    if scenario.leave_hours_on(agent_id, day) is not None:
        facts.append("leave.csv has leave on the day.")
    elif lost := scenario.lost_hours_on(agent_id, day):
        facts.append(f"replan.json: away on the day, from {lost:g} paid hours of it.")
    elif agent.first_day is not None and day < agent.first_day:
        facts.append(f"agents.csv has {agent.first_day} as the first day.")
    else:
        spans = scenario.available_spans(agent_id, day)
        if spans is not None:
            times = " and ".join(clock_span(start, end) for start, end in spans)
            facts.append(f"availability.csv: available {times or 'at no time'} on the day.")
    if not scenario.patterns_of(agent_id, day):
        facts.append("No shift pattern of the contract starts on that weekday (scenario.yaml).")
    zone = scenario.grid.zone
    facts += [
        f"pins.csv pins {pin.kind.replace('_', ' ')} "
        f"{clock_span(pin.start.astimezone(zone), pin.end.astimezone(zone))}."
        for pin in scenario.pins_by_agent.get(agent_id, ())
        if scenario.grid.operating_date(pin.start) == day
    ]
    facts += [
        f"requests.csv asks for {request.kind.replace('_', ' ')} (weight {request.weight:g})."
        for request in scenario.requests_by_agent.get(agent_id, ())
        if request.date == day
    ]
    return facts


def _of_week(scenario: Scenario, plan: Plan, agent_id: str, day: dt.date) -> list[str]:
    """Tell what the rest of the week holds: days worked and hours."""
    week = scenario.week_of(day)
    mine = [
        one
        for one in allocations(scenario, plan.rota)
        if one.agent_id == agent_id and one.day in week
    ]
    hours = week_paid_hours(scenario, plan.rota, agent_id, week)
    days = ", ".join(f"{one.day:%a}" for one in mine)
    due_hours = scenario.hours_due(agent_id, week)
    shifts = f"{len(mine)} {'shift' if len(mine) == 1 else 'shifts'} ({days or 'none'})"
    due = f"{due_hours:g} are due"
    beyond = (
        (leave_hours(scenario, agent_id, week), "paid leave"),
        (lost_hours(scenario, agent_id, week), "hours away"),
    )
    if told := [f"{hours:g} are {what}" for hours, what in beyond if hours]:
        contracted = scenario.contracted_hours(agent_id, week)
        due += f"; of the {contracted:g} contracted, {' and '.join(told)}"
    return [f"The week has {shifts} with {hours:g} paid hours; {due}."]
