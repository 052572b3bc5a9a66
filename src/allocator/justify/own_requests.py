"""What became of an agent's requests, in the words in which each was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.clock import format_clock
from allocator.domain.people import Request
from allocator.domain.view import RotaView
from allocator.rules.requests.check import declined


@dataclass(frozen=True)
class AnsweredRequest:
    """A request for a planned day.

    Parameters
    ----------
    words
        What was asked for: ``day off``, ``a start from 08:00 to 08:30``.
    """

    day: dt.date
    words: str
    is_met: bool


def own_requests(view: RotaView, agent_id: str) -> list[AnsweredRequest]:
    """Return the requests of an agent for the planned days, each with whether it is met."""
    not_met = {id(request) for request, _ in declined(view, agent_id)}
    planned = set(view.scenario.grid.days)
    return [
        AnsweredRequest(request.date, _words(request), id(request) not in not_met)
        for request in view.scenario.requests_by_agent.get(agent_id, ())
        if request.date in planned
    ]


def _words(request: Request) -> str:
    begin = "" if request.start_from is None else f" from {format_clock(request.start_from)}"
    end = "" if request.start_to is None else f" before {format_clock(request.start_to)}"
    if request.kind == "day_off":
        return "day off"
    if request.kind == "no_shift_between":
        return f"no start{begin}{end}"
    return f"a start{begin}{end}"
