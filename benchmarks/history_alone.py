"""A scenario of which only the history matters: one pool, one agent who takes part in nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from allocator.domain.demand import HistoryRow
from allocator.domain.people import Agent, Skill
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings


def history_alone(
    history: Iterable[HistoryRow],
    queues: Sequence[str],
    first_planned: dt.date,
    days: Sequence[str],
    opening: tuple[str, str],
    time_zone: str,
) -> Scenario:
    """Scenario of the week after a history, to be forecast and not planned.

    Parameters
    ----------
    first_planned
        First of the seven days to forecast.
    days, opening
        Weekdays open, and the clock times between which they are.
    """
    open_at, close_at = opening
    settings = Settings.model_validate(
        {
            "name": "history alone",
            "site": {"name": "nowhere", "time_zone": time_zone},
            "week": {"start": first_planned, "days": 7},
            "opening_hours": [{"days": days, "open": open_at, "close": close_at}],
            "queues": [{"id": queue} for queue in queues],
            "pools": [{"id": "all", "queues": queues}],
            "shift_patterns": [
                {
                    "id": "day",
                    "days": days,
                    "start_from": open_at,
                    "start_to": open_at,
                    "shortest_minutes": 480,
                    "longest_minutes": 480,
                }
            ],
            "contracts": [{"id": "full", "patterns": ["day"]}],
            "rules": {"skills": {}},
        }
    )
    return Scenario(
        settings=settings,
        agents=(Agent(agent_id="a", name="A", contract="full", weekly_hours=40),),
        skills=tuple(Skill(agent_id="a", queue=q, level=2, aht_factor=1.0) for q in queues),
        history=tuple(history),
    )
