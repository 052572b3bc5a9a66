"""Events of a day in words, people by name: that somebody is away, and never why."""

from __future__ import annotations

import datetime as dt

from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import (
    Absence,
    EarlyLeave,
    Event,
    HandlingTime,
    Late,
    Overtime,
    QueueDown,
    SiteDown,
    SpecialEventOfDay,
    Swap,
    TimeOff,
    Volume,
)
from allocator.domain.findings import day_text, duration_text, local_text
from allocator.domain.scenario import Scenario
from allocator.justify.day_words import named
from allocator.justify.wording import clock_span


def event_words(scenario: Scenario, event: Event) -> str:
    """Say what has happened, in a sentence without a full stop."""
    if isinstance(event, Absence | TimeOff):
        words = "takes the time off that was offered" if isinstance(event, TimeOff) else "is away"
        return f"{named(scenario, event.agent_id)} {words}, {_span(scenario, event)}"
    if isinstance(event, Late):
        return f"{named(scenario, event.agent_id)} comes at {_at(scenario, event.at)}"
    if isinstance(event, EarlyLeave):
        return f"{named(scenario, event.agent_id)} leaves at {_at(scenario, event.at)}"
    if isinstance(event, Overtime):
        hours = duration_text(round(60 * event.hours))
        who = named(scenario, event.agent_id)
        return f"{who} offers up to {hours} of overtime on {day_text(event.day)}"
    if isinstance(event, Swap):
        return _swap(scenario, event)
    if isinstance(event, QueueDown):
        return f"{_queue(scenario, event.queue)} is down, {_span(scenario, event)}: " + _then(
            scenario, event
        )
    if isinstance(event, SiteDown):
        return f"Everything is down, {_span(scenario, event)}: {_then(scenario, event)}"
    return _amount(scenario, event)


def consequence_words(scenario: Scenario, disruption: Disruption) -> tuple[str, ...]:
    """Say which planned activities cannot be held as planned, or without whom, by new events."""
    told: list[str] = []
    first = len(disruption.events) - len(disruption.new_events)
    for row in disruption.cancelled:
        if row.event < first:
            continue
        names = ", ".join(named(scenario, who) for who in row.without)
        kind = row.kind.replace("_", " ").capitalize()
        what = f"{kind} {row.activity_id} on {_at(scenario, row.start)}"
        if row.moved_to is not None:
            told.append(f"{what} is moved to {_at(scenario, row.moved_to)}, when {names} can come")
        elif row.is_held:
            told.append(f"{what} is held without {names}")
        else:
            why = "its time is fixed" if row.is_fixed else "no later time suits all who take part"
            told.append(f"{what} is not held, as {names} cannot take part: {why}")
    return tuple(told)


def _swap(scenario: Scenario, event: Swap) -> str:
    one, other = named(scenario, event.agent_id), named(scenario, event.other_agent_id)
    if event.day == event.other_day:
        return f"{one} and {other} swap their shifts of {day_text(event.day)}"
    return (
        f"{one} gives the shift of {day_text(event.day)} to {other} and takes that of "
        f"{day_text(event.other_day)}"
    )


def _amount(scenario: Scenario, event: Volume | HandlingTime | SpecialEventOfDay) -> str:
    queues = ", ".join(_queue(scenario, queue) for queue in event.queues) or "all queues"
    percent = f"{abs(event.change_share):.0%}"
    more = event.change_share >= 0
    if isinstance(event, HandlingTime):
        what = f"contacts take {percent} {'longer' if more else 'less time'}"
    else:
        what = f"{percent} {'more' if more else 'fewer'} contacts"
    label = f"{event.event}: " if isinstance(event, SpecialEventOfDay) else ""
    words = f"{label}{what} on {queues}, {_span(scenario, event)}"
    return words[0].upper() + words[1:]


def _then(scenario: Scenario, event: QueueDown | SiteDown) -> str:
    if not event.share:
        return "what comes meanwhile is lost"
    share = "all" if event.share == 1 else f"{event.share:.0%}"
    who = f"{share} of the contacts that come meanwhile"
    lost = "" if event.share == 1 else "; the others are lost"
    over = duration_text(event.comes_back_over_minutes)
    to = event.to_queue if isinstance(event, QueueDown) else None
    if event.then == "move":
        return f"{who} move to {_queue(scenario, to or '')}{lost}"
    if event.then == "callback":
        where = f" on {_queue(scenario, to)}" if to else ""
        return f"{who} come back as call-backs over {over}{where}{lost}"
    return f"{who} wait and come over {over} after it{lost}"


def _span(
    scenario: Scenario,
    event: Absence | TimeOff | QueueDown | SiteDown | Volume | HandlingTime | SpecialEventOfDay,
) -> str:
    zone = scenario.grid.zone
    start, until = event.start.astimezone(zone), event.until.astimezone(zone)
    if start.date() == (until - dt.timedelta(seconds=1)).date():
        return f"{day_text(start.date())} {clock_span(start, until)}"
    return f"{local_text(start)} to {local_text(until)}"


def _at(scenario: Scenario, moment: dt.datetime) -> str:
    return local_text(moment.astimezone(scenario.grid.zone))


def _queue(scenario: Scenario, queue_id: str) -> str:
    queue = scenario.queue_by_id.get(queue_id)
    return (queue.name or queue_id) if queue else queue_id
