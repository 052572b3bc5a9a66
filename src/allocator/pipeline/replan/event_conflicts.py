"""Events that contradict one another, or those known from earlier replans."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Event, QueueDown, SiteDown
from allocator.domain.findings import local_text
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.store.event_forms import WrittenEvent


def conflicts(
    scenario: Scenario,
    found: Sequence[tuple[WrittenEvent, Event]],
    earlier: Disruption | None,
) -> list[InputProblem]:
    """Find events that are given twice, and outages that cannot be as they are told.

    A queue cannot go down while it is down, and contacts cannot move to one that is.
    """
    problems: list[InputProblem] = []
    down: list[QueueDown | SiteDown] = [
        known.event
        for known in (() if earlier is None else earlier.events)
        if isinstance(known.event, QueueDown | SiteDown)
    ]
    for number, (written, event) in enumerate(found):
        if any(event == other for _, other in found[:number]):
            problems.append(written.problem(None, "is given twice", "Leave one of them out."))
        elif isinstance(event, QueueDown | SiteDown):
            overlapping = next((o for o in down if _overlap(scenario, event, o)), None)
            if overlapping is not None:
                problems.append(_down_already(scenario, written, event, overlapping))
            down.append(event)
    for written, event in found:
        if isinstance(event, QueueDown) and event.then == "move":
            at_same_time = next((o for o in down if _is_target(scenario, event, o)), None)
            if at_same_time is not None:
                problems.append(_to_one_down(written, event, at_same_time))
    return problems


def _is_target(scenario: Scenario, event: QueueDown, other: QueueDown | SiteDown) -> bool:
    return event.to_queue in _queues(scenario, other) and _at_once(event, other)


def _to_one_down(
    written: WrittenEvent, event: QueueDown, other: QueueDown | SiteDown
) -> InputProblem:
    since, until = local_text(other.start), local_text(other.until)
    return written.problem(
        "to_queue",
        f"moves contacts to {event.to_queue}, which is down from {since} to {until}",
        "Name a queue that is up, or say then=wait or then=callback.",
    )


def _overlap(scenario: Scenario, one: QueueDown | SiteDown, other: QueueDown | SiteDown) -> bool:
    return bool(_queues(scenario, one) & _queues(scenario, other)) and _at_once(one, other)


def _at_once(one: QueueDown | SiteDown, other: QueueDown | SiteDown) -> bool:
    return (
        one.start.timestamp() < other.until.timestamp()
        and other.start.timestamp() < one.until.timestamp()
    )


def _down_already(
    scenario: Scenario,
    written: WrittenEvent,
    event: QueueDown | SiteDown,
    other: QueueDown | SiteDown,
) -> InputProblem:
    both = _queues(scenario, event) & _queues(scenario, other)
    named = ", ".join(queue.id for queue in scenario.settings.queues if queue.id in both)
    since, until = local_text(other.start), local_text(other.until)
    return written.problem(
        "from" if "from" in written.fields else None,
        f"takes {named} down, which is down already from {since} to {until}",
        f"Give one outage for both, or begin this one at {until}.",
    )


def _queues(scenario: Scenario, event: QueueDown | SiteDown) -> frozenset[str]:
    if isinstance(event, QueueDown):
        return frozenset({event.queue})
    return frozenset(queue.id for queue in scenario.settings.queues)
