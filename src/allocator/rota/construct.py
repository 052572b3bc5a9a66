"""A first rota: everybody has one of the weeks that the bound divides theirs between."""

from __future__ import annotations

import numpy as np

from allocator.domain.people import WorkedShift
from allocator.rota.anneal.search import Search
from allocator.rota.best_week import best_week
from allocator.rota.bound import Counts
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import BREACH_PRICE
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rota.week_bound.dive import dive
from allocator.rota.week_bound.pricing import NoWeekError
from allocator.rota.week_bound.prove import Rounds
from allocator.rota.weeks_apart import Before, in_plan, week_alone
from allocator.rules.encoding import ShiftOption

Week = tuple[ShiftOption, ...]

_NEGLIGIBLE = 1e-6
_ROUNDS_PLACED = 4
"""Rounds in which the others make room for those whose activities have been given a time."""
_ROUNDS_OF_WEEK = 24
"""Rounds in which a week of several is divided, with the weeks before it known."""
_STEPS_PER_AGENT_DAY, _WARM = 300, 0.2
"""Changes proposed at once, and how warm they begin: weeks given one by one fit badly together."""


def construct(instance: Instance, counts: Counts, limits: SearchLimits) -> Assignment | None:
    """Build a rota from the divided team.

    Everybody has the week that is left of theirs when days are settled a few at a time, or the
    next of theirs that keeps the rules; who has none such has the best week that there is beside
    the others.

    ``None`` where someone can have no week, or where the search is stopped before all have one.
    """
    settled = _settled_weeks(instance, counts, limits)
    search = Search(instance, {}, limits.seed)
    without: list[str] = []
    for agent_id in by_hours(instance):
        weeks = (*settled.get(agent_id, ()), *counts.weeks.get(agent_id, ()))
        if not any(search.place(agent_id, options) for options in weeks):
            without.append(agent_id)
    steps = _STEPS_PER_AGENT_DAY * len(instance.agent_ids) * instance.day_count
    search.anneal(steps, _WARM, 0.0, BREACH_PRICE)
    assignment = search.assignment()
    return _with_best_weeks(instance, counts, limits, assignment, without)


def _settled_weeks(
    instance: Instance, counts: Counts, limits: SearchLimits
) -> dict[str, tuple[Week, ...]]:
    """Week of each agent that is left when the divided team's days have been settled."""
    if len(counts.rounds) > 1:
        return _week_after_week(instance, limits)
    if not counts.rounds:
        return {}
    rounds = counts.rounds[0]
    if instance.chosen:
        rounds = rounds.with_activities_at(instance)
        for _ in range(_ROUNDS_PLACED):
            rounds.answer_in_turn()
    weeks = dive(rounds, lambda: limits.is_stopped) or {}
    return {agent_id: (week,) for agent_id, week in weeks.items()}


def _week_after_week(instance: Instance, limits: SearchLimits) -> dict[str, tuple[Week, ...]]:
    """Shifts of each agent in all the weeks of a plan, each week with those before it worked."""
    scenario = instance.scenario
    worked = list(scenario.worked)
    hours_over = dict.fromkeys(instance.agent_ids, 0.0)
    found: dict[str, Week] = dict.fromkeys(instance.agent_ids, ())
    for number, days in enumerate(scenario.plan_weeks):
        before = Before(tuple(worked), hours_over)
        try:
            rounds = Rounds(week_alone(instance, number, before))
        except NoWeekError:
            return {}
        rounds.prove(_ROUNDS_OF_WEEK, stop=lambda: limits.is_stopped)
        for agent_id, options in (dive(rounds, lambda: limits.is_stopped) or {}).items():
            shifts = tuple(in_plan(instance, number, option) for option in options)
            found[agent_id] += shifts
            worked.extend(_worked(instance, agent_id, option) for option in shifts)
            paid_hours = sum(option.paid_minutes for option in shifts) / 60
            hours_over[agent_id] += paid_hours - scenario.hours_due(agent_id, days)
    return {agent_id: (shifts,) for agent_id, shifts in found.items()}


def _worked(instance: Instance, agent_id: str, option: ShiftOption) -> WorkedShift:
    moment = instance.scenario.grid.moment
    return WorkedShift(agent_id=agent_id, start=moment(option.start), end=moment(option.end))


def _with_best_weeks(
    instance: Instance,
    counts: Counts,
    limits: SearchLimits,
    assignment: Assignment,
    without: list[str],
) -> Assignment | None:
    """Give the best week to each of those who have none, while the others of them are fractions.

    So every choice is made in sight of nearly the whole team and not, as in a greedy start, of an
    empty centre.
    """
    table = ServiceTable(instance, assignment)
    waiting = set(without)
    fractions = {
        key: presence
        for key, presence in fractional_presence(instance, counts).items()
        if key[0] in waiting
    }
    for (agent_id, pool), presence in fractions.items():
        table.add_fraction(agent_id, pool, presence)
    for agent_id in without:
        if limits.is_stopped:
            return None
        for pool in instance.agent_pools[agent_id]:
            if (agent_id, pool) in fractions:
                table.add_fraction(agent_id, pool, -fractions[agent_id, pool])
        week = best_week(instance, assignment, table, agent_id, limits)
        if week is None:
            return None
        for key, duty in week.items():
            assignment[key] = duty
            table.add(agent_id, duty)
    return assignment


def by_hours(instance: Instance) -> list[str]:
    """Agents with the most contracted hours first: they leave the least choice."""
    hours = {agent.agent_id: agent.weekly_hours for agent in instance.scenario.agents}
    return sorted(instance.agent_ids, key=lambda agent_id: -hours[agent_id])


def fractional_presence(instance: Instance, counts: Counts) -> dict[tuple[str, str], Floats]:
    """Share of each agent on the phone in each pool per interval, by the linear model."""
    size = instance.scenario.grid.interval_count
    presence: dict[tuple[str, str], Floats] = {}
    for group in counts.groups:
        pools = instance.agent_pools[group[0]]
        for option, count in counts.shifts.get(group[0], {}).items():
            if count < _NEGLIGIBLE:
                continue
            profile = count / len(group) * _working_profile(option)
            for pool in pools:
                share = np.array(
                    [
                        counts.pool_shares.get((group[0], pool, interval), float(len(pools) == 1))
                        for interval in range(option.start, option.end)
                    ]
                )
                for agent_id in group:
                    row = presence.setdefault((agent_id, pool), np.zeros(size))
                    row[option.start : option.end] += profile * share
    return presence


def _working_profile(option: ShiftOption) -> Floats:
    """Share on the phone in each interval of a shift, its breaks spread over their windows."""
    profile = np.ones(option.end - option.start)
    for slot in option.breaks:
        starts = range(slot.earliest, slot.latest + 1)
        for start in starts:
            begin = start - option.start
            profile[begin : begin + slot.length] -= 1 / len(starts)
    return profile
