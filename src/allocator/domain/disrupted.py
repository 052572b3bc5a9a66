"""A scenario as it stands after events: what planning and checking of the rest go by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allocator.domain.disruption import Disruption, Span
from allocator.domain.event_of_day import Overtime, Swap
from allocator.domain.people import Pin, Request
from allocator.domain.scenario import Scenario
from allocator.domain.stood_up import effective_activities

_NOTICE, _AVAILABILITY = "notice", "availability"


def disrupted(scenario: Scenario, disruption: Disruption) -> Scenario:
    """Return a scenario as it stands after what has happened.

    - Who is away is not available then, whether the scenario declares that rule or not.
    - Paid hours that events have taken are not owed (``hours_due``), and no pin holds for
      somebody who is away.
    - Activities are held by those who are there, or not at all (``disruption.cancelled``).
    - The rule ``notice`` does not bind: changes within the notice are for the people to agree to.
    - Wishes for a shift on days on which somebody is away are void, as are those for days that
      somebody swaps or offers overtime on.

    Parameters
    ----------
    scenario
        As it was planned from; its hash stays.
    """
    settings = scenario.settings
    rules = {rule_id: given for rule_id, given in settings.rules.items() if rule_id != _NOTICE}
    fields: dict[str, Any] = {}
    if _AVAILABILITY not in rules:
        rules[_AVAILABILITY] = {}
        fields["availability"] = ()  # so far nobody was held to these rows
    if rules != settings.rules:
        fields["settings"] = settings.model_copy(update={"rules": rules})
    return _changed(
        scenario,
        **fields,
        disruption=disruption,
        pins=tuple(pin for pin in scenario.pins if not _is_kept_from(pin, disruption)),
        requests=tuple(row for row in scenario.requests if _holds(scenario, row, disruption)),
        activities=effective_activities(scenario, disruption.cancelled),
    )


def _changed(scenario: Scenario, **fields: Any) -> Scenario:
    """Copy a scenario field by field, so that no value computed from its fields goes along."""
    kept = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    return type(scenario).model_construct(**{**kept, **fields})


def _is_kept_from(pin: Pin, disruption: Disruption) -> bool:
    """Whether somebody pinned to work is away then, or has swapped the shift of the day."""
    return pin.asks_for_shift and any(
        _meet((pin.start, pin.end), span) for span in disruption.away_spans(pin.agent_id)
    )


def _holds(scenario: Scenario, request: Request, disruption: Disruption) -> bool:
    """Whether a request stands after the events."""
    for known in disruption.events:
        event = known.event
        if isinstance(event, Swap) and (request.date, request.agent_id) in (
            (event.day, event.agent_id),
            (event.other_day, event.agent_id),
            (event.day, event.other_agent_id),
            (event.other_day, event.other_agent_id),
        ):
            return False
        if isinstance(event, Overtime) and (request.date, request.agent_id) == (
            event.day,
            event.agent_id,
        ):
            return False
    if request.kind != "shift_between":
        return True
    grid = scenario.grid
    if request.date not in grid.days:
        return True
    number = grid.days.index(request.date)
    today = grid.day_starts[number], grid.day_starts[number + 1]
    return not any(_meet(today, span) for span in disruption.away_spans(request.agent_id))


def _meet(one: Span, other: tuple[dt.datetime, dt.datetime]) -> bool:
    return one[0].timestamp() < other[1].timestamp() and other[0].timestamp() < one[1].timestamp()
