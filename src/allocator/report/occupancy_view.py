"""How busy pools and people are in the simulated weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from allocator.domain.scenario import Scenario
from allocator.report.optional_figures import amount, give_or_take, share
from allocator.report.share_chart import Strip, share_chart

BUSY = (0.85, 0.9)
"""Occupancy from which people have little time to breathe: a rule of thumb of the trade."""


@dataclass(frozen=True)
class Occupied:
    """How busy a pool's people or one person are.

    Parameters
    ----------
    occupancy, highest
        With calls and chats: email and call-backs fill what time these leave.
    deferred
        Share of the time with email and call-backs.
    """

    id: str
    name: str
    hours: Markup
    occupancy: Markup
    deferred: Markup
    highest: Markup
    is_busy: bool
    chart: Markup


def occupied_pool(scenario: Scenario, row: Mapping[str, Any]) -> Occupied:
    """Occupancy of everybody in a pool."""
    pool = scenario.pool_by_id[row["pool"]]
    return _occupied("pool", pool.id, pool.name or pool.id, row)


def occupied_person(scenario: Scenario, row: Mapping[str, Any]) -> Occupied:
    """Occupancy of one person."""
    agent = scenario.agent_by_id.get(row["agent_id"])
    return _occupied("person", row["agent_id"], agent.name if agent else row["agent_id"], row)


def _occupied(kind: str, id_: str, name: str, row: Mapping[str, Any]) -> Occupied:
    name_of = "live_occupancy_share" if "live_occupancy_share" in row else "occupancy_share"
    occupancy: float | None = row[name_of]
    half: float | None = row[f"{name_of}_half_width"]
    highest: float | None = row.get("highest_day_share")
    strip = Strip(value=occupancy, half_width=half, band=BUSY, bar=True, highest=highest)
    return Occupied(
        id=id_,
        name=name,
        hours=amount(f"{kind}_logged_in_hours", row.get("logged_in_hours"), id_, decimals=1),
        occupancy=give_or_take(
            share(f"{kind}_occupancy", occupancy, id_), share(f"{kind}_occupancy_half", half, id_)
        ),
        deferred=share(f"{kind}_deferred", row.get("deferred_share"), id_),
        highest=share(f"{kind}_highest_day", highest, id_),
        is_busy=occupancy is not None and occupancy > BUSY[0],
        chart=share_chart(strip),
    )
