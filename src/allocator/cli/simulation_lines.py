"""What a simulation or a replay came to, as tables and lines for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table


def _share(row: dict[str, Any], name: str) -> str:
    value, half = row[name], row[f"{name}_half_width"]
    return "-" if value is None else f"{value:.1%} ±{100 * half:.1f}"


_DAYS_IN_A_WEEK = 7
_DAYS_NAMED = 6
"""How many days below the floor are named; ``by_day`` has all."""


def below_floor_text(by_day: Sequence[Mapping[str, Any]]) -> str:
    """Name the simulated days below the floor, the farthest below first; empty for none."""

    def below(row: Mapping[str, Any]) -> float:
        return row["floor_share"] - row["service_level_share"]

    rows = sorted((row for row in by_day if row.get("below_floor")), key=below, reverse=True)
    weekdays_only = len({row["date"] for row in by_day}) <= _DAYS_IN_A_WEEK
    parts = [
        f"{row['queue']} {_day_text(row['date'], weekdays_only)} "
        f"{row['service_level_share']:.1%} of {row['floor_share']:.0%}"
        for row in rows[:_DAYS_NAMED]
    ]
    more = len(rows) - _DAYS_NAMED
    return ", ".join([*parts, f"and {more} more"] if more > 0 else parts)


def _day_text(date: str, weekday_only: bool) -> str:
    day = dt.date.fromisoformat(date)
    return f"{day:%a}" if weekday_only else f"{day:%a} {day.day} {day:%b}"


def print_plan(found: dict[str, Any], folder: Path, names: Mapping[str, str]) -> None:
    """Print what ``simulation.json`` holds, and where it is.

    Parameters
    ----------
    names
        People's names by id; whoever has none is told by id.
    """
    console = terminal()
    console.print(_queue_table(found))
    console.print(f"In time: {_definitions(found['queues'])}")
    for queue in found["queues"]:
        if "left_contacts" in queue:
            console.print(
                f"{queue['queue']}: {queue['backlog_contacts']:,.0f} waiting at the start, "
                f"{queue['left_contacts']:,.0f} at the end",
            )
    for pool in found["pools"]:
        console.print(
            f"Occupancy of {pool['pool']}: {_share(pool, _strain(pool))} of the time at work"
            f"{_of_which(pool)}",
        )
    busiest = [person for person in found["people"] if person["occupancy_share"] is not None][:3]
    if busiest:
        told = ", ".join(_how_occupied(person, names) for person in busiest)
        console.print(f"Most occupied: {told}")
    if below := below_floor_text(found["by_day"]):
        console.print(f"Below floor: {below}")
    console.print(
        f"{found['replications']} weeks, seed {found['seed']}; ± is half a 95% confidence "
        f"interval of the mean. Written to {folder}",
    )


def _definitions(queues: list[dict[str, Any]]) -> str:
    """Say what in time means, and how much of it is wanted, with the queues it holds for."""
    names: dict[str, list[str]] = {}
    for queue in queues:
        wanted = f"{queue['definition']}, {queue['target_share']:.0%} wanted"
        names.setdefault(wanted, []).append(queue["queue"])
    return "; ".join(f"{', '.join(those)} {wanted}" for wanted, those in names.items())


def _strain(row: dict[str, Any]) -> str:
    """Which figure of a pool or person tells the strain: email fills the time that is left."""
    return "live_occupancy_share" if "live_occupancy_share" in row else "occupancy_share"


def _how_occupied(person: dict[str, Any], names: Mapping[str, str]) -> str:
    deferred = person.get("deferred_share") or 0.0
    text = f"{names.get(person['agent_id'], person['agent_id'])} {person[_strain(person)]:.0%}"
    return text + (f" (and email and call-backs {deferred:.0%})" if deferred >= 0.005 else "")


def _of_which(pool: dict[str, Any]) -> str:
    """Say what is known of a pool with messages or chats beside its occupancy."""
    text = ""
    if pool.get("deferred_share") is not None:
        text += f", and email and call-backs {pool['deferred_share']:.1%}"
    if pool.get("chats_in_hand") is not None:
        text += f", {pool['chats_in_hand']:.2f} chats in hand"
    return text


def _queue_table(found: dict[str, Any]) -> Table:
    from rich.table import Table

    table = Table(title="Simulated share of contacts in time, each queue by its own definition")
    table.add_column("Queue")
    for heading in ("Contacts", "In time", "8 in 10", "Planned", "Given up", "Wait"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in [*found["queues"], {"queue": "all", **found["all"]}]:
        expected = row.get("expected_service_level")
        weeks = [row["service_level_p10"], row["service_level_p90"]]
        wait = row["asa_s"]
        table.add_row(
            row["queue"],
            f"{row['offered_contacts']:,.0f}",
            _share(row, "service_level_share"),
            "-" if None in weeks else f"{100 * weeks[0]:.0f}–{weeks[1]:.0%}",
            "-" if expected is None else f"{expected:.1%}",
            _share(row, "abandoned_share"),
            "-" if wait is None else f"{wait:.0f} s",
        )
    return table


def print_replay(found: dict[str, Any]) -> None:
    """Print what ``replay.json`` holds."""
    from rich.table import Table

    table = Table(title="Recorded contacts: what was and what would have been")
    table.add_column("")
    for heading in ("Contacts", "In time", "replayed", "Given up", "replayed"):
        table.add_column(heading, justify="right", no_wrap=True)
    rows = [{"": row["queue"], **row} for row in found["queues"]]
    rows += [{"": row["date"], **row} for row in found["days"]]
    for row in [*rows, {"": "all", **found["all"]}]:
        table.add_row(
            row[""],
            f"{row['contacts']:,}",
            f"{row['recorded_service_level_share']:.1%}",
            _range(row, "service_level_share"),
            f"{row['recorded_abandoned_share']:.1%}",
            _range(row, "abandoned_share"),
        )
    console = terminal()
    console.print(table)
    console.print(
        f"{found['presence_hours']:,.0f} hours of presence, {found['absence_share']:.1%} of them "
        f"away, {found['wrap_up_s']:g} s of wrap-up; in brackets where 95 of 100 of "
        f"{found['draws']} draws of patience, absence and unknown services lie.",
    )


def _range(row: dict[str, Any], name: str) -> str:
    low, high = row[f"replayed_{name}_low"], row[f"replayed_{name}_high"]
    return f"{row[f'replayed_{name}']:.1%} ({100 * low:.0f}–{100 * high:.0f})"
