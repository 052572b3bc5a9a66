"""The rota for the notice board as a page: shifts of everybody, and no reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.amount_text import amount_text
from allocator.domain.findings import day_text
from allocator.export.shift_text import DASH, other_date_text, span_text
from allocator.export.wall_rota import WallPerson, WallRota, WallShift, during_text
from allocator.report.environment import environment

_TEMPLATE = "notice_board.html.j2"


@dataclass(frozen=True)
class NoticeShift:
    """A shift as everybody may read it."""

    times: str
    pools: str
    during: str


@dataclass(frozen=True)
class NoticeRow:
    """A person's days: shifts, or what stands where there is none."""

    name: str
    agent_id: str
    days: tuple[tuple[tuple[NoticeShift, ...], str], ...]


@dataclass(frozen=True)
class NoticeWeek:
    """A week of the plan with the rows of each team; the heading is empty where there is one."""

    heading: str
    days: tuple[tuple[dt.date, str], ...]
    teams: tuple[tuple[str, tuple[NoticeRow, ...]], ...]


def notice_board(wall: WallRota, waiting: int, contested: int = 0) -> str:
    """Write the page; the same plan gives the same text.

    Parameters
    ----------
    waiting
        Allocations that the reviewer has not accepted: with any, the page is a draft.
    contested
        Accepted ones that are looked at again, since the agent contests them.
    """
    weeks = wall.weeks or (wall,)
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            facts=wall.facts,
            time_zone=wall.time_zone,
            standing=_standing(waiting, contested),
            weeks=[_week(part, several=len(weeks) > 1) for part in weeks],
        )
    )


def _standing(waiting: int, contested: int) -> str:
    """Word for how final the rota is; empty where all of it is accepted."""
    again = f"{amount_text(contested, 'shifts')} looked at again" if contested else ""
    if not waiting:
        return f"accepted, {again}" if again else ""
    return ", ".join(
        filter(None, ["draft", f"{amount_text(waiting, 'shifts')} not yet accepted", again])
    )


def _week(wall: WallRota, *, several: bool) -> NoticeWeek:
    teams = list(dict.fromkeys(person.team for person in wall.people))
    return NoticeWeek(
        heading=wall.facts.week if several else "",
        days=tuple((day, day_text(day)) for day in wall.days),
        teams=tuple(
            (
                (team or "No team") if wall.has_teams else "",
                tuple(_row(wall, person) for person in wall.people if person.team == team),
            )
            for team in teams
        ),
    )


def _row(wall: WallRota, person: WallPerson) -> NoticeRow:
    return NoticeRow(
        name=person.name,
        agent_id=person.agent_id,
        days=tuple(
            (
                tuple(_shift(wall, day.day, shift) for shift in day.shifts),
                "leave" if day.on_leave else DASH,
            )
            for day in person.days
        ),
    )


def _shift(wall: WallRota, day: dt.date, shown: WallShift) -> NoticeShift:
    names = [wall.pool_names[pool] for pool in shown.pools]
    small = [other_date_text(shown.shift, day), during_text(wall, shown)]
    return NoticeShift(
        times=span_text(shown.shift),
        pools=names[0] if names and len(wall.pool_names) > 1 else "",
        during=" · ".join(filter(None, small)),
    )
