"""Match the activities off the phone in the rota with those that are planned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from allocator.domain.attendance import (
    AT_WORK,
    best_attendance,
    span_of,
    why_absent,
    with_shifts,
)
from allocator.domain.findings import Finding
from allocator.domain.people import PlannedActivity
from allocator.domain.practice import is_for_a_goal
from allocator.domain.rota import Activity, Block, minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.card import Figure, Parameters
from allocator.rules.meetings.card import CARD

_MOST_LEFT_OUT, _A_MEETING = 2, 2
"""So many are left out at most to see whether the others could meet, who are two at least."""
_MOST_NAMED, _MOST_WITH_SHIFTS = 4, 3

Sort = tuple[str, int, frozenset[str]]
"""Kind, minutes and participants: activities of one sort stand for each other."""


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find planned activities that do not take place, and blocks that no activity asks for."""
    del parameters
    planned: defaultdict[Sort, list[PlannedActivity]] = defaultdict(list)
    for activity in view.scenario.activities:
        if _of_the_week(view.scenario, activity):
            planned[_sort(activity)].append(activity)
    findings: list[Finding] = []
    asked_for: set[tuple[str, float]] = set()
    for sort, activities in planned.items():
        held, missing = _matched(activities, _times_together(view, sort))
        asked_for |= {(agent_id, start_s) for start_s in held for agent_id in sort[2]}
        findings += [
            _not_held(view, activity)
            for activity in missing
            if set(activity.participants) & set(view.agent_ids)
        ]
    return findings + _not_asked_for(view, asked_for)


def _of_the_week(scenario: Scenario, activity: PlannedActivity) -> bool:
    """Whether the activity's time, or the beginning of its window, is in the planned days."""
    from_moment = activity.start or activity.earliest
    assert from_moment is not None
    return (
        minutes_between(scenario.grid.start, from_moment) >= 0
        and minutes_between(from_moment, scenario.grid.end) > 0
    )


def _sort(activity: PlannedActivity) -> Sort:
    return activity.kind, activity.minutes, frozenset(activity.participants)


def _times_together(view: RotaView, sort: Sort) -> list[dt.datetime]:
    """List starts at which everybody has a block of the sort, with the others named in it."""
    kind, minutes, participants = sort
    starts: dict[float, dt.datetime] = {}
    together: defaultdict[float, set[str]] = defaultdict(set)
    for agent_id in participants:
        for block in view.rota.agent_blocks(agent_id):
            others = frozenset(block.with_agents)
            if (
                block.activity == kind
                and block.minutes == minutes
                and others == participants - {agent_id}
            ):
                starts[block.span_s[0]] = block.start
                together[block.span_s[0]].add(agent_id)
    return [starts[at] for at in sorted(starts) if len(together[at]) == len(participants)]


def _matched(
    activities: list[PlannedActivity], times: list[dt.datetime]
) -> tuple[set[float], list[PlannedActivity]]:
    """Give each time to an activity of its sort; also those that are left without one.

    Of activities that a time suits, the one that must be over first: so as many as can be are
    served.
    """
    waiting = list(activities)
    used: set[float] = set()
    for start in times:
        fitting = [activity for activity in waiting if _suits(activity, start)]
        if fitting:
            waiting.remove(min(fitting, key=_over_by_s))
            used.add(start.timestamp())
    return used, waiting


def _suits(activity: PlannedActivity, start: dt.datetime) -> bool:
    if activity.start is not None:
        return minutes_between(activity.start, start) == 0
    assert activity.earliest is not None
    assert activity.latest is not None
    return (
        minutes_between(activity.earliest, start) >= 0
        and minutes_between(start, activity.latest) >= activity.minutes
    )


def _over_by_s(activity: PlannedActivity) -> float:
    """Moment at which the activity is over at the latest, in POSIX seconds."""
    return span_of(activity)[1]


def _not_held(view: RotaView, activity: PlannedActivity) -> Finding:
    """Say that an activity is not held, and without whom it could be."""
    earliest, latest_s = span_of(activity)
    everybody = activity.participants
    best = best_attendance(view, activity)
    figures: dict[str, Figure] = {
        "activity": activity.activity_id,
        "sort": _word(activity.kind),
        "length_minutes": activity.minutes,
        "earliest": view.local(earliest),
        "latest": view.local(dt.datetime.fromtimestamp(latest_s, tz=dt.UTC)),
    }
    if not best.absent:
        kind = "not_begun"
        figures |= {"participants": _named(everybody), "possible_start": best.start}
    elif len(best.absent) <= _MOST_LEFT_OUT and len(everybody) - len(best.absent) >= _A_MEETING:
        kind = "not_all"
        left_out = " and ".join(
            why_absent(view, name, activity, best.start) for name in best.absent
        )
        figures |= {
            "participant_count": len(everybody),
            "left_out": left_out,
            "possible_start": best.start,
        }
    else:
        kind = "not_held"
        few = len(everybody) <= _MOST_WITH_SHIFTS
        told = [with_shifts(view, name, activity) if few else name for name in everybody]
        figures["participants"] = _named(told)
    named = next(agent for agent in everybody if agent in view.agent_ids)
    return CARD.finding(kind, None, agent_id=named, at=view.local(earliest), **figures)


def _named(people: Sequence[str]) -> str:
    """People joined by commas; of many the first few and the number of the others."""
    if len(people) <= _MOST_NAMED + 1:
        return ", ".join(people)
    return f"{', '.join(people[:_MOST_NAMED])} and {len(people) - _MOST_NAMED} others"


def _not_asked_for(view: RotaView, asked_for: set[tuple[str, float]]) -> list[Finding]:
    return [
        CARD.finding(
            "not_asked_for",
            view.place(block),
            sort=_word(block.activity),
            company=f" with {', '.join(block.with_agents)}" if block.with_agents else "",
        )
        for agent_id in view.agent_ids
        for block in view.rota.agent_blocks(agent_id)
        if block.activity not in AT_WORK
        and (agent_id, block.span_s[0]) not in asked_for
        and not _in_place_of_contacts(view.scenario, block)
        and not ("practice" in view.scenario.settings.rules and is_for_a_goal(view.scenario, block))
    ]


def _in_place_of_contacts(scenario: Scenario, block: Block) -> bool:
    """Whether the block is what somebody does at work who can take no queue yet."""
    if block.activity is not Activity.OTHER or block.with_agents:
        return False
    return not any(
        scenario.usable_queues(block.agent_id, pool.id)
        for pool in scenario.settings.pools
        if block.agent_id in scenario.agent_by_id
    )


def _word(kind: str) -> str:
    return str(kind).replace("_", " ")
