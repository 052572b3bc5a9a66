"""Weeks with a leave beside a replan's: in what is left open of it, changes cost by notice.

The days asked for are the agent's own wish and cost no notice; whatever else moves for them does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.disruption import Disruption, LostTime
from allocator.domain.event_of_day import TimeOff
from allocator.domain.findings import day_text, local_text
from allocator.domain.people_names import called
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputError, InputProblem
from allocator.justify.measured_rota import MeasuredRota
from allocator.justify.reoptimised import price_by_notice
from allocator.pipeline.leave.plan_weeks import SearchedOn, Tell
from allocator.pipeline.plan_scenario import asked_about
from allocator.pipeline.why_not.passed import is_away, working_span
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import LeftOpen
from allocator.rota.own_week import own_weeks
from allocator.rota.reoptimise import Reoptimiser
from allocator.verify.excused import split_excused
from allocator.verify.replan_checks import check_replan
from allocator.verify.verifier import broken_rules


class ReplanWeeks:
    """What is left open of a replan's week.

    Parameters
    ----------
    original
        The scenario as it was planned from, whatever has happened.
    before
        The replan's rota; its scenario has that for what stands.
    """

    def __init__(self, original: Scenario, before: MeasuredRota) -> None:
        self._original = original
        self._before = before
        disruption = before.scenario.disruption
        assert disruption is not None
        self._disruption: Disruption = disruption
        self._known = broken_rules(RotaView.whole(before.scenario, before.rota))

    def granted(self, agent_id: str, paid_hours: Mapping[dt.date, float]) -> Scenario:
        """Scenario in which the days are time off, so many hours of each owed no more."""
        now, rota = self._disruption.now, self._before.rota
        events = [self._time_off(agent_id, day) for day in paid_hours]
        made = disrupt(self._original, rota, self._disruption, events, now)
        others = [
            row for row in made.lost[len(self._disruption.lost) :] if row.agent_id != agent_id
        ]
        mine = [
            LostTime(agent_id=agent_id, day=day, minutes=60 * hours)
            for day, hours in paid_hours.items()
            if hours
        ]
        lost = (*self._disruption.lost, *others, *mine)
        return disrupted(self._original, made.model_copy(update={"lost": lost}))

    def _time_off(self, agent_id: str, day: dt.date) -> TimeOff:
        """Take the whole of an operating day, but for a shift before it that runs into it."""
        grid = self._original.grid
        number = grid.days.index(day)
        start, until = grid.day_starts[number], grid.day_starts[number + 1]
        for shift in self._before.rota.shifts(agent_id):
            if grid.operating_date(shift.start) < day:
                start = max(start, shift.end, key=lambda moment: moment.timestamp())
        return TimeOff(agent_id=agent_id, start=start, until=until)

    def own_week(self, granted: Scenario, agent_id: str, limits: SearchLimits) -> Rota | None:
        """Rota in which nobody else moves; ``None`` where there is none."""
        disruption = granted.disruption
        assert disruption is not None
        standing = disruption.standing
        if self.measured(granted, standing) is not None:
            return standing
        week = LeftOpen(granted, self._before.service, standing, disruption, free=[agent_id])
        (own,) = own_weeks(week, granted, [agent_id], limits)
        return own.rota

    def searched_on(
        self, scenario: Scenario, rota: Rota, limits: SearchLimits, tell: Tell
    ) -> SearchedOn:
        """Search from a rota, everybody free to move in what is left open."""
        reoptimiser = Reoptimiser(asked_about(scenario, rota), self._before.service, rota)
        found = reoptimiser.search([reoptimiser.start], limits, tell)
        return SearchedOn(reoptimiser.written(found.best), found.apart)

    def measured(self, scenario: Scenario, rota: Rota | None) -> MeasuredRota | None:
        """Rota with its figures; ``None`` where it breaks a rule that no event has broken."""
        if rota is None:
            return None
        broken = broken_rules(RotaView.whole(scenario, rota))
        known = {(each.rule_id, each.agent_id, each.message) for each in self._known}
        left, _ = split_excused(self._before.scenario, broken, self._known)
        left = [each for each in left if (each.rule_id, each.agent_id, each.message) not in known]
        if left or check_replan(scenario, rota):
            return None
        return MeasuredRota.of(scenario, self._before.service, rota)

    def notice(self, scenario: Scenario, rota: Rota) -> float | None:
        """Price of its changes by notice, the days off themselves apart."""
        assert scenario.disruption is not None
        return price_by_notice(scenario, scenario.disruption.standing, rota)


def check_to_come(scenario: Scenario, agent_id: str, days: Sequence[dt.date]) -> None:
    """Refuse days of a replan that are over or under way, and those somebody is away on.

    Raises
    ------
    InputError
        Naming every such day.
    """
    disruption = scenario.disruption
    if disruption is None:
        return
    grid, join = scenario.grid, disruption.join
    problems: list[InputProblem] = []
    for day in days:
        number = grid.days.index(day)
        start = grid.day_starts[number]
        if start.timestamp() < join.timestamp():
            message = (
                f"{day_text(day)} is over or under way in this replan, which begins at "
                f"{local_text(join.astimezone(grid.zone))}"
            )
            remedy = (
                "Ask about later days; time off from now on is an event, such as allocator replan "
                f"--event time_off:{agent_id}."
            )
            problems.append(InputProblem("--days", message, remedy, value=day.isoformat()))
        elif is_away(disruption, agent_id, *working_span(scenario, day)):
            who = called(scenario.agent_by_id[agent_id])
            message = f"{who} is away on {day_text(day)} already"
            problems.append(
                InputProblem("--days", message, "Leave the day out.", value=day.isoformat())
            )
    if problems:
        raise InputError(problems)
