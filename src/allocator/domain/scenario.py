"""A scenario: the tables that one plan is made from, and what follows from them."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.domain.clock import WEEKDAYS
from allocator.domain.cover import CoverRow
from allocator.domain.grid import UTC, TimeGrid
from allocator.domain.holiday import bank_holidays
from allocator.domain.people import Skill
from allocator.domain.scenario_tables import ScenarioTables
from allocator.domain.scenario_tables import Span as Span
from allocator.domain.settings import BreakPlan, RotationWeek, ShiftPattern

if TYPE_CHECKING:
    from allocator.domain.practice import PracticeSession

_LATEST_CLOCK_MINUTES = 36 * 60
"""The last time that can be written for an operating day, 36:00: no shift of it ends later."""


class Scenario(ScenarioTables):
    """Everything that planning reads: a calendar, what people may do in it and are due.

    See :class:`~allocator.domain.scenario_tables.ScenarioTables` for what it is made of.
    """

    @cached_property
    def grid(self) -> TimeGrid:
        """Time grid of the planned days."""
        week = self.settings.week
        return TimeGrid(
            time_zone=self.settings.site.time_zone,
            first_day=week.start,
            day_count=week.days,
            day_starts_at=dt.time(*divmod(week.day_starts_at, 60)),
            interval_minutes=self.settings.interval_minutes,
        )

    @cached_property
    def practice_sessions(self) -> tuple[PracticeSession, ...]:
        """Sessions that the planned days owe to the goals, those due first first."""
        from allocator.domain.practice import sessions_owed  # it speaks of scenarios itself

        return sessions_owed(self)

    @cached_property
    def bank_holidays(self) -> dict[dt.date, str]:
        """Bank holidays, with their names, of the planned days and of the years of the history."""
        setting = self.settings.bank_holidays
        if setting is None:
            return {}
        years = {day.year for day in self.grid.days}
        years |= {row.interval_start.year for row in self.history}
        return bank_holidays(setting.nation, years)

    def run_as(self, day: dt.date) -> str:
        """Weekday that an operating day is run like: its own, but for a bank holiday.

        ``closed`` for a bank holiday on which nobody works.
        """
        setting = self.settings.bank_holidays
        if setting is not None and day in self.bank_holidays:
            return setting.runs_like
        return WEEKDAYS[day.weekday()]

    def rotation_week(self, agent_id: str, day: dt.date) -> RotationWeek | None:
        """Week of an agent's rotation that a day falls in; ``None`` without a rotation."""
        agent = self.agent_by_id[agent_id]
        if agent.rotation is None:
            return None
        rotation = self.rotation_by_id[agent.rotation]
        weeks_on = (day - rotation.first_week).days // 7 + agent.rotation_offset_weeks
        return rotation.weeks[weeks_on % len(rotation.weeks)]

    def patterns_of(self, agent_id: str, day: dt.date) -> tuple[ShiftPattern, ...]:
        """Shift patterns that an agent may be given on an operating day.

        Those of the contract and, for whoever follows a rotation, of the rotation's week, that
        are made for the weekday.
        """
        allowed = self.contract_by_id[self.agent_by_id[agent_id].contract].patterns
        week = self.rotation_week(agent_id, day)
        if week is not None:
            if week.days and WEEKDAYS[day.weekday()] not in week.days:
                return ()
            allowed = tuple(name for name in allowed if name in week.patterns)
        weekday = self.run_as(day)
        patterns = (self.pattern_by_id[name] for name in allowed)
        return tuple(pattern for pattern in patterns if weekday in pattern.days)

    def shift_kind(self, start: dt.datetime) -> str | None:
        """Id of the kind of a shift that starts at a moment; ``None`` where no kind fits."""
        minutes = self.grid.clock_minutes(start)
        kinds = (k.id for k in self.settings.shift_kinds if k.start_from <= minutes < k.start_to)
        return next(kinds, None)

    def is_young(self, agent_id: str, day: dt.date) -> bool:
        """Whether an agent is under 18 on a day."""
        adult_from = self.agent_by_id[agent_id].adult_from
        return adult_from is not None and day < adult_from

    def leave_hours_on(self, agent_id: str, day: dt.date) -> float | None:
        """Paid hours of leave on an operating day; ``None`` where the agent has no leave then."""
        hours = [
            row.paid_hours_a_day
            for row in self.leave_by_agent.get(agent_id, ())
            if row.first_day <= day <= row.last_day
        ]
        return max(hours) if hours else None

    def leave_days(self, agent_id: str) -> tuple[dt.date, ...]:
        """Days of the planned week on which an agent has leave."""
        days = self.grid.days if agent_id in self.leave_by_agent else ()
        return tuple(day for day in days if self.leave_hours_on(agent_id, day) is not None)

    @property
    def weeks(self) -> float:
        """Weeks of contracted hours that the plan holds: 2 in 14 days, and in 5 days still 1."""
        return max(1.0, self.grid.day_count / 7)

    @cached_property
    def plan_weeks(self) -> tuple[tuple[dt.date, ...], ...]:
        """Planned days, seven at a time from the first; the last may be a part of a week."""
        days = self.grid.days
        return tuple(days[first : first + 7] for first in range(0, len(days), 7))

    def week_of(self, day: dt.date) -> tuple[dt.date, ...]:
        """Week of the plan that a planned day lies in."""
        return self.plan_weeks[(day - self.grid.first_day).days // 7]

    def contracted_hours(self, agent_id: str, week: tuple[dt.date, ...] | None = None) -> float:
        """Paid hours of an agent's contract in the planned days, or in one week of them.

        A plan of seven days or fewer holds the hours of a week, a longer one a seventh of them
        for each day. A week that is over before a starter's first day holds none.
        """
        if week is None:
            return sum(self.contracted_hours(agent_id, one) for one in self.plan_weeks)
        agent = self.agent_by_id[agent_id]
        if agent.first_day is not None and agent.first_day > week[-1]:
            return 0.0
        return agent.weekly_hours * (len(week) if len(self.plan_weeks) > 1 else 7) / 7

    def hours_due(self, agent_id: str, week: tuple[dt.date, ...] | None = None) -> float:
        """Paid hours that the rota owes an agent: those contracted, less those of paid leave.

        Less those, too, that events have taken since the rota was published. Of the planned
        days, or of one week of them. Leave of one week takes nothing off the hours of another.
        """
        if week is None:
            return sum(self.hours_due(agent_id, one) for one in self.plan_weeks)
        leave = 0.0
        if agent_id in self.leave_by_agent:
            leave = sum(self.leave_hours_on(agent_id, day) or 0.0 for day in week)
        lost = sum(self.lost_hours_on(agent_id, day) for day in week)
        return max(0.0, self.contracted_hours(agent_id, week) - leave - lost)

    def lost_hours_on(self, agent_id: str, day: dt.date) -> float:
        """Paid hours of an operating day that events have taken since the rota was published."""
        return 0.0 if self.disruption is None else self.disruption.lost_hours_on(agent_id, day)

    def usable_queues(self, agent_id: str, pool_id: str) -> tuple[str, ...]:
        """Queues of a pool that an agent may be logged into, rarest skill first.

        The order is that of the pool's queues by the number of agents who may take them, fewest
        first, so that a queue few can answer is first with those who can; ties keep the
        scenario's order.
        """
        skills = self.skills_by_agent[agent_id]
        pool = self.pool_by_id[pool_id]
        usable = [queue for queue in pool.queues if queue in skills and self._may(skills[queue])]
        return tuple(sorted(usable, key=lambda queue: self.able_count[queue]))

    @cached_property
    def able_count(self) -> dict[str, int]:
        """Number of agents who may take each queue."""
        counts = {queue.id: 0 for queue in self.settings.queues}
        for skill in self.skills:
            counts[skill.queue] += self._may(skill)
        return counts

    def _may(self, skill: Skill) -> bool:
        """Whether an agent may be logged into the queue of a skill.

        A learner (level 0) needs a mentor and may not. Nor may whom an agreed adjustment keeps
        to other queues, where the rule on these is declared.
        """
        kept_to = self._kept_to_queues.get(skill.agent_id)
        return skill.level >= 1 and (kept_to is None or skill.queue in kept_to)

    @cached_property
    def _kept_to_queues(self) -> dict[str, frozenset[str]]:
        """Queues of each agent whom an agreed adjustment keeps to some."""
        kept: dict[str, frozenset[str]] = {}
        if "agreed_adjustments" in self.settings.rules:
            for row in self.adjustments:
                if row.kind == "only_queues":
                    kept[row.agent_id] = kept.get(row.agent_id, frozenset(row.queues)) & set(
                        row.queues
                    )
        return kept

    def opening_spans(self, day: dt.date) -> tuple[Span, ...]:
        """Open spans of one operating day in local time; empty where it is closed."""
        if day not in self._opening_spans:
            spans = self.settings.opening_hours
            dated = [span for span in spans if span.date == day]
            weekday = self.run_as(day)
            chosen = dated or [span for span in spans if weekday in span.days]
            at = self.grid.at
            self._opening_spans[day] = tuple(
                (at(day, span.open), at(day, span.close))
                for span in chosen
                if span.close > span.open
            )
        return self._opening_spans[day]

    @cached_property
    def _opening_spans(self) -> dict[dt.date, tuple[Span, ...]]:
        """Open spans of the days asked for so far."""
        return {}

    @cached_property
    def open_intervals(self) -> tuple[int, ...]:
        """Numbers of the grid's intervals in which contacts are taken, ascending."""
        grid = self.grid
        indexes = {
            index
            for day in grid.days
            for start, end in self.opening_spans(day)
            for index in range(grid.index(start), grid.index(end))
        }
        return tuple(sorted(index for index in indexes if 0 <= index < grid.interval_count))

    @cached_property
    def worked_minutes_by_day(self) -> dict[str, dict[dt.date, float]]:
        """Working time of each agent before the week by operating day, in minutes.

        Shifts without the unpaid breaks of their length, which the records do not show.
        """
        by_agent: dict[str, dict[dt.date, float]] = {}
        for agent_id, spans in self.worked_by_agent.items():
            minutes = by_agent[agent_id] = {}
            for start, end in spans:
                day = self.grid.operating_date(start)
                elapsed = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60
                plan = self.break_plan(elapsed)
                unpaid = sum(rest.minutes for rest in plan.breaks if not rest.paid) if plan else 0
                minutes[day] = minutes.get(day, 0.0) + elapsed - unpaid
        return by_agent

    def available_spans(self, agent_id: str, day: dt.date) -> tuple[Span, ...] | None:
        """Spans in which an agent can work a shift of one operating day.

        None on a day of leave, and before the first day of a starter. Without the spans in which
        events keep the agent away.

        Returns
        -------
        tuple of (start, end), or None
            ``None`` where nothing limits the agent; empty where the agent cannot work at all.
        """
        spans = self._contracted_spans(agent_id, day)
        away = () if self.disruption is None else self.disruption.away_spans(agent_id)
        if not away or spans == ():
            return spans
        at = self.grid.at
        whole = (at(day, self.settings.week.day_starts_at), at(day, _LATEST_CLOCK_MINUTES))
        if spans is None and not any(_meet(span, whole) for span in away):
            return None
        # No shift of the day begins when it is over, so what is left then is no time to work.
        over = at(day + dt.timedelta(days=1), self.settings.week.day_starts_at)
        parts = (part for span in spans or (whole,) for part in _outside(span, away))
        return tuple(part for part in parts if part[0].timestamp() < over.timestamp())

    def _contracted_spans(self, agent_id: str, day: dt.date) -> tuple[Span, ...] | None:
        """Spans of availability, whatever has happened since the rota was published."""
        agent = self.agent_by_id.get(agent_id)  # a rota may name somebody unknown
        first_day = agent.first_day if agent else None
        if self.leave_hours_on(agent_id, day) is not None or (first_day and day < first_day):
            return ()
        weekday = WEEKDAYS[day.weekday()]
        mine = self.availability_by_agent.get(agent_id, ())
        for wanted in (day.isoformat(), weekday, "all"):
            rows = [row for row in mine if wanted in row.days.lower().split("|")]
            if rows:
                at = self.grid.at
                return tuple(
                    (at(day, row.available_from), at(day, row.available_to))
                    for row in rows
                    if row.available_from is not None and row.available_to is not None
                )
        return None

    def cover_on(self, day: dt.date) -> dict[str, CoverRow]:
        """Return what is wanted on a day, by kind of shift; kinds not named are left out."""
        weekday = WEEKDAYS[day.weekday()]
        found: dict[str, CoverRow] = {}
        for wanted in ("all", weekday, day.isoformat()):
            found |= {row.shift_kind: row for row in self._cover_by_day.get(wanted, ())}
        return found

    @cached_property
    def _cover_by_day(self) -> dict[str, list[CoverRow]]:
        """Rows of cover by each day that they name."""
        by_day: dict[str, list[CoverRow]] = {}
        for row in self.cover:
            for name in row.days.lower().split("|"):
                by_day.setdefault(name, []).append(row)
        return by_day

    def meant_breaks(
        self, agent_id: str, start: dt.datetime, shift_minutes: float
    ) -> BreakPlan | None:
        """Return the breaks that a shift in a rota was meant to have; ``None`` for none.

        Those of its length, but of a shift that events have cut those of the whole of it.
        """
        uncut = None if self.disruption is None else self.disruption.uncut_minutes(agent_id, start)
        return self.break_plan(shift_minutes if uncut is None else uncut)

    def break_plan(self, shift_minutes: float) -> BreakPlan | None:
        """Return the breaks of a shift of this elapsed length; ``None`` for none."""
        for plan in self.settings.break_plans:
            if plan.shift_over_minutes < shift_minutes <= plan.shift_up_to_minutes:
                return plan
        return None


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans have time in common."""
    return one[0].timestamp() < other[1].timestamp() and other[0].timestamp() < one[1].timestamp()


def _outside(span: Span, away: tuple[Span, ...]) -> list[Span]:
    """Parts of a span that lie in none of others, which are in order of their start."""
    parts: list[Span] = []
    since, until = span
    for start, end in away:
        if since.timestamp() < min(start.timestamp(), until.timestamp()):
            parts.append((since, min(start, until, key=dt.datetime.timestamp)))
        since = max(since, end, key=dt.datetime.timestamp)
    if since.timestamp() < until.timestamp():
        parts.append((since, until))
    return parts
